//! Runs of Base64 or hexadecimal digits, which may encode a secret.

use super::text::{hide, runs};

/// A way to write bytes as letters.
struct Code {
    /// A shorter run cannot hold a secret.
    least: usize,
    /// How many bits each letter stands for.
    bits: usize,
    /// How many letters make whole bytes.
    group: usize,
    value: fn(u8) -> Option<u8>,
    belongs: fn(u8) -> bool,
}

const CODES: [Code; 2] = [
    Code {
        least: 16,
        bits: 6,
        group: 4,
        value: base64,
        belongs: |letter| base64(letter).is_some(),
    },
    Code {
        least: 24,
        bits: 4,
        group: 2,
        value: hex,
        belongs: |letter| hex(letter).is_some(),
    },
];

/// Hides runs that encode a secret, wherever in them it begins.
pub(super) fn find(text: &[u8], hidden: &mut [bool], is_secret: &dyn Fn(&[u8]) -> bool) {
    for code in &CODES {
        runs(text, code.belongs, &mut |place, letters| {
            let is_one = letters.len() >= code.least
                && (0..code.group).any(|from| {
                    let decoded = code.bytes(letters.get(from..).unwrap_or_default());
                    is_secret(&decoded)
                });
            if is_one {
                hide(hidden, place);
            }
        });
    }
}

impl Code {
    fn bytes(&self, letters: &[u8]) -> Vec<u8> {
        let mut bytes = Vec::with_capacity(letters.len() * self.bits / 8);
        let mut held: u16 = 0;
        let mut count = 0;
        for letter in letters {
            held = held << self.bits | u16::from((self.value)(*letter).unwrap_or_default());
            count += self.bits;
            if count >= 8 {
                count -= 8;
                let [_, byte] = (held >> count).to_be_bytes();
                bytes.push(byte);
            }
        }
        bytes
    }
}

fn base64(letter: u8) -> Option<u8> {
    match letter {
        b'A'..=b'Z' => Some(letter - b'A'),
        b'a'..=b'z' => Some(letter - b'a' + 26),
        b'0'..=b'9' => Some(letter - b'0' + 52),
        b'+' | b'-' => Some(62),
        b'/' | b'_' => Some(63),
        _ => None,
    }
}

fn hex(letter: u8) -> Option<u8> {
    let digit = char::from(letter).to_digit(16)?;
    u8::try_from(digit).ok()
}

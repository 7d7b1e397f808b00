//! The forms in which a secret may be repeated.

use super::is_invisible;

/// Shorter secrets are left in: their letters are in every sentence. Zoom's tokens have hundreds.
pub const LEAST_SECRET: usize = 8;

/// A text as it is compared and shown: its first characters, on one line, of which none is invisible
/// and none percent-encoded. A sentence from outside may neither move a terminal's cursor nor start a
/// line of a log.
pub(super) fn plain(text: &str, most: usize) -> Vec<char> {
    let mut plain = Vec::new();
    for character in text.chars().filter(|c| !is_invisible(*c)) {
        plain.push(character);
        // What is decoded may be a part of the next escape.
        while let Some(decoded) = decoded(&plain) {
            plain.truncate(plain.len() - 3);
            plain.push(decoded);
        }
        let is_blank = |c: &char| c.is_whitespace() || c.is_control();
        if plain.last().is_some_and(is_blank) {
            plain.pop();
            if plain.last().is_some_and(|last| *last != ' ') {
                plain.push(' ');
            }
        }
        if plain.len() > most {
            break;
        }
    }
    if plain.last() == Some(&' ') {
        plain.pop();
    }
    plain
}

/// What the last three characters stand for, if they are an escape of ASCII (`%2F`).
fn decoded(text: &[char]) -> Option<char> {
    let &[.., '%', high, low] = text else {
        return None;
    };
    let code = high.to_digit(16)? * 16 + low.to_digit(16)?;
    char::from_u32(code).filter(char::is_ascii)
}

/// A character as it is compared: case is lost where servers write headers, and base64 has two
/// alphabets.
pub(super) fn fold(c: char) -> char {
    match c {
        '-' => '+',
        '_' => '/',
        _ => c.to_ascii_lowercase(),
    }
}

/// The forms of a secret, folded: as it is, in hexadecimal digits, and in base64, with whatever stands
/// before it there. There are none of what is too short to be a secret.
pub(super) fn forms(secret: &str) -> Vec<Vec<char>> {
    let mut forms = Vec::new();
    if secret.len() < LEAST_SECRET {
        return forms;
    }
    forms.push(plain(secret, usize::MAX).into_iter().map(fold).collect());
    let bytes = secret.as_bytes();
    let mut hex = Vec::new();
    for byte in bytes {
        let digits = [byte >> 4, byte & 15];
        hex.extend(
            digits
                .iter()
                .filter_map(|digit| char::from_digit(u32::from(*digit), 16)),
        );
    }
    forms.push(hex);
    // By how many bits of the first byte the letter before has.
    for first in [0, 2, 4] {
        let places = (first..bytes.len() * 8).step_by(6);
        forms.push(places.filter_map(|bit| letter(bytes, bit)).collect());
    }
    forms
}

/// The letter of base64, folded, for the six bits at a place, if all of them are there.
fn letter(bytes: &[u8], bit: usize) -> Option<char> {
    let pair = (bytes.get(bit / 8)?, bytes.get(bit / 8 + 1));
    let both = match pair {
        (high, Some(low)) => u16::from_be_bytes([*high, *low]),
        (high, None) if bit % 8 <= 2 => u16::from(*high) << 8,
        _ => return None,
    };
    let value = u8::try_from(both >> (10 - bit % 8) & 63).ok()?;
    Some(match value {
        0..=25 => char::from(b'a' + value),
        26..=51 => char::from(b'a' + value - 26),
        52..=61 => char::from(b'0' + value - 52),
        62 => '+',
        _ => '/',
    })
}

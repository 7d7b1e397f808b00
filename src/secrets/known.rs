//! Known secrets, in each form in which a text may repeat them.

use super::plain::Plain;
use super::text::hide;

/// The fewest bytes of a secret: shorter values stay, because they are in every sentence. Zoom's tokens have hundreds.
pub const LEAST_SECRET: usize = 8;

/// The size of the table of first two letters.
const PAIRS: usize = 1024;

/// Known values.
#[derive(Debug)]
pub(super) struct Known {
    forms: Vec<Vec<u8>>,
    /// Which pairs of letters begin a form: this rules out most places in a text.
    starts: Vec<bool>,
}

impl Known {
    pub(super) fn new(values: &[&str]) -> Self {
        let mut forms = Vec::new();
        for value in values {
            add_forms(value, &mut forms);
        }
        let starts = vec![false; PAIRS];
        let mut known = Self {
            forms: Vec::new(),
            starts,
        };
        for form in forms {
            known.add(form);
        }
        known
    }

    /// Adds a form, unless it is so short that every text would have it: a value may be little more than escapes.
    fn add(&mut self, mut form: Vec<u8>) {
        if form.len() < LEAST_SECRET / 2 {
            return;
        }
        for letter in &mut form {
            *letter = fold(*letter);
        }
        if self.forms.contains(&form) {
            return;
        }
        if let Some(start) = self.starts.get_mut(pair(&form)) {
            *start = true;
        }
        self.forms.push(form);
    }

    /// Hides all values in a text.
    pub(super) fn find(&self, text: &[u8], hidden: &mut [bool]) {
        for (at, start) in text.windows(2).enumerate() {
            if self.starts.get(pair(start)) != Some(&true) {
                continue;
            }
            let rest = text.get(at..).unwrap_or_default();
            for form in &self.forms {
                let is_same = |(letter, of_form): (&u8, &u8)| fold(*letter) == *of_form;
                if rest.len() >= form.len() && rest.iter().zip(form).all(is_same) {
                    hide(hidden, at..at + form.len());
                }
            }
        }
    }
}

/// The place of the first two letters in the table.
fn pair(text: &[u8]) -> usize {
    let letter = |at| usize::from(fold(text.get(at).copied().unwrap_or_default()));
    ((letter(0) << 5) ^ letter(1)) % PAIRS
}

/// A letter as it is compared: case is lost where servers write headers, and Base64 has two alphabets.
fn fold(letter: u8) -> u8 {
    match letter {
        b'-' => b'+',
        b'_' => b'/',
        _ => letter.to_ascii_lowercase(),
    }
}

/// Adds the forms of a value: as it is, in hexadecimal digits, and in Base64 at each alignment.
fn add_forms(value: &str, forms: &mut Vec<Vec<u8>>) {
    if value.len() < LEAST_SECRET {
        return;
    }
    forms.push(Plain::of(value.as_bytes()).bytes().to_vec());
    forms.push(letters(value.as_bytes(), 0, 4, b"0123456789abcdef"));
    // How many bits of the first byte belong to the letter before.
    for first in [0, 2, 4] {
        forms.push(letters(value.as_bytes(), first, 6, BASE64));
    }
}

const BASE64: &[u8] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";

/// The letters for `bits` bits each, from bit `first` of the first byte; the last letter only if it is complete.
fn letters(bytes: &[u8], first: u32, bits: u32, alphabet: &[u8]) -> Vec<u8> {
    let mut letters = Vec::new();
    let mut held: u32 = 0;
    let mut count = 0;
    for (at, byte) in bytes.iter().enumerate() {
        held = held << 8 | u32::from(*byte);
        count += if at == 0 { 8 - first } else { 8 };
        while count >= bits {
            count -= bits;
            let value = held >> count & ((1 << bits) - 1);
            letters.extend(alphabet.get(value as usize));
        }
    }
    letters
}

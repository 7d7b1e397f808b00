//! A sentence as it is shown.

use crate::secrets::is_invisible;

/// A text as it is shown: its first characters, on one line, of which none is invisible
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

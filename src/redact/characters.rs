//! Quotation marks and separators, without the tables of all scripts.

use crate::secrets::is_among;

/// Quotation marks, as they open and close.
pub(super) const QUOTES: &[(char, char)] = &[
    ('"', '"'),
    ('\'', '\''),
    ('`', '`'),
    ('“', '”'),
    ('”', '”'),
    ('„', '“'),
    ('‟', '”'),
    ('‘', '’'),
    ('‚', '‘'),
    ('«', '»'),
    ('»', '«'),
    ('‹', '›'),
    ('「', '」'),
    ('『', '』'),
    ('＂', '＂'),
];

/// What may stand between the digits of a number, besides ASCII: punctuation and symbols of other scripts, and marks
/// on digits.
const SEPARATORS: &[(char, char)] = &[
    ('\u{80}', '\u{a9}'),
    ('\u{ab}', '\u{b4}'),
    ('\u{b6}', '\u{b9}'),
    ('\u{bb}', '\u{bf}'),
    ('\u{d7}', '\u{d7}'),
    ('\u{f7}', '\u{f7}'),
    ('\u{2b9}', '\u{36f}'),
    ('\u{609}', '\u{61b}'),
    ('\u{640}', '\u{640}'),
    ('\u{64b}', '\u{65f}'),
    ('\u{66a}', '\u{66d}'),
    ('\u{6d4}', '\u{6d4}'),
    ('\u{964}', '\u{965}'),
    ('\u{2010}', '\u{205f}'),
    ('\u{207a}', '\u{207e}'),
    ('\u{208a}', '\u{208e}'),
    ('\u{2190}', '\u{2bff}'),
    ('\u{2e00}', '\u{2e5d}'),
    ('\u{3001}', '\u{3004}'),
    ('\u{3008}', '\u{3020}'),
    ('\u{3030}', '\u{3030}'),
    ('\u{30fb}', '\u{30fc}'),
    ('\u{fe10}', '\u{fe6f}'),
    ('\u{ff01}', '\u{ff0f}'),
    ('\u{ff1a}', '\u{ff20}'),
    ('\u{ff3b}', '\u{ff40}'),
    ('\u{ff5b}', '\u{ff65}'),
    ('\u{1f000}', '\u{1faff}'),
];

pub(super) fn is_separator(c: char) -> bool {
    c == ' ' || c.is_ascii_punctuation() || is_among(c, SEPARATORS)
}

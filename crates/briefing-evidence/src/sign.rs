//! Signs of numbers, and words that say in which direction one goes: `-3%`, `负3%`, `minus 3 percent`,
//! `a rise of 4%`.

use crate::hedge;
use crate::text::{Text, is_blank};
use crate::unit;

/// The sign of a number.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Sign {
    pub(crate) is_negative: bool,
    /// Whether it is a word, which in English may hold for both ends of a range.
    pub(crate) is_word: bool,
    /// Where the number begins, or its currency.
    pub(crate) end: usize,
}

/// The sign that stands at a place, before a number or its currency. A hyphen is one where it cannot
/// join what stands before it.
pub(crate) fn sign(text: &Text, at: usize) -> Option<Sign> {
    match text.at(at) {
        '-' => (counts(text, at + 1) && may_follow(text.before(at))).then_some(minus(at + 1)),
        '负' if !"减抱担胜欠自肩背正".contains(text.before(at)) => {
            let is_number = text.at(at + 1).is_ascii_digit()
                || text.has(at + 1, "百分之")
                || crate::numeral::is_chinese_digit(text.at(at + 1));
            is_number.then_some(minus(at + 1))
        }
        'm' | 'n' => {
            let end = ["minus", "negative"].iter().find_map(|word| text.word(at, word))?;
            let end = text.skip_blanks(end);
            counts(text, end).then_some(Sign { is_negative: true, is_word: true, end })
        }
        _ => None,
    }
}

/// The sign of the second number of a range, which stands right behind what joins them.
pub(crate) fn second(text: &Text, at: usize) -> Option<Sign> {
    match text.at(at) {
        '-' if counts(text, at + 1) => Some(minus(at + 1)),
        '+' | '正' if counts(text, at + 1) => {
            Some(Sign { is_negative: false, is_word: false, end: at + 1 })
        }
        _ => sign(text, at),
    }
}

/// Words that say in which direction the second number of a range goes: whether it is a fall, and
/// where the number begins. `下降3%至增长4%`, `from a fall of 3% to a rise of 4%`.
pub(crate) fn direction(text: &Text, at: usize) -> Option<(bool, usize)> {
    let article = ["a", "an"].iter().find_map(|word| text.word(at, word));
    for start in [Some(at), article.map(|end| text.skip_blanks(end))].into_iter().flatten() {
        if let Some(hit) = hedge::standing(text, start).filter(|hit| hit.entry.falls) {
            return Some((true, text.skip_blanks(hit.range.end)));
        }
        if let Some((_, end)) = text.any_word(start, &RISES) {
            return Some((false, text.skip_blanks(end)));
        }
    }
    None
}

/// Words before a number by which something rose, longer ones first.
const RISES: [&str; 28] = [
    "an increase of",
    "increase of",
    "increase by",
    "a rise of",
    "a gain of",
    "rise of",
    "rise by",
    "gain of",
    "growth of",
    "expansion of",
    "increased by",
    "rose by",
    "grew by",
    "up by",
    "increase",
    "rise",
    "grew",
    "rose",
    "up",
    "增长了",
    "增长",
    "上升",
    "上涨",
    "提高",
    "增加",
    "提升",
    "回升",
    "正增长",
];

fn minus(end: usize) -> Sign {
    Sign { is_negative: true, is_word: false, end }
}

/// Whether a number in digits begins at a place, or its currency.
fn counts(text: &Text, at: usize) -> bool {
    text.at(at).is_ascii_digit() || unit::prefix(text, at).is_some()
}

/// Whether a hyphen behind a character is a sign.
fn may_follow(before: char) -> bool {
    before == '\0'
        || is_blank(before)
        || "(:|,;\"'“”「《、。，；：~—为是率速长达幅在于从由约近到至的额值跌增".contains(before)
}

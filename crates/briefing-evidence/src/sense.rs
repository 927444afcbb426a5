//! Whether a number stands for a quantity: the rules for small words, years, names, sizes.

use crate::calendar;
use crate::numeral::{Script, Value, is_chinese_digit, is_chinese_magnitude};
use crate::phrase::Phrase;
use crate::text::{is_han, is_latin};

/// What a number is, with the words around it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Sense {
    Quantity,
    Date,
    Name,
    /// A number, but no certain one; why.
    Unread(String),
    /// No number at all: a part of a word, or `one` as a pronoun.
    None,
}

/// What the number of a phrase is.
pub(crate) fn of(phrase: &Phrase) -> Sense {
    let counts = match phrase.numeral.script {
        Script::Digits => true,
        Script::Chinese => chinese_counts(phrase),
        Script::English => english_counts(phrase),
    };
    if !counts {
        return Sense::None;
    }
    if let Value::Unread(why) = &phrase.numeral.value {
        return Sense::Unread(why.clone());
    }
    if let Some(sense) = year(phrase) {
        return sense;
    }
    if is_name(phrase) {
        return Sense::Name;
    }
    let why = if is_time(phrase) {
        "a length of time, or the time it happened in"
    } else if is_class(phrase) {
        "a class of size, not an amount"
    } else {
        return Sense::Quantity;
    };
    Sense::Unread(why.to_owned())
}

/// Chinese numerals are parts of many words. One digit counts only before a classifier or a unit
/// (`三家`; not `三峡`), `一` not even then, for it mostly means "a" (`一家企业`), unless it is hedged
/// (`至少一家`); a magnitude alone only with a hedge (`近百家`; not `百家`).
fn chinese_counts(phrase: &Phrase) -> bool {
    let text = phrase.text;
    let range = phrase.numeral.range.clone();
    if matches!(phrase.numeral.value, Value::Share(..))
        || phrase.is_range
        || phrase.at < range.start
    {
        return true;
    }
    let unit = phrase.measured.is_some();
    let classifier = phrase.noun.as_ref().is_some_and(|noun| noun.is_classifier);
    let hedged = phrase.is_hedged();
    let first = text.at(range.start);
    let only = |kind: fn(char) -> bool| range.clone().all(|place| kind(text.at(place)));
    if let Value::Unread(_) = phrase.numeral.value {
        let structured = range.clone().any(|place| is_chinese_magnitude(text.at(place)));
        return structured || unit || classifier;
    }
    if range.len() == 1 {
        return match first {
            '一' | '二' => unit || hedged && classifier,
            '十' => unit || classifier || hedged,
            _ if is_chinese_magnitude(first) => hedged || text.at(phrase.end) == '级',
            // `三元材料` is made of three things, and costs no three yuan.
            _ if text.at(range.end) == '元' && text.at(phrase.end) != '钱' => {
                !is_han(text.at(phrase.end))
            }
            _ => unit || classifier || hedged && phrase.noun.is_some(),
        };
    }
    if only(is_chinese_magnitude) && first != '十' {
        return hedged || unit || text.at(phrase.end) == '级';
    }
    if only(is_chinese_digit) {
        return unit || classifier || range.len() > 2;
    }
    true
}

/// `one` counts before a known noun, a unit, or behind a hedge; `two-way` counts nothing.
fn english_counts(phrase: &Phrase) -> bool {
    let text = phrase.text;
    let range = phrase.numeral.range.clone();
    let hyphen = text.at(range.end) == '-';
    let joined = text.folded(range.end + 1..text.word_end(range.end + 1).max(range.end + 1));
    match text.folded(range).as_str() {
        "one" | "zero" => {
            // "one project", not "one of the projects", "one more of our projects".
            let near = phrase
                .noun
                .as_ref()
                .is_some_and(|noun| noun.counts.is_some() && noun.range.len() < 24 && !noun.is_of);
            let fraction = phrase.measured.is_some() || phrase.is_range;
            fraction || !hyphen && (near || phrase.is_hedged())
        }
        "half" => true,
        _ if hyphen => !["way", "sided", "pronged", "dimensional", "tier"].contains(&&*joined),
        _ => true,
    }
}

/// Four digits that can be a year are one, unless something says that they count.
fn year(phrase: &Phrase) -> Option<Sense> {
    let text = phrase.text;
    let range = phrase.numeral.range.clone();
    let (year, end) = calendar::year(text, range.start)?;
    let bare = !phrase.is_hedged() && phrase.measured.is_none() && !phrase.is_range;
    if phrase.numeral.script != Script::Digits || !bare || end != range.end {
        return None;
    }
    let noun = phrase.noun.as_ref();
    if noun.is_some_and(|noun| noun.is_classifier) {
        return None;
    }
    // "2066 companies"; "2024 projects" may be those of 2024. In Chinese a number has a classifier.
    let counts = noun.is_some_and(|noun| {
        let start = noun.range.start;
        noun.counts.is_some() && is_latin(text.at(start)) && !text.is_capital(start)
    });
    const DATED: [&str; 10] =
        ["in", "since", "of", "by", "the", "until", "during", "for", "from", "year"];
    let is_near = (1990..2041).contains(&year);
    if !counts || is_near && text.follows(range.start, &DATED) {
        Some(Sense::Date)
    } else if is_near {
        Some(Sense::Unread("it may be a year or a number".to_owned()))
    } else {
        None
    }
}

/// `Group of Seven`, `Seven Sisters`: capitals in the middle of a sentence.
fn is_name(phrase: &Phrase) -> bool {
    phrase.numeral.script == Script::English
        && phrase.text.is_capital(phrase.numeral.range.start)
        && !phrase.is_hedged()
        && phrase.measured.is_none()
        && phrase.noun.as_ref().is_none_or(|noun| noun.counts.is_none())
        && !phrase.text.is_sentence_start(phrase.numeral.range.start)
}

/// `近三年` is nearly three years, or the last three; `over three years` likewise.
fn is_time(phrase: &Phrase) -> bool {
    let Some(noun) = &phrase.noun else { return false };
    const UNITS: [&str; 11] =
        ["年", "天", "个月", "周", "小时", "year", "day", "month", "week", "hour", "decade"];
    let words = phrase.text.folded(noun.range.clone());
    UNITS.iter().any(|unit| words.starts_with(unit))
        && phrase.hedges.iter().any(|(_, entry)| matches!(entry.words, "近" | "over"))
}

/// `千亿级`, `百亿元项目`: the class that a project or an industry is in.
fn is_class(phrase: &Phrase) -> bool {
    let text = phrase.text;
    let range = phrase.numeral.range.clone();
    if phrase.numeral.script != Script::Chinese {
        return text.at(phrase.end) == '级' && phrase.numeral.factor.is_some();
    }
    let only_magnitudes = range.clone().all(|place| is_chinese_magnitude(text.at(place)));
    let ten = text.at(range.start) == '十';
    text.at(phrase.end) == '级' && phrase.numeral.factor.is_some()
        || only_magnitudes && !ten && !phrase.is_hedged()
}

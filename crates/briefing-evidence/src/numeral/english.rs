//! Numbers in English words.

use briefing_model::number::Number;

use super::{Numeral, Script, Value, scaled};
use crate::text::Text;

/// What a word is in a number.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Part {
    /// 0 to 19.
    Small(i128),
    /// 20, 30, … 90.
    Tens(i128),
    Hundred,
    /// A power of a thousand.
    Thousands(u32),
}

fn part(word: &str) -> Option<Part> {
    const SMALL: [&str; 20] = [
        "zero",
        "one",
        "two",
        "three",
        "four",
        "five",
        "six",
        "seven",
        "eight",
        "nine",
        "ten",
        "eleven",
        "twelve",
        "thirteen",
        "fourteen",
        "fifteen",
        "sixteen",
        "seventeen",
        "eighteen",
        "nineteen",
    ];
    const TENS: [&str; 8] =
        ["twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety"];
    let place = |words: &[&str]| words.iter().position(|known| *known == word);
    let value = |place: usize| i128::try_from(place).ok();
    Some(match word {
        "hundred" => Part::Hundred,
        "thousand" => Part::Thousands(3),
        "million" | "mln" | "mn" => Part::Thousands(6),
        "billion" | "bln" | "bn" => Part::Thousands(9),
        "trillion" | "trn" | "tn" => Part::Thousands(12),
        _ => match (place(&SMALL), place(&TENS)) {
            (Some(small), _) => Part::Small(value(small)?),
            (_, Some(tens)) => Part::Tens((value(tens)? + 2) * 10),
            _ => return None,
        },
    })
}

/// The value of the word for a place in an order.
fn ordinal(word: &str) -> Option<i128> {
    const PLACES: [&str; 21] = [
        "",
        "first",
        "second",
        "third",
        "fourth",
        "fifth",
        "sixth",
        "seventh",
        "eighth",
        "ninth",
        "tenth",
        "eleventh",
        "twelfth",
        "thirteenth",
        "fourteenth",
        "fifteenth",
        "sixteenth",
        "seventeenth",
        "eighteenth",
        "nineteenth",
        "twentieth",
    ];
    const TENS: [(&str, i128); 9] = [
        ("thirtieth", 30),
        ("fortieth", 40),
        ("fiftieth", 50),
        ("sixtieth", 60),
        ("seventieth", 70),
        ("eightieth", 80),
        ("ninetieth", 90),
        ("hundredth", 100),
        ("thousandth", 1000),
    ];
    let place = PLACES.iter().skip(1).position(|known| *known == word);
    let tens = TENS.iter().find(|(known, _)| *known == word).map(|(_, value)| *value);
    place.and_then(|place| i128::try_from(place + 1).ok()).or(tens)
}

/// What a word is below the line of a fraction, and whether it is a plural.
fn denominator(word: &str) -> Option<(i128, bool)> {
    Some(match word {
        "half" => (2, false),
        "halves" => (2, true),
        "quarter" => (4, false),
        "quarters" => (4, true),
        _ => match word.strip_suffix('s') {
            Some(one) => (ordinal(one).filter(|value| *value > 2)?, true),
            None => (ordinal(word).filter(|value| *value > 2)?, false),
        },
    })
}

/// Words for several of something.
const VAGUE: [&str; 9] = [
    "dozens",
    "hundreds",
    "thousands",
    "millions",
    "billions",
    "trillions",
    "tens",
    "scores",
    "zillions",
];

/// The number in words that begins at a place.
pub(super) fn read(text: &Text, at: usize) -> Option<Numeral> {
    let end = text.word_end(at);
    let word = text.folded(at..end);
    if VAGUE.contains(&word.as_str()) {
        return vague(text, at, end);
    }
    if matches!(word.as_str(), "several" | "few" | "couple" | "many") {
        return several(text, at, end);
    }
    match word.as_str() {
        "half" => half(text, at, end),
        "a" | "an" => indefinite(text, at, end),
        _ if ordinal(&word).is_some() => {
            Some(Numeral::new(at..end, Value::Ordinal, Script::English))
        }
        _ if part(&word).is_some() => Some(cardinal(text, at)),
        "dozen" => Some(dozen(Number::ONE, at, end)),
        _ => fold(text, at, end, &word),
    }
}

/// `threefold`: the number of it.
fn fold(text: &Text, at: usize, end: usize, word: &str) -> Option<Numeral> {
    let number = word.strip_suffix("fold")?;
    match part(number)? {
        Part::Small(value) if value > 1 && text.before(at) != '-' => {
            let value = Value::Is(Number::from_integer(value));
            Some(Numeral::new(at..end - 4, value, Script::English))
        }
        _ => None,
    }
}

/// `hundreds`, `tens of thousands`, `hundreds of millions`.
fn vague(text: &Text, at: usize, end: usize) -> Option<Numeral> {
    let mut end = end;
    while let Some(of) = text.word(text.skip_blanks(end), "of") {
        let next = text.skip_blanks(of);
        let stop = text.word_end(next);
        if !VAGUE.contains(&text.folded(next..stop).as_str()) {
            break;
        }
        end = stop;
    }
    let word = text.source(at..end);
    // "scores" of a match, "tens" of a school: only with what they count.
    let counts = text.word(text.skip_blanks(end), "of").is_some();
    if matches!(text.folded(at..end).as_str(), "scores" | "tens") && !counts {
        return None;
    }
    Some(Numeral::unread(at..end, format!("`{word}` is no certain number"), Script::English))
}

/// `several hundred`, `a few thousand`.
fn several(text: &Text, at: usize, end: usize) -> Option<Numeral> {
    let mut next = text.skip_blanks(end);
    if let Some(of) = text.word(next, "of") {
        next = text.skip_blanks(of);
    }
    let stop = text.word_end(next);
    match part(&text.folded(next..stop))? {
        Part::Hundred | Part::Thousands(_) => {
            let why = format!("`{}` is no certain number", text.source(at..stop));
            Some(Numeral::unread(at..stop, why, Script::English))
        }
        _ => None,
    }
}

fn fifty() -> Number {
    Number::from_integer(50)
}

/// `half of`, `half a billion`, `more than half`; not `half-year`.
fn half(text: &Text, at: usize, end: usize) -> Option<Numeral> {
    if text.at(end) == '-' || text.before(at) == '-' {
        return None;
    }
    let next = text.skip_blanks(end);
    if let Some(article) = text.any_word(next, &["a", "an"]).map(|(_, end)| text.skip_blanks(end)) {
        let stop = text.word_end(article);
        let word = text.folded(article..stop);
        let half = Number::new(1, 2)?;
        if let Some(Part::Thousands(power)) = part(&word) {
            let factor = Number::from_integer(10i128.pow(power));
            let value = scaled(&Value::Is(half), factor);
            let numeral = Numeral::new(at..stop, value, Script::English);
            return Some(Numeral { factor: Some(factor), ..numeral });
        }
        if word == "dozen" {
            return Some(dozen(half, at, stop));
        }
        return None;
    }
    Some(Numeral::new(at..end, Value::Share(fifty(), fifty()), Script::English))
}

/// Twelve times so many, roughly: nobody counts by dozens to say exactly twelve.
fn dozen(times: Number, at: usize, end: usize) -> Numeral {
    let value = scaled(&Value::Is(times), Number::from_integer(12));
    let mut numeral = Numeral::new(at..end, value, Script::English);
    numeral.hedges.push((end..end, "dozen"));
    numeral
}

/// `a hundred`, `a million`, `a dozen`, `a third of`, `a half`.
fn indefinite(text: &Text, at: usize, end: usize) -> Option<Numeral> {
    let next = text.skip_blanks(end);
    let stop = text.word_end(next);
    let word = text.folded(next..stop);
    match word.as_str() {
        "dozen" => return Some(dozen(Number::ONE, at, stop)),
        "few" | "couple" => return several(text, next, stop),
        _ => {}
    }
    if matches!(part(&word), Some(Part::Hundred | Part::Thousands(_))) {
        let mut numeral = cardinal(text, next);
        numeral.range.start = at;
        return Some(numeral);
    }
    let (under, false) = denominator(&word)? else { return None };
    // "a third project" is one in an order.
    let share = text.word(text.skip_blanks(stop), "of").is_some();
    let share = share.then(|| Number::new(100, under)).flatten()?;
    Some(Numeral::new(at..stop, Value::Share(share, share), Script::English))
}

/// The word after a blank or a hyphen, its start and its end.
fn next_word(text: &Text, end: usize) -> (String, usize, usize) {
    let start = if text.at(end) == '-' { end + 1 } else { text.skip_blanks(end) };
    let stop = text.word_end(start);
    (text.folded(start..stop), start, stop)
}

/// `seven`, `twenty-two`, `three hundred and twelve`, `two and a half million`, `two thirds`,
/// `twenty-first`.
fn cardinal(text: &Text, at: usize) -> Numeral {
    let (mut total, mut current): (i128, i128) = (0, 0);
    let (mut factor, mut last_power) = (None, u32::MAX);
    let mut last = None;
    let mut end = at;
    loop {
        let (mut word, start, mut stop) = if end == at {
            (text.folded(at..text.word_end(at)), at, text.word_end(at))
        } else {
            next_word(text, end)
        };
        if stop == start {
            break;
        }
        // "three hundred and twelve", not "three and twelve".
        if word == "and" && matches!(last, Some(Part::Hundred | Part::Thousands(_))) {
            let (next, _, next_stop) = next_word(text, stop);
            match part(&next) {
                Some(Part::Small(value)) if value > 0 => (word, stop) = (next, next_stop),
                Some(Part::Tens(_)) => (word, stop) = (next, next_stop),
                _ => break,
            }
        }
        let Some(part) = part(&word) else { break };
        let fits = match (last, part) {
            (None, _) => true,
            (Some(Part::Tens(_)), Part::Small(value)) => (1..10).contains(&value),
            (Some(Part::Hundred | Part::Thousands(_)), Part::Small(_) | Part::Tens(_)) => true,
            (Some(Part::Small(_) | Part::Tens(_)), Part::Hundred) => current < 100,
            (Some(Part::Thousands(_)), _) => false,
            (_, Part::Thousands(power)) => power < last_power,
            _ => false,
        };
        if !fits {
            break;
        }
        match part {
            Part::Small(value) | Part::Tens(value) => {
                current += value;
                factor = None;
            }
            Part::Hundred => {
                current = current.max(1) * 100;
                factor = Some(100);
            }
            Part::Thousands(power) => {
                total += current.max(1) * 10i128.pow(power);
                (current, last_power, factor) = (0, power, Some(10i128.pow(power)));
            }
        }
        last = Some(part);
        end = stop;
    }
    let value = Number::from_integer(total + current);
    let mut numeral = Numeral::new(at..end, Value::Is(value), Script::English);
    numeral.factor = factor.map(Number::from_integer);
    after_cardinal(text, numeral, value)
}

/// What a cardinal can go on as: a decimal, a half more, a fraction, an ordinal, dozens.
fn after_cardinal(text: &Text, numeral: Numeral, value: Number) -> Numeral {
    let (at, end) = (numeral.range.start, numeral.range.end);
    let (word, _, stop) = next_word(text, end);
    if word == "point"
        && let Some(decimal) = decimal(text, at, stop, value)
    {
        return decimal;
    }
    if word == "and"
        && let Some(half) = ["a half", "one half", "one-half", "a-half"]
            .iter()
            .find_map(|half| text.word(text.skip_blanks(stop), half))
        && let Some(more) = Number::new(1, 2).and_then(|half| value.checked_add(half))
        && numeral.factor.is_none()
    {
        let numeral = Numeral::new(at..half, Value::Is(more), Script::English);
        return with_power(text, numeral);
    }
    if word == "dozen" && numeral.factor.is_none() {
        return dozen(value, at, stop);
    }
    // "three quarters", "one third", and not "the two thirds" of nothing: a plural, or one.
    if let Some((under, plural)) = denominator(&word)
        && (plural || value == Number::ONE)
        && numeral.factor.is_none()
        && value < Number::from_integer(under)
        && let Some(share) = value.checked_mul(Number::HUNDRED)
        && let Some(share) = share.checked_div(Number::from_integer(under))
        && (!word.starts_with("quarter") || is_share(text, stop))
    {
        return Numeral::new(at..stop, Value::Share(share, share), Script::English);
    }
    // "twenty-first", "one hundred and third".
    if ordinal(&word).is_some_and(|place| place < 10 || numeral.factor.is_some() || place >= 100)
        && (text.at(end) == '-' || numeral.factor.is_some())
    {
        return Numeral::new(at..stop, Value::Ordinal, Script::English);
    }
    numeral
}

/// Whether a fraction in quarters is one: "three quarters of" and not "three quarters" of a year.
fn is_share(text: &Text, end: usize) -> bool {
    text.word(text.skip_blanks(end), "of").is_some()
}

/// `two point five`, `one point two billion`.
fn decimal(text: &Text, at: usize, point: usize, whole: Number) -> Option<Numeral> {
    let (mut mantissa, mut scale, mut end) = (0i128, 0u32, point);
    while scale < 9 {
        let (word, _, stop) = next_word(text, end);
        let Some(Part::Small(digit @ 0..10)) = part(&word) else { break };
        mantissa = mantissa * 10 + digit;
        scale += 1;
        end = stop;
    }
    if scale == 0 {
        return None;
    }
    let value = whole.checked_add(Number::from_scaled(mantissa, scale)?)?;
    let numeral = Numeral::new(at..end, Value::Is(value), Script::English);
    Some(with_power(text, numeral))
}

/// The numeral with the magnitude that follows it, if one does.
fn with_power(text: &Text, numeral: Numeral) -> Numeral {
    let (word, _, stop) = next_word(text, numeral.range.end);
    let Some(Part::Thousands(power)) = part(&word) else { return numeral };
    let factor = Number::from_integer(10i128.pow(power));
    let value = scaled(&numeral.value, factor);
    Numeral { range: numeral.range.start..stop, value, factor: Some(factor), ..numeral }
}

//! Numbers in digits: grouped, with decimals, with a magnitude in either language.

use briefing_model::number::Number;

use super::{Numeral, Script, Value, chinese, scaled};
use crate::text::{Text, is_latin};

/// English magnitudes and their short forms. Those of one letter are read only beside a currency:
/// `300m` may be metres, `4K` a screen.
const MAGNITUDES: [(&str, u32, bool); 27] = [
    ("hundred", 2, true),
    ("thousand", 3, true),
    ("thousands", 3, true),
    ("thsd", 3, true),
    ("million", 6, true),
    ("millions", 6, true),
    ("billion", 9, true),
    ("billions", 9, true),
    ("trillion", 12, true),
    ("trillions", 12, true),
    ("quadrillion", 15, true),
    ("mn", 6, true),
    ("mln", 6, true),
    ("mio", 6, true),
    ("mm", 6, false),
    ("bn", 9, true),
    ("bln", 9, true),
    ("tn", 12, true),
    ("trn", 12, true),
    ("tln", 12, true),
    ("lakh", 5, true),
    ("lakhs", 5, true),
    ("crore", 7, true),
    ("crores", 7, true),
    ("k", 3, false),
    ("m", 6, false),
    ("b", 9, false),
];

/// The number in digits that begins at a place, with its magnitude.
pub(super) fn read(text: &Text, at: usize) -> Option<Numeral> {
    if let Some(fraction) = fraction(text, at) {
        return Some(fraction);
    }
    if let Some(ratio) = ratio(text, at) {
        return Some(ratio);
    }
    let digits = digits(text, at)?;
    let mut numeral = Numeral::new(at..digits.end, digits.value, Script::Digits);
    let first = chinese_magnitude(text, &mut numeral);
    if numeral.factor.is_none() {
        english_magnitude(text, &mut numeral);
    }
    // Of `1亿2000万` what follows the first magnitude is whole.
    let is_compound = first.is_some_and(|first| numeral.factor != Some(first));
    let scale = if is_compound { 0 } else { digits.scale };
    let magnitude = numeral.factor.unwrap_or(Number::ONE).numer().checked_ilog10();
    let power = magnitude.and_then(|power| Some((i8::try_from(power).ok()?, scale)));
    numeral.last_digit =
        power.and_then(|(power, scale)| power.checked_sub(i8::try_from(scale).ok()?));
    Some(numeral)
}

struct Digits {
    end: usize,
    value: Value,
    /// How many decimals there are.
    scale: u32,
}

/// `1/3`: a share before "of" or behind a word that asks for one, else it may be a date.
fn fraction(text: &Text, at: usize) -> Option<Numeral> {
    let slash = text.run(at, |c| c.is_ascii_digit());
    let end = text.run(slash + 1, |c| c.is_ascii_digit());
    let short = |start: usize, end: usize| (1..=2).contains(&(end.saturating_sub(start)));
    if text.at(slash) != '/' || !short(at, slash) || !short(slash + 1, end) {
        return None;
    }
    let parse = |start: usize, end: usize| text.folded(start..end).parse::<i128>().ok();
    let (over, under) = (parse(at, slash)?, parse(slash + 1, end)?);
    let share = Number::new(over * 100, under).filter(|_| over < under);
    let asked = text.word(text.skip_blanks(end), "of").is_some()
        || matches!(text.before(at), '占' | '约' | '近' | '超' | '过' | '的' | '逾' | '足');
    match share.filter(|_| asked) {
        Some(share) => Some(Numeral::new(at..end, Value::Share(share, share), Script::Digits)),
        None => Some(Numeral::unread(at..end, "a fraction, or a date", Script::Digits)),
    }
}

/// `2:1`, `3.3∶37.3∶59.4`: several numbers that are none by themselves. One of four digits may be a
/// year that a list begins with: `甘肃2024：195个`.
fn ratio(text: &Text, at: usize) -> Option<Numeral> {
    let part = |at: usize| text.run(at, |c| c.is_ascii_digit() || c == '.');
    let mut end = part(at);
    if text.run(at, |c| c.is_ascii_digit()) > at + 3 {
        return None;
    }
    while matches!(text.at(end), ':' | '∶') && text.at(end + 1).is_ascii_digit() {
        end = part(end + 1);
    }
    (end > part(at)).then(|| Numeral::unread(at..end, "a ratio", Script::Digits))
}

/// Digits with their groups and decimals.
fn digits(text: &Text, at: usize) -> Option<Digits> {
    let mut end = text.run(at, |c| c.is_ascii_digit());
    if end == at {
        return None;
    }
    let mut digits = text.folded(at..end);
    let unread = |end, why: &str| Some(Digits { end, value: Value::Unread(why.into()), scale: 0 });

    // Groups of three after one to three digits, all set apart by the same mark.
    let mark = text.at(end);
    if digits.len() <= 3 && is_group_mark(mark) {
        if let Some(odd) = odd_groups(text, at, end) {
            return unread(odd, "its digits are not grouped by threes");
        }
        while text.at(end) == mark && is_group(text, end + 1) {
            digits.push_str(&text.folded(end + 1..end + 4));
            end += 4;
        }
        // `5 500` with an ordinary blank may be two numbers: see `certain_blank`.
        if mark == ' ' && !certain_blank(text, at, end) {
            end = text.run(at, |c| c.is_ascii_digit());
            digits = text.folded(at..end);
        }
    }

    let mut scale = 0;
    if text.at(end) == '.' && text.at(end + 1).is_ascii_digit() {
        let stop = text.run(end + 1, |c| c.is_ascii_digit());
        // `1.234.567`, `1.234,56`: some countries' thousands.
        let again = matches!(text.at(stop), '.' | ',') && text.at(stop + 1).is_ascii_digit();
        if again && stop - end == 4 {
            let stop = text.run(stop, |c| c.is_ascii_digit() || matches!(c, '.' | ','));
            return unread(stop, "its marks may be decimals or groups");
        }
        digits.push_str(&text.folded(end + 1..stop));
        scale = u32::try_from(stop - end - 1).unwrap_or(u32::MAX);
        end = stop;
    }
    let mantissa: Option<i128> = digits.parse().ok();
    let number = mantissa.and_then(|mantissa| Number::from_scaled(mantissa, scale));
    let value = number.map_or_else(|| Value::Unread(super::TOO_LARGE.into()), Value::Is);
    Some(Digits { end, value, scale })
}

fn is_group_mark(c: char) -> bool {
    matches!(c, ',' | ' ' | '\u{a0}' | '\u{202f}' | '\u{2009}' | '\'')
}

/// Three digits and no more.
fn is_group(text: &Text, at: usize) -> bool {
    text.run(at, |c| c.is_ascii_digit()) == at + 3
}

/// `12,34,567`: groups as in India. Returns the end.
fn odd_groups(text: &Text, at: usize, end: usize) -> Option<usize> {
    let mut stop = end;
    let mut twos = 0;
    while end - at <= 2
        && text.at(stop) == ','
        && text.run(stop + 1, |c| c.is_ascii_digit()) == stop + 3
    {
        stop += 3;
        twos += 1;
    }
    (twos > 0 && text.at(stop) == ',' && is_group(text, stop + 1)).then_some(stop + 4)
}

/// Whether digits grouped by ordinary blanks are one number: something that counts follows at
/// once, so that the first group alone would say nothing.
fn certain_blank(text: &Text, at: usize, end: usize) -> bool {
    let next = text.skip_blanks(end);
    let unit = crate::unit::suffix(text, next).is_some()
        || crate::noun::after(text, next).is_some()
        || MAGNITUDES.iter().any(|(word, _, sure)| *sure && text.word(next, word).is_some())
        || chinese::is_magnitude(text.at(end));
    // `27 October 195 300`: a number before it makes it a row of a table.
    let before = text.before(text.skip_blanks_back(at));
    unit && !before.is_ascii_digit()
}

/// `万`, `亿`, `千万`, `1亿2000万`, with `余` or `多` before the magnitude.
///
/// Returns the first magnitude.
fn chinese_magnitude(text: &Text, numeral: &mut Numeral) -> Option<Number> {
    let mut at = numeral.range.end;
    if text.at(at) == ' ' && chinese::is_magnitude(text.at(at + 1)) {
        at += 1;
    }
    let mut hedge = None;
    let next = text.at(at);
    if matches!(next, '余' | '多' | '来') && chinese::magnitude(text, at + 1).is_some() {
        hedge = Some((at..at + 1, hedge_entry(next)));
        at += 1;
    } else if next == '几' && chinese::magnitude(text, at + 1).is_some() {
        numeral.value = Value::Unread("`几` after digits".into());
        at += 1;
    }
    let (factor, end) = chinese::magnitude(text, at)?;
    numeral.value = scaled(&numeral.value, factor);
    numeral.range.end = end;
    numeral.factor = Some(factor);
    numeral.hedges.extend(hedge);
    let first = Some(factor);
    let mut last = factor;
    // `1亿2000万`: what follows goes on with a smaller magnitude.
    while numeral.hedges.is_empty()
        && let Some(more) = digits(text, numeral.range.end)
        && let Some((factor, end)) = chinese::magnitude(text, more.end)
        && factor < last
        && let (Value::Is(sum), Value::Is(part)) = (&numeral.value, &scaled(&more.value, factor))
        && *part < last
    {
        let Some(sum) = sum.checked_add(*part) else { break };
        numeral.value = Value::Is(sum);
        numeral.range.end = end;
        numeral.factor = Some(factor);
        last = factor;
    }
    first
}

/// The entry of the lexicon for a character within a number.
pub(super) fn hedge_entry(c: char) -> &'static str {
    match c {
        '余' => "余",
        '多' => "多",
        _ => "来",
    }
}

/// ` billion`, `-million`, `bn`, and `m` or `k` beside a currency.
fn english_magnitude(text: &Text, numeral: &mut Numeral) {
    let end = numeral.range.end;
    let glued = is_latin(text.at(end));
    let at = match text.at(end) {
        '-' if is_latin(text.at(end + 1)) => end + 1,
        _ => text.skip_blanks(end),
    };
    let Some((power, sure, stop)) = english_word(text, at) else { return };
    if !sure {
        let money = crate::unit::prefix_before(text, numeral.range.start).is_some()
            || crate::unit::suffix(text, text.skip_blanks(stop))
                .is_some_and(|unit| unit.is_money());
        let thousands = text.at(at) == 'k' && glued && {
            let noun = crate::noun::after(text, text.skip_blanks(stop));
            noun.is_some_and(|noun| noun.counts.is_some())
        };
        if !money && !thousands {
            if glued {
                let why = format!("`{}` may be a magnitude or a unit", text.source(at..stop));
                numeral.value = Value::Unread(why);
                numeral.range.end = stop;
            }
            return;
        }
    }
    if at != end && text.at(end) != '-' && !sure {
        return;
    }
    let mut factor = Number::from_integer(10i128.pow(power));
    let mut stop = stop;
    // `3 hundred million`, `5 thousand billion`.
    let mut last = power;
    loop {
        let next = text.skip_blanks(stop);
        match english_word(text, next) {
            Some((more, true, end)) if more > last && more >= 3 => {
                let Some(product) = factor.checked_mul(Number::from_integer(10i128.pow(more)))
                else {
                    break;
                };
                (factor, stop, last) = (product, end, more);
            }
            _ => break,
        }
    }
    numeral.value = scaled(&numeral.value, factor);
    numeral.range.end = stop;
    numeral.factor = Some(factor);
}

/// The magnitude that stands at a place as a word: its power of ten, whether it is sure, its end.
fn english_word(text: &Text, at: usize) -> Option<(u32, bool, usize)> {
    let end = text.word_end(at);
    if end == at || text.at(end).is_ascii_digit() {
        return None;
    }
    let word = text.folded(at..end);
    let (_, power, sure) = MAGNITUDES.iter().find(|(name, _, _)| *name == word)?;
    Some((*power, *sure, end))
}

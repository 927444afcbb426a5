//! Numbers in Chinese characters, the capital forms of cheques and contracts among them.

use briefing_model::number::Number;

use super::{Numeral, Script, Value, arabic};
use crate::text::Text;

/// The value of a digit; `两` is two. Capital forms have their own list.
fn digit(c: char) -> Option<i128> {
    Some(match c {
        '〇' | '零' | '○' => 0,
        '一' | '壹' => 1,
        '二' | '两' | '贰' => 2,
        '三' | '叁' => 3,
        '四' | '肆' => 4,
        '五' | '伍' => 5,
        '六' | '陆' => 6,
        '七' | '柒' => 7,
        '八' | '捌' => 8,
        '九' | '玖' => 9,
        _ => return None,
    })
}

/// The value of a multiplier within a section of four places.
fn ten(c: char) -> Option<i128> {
    Some(match c {
        '十' | '拾' => 10,
        '百' | '佰' => 100,
        '千' | '仟' => 1000,
        _ => return None,
    })
}

fn is_capital(c: char) -> bool {
    matches!(c, '壹' | '贰' | '叁' | '肆' | '伍' | '陆' | '柒' | '捌' | '玖' | '拾' | '佰' | '仟')
}

/// Whether it is a digit.
pub(crate) fn is_digit(c: char) -> bool {
    digit(c).is_some()
}

/// Whether it multiplies: `十`, `百`, `千`, `万`, `亿`.
pub(crate) fn is_magnitude(c: char) -> bool {
    ten(c).is_some() || matches!(c, '万' | '亿')
}

/// The magnitude that stands at a place: `万`, `亿`, `万亿`, `百万`; its factor and its end. A
/// multiplier that belongs to a unit (`千瓦`, `百分点`) is none.
pub(super) fn magnitude(text: &Text, at: usize) -> Option<(Number, usize)> {
    let mut factor: i128 = 1;
    let mut end = at;
    let mut last = 0;
    loop {
        let c = text.at(end);
        if begins_unit(text, end) {
            break;
        }
        let next = match c {
            '万' => 10_000,
            '亿' => 100_000_000,
            _ => match ten(c) {
                Some(ten) => ten,
                None => break,
            },
        };
        // They rise: `千万`, `百亿`, `万亿`.
        if next <= last {
            break;
        }
        factor = factor.checked_mul(next)?;
        last = next;
        end += 1;
    }
    (end > at).then(|| (Number::from_integer(factor), end))
}

/// Whether a multiplier at a place is the first character of a unit.
fn begins_unit(text: &Text, at: usize) -> bool {
    const UNITS: [&str; 10] =
        ["千瓦", "千米", "千克", "千卡", "千伏", "千赫", "千帕", "千焦", "千乏", "百帕"];
    UNITS.iter().any(|unit| text.has(at, unit))
}

/// Whether a run that begins at a place is a word that counts nothing.
fn is_word(text: &Text, at: usize) -> bool {
    const WORDS: [&str; 6] = ["百分", "万一", "万能", "千方", "千乡", "万向"];
    WORDS.iter().any(|word| text.has(at, word))
        || text.has(at, "十分") && !matches!(text.at(at + 2), '之' | '钟')
}

/// Both ends of what a run of characters says so far.
#[derive(Clone, Copy, Default)]
struct Ends {
    low: i128,
    high: i128,
}

impl Ends {
    fn plus(self, other: Self) -> Option<Self> {
        Some(Self {
            low: self.low.checked_add(other.low)?,
            high: self.high.checked_add(other.high)?,
        })
    }

    fn times(self, factor: i128) -> Option<Self> {
        Some(Self { low: self.low.checked_mul(factor)?, high: self.high.checked_mul(factor)? })
    }
}

/// The number in characters that begins at a place, with its magnitude; bare multipliers (`百亿`)
/// count as one of themselves. Whether it is a quantity is for the words around it to say.
pub(super) fn read(text: &Text, at: usize) -> Option<Numeral> {
    vague(text, at)
        .or_else(|| half(text, at))
        .or_else(|| reaching(text, at))
        .or_else(|| percent(text, at))
        .or_else(|| {
            let numeral = run(text, at)?;
            Some(tenths(text, fraction(text, numeral)))
        })
}

/// `数百`, `几十亿`, `若干`: several of something.
fn vague(text: &Text, at: usize) -> Option<Numeral> {
    let first = text.at(at);
    if matches!(first, '数' | '几') {
        let (_, end) = magnitude(text, at + 1)?;
        let why = format!("`{}` is no certain number", text.source(at..end));
        return Some(Numeral::unread(at..end, why, Script::Chinese));
    }
    const SAYINGS: [&str; 4] = ["成千上万", "成百上千", "千千万万", "万万千千"];
    let saying = SAYINGS.iter().find(|saying| text.has(at, saying))?;
    let end = at + saying.chars().count();
    Some(Numeral::unread(at..end, format!("`{saying}` is no certain number"), Script::Chinese))
}

/// `一半`, `半数`, and the `半` of `过半`: half.
fn half(text: &Text, at: usize) -> Option<Numeral> {
    let end = if text.has(at, "一半") || text.has(at, "半数") {
        at + 2
    } else if text.at(at) == '半'
        && matches!(text.before(at), '过' | '近' | '超' | '逾')
        && !matches!(text.at(at + 1), '年' | '天' | '月' | '个' | '小' | '日' | '径' | '导')
    {
        at + 1
    } else {
        return None;
    };
    let half = Number::from_integer(50);
    Some(Numeral::new(at..end, Value::Share(half, half), Script::Chinese))
}

/// `上百`, `上千亿`: that many or more.
fn reaching(text: &Text, at: usize) -> Option<Numeral> {
    if text.at(at) != '上' || !is_magnitude(text.at(at + 1)) {
        return None;
    }
    let (factor, end) = magnitude(text, at + 1)?;
    let mut numeral = Numeral::new(at + 1..end, Value::Is(factor), Script::Chinese);
    numeral.factor = Some(factor);
    numeral.hedges.push((at..at + 1, "上"));
    Some(numeral)
}

/// `百分之七十`, `百分之3.5`, `千分之三`.
fn percent(text: &Text, at: usize) -> Option<Numeral> {
    let (per, start) = if text.has(at, "百分之") {
        (1, at + 3)
    } else if text.has(at, "千分之") {
        (10, at + 3)
    } else if text.has(at, "万分之") {
        (100, at + 3)
    } else {
        return None;
    };
    let inner =
        if text.at(start).is_ascii_digit() { arabic::read(text, start) } else { run(text, start) };
    let Some(inner) = inner else {
        // `百分之百`
        let why = "no number after `百分之`";
        return Some(Numeral::unread(at..start, why, Script::Chinese));
    };
    let ends = match inner.value {
        Value::Is(a) => Some((a, a)),
        Value::Between(a, b) => Some((a, b)),
        _ => None,
    };
    let per = Number::from_integer(per);
    let value = ends
        .and_then(|(a, b)| Some(Value::Share(a.checked_div(per)?, b.checked_div(per)?)))
        .unwrap_or_else(|| Value::Unread("no certain share".into()));
    Some(Numeral { range: at..inner.range.end, value, ..inner })
}

/// `三分之一`: the numeral read so far is below the line.
fn fraction(text: &Text, below: Numeral) -> Numeral {
    let start = below.range.end;
    if !text.has(start, "分之") {
        return below;
    }
    let Some(above) = run(text, start + 2).or_else(|| arabic::read(text, start + 2)) else {
        return below;
    };
    let range = below.range.start..above.range.end;
    let (Value::Is(under), Value::Is(over)) = (&below.value, &above.value) else {
        return Numeral::unread(range, "no certain share", Script::Chinese);
    };
    let share = over.checked_mul(Number::HUNDRED).and_then(|over| over.checked_div(*under));
    match share {
        Some(share) => Numeral::new(range, Value::Share(share, share), Script::Chinese),
        None => Numeral::unread(range, "no certain share", Script::Chinese),
    }
}

/// `七成`, `七成半`, `七八成`: tenths. Also after digits: `7成`.
pub(crate) fn tenths(text: &Text, numeral: Numeral) -> Numeral {
    let end = numeral.range.end;
    if !is_tenths(text, end) {
        return numeral;
    }
    let ends = match numeral.value {
        Value::Is(a) => (a, a),
        Value::Between(a, b) => (a, b),
        _ => return numeral,
    };
    let ten = Number::from_integer(10);
    if ends.0 > ten || ends.1 > ten || ends.0.is_zero() || numeral.factor.is_some() && ends.0 < ten
    {
        return numeral;
    }
    let (extra, end) = if text.at(end + 1) == '半' && text.at(end + 2) != '以' {
        (Number::from_integer(5), end + 2)
    } else if let Some(five) = digit(text.at(end + 1)).filter(|_| text.at(end + 2) != '成') {
        (Number::from_integer(five), end + 2)
    } else {
        (Number::ZERO, end + 1)
    };
    let of = |a: Number| a.checked_mul(ten)?.checked_add(extra);
    let range = numeral.range.start..end;
    match of(ends.0).zip(of(ends.1)) {
        Some((low, high)) => Numeral { range, value: Value::Share(low, high), ..numeral },
        None => numeral,
    }
}

/// Whether `成` at a place means tenths, and not `成为`, `成立`.
fn is_tenths(text: &Text, at: usize) -> bool {
    const WORDS: [char; 22] = [
        '为', '立', '功', '果', '就', '员', '交', '长', '熟', '型', '套', '都', '群', '片', '品',
        '本', '效', '分', '绩', '份', '色', '年',
    ];
    text.at(at) == '成' && !WORDS.contains(&text.at(at + 1))
}

/// A run of digits and multipliers.
pub(super) fn run(text: &Text, at: usize) -> Option<Numeral> {
    let numeral = is_digit(text.at(at)) || is_magnitude(text.at(at));
    if !numeral || begins_unit(text, at) || is_word(text, at) {
        return None;
    }
    let digits = text.run(at, is_digit);
    if !is_magnitude(text.at(digits)) || begins_unit(text, digits) {
        if text.at(digits) == '点' && is_digit(text.at(digits + 1)) {
            return Some(with_magnitude(text, decimal(text, at, digits)));
        }
        if digits > at {
            return positional(text, at, digits);
        }
    }
    structured(text, at)
}

/// `三点五亿`, `一点二万亿`. Too many digits are unread as a whole: whoever goes on behind them never
/// comes back to them.
fn decimal(text: &Text, at: usize, point: usize) -> Numeral {
    let end = text.run(point + 1, is_digit);
    let mut digits =
        (at..end).filter(|place| *place != point).filter_map(|place| digit(text.at(place)));
    let mantissa = digits.try_fold(0i128, |sum, digit| sum.checked_mul(10)?.checked_add(digit));
    let scale = u32::try_from(end - point - 1).ok();
    let number =
        mantissa.zip(scale).and_then(|(mantissa, scale)| Number::from_scaled(mantissa, scale));
    let value = number.map_or_else(|| Value::Unread(super::TOO_LARGE.into()), Value::Is);
    Numeral::new(at..end, value, Script::Chinese)
}

/// A numeral with the magnitude that follows it, if one does.
fn with_magnitude(text: &Text, mut numeral: Numeral) -> Numeral {
    if let Some((factor, end)) = magnitude(text, numeral.range.end) {
        numeral.value = super::scaled(&numeral.value, factor);
        numeral.range.end = end;
        numeral.factor = Some(factor);
    }
    numeral
}

/// Digits without a multiplier: one digit, two that mean "two or three", or places (`二〇二四`).
fn positional(text: &Text, at: usize, end: usize) -> Option<Numeral> {
    let values: Vec<i128> = (at..end).filter_map(|place| digit(text.at(place))).collect();
    let numeral = |value| Some(Numeral::new(at..end, value, Script::Chinese));
    match values[..] {
        // Capital digits are common characters too (`陆`, `伍`): alone they count money only.
        [_] if is_capital(text.at(at)) && text.at(end) != '元' => None,
        [one] => numeral(Value::Is(Number::from_integer(one))),
        [a, b] if is_pair(a, b) => {
            numeral(Value::Between(Number::from_integer(a), Number::from_integer(b)))
        }
        _ if values.len() > 2 && values.contains(&0) => {
            let whole = values
                .iter()
                .try_fold(0i128, |sum, value| sum.checked_mul(10)?.checked_add(*value));
            numeral(whole.map_or_else(
                || Value::Unread(super::TOO_LARGE.into()),
                |whole| Value::Is(Number::from_integer(whole)),
            ))
        }
        _ => numeral(Value::Unread("digits that are no certain number".into())),
    }
}

/// `七八`, `三五`: digits that stand beside each other for "seven or eight".
fn is_pair(a: i128, b: i128) -> bool {
    a > 0 && (b == a + 1 || (a, b) == (3, 5))
}

/// `三千亿`, `二十二`, `一万二千`, `二三十`, `十几亿`, `三百多万`.
fn structured(text: &Text, at: usize) -> Option<Numeral> {
    let unread = |end, why: &str| Some(Numeral::unread(at..end, why, Script::Chinese));
    let (mut total, mut section) = (Ends::default(), Ends::default());
    let mut pending: Option<Ends> = None;
    let mut hedges = Vec::new();
    let mut strict = false;
    // The last multiplier in the section, the last large one, and whether a zero came after either.
    let (mut last_ten, mut last_large, mut after_zero) = (i128::MAX, i128::MAX, false);
    let mut place = at;
    let mut capital = false;
    loop {
        let c = text.at(place);
        capital |= is_capital(c);
        if let Some(value) = digit(c) {
            pending = Some(match pending {
                None if value == 0 => {
                    after_zero = true;
                    place += 1;
                    continue;
                }
                None => Ends { low: value, high: value },
                Some(last) if last.low == last.high && is_pair(last.low, value) => {
                    Ends { low: last.low, high: value }
                }
                Some(_) => {
                    let end = text.run(place, |c| is_digit(c) || is_magnitude(c));
                    return unread(end, "digits that are no certain number");
                }
            });
        } else if let Some(factor) = ten(c).filter(|_| !begins_unit(text, place)) {
            if factor >= last_ten {
                break;
            }
            let of = match pending.take() {
                Some(ends) => ends,
                None if section.high == 0 => Ends { low: 1, high: 1 },
                None => break,
            };
            section = section.plus(of.times(factor)?)?;
            (last_ten, after_zero) = (factor, false);
        } else if matches!(c, '万' | '亿') && !begins_unit(text, place) {
            let double = c == '万' && text.at(place + 1) == '亿';
            let factor = match c {
                _ if double => 1_000_000_000_000,
                '万' => 10_000,
                _ => 100_000_000,
            };
            let ones = pending.take().unwrap_or_default();
            let mut of = section.plus(ones)?;
            if factor == 100_000_000 && last_large == 10_000 {
                // `一万二千亿`
                of = of.plus(total)?;
                total = Ends::default();
                last_large = i128::MAX;
            }
            if factor >= last_large {
                break;
            }
            if of.high == 0 {
                if place > at {
                    break;
                }
                of = Ends { low: 1, high: 1 };
            }
            total = total.plus(of.times(factor)?)?;
            section = Ends::default();
            (last_ten, last_large, after_zero) = (i128::MAX, factor, false);
            if double {
                place += 1;
            }
        } else if matches!(c, '多' | '余' | '来')
            && pending.is_none()
            && place > at
            && magnitude(text, place + 1).is_some()
        {
            hedges.push((place..place + 1, arabic::hedge_entry(c)));
        } else if c == '几' && pending.is_none() && last_ten == 10 && !strict {
            // `十几`: ten is not among them, and neither is twenty.
            pending = Some(Ends { low: 0, high: 10 });
            strict = true;
        } else {
            break;
        }
        place += 1;
    }
    // `七十五点五`
    if text.at(place) == '点' && is_digit(text.at(place + 1)) && last_large == i128::MAX && !strict
    {
        let whole = section.plus(pending.unwrap_or_default())?;
        let fraction = decimal(text, place, place);
        if let (Value::Is(part), true) = (&fraction.value, whole.low == whole.high) {
            let value = Number::from_integer(whole.low).checked_add(*part)?;
            let numeral = Numeral::new(at..fraction.range.end, Value::Is(value), Script::Chinese);
            return Some(with_magnitude(text, numeral));
        }
    }
    // `三千五`, `一百二`, `两万三` leave places out, each in its own way.
    let elliptic = pending.is_some()
        && !after_zero
        && (last_ten != i128::MAX && last_ten > 10
            || last_ten == i128::MAX && last_large != i128::MAX);
    if elliptic {
        return unread(place, "places are left out");
    }
    if capital && place - at < 2 {
        return None;
    }
    let ends = total.plus(section)?.plus(pending.unwrap_or_default())?;
    let (low, high) = (Number::from_integer(ends.low), Number::from_integer(ends.high));
    let value = match () {
        () if strict => Value::Within(low, high),
        () if low == high => Value::Is(low),
        () => Value::Between(low, high),
    };
    let mut numeral = Numeral::new(at..place, value, Script::Chinese);
    numeral.factor = last_magnitude(text, at, place);
    numeral.hedges = hedges;
    Some(numeral)
}

/// The magnitude that a number ends in: `亿` of `五千亿`. Tens are none: `十` of `五至十家`.
fn last_magnitude(text: &Text, at: usize, end: usize) -> Option<Number> {
    let c = text.before(end);
    let factor = match c {
        '亿' if end - at > 1 && text.before(end - 1) == '万' => 1_000_000_000_000,
        '亿' => 100_000_000,
        '万' => 10_000,
        _ => ten(c).filter(|ten| *ten > 10)?,
    };
    Some(Number::from_integer(factor))
}

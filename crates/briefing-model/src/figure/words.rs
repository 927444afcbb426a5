//! The words of the notation: magnitudes, units, and what people write in their place.

use std::ops::Range;

use super::NotationError;
use crate::suggest::did_you_mean;
use crate::unit::Unit;

const MAGNITUDES: [(&str, i128); 12] = [
    ("thousand", 1_000),
    ("million", 1_000_000),
    ("billion", 1_000_000_000),
    ("trillion", 1_000_000_000_000),
    ("万亿", 1_000_000_000_000),
    ("千", 1_000),
    ("百万", 1_000_000),
    ("千万", 10_000_000),
    ("万", 10_000),
    ("亿", 100_000_000),
    ("百亿", 10_000_000_000),
    ("千亿", 100_000_000_000),
];

/// Short forms that can mean nothing else; `m` may be metres, and `b` and `k` are like it.
const SHORT: [(&str, i128); 5] = [
    ("mn", 1_000_000),
    ("bn", 1_000_000_000),
    ("bln", 1_000_000_000),
    ("tn", 1_000_000_000_000),
    ("trn", 1_000_000_000_000),
];

/// Names of currencies and of percent as texts have them, with their units.
const NAMES: [(&str, &[&str]); 6] = [
    ("CNY", &["yuan", "rmb", "¥", "￥", "元", "元人民币", "人民币", "cn¥", "renminbi"]),
    ("USD", &["dollar", "dollars", "$", "us$", "美元"]),
    ("EUR", &["euro", "euros", "€", "欧元"]),
    ("HKD", &["hk$", "港元", "港币"]),
    ("JPY", &["yen", "日元"]),
    ("%", &["percent", "percentage", "pct", "％"]),
];

/// What people write, and the notation for it. Most of these would pass for nouns.
const SLIPS: [(&str, &[&str]); 8] = [
    ("thousand", &["k"]),
    ("million", &["m"]),
    ("billion", &["b"]),
    ("~", &["about", "around", "some", "roughly", "约", "≈", "～"]),
    (">", &["more than", "over", "above", "exceeding", "超", "超过", "逾", "＞"]),
    (">=", &["at least", "=>", "至少", "不少于"]),
    ("<", &["less than", "under", "below", "nearly", "almost", "近", "不足", "＜"]),
    ("<=", &["at most", "up to", "=<", "不超过"]),
];

/// The value of a word that is a magnitude.
pub(crate) fn magnitude_of(word: &str) -> Option<i128> {
    let lower = word.to_lowercase();
    MAGNITUDES.iter().chain(&SHORT).find(|(name, _)| *name == lower).map(|(_, value)| *value)
}

/// The magnitude a word begins with, and its bytes: Chinese sets no blank before the unit.
pub(super) fn chinese_magnitude(word: &str) -> Option<(i128, usize)> {
    MAGNITUDES
        .iter()
        .filter(|(name, _)| !name.is_ascii() && word.starts_with(name))
        .max_by_key(|(name, _)| name.len())
        .map(|(name, value)| (*value, name.len()))
}

/// The unit a word names: `default` whatever it is, else anything that is a unit and does not look
/// like a slip.
pub(super) fn unit(word: &str, at: Range<usize>, default: &Unit) -> Result<Unit, NotationError> {
    if word == default.as_str() {
        return Ok(default.clone());
    }
    if let Some(unit) = named(word) {
        return Ok(unit);
    }
    // A misspelt magnitude looks like a noun, and would pass for one.
    let meant = slip(word).or_else(|| did_you_mean(word, MAGNITUDES.iter().map(|(name, _)| *name)));
    match (Unit::new(word), meant) {
        (Ok(unit), None) => Ok(unit),
        (_, meant) => {
            let message = format!("`{word}` is neither a magnitude nor a unit");
            let hint = misplaced(word)
                .or_else(|| meant.map(|meant| format!("did you mean `{meant}`?")))
                .unwrap_or_else(|| {
                    "magnitudes are `thousand`, `million`, `billion`, `trillion`, `万`, `亿`".into()
                });
            Err(NotationError::new(at, message).hint(hint))
        }
    }
}

/// The unit that a text names in its own words: `yuan`, `元`, `US$`.
fn named(word: &str) -> Option<Unit> {
    let lower = word.to_lowercase();
    let (unit, _) = NAMES.iter().find(|(_, names)| names.contains(&lower.as_str()))?;
    Unit::new(unit).ok()
}

/// The notation for a word that people write instead.
fn slip(word: &str) -> Option<&'static str> {
    let lower = word.to_lowercase();
    SLIPS.iter().find(|(_, slips)| slips.contains(&lower.as_str())).map(|(meant, _)| *meant)
}

/// What to do about marks where a unit is expected.
fn misplaced(word: &str) -> Option<String> {
    let starts = |marks: &[char]| {
        let rest = word.strip_prefix(marks).map(str::trim_start);
        rest.is_some_and(|rest| rest.starts_with(|c: char| c.is_ascii_digit()))
    };
    let hint = if word.starts_with(|c: char| c.is_ascii_digit()) || starts(&[',', '，']) {
        GROUPED
    } else if starts(&['-', '–', '—', '~', '～', '至']) {
        RANGED
    } else if word.len() > 1 && word.ends_with('+') {
        "write `>=` in front instead of `+`"
    } else {
        return None;
    };
    Some(hint.to_owned())
}

const GROUPED: &str = "digits are grouped by `_`, as in `5_500`";
/// Also for a number with a hyphen in it.
pub(super) const RANGED: &str = "a range is written with two dots, as in `280..300`";
/// For a range that is empty because only its first end has a magnitude.
pub(super) const SHARED: &str =
    "a magnitude at the end of a range holds for both ends, as in `280..300 billion`";

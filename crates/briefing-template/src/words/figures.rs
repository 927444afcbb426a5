//! Figures, changes and coverage in words.

use briefing_model::dataset::Dataset;
use briefing_model::figure::{Comparator, Figure};
use briefing_model::number::Number;
use briefing_model::result::Coverage;
use briefing_model::unit::Unit;

use super::numerals::Scale;
use super::{Lexicon, Wording, event_name, join, lexicon};

/// How a figure is printed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct FigureStyle {
    /// With words or with signs.
    pub length: Length,
    /// Whether the unit is printed.
    pub unit: bool,
    /// Decimal places, of the number as printed ("306.2 billion" has one). Without it nothing that
    /// a source states is lost, and quotients are printed with three significant digits.
    pub precision: Option<u32>,
    /// Whether it begins a sentence.
    pub capital: bool,
}

impl Default for FigureStyle {
    fn default() -> Self {
        Self { length: Length::Long, unit: true, precision: None, capital: false }
    }
}

/// Whether a figure is printed with words or with signs.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Length {
    /// "more than 550 billion yuan".
    #[default]
    Long,
    /// "> 550 bn yuan".
    Short,
}

/// A figure in words; `None` is one that nobody reported. Rounded outward: what is printed holds
/// every value the figure may have. `dataset` knows the names of what is counted.
#[must_use]
pub fn figure(
    figure: Option<&Figure>,
    dataset: &Dataset,
    style: FigureStyle,
    locale: &str,
) -> String {
    let words = lexicon(locale);
    let wording = wording(words, style.length);
    let text = match figure {
        None => wording.missing.to_owned(),
        Some(figure) => worded(figure, wording, words, dataset, style),
    };
    if style.capital { capital(&text) } else { text }
}

/// A unit as it stands in the head of a column; empty for a plain number.
#[must_use]
pub fn unit_label(unit: &Unit, dataset: &Dataset, locale: &str) -> String {
    unit_name(unit, dataset, lexicon(locale), false)
}

/// A change in words: "up 16.0%", "down by at least 3%", "not comparable".
#[must_use]
pub fn delta(
    change: Option<&Figure>,
    dataset: &Dataset,
    style: FigureStyle,
    locale: &str,
) -> String {
    let words = lexicon(locale);
    let change_words = &words.change;
    let text = change
        .and_then(|change| {
            let zero = Number::ZERO;
            if change.exact_value().is_some_and(Number::is_zero) {
                return Some(change_words.unchanged.to_owned());
            }
            let is_up = change
                .lower()
                .is_some_and(|low| low.value > zero || (low.value.is_zero() && low.strict));
            let is_down = change
                .upper()
                .is_some_and(|high| high.value < zero || (high.value.is_zero() && high.strict));
            let inner = FigureStyle { capital: false, ..style };
            let wording = wording(words, style.length);
            if !is_up && !is_down {
                let bounded = change.lower().is_some() && change.upper().is_some();
                let range = || worded(change, wording, words, dataset, inner);
                return bounded.then(|| change_words.range.replace("{}", &range()));
            }
            let size = if is_up { change.clone() } else { change.neg().ok()? };
            let direction = if is_up { change_words.up } else { change_words.down };
            let amount = worded(&size, wording, words, dataset, inner);
            Some(if size.is_exact() {
                format!("{direction}{}{amount}", words.space)
            } else {
                change_words.by.replace("{direction}", direction).replace("{}", &amount)
            })
        })
        .unwrap_or_else(|| change_words.not_comparable.to_owned());
    if style.capital { capital(&text) } else { text }
}

/// How many of those expected to report did: "2 of 3 events report a value"; with the names of the
/// others if they are wanted.
#[must_use]
pub fn coverage(coverage: &Coverage, names: bool, dataset: &Dataset, locale: &str) -> String {
    let words = lexicon(locale);
    let (one, several) = words.coverage;
    let pattern = if coverage.expected == 1 { one } else { several };
    let mut text = pattern
        .replace("{reported}", &coverage.reported.to_string())
        .replace("{expected}", &coverage.expected.to_string());
    if names && !coverage.missing.is_empty() {
        let missing = coverage.missing.iter().map(|event| {
            dataset.events.get(event).map_or(event.as_str(), |event| event_name(event, locale))
        });
        text = format!("{text}{}{}", words.missing, join(missing, locale));
    }
    text
}

/// The same where there is little room: "2 of 3".
#[must_use]
pub fn fraction(coverage: &Coverage, locale: &str) -> String {
    lexicon(locale)
        .fraction
        .replace("{reported}", &coverage.reported.to_string())
        .replace("{expected}", &coverage.expected.to_string())
}

fn wording(words: &Lexicon, length: Length) -> &Wording {
    match length {
        Length::Long => &words.long,
        Length::Short => &words.short,
    }
}

/// The text with a capital letter at its start.
#[must_use]
pub fn capital(text: &str) -> String {
    let mut chars = text.chars();
    match chars.next() {
        Some(first) => first.to_uppercase().chain(chars).collect(),
        None => String::new(),
    }
}

fn worded(
    figure: &Figure,
    wording: &Wording,
    words: &'static Lexicon,
    dataset: &Dataset,
    style: FigureStyle,
) -> String {
    let is_count = !figure.unit().is_currency() && !figure.unit().as_str().contains('/');
    let scale = Scale::of(figure, words, is_count, style.precision);
    let printed = scale.apply(figure);
    let magnitude = scale.magnitude.map_or("", |magnitude| match style.length {
        Length::Long => magnitude.long,
        Length::Short => magnitude.short,
    });
    let digits = |number| scale.digits(number, words);
    let amount = |number| {
        let digits = digits(number);
        let is_one = digits == "1" && magnitude.is_empty();
        let unit = if style.unit {
            unit_after(figure.unit(), dataset, words, is_one)
        } else {
            String::new()
        };
        format!("{digits}{magnitude}{unit}")
    };
    let is_whole = is_count && !figure.unit().is_percent();
    let with = |pattern: &str, number| pattern.replace("{}", &amount(number));
    // Rough ends are said to be rough whatever else is known of them.
    let rough = |text: String| match printed.is_about() {
        true if printed.comparator() != Comparator::About => wording.about.replace("{}", &text),
        _ => text,
    };
    let fewer = if is_whole { wording.fewer_than } else { wording.less_than };
    match (printed.lower(), printed.upper()) {
        (None, None) => wording.unknown.to_owned(),
        (Some(low), None) => {
            let pattern = if low.strict { wording.more_than } else { wording.at_least };
            pattern.replace("{}", &rough(amount(low.value)))
        }
        (None, Some(high)) => {
            let pattern = if high.strict { fewer } else { wording.at_most };
            pattern.replace("{}", &rough(amount(high.value)))
        }
        (Some(low), Some(high)) if low.value != high.value => rough(
            wording.between.replace("{a}", &digits(low.value)).replace("{b}", &amount(high.value)),
        ),
        (Some(low), Some(_)) if printed.is_about() => with(wording.about, low.value),
        (Some(low), Some(_)) => amount(low.value),
    }
}

/// The unit as it follows a number, with the space before it.
fn unit_after(unit: &Unit, dataset: &Dataset, words: &Lexicon, one: bool) -> String {
    if unit.as_str().is_empty() {
        return String::new();
    }
    let space = if unit.as_str().starts_with('%') { "" } else { words.space };
    format!("{space}{}", unit_name(unit, dataset, words, one))
}

fn unit_name(unit: &Unit, dataset: &Dataset, words: &Lexicon, one: bool) -> String {
    let name = unit.as_str();
    match name.split_once('/') {
        Some((of, per)) => words
            .per
            .replace("{a}", &noun(of, dataset, words, one))
            .replace("{b}", &noun(per, dataset, words, true)),
        None => noun(name, dataset, words, one),
    }
}

fn noun(unit: &str, dataset: &Dataset, words: &Lexicon, one: bool) -> String {
    if let Some((_, name)) = words.currencies.iter().find(|(code, _)| *code == unit) {
        return (*name).to_owned();
    }
    let measured = dataset
        .measures
        .values()
        .find(|measure| measure.unit.as_str() == unit)
        .and_then(|measure| measure.noun.as_ref())
        .map(|noun| if one { &noun.one } else { &noun.other })
        .map(|noun| noun.in_language(words.tag));
    let known = || {
        let (_, singular, plural) = words.nouns.iter().find(|(other, ..)| *other == unit)?;
        Some(if one { *singular } else { *plural })
    };
    measured.or_else(known).unwrap_or(unit).to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::fixture::dataset;

    fn says(notation: &str, unit: &str, style: FigureStyle) -> (String, String) {
        let parsed = Figure::parse(notation, &Unit::new(unit).unwrap()).unwrap();
        let data = dataset();
        let text = |locale| figure(Some(&parsed), &data, style, locale);
        (text("en"), text("zh"))
    }

    #[test]
    fn figures_are_worded_in_both_languages() {
        for (notation, unit, en, zh) in [
            ("195", "project", "195 projects", "195个项目"),
            ("1", "project", "1 project", "1个项目"),
            ("> 550 billion", "CNY", "more than 550 billion yuan", "超过5500亿元"),
            ("306.2 billion", "CNY", "306.2 billion yuan", "3062亿元"),
            ("1072.87亿", "CNY", "107.287 billion yuan", "1072.87亿元"),
            ("1.2 trillion", "CNY", "1.2 trillion yuan", "1.2万亿元"),
            ("~ 100", "company", "about 100 companies", "约100家企业"),
            (">= 5_500", "company", "at least 5,500 companies", "不少于5500家企业"),
            ("< 20", "company", "fewer than 20 companies", "不足20家企业"),
            ("< 20 billion", "CNY", "less than 20 billion yuan", "不足200亿元"),
            ("<= 20", "company", "at most 20 companies", "不超过20家企业"),
            ("280..300 billion", "CNY", "between 280 and 300 billion yuan", "2800至3000亿元"),
            ("40.98 billion", "USD", "40.98 billion US dollars", "409.8亿美元"),
            ("7500", "CNY", "7,500 yuan", "7500元"),
            ("70", "%", "70%", "70%"),
            ("1.5 million", "company", "1.5 million companies", "150万家企业"),
            ("1234567", "company", "1,234,567 companies", "1234567家企业"),
            ("2", "event", "2 events", "2场活动"),
        ] {
            assert_eq!(says(notation, unit, FigureStyle::default()), (en.into(), zh.into()));
        }
    }

    #[test]
    fn signs_are_for_tables() {
        let style = FigureStyle { length: Length::Short, unit: false, ..FigureStyle::default() };
        for (notation, unit, en, zh) in [
            ("> 300 billion", "CNY", "> 300 bn", ">3000亿"),
            (">= 5500", "company", "≥ 5,500", "≥5500"),
            ("~ 100", "company", "~ 100", "约100"),
            ("280..300 billion", "CNY", "280–300 bn", "2800–3000亿"),
        ] {
            assert_eq!(says(notation, unit, style), (en.into(), zh.into()));
        }
    }

    #[test]
    fn rounding_goes_outward_and_quotients_are_cut() {
        let rounded = |places| FigureStyle { precision: Some(places), ..FigureStyle::default() };
        assert_eq!(says("> 304.6 billion", "CNY", rounded(0)).0, "more than 304 billion yuan");
        assert_eq!(says("< 304.2 billion", "CNY", rounded(0)).0, "less than 305 billion yuan");
        assert_eq!(says("304.6 billion", "CNY", rounded(0)).0, "305 billion yuan");
        let value = Figure::parse("306.2 billion", &Unit::new("CNY").unwrap()).unwrap();
        let projects = Figure::parse("195", &Unit::new("project").unwrap()).unwrap();
        let each = value.ratio(&projects).unwrap();
        let text = |locale| figure(Some(&each), &dataset(), FigureStyle::default(), locale);
        assert_eq!(text("en"), "1.57 billion yuan per project");
        assert_eq!(text("zh"), "15.7亿元/个项目");
    }

    #[test]
    fn what_is_missing_or_begins_a_sentence_is_said() {
        let data = dataset();
        let style = FigureStyle { capital: true, ..FigureStyle::default() };
        assert_eq!(figure(None, &data, style, "en"), "Not reported");
        assert_eq!(figure(None, &data, style, "zh"), "未报告");
        assert_eq!(says("> 5", "project", style).0, "More than 5 projects");
    }

    #[test]
    fn changes_say_no_more_than_is_known() {
        let data = dataset();
        let says = |notation: &str, locale: &str| {
            let parsed = Figure::parse(notation, &Unit::percent()).unwrap();
            delta(Some(&parsed), &data, FigureStyle::default(), locale)
        };
        assert_eq!(says("16", "en"), "up 16%");
        assert_eq!(says("16", "zh"), "增长16%");
        assert_eq!(says("-3", "en"), "down 3%");
        assert_eq!(says(">= 12", "en"), "up by at least 12%");
        assert_eq!(says("< -12", "en"), "down by more than 12%");
        assert_eq!(says("0", "en"), "unchanged");
        assert_eq!(says("-3..5", "en"), "a change of between −3 and 5%");
        assert_eq!(says("> -3", "en"), "not comparable");
        assert_eq!(delta(None, &data, FigureStyle::default(), "zh"), "不可比");
    }
}

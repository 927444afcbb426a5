//! Figures, changes and coverage in words.

use briefing_model::dataset::Dataset;
use briefing_model::figure::{Comparator, Figure};
use briefing_model::number::Number;
use briefing_model::result::{Absence, AbsenceKind, RowValue};
use briefing_model::unit::Unit;

use super::numerals::{Detail, Scale, column, ends};
use super::{Lexicon, Magnitude, Wording, lexicon};

/// How a figure is printed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct FigureStyle {
    /// With words or with signs.
    pub length: Length,
    /// Whether the unit is printed.
    pub unit: bool,
    /// Decimal places, of the number as printed ("306.2 billion" has one). Without it and `digits`
    /// nothing that a source states is lost, and quotients are printed with three significant
    /// digits.
    pub precision: Option<u32>,
    /// Significant digits; zeros at the end are left out ("3.6 trillion", not "3.60 trillion").
    pub digits: Option<u32>,
    /// Whether it begins a sentence.
    pub capital: bool,
    /// The power of ten of the column that it stands in, whose head names it.
    pub(crate) column: Option<ColumnScale>,
}

/// The power of ten that the figures of a column have in common; it is named in the column's head.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct ColumnScale(Option<&'static Magnitude>);

impl Default for FigureStyle {
    fn default() -> Self {
        Self {
            length: Length::Long,
            unit: true,
            precision: None,
            digits: None,
            capital: false,
            column: None,
        }
    }
}

/// Significant digits of a computed amount in running text.
const PROSE_DIGITS: u32 = 3;

/// From here on counts that were added up are rounded in running text.
const LARGE_COUNT: i128 = 1_000_000;

impl FigureStyle {
    /// The style of a computed figure in running text: three significant digits, unless the style
    /// says otherwise. A figure as a source states it is not rounded, and neither is a count below
    /// a million, which a reader takes for exact.
    #[must_use]
    pub(crate) fn of_computed(self, figure: &Figure) -> Self {
        if self.precision.is_some() || self.digits.is_some() {
            return self;
        }
        let unit = figure.unit();
        let is_amount = unit.is_currency() || unit.is_percent() || unit.as_str().contains('/');
        let large = Number::from_integer(LARGE_COUNT);
        let is_large = ends(figure).iter().any(|end| end.abs() >= large);
        if !is_amount && !is_large {
            return self;
        }
        // A share that is not the whole is not printed as 100%.
        let all = Number::HUNDRED;
        let mut digits = PROSE_DIGITS;
        if unit.is_percent() && figure.point().is_some_and(|point| point.abs() != all) {
            let rounds_to_all = |digits| {
                let printed =
                    Scale::with(&ends(figure), None, Detail::Digits(digits)).apply(figure);
                printed.point().is_some_and(|point| point.abs() == all)
            };
            while digits < 12 && rounds_to_all(digits) {
                digits += 1;
            }
        }
        Self { digits: Some(digits), ..self }
    }

    fn detail(self) -> Detail {
        match (self.precision, self.digits) {
            (Some(places), _) => Detail::Places(places),
            (None, Some(digits)) => Detail::Digits(digits.max(1)),
            (None, None) => Detail::Full,
        }
    }
}

/// The power of ten for the amounts of a column.
pub(crate) fn column_scale<'f>(
    figures: impl IntoIterator<Item = &'f Figure>,
    locale: &str,
) -> ColumnScale {
    let numbers: Vec<Number> = figures.into_iter().flat_map(ends).collect();
    ColumnScale(column(&numbers, lexicon(locale)))
}

/// The unit of a column of amounts as its head names it: "billion yuan", 亿元.
pub(crate) fn column_unit(
    unit: &Unit,
    scale: ColumnScale,
    dataset: &Dataset,
    locale: &str,
) -> String {
    let words = lexicon(locale);
    let name = unit_name(unit, dataset, words, false);
    match scale.0 {
        Some(magnitude) => format!("{}{}{name}", magnitude.long.trim_start(), words.space),
        None => name,
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

/// What a row has to say, in words: its figure, or that it is not reported, not defined or not
/// comparable.
#[must_use]
pub fn value(value: &RowValue, dataset: &Dataset, style: FigureStyle, locale: &str) -> String {
    let absence = match value {
        RowValue::Figure(known) => return figure(Some(known), dataset, style, locale),
        RowValue::Absent(absence) => absence.kind(),
    };
    let words = lexicon(locale);
    let text = match absence {
        AbsenceKind::NotReported => wording(words, style.length).missing,
        AbsenceKind::NotDefined => words.change.not_defined,
        AbsenceKind::NotComparable => words.change.not_comparable,
    };
    if style.capital { capital(text) } else { text.to_owned() }
}

/// Why there is no figure, as a sentence without its full stop.
#[must_use]
pub fn absence(absence: Absence, locale: &str) -> &'static str {
    let index = Absence::ALL.iter().position(|other| *other == absence).unwrap_or_default();
    lexicon(locale).absences[index]
}

/// A unit as it stands in the head of a column; empty for a plain number.
#[must_use]
pub fn unit_label(unit: &Unit, dataset: &Dataset, locale: &str) -> String {
    unit_name(unit, dataset, lexicon(locale), false)
}

/// Whether a change has words: a direction, or two ends between which it lies.
#[must_use]
pub(crate) fn is_comparable(change: &Figure) -> bool {
    let is_bounded = change.lower().is_some() && change.upper().is_some();
    is_bounded || is_up(change) || is_down(change)
}

/// Whether a change is certainly above zero.
fn is_up(change: &Figure) -> bool {
    change
        .lower()
        .is_some_and(|low| low.value > Number::ZERO || (low.value.is_zero() && low.strict))
}

/// Whether a change is certainly below zero.
fn is_down(change: &Figure) -> bool {
    change
        .upper()
        .is_some_and(|high| high.value < Number::ZERO || (high.value.is_zero() && high.strict))
}

/// A change in words: "up 16.0%", "down by at least 3%", "not comparable", "not defined".
#[must_use]
pub fn delta(change: &RowValue, dataset: &Dataset, style: FigureStyle, locale: &str) -> String {
    let words = lexicon(locale);
    let change_words = &words.change;
    let is_undefined =
        change.absence().is_some_and(|absence| absence.kind() == AbsenceKind::NotDefined);
    let text = change
        .figure()
        .and_then(|change| {
            if change.exact_value().is_some_and(Number::is_zero) {
                return Some(change_words.unchanged.to_owned());
            }
            let (is_up, is_down) = (is_up(change), is_down(change));
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
        .unwrap_or_else(|| {
            let text =
                if is_undefined { change_words.not_defined } else { change_words.not_comparable };
            text.to_owned()
        });
    if style.capital { capital(&text) } else { text }
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
    let scale = match style.column {
        Some(ColumnScale(magnitude)) => Scale::with(&ends(figure), magnitude, style.detail()),
        None => Scale::of(figure, words, is_count, style.detail()),
    };
    let printed = scale.apply(figure);
    let named = scale.magnitude.filter(|_| style.column.is_none());
    let magnitude = named.map_or("", |magnitude| match style.length {
        Length::Long => magnitude.long,
        Length::Short => magnitude.short,
    });
    let digits = |number| scale.digits(number, words);
    // 每个项目15.7亿元, where the language has it so.
    let (unit, each) = each_of(figure.unit(), dataset, words);
    let each = each.filter(|_| style.unit).unwrap_or_default();
    let amount = |number| {
        let digits = digits(number);
        let is_one = digits == "1" && magnitude.is_empty();
        let unit =
            if style.unit { unit_after(&unit, dataset, words, is_one) } else { String::new() };
        format!("{digits}{magnitude}{unit}")
    };
    let lower_end = |number| {
        let digits = digits(number);
        if !words.repeats_magnitude {
            return digits;
        }
        let percent = if style.unit && unit.is_percent() { "%" } else { "" };
        format!("{digits}{magnitude}{percent}")
    };
    let is_whole = is_count && !figure.unit().is_percent();
    let with = |pattern: &str, number| pattern.replace("{}", &amount(number));
    // Rough ends are said to be rough whatever else is known of them.
    let is_rough = printed.is_about() && printed.comparator() != Comparator::About;
    let rough = |text: String| if is_rough { wording.about.replace("{}", &text) } else { text };
    let bounded = |pattern: &str, rough_pattern: Option<&str>, number| match rough_pattern {
        Some(rough_pattern) if is_rough => with(rough_pattern, number),
        _ => pattern.replace("{}", &rough(amount(number))),
    };
    let [rough_above, rough_below] =
        wording.rough.map_or([None, None], |patterns| patterns.map(Some));
    let fewer = if is_whole { wording.fewer_than } else { wording.less_than };
    let text = match (printed.lower(), printed.upper()) {
        (None, None) => return wording.unknown.to_owned(),
        (Some(low), None) => {
            let pattern = if low.strict { wording.more_than } else { wording.at_least };
            bounded(pattern, rough_above, low.value)
        }
        (None, Some(high)) => {
            let pattern = if high.strict { fewer } else { wording.at_most };
            bounded(pattern, rough_below, high.value)
        }
        (Some(low), Some(high)) if low.value != high.value => rough(
            wording
                .between
                .replace("{a}", &lower_end(low.value))
                .replace("{b}", &amount(high.value)),
        ),
        (Some(low), Some(_)) if printed.is_about() => with(wording.about, low.value),
        (Some(low), Some(_)) => amount(low.value),
    };
    format!("{each}{text}")
}

/// The unit of an amount for each of something, and what is said before it: 元 and 每个项目. Other
/// units, and all where the language says "per", as they are.
fn each_of(unit: &Unit, dataset: &Dataset, words: &Lexicon) -> (Unit, Option<String>) {
    let parts = words.each.zip(unit.as_str().split_once('/'));
    let split = parts.and_then(|(pattern, (of, per))| {
        let each = pattern.replace("{b}", &noun(per, dataset, words, true));
        Some((Unit::new(of).ok()?, Some(each)))
    });
    split.unwrap_or_else(|| (unit.clone(), None))
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
            ("280..300 billion", "CNY", "between 280 and 300 billion yuan", "2800亿至3000亿元"),
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
            ("280..300 billion", "CNY", "280–300 bn", "2800亿–3000亿"),
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
        assert_eq!(text("zh"), "每个项目15.7亿元");
    }

    #[test]
    fn the_magnitude_is_that_of_the_rounded_number() {
        let places = FigureStyle { precision: Some(0), ..FigureStyle::default() };
        let digits = |digits| FigureStyle { digits: Some(digits), ..FigureStyle::default() };
        for (notation, style, en, zh) in [
            ("999_999_999_999", places, "1 trillion yuan", "1万亿元"),
            ("-999_999_999_999", places, "−1 trillion yuan", "−1万亿元"),
            ("~ 999_999_999_999", places, "about 1 trillion yuan", "约1万亿元"),
            ("> 999_999_999_999", places, "more than 999 billion yuan", "超过9999亿元"),
            ("< 999_999_999_999", places, "less than 1 trillion yuan", "不足1万亿元"),
            ("999_999_999", places, "1 billion yuan", "10亿元"),
            ("99_999_999", places, "100 million yuan", "1亿元"),
            ("999_600_000_000", digits(3), "1 trillion yuan", "1万亿元"),
            ("3_597_166_000_000", digits(3), "3.6 trillion yuan", "3.6万亿元"),
            ("> 3_597_166_000_000", digits(3), "more than 3.59 trillion yuan", "超过3.59万亿元"),
            ("> 304.6 billion", digits(3), "more than 304 billion yuan", "超过3040亿元"),
            ("12_345", digits(3), "12,300 yuan", "1.23万元"),
            ("< 12_345", digits(2), "less than 13,000 yuan", "不足1.3万元"),
            (
                "300.1..300.2 billion",
                digits(3),
                "between 300 and 301 billion yuan",
                "3000亿至3010亿元",
            ),
            (
                "999_950_000_000..1_200_000_000_000",
                digits(3),
                "between 0.999 and 1.2 trillion yuan",
                "0.999万亿至1.2万亿元",
            ),
        ] {
            assert_eq!(says(notation, "CNY", style), (en.into(), zh.into()), "{notation}");
        }
        assert_eq!(says("3..5", "%", FigureStyle::default()).1, "3%至5%");
    }

    #[test]
    fn computed_amounts_are_rounded_in_running_text_and_counts_are_not() {
        for (notation, unit, en) in [
            ("3_597_166_000_000", "CNY", "3.6 trillion yuan"),
            ("575.32 billion", "CNY", "575 billion yuan"),
            ("1195", "project", "1,195 projects"),
            ("> 1195", "project", "more than 1,195 projects"),
            ("1234567", "company", "1.23 million companies"),
            ("64.0625", "%", "64.1%"),
            ("99.96", "%", "99.96%"),
            ("100", "%", "100%"),
        ] {
            let parsed = Figure::parse(notation, &Unit::new(unit).unwrap()).unwrap();
            let style = FigureStyle::default().of_computed(&parsed);
            assert_eq!(figure(Some(&parsed), &dataset(), style, "en"), en);
        }
    }

    #[test]
    fn rough_bounds_are_said_as_the_language_does() {
        let style = FigureStyle::default();
        for (notation, en, zh) in [
            ("~ > 15.4 billion", "more than about 15.4 billion US dollars", "约154亿美元以上"),
            ("~ < 15.4 billion", "less than about 15.4 billion US dollars", "约154亿美元以下"),
        ] {
            assert_eq!(says(notation, "USD", style), (en.into(), zh.into()));
        }
    }

    #[test]
    fn amounts_of_a_column_have_one_magnitude_that_its_head_names() {
        let unit = Unit::new("CNY").unwrap();
        let figures: Vec<Figure> = ["> 300 billion", "1.25 trillion", "20.5 billion"]
            .iter()
            .map(|notation| Figure::parse(notation, &unit).unwrap())
            .collect();
        for (locale, head, cells) in [
            ("en", "billion yuan", ["> 300", "1,250", "20.5"]),
            ("zh", "亿元", [">3000", "12500", "205"]),
        ] {
            let scale = column_scale(&figures, locale);
            assert_eq!(column_unit(&unit, scale, &dataset(), locale), head);
            let style = FigureStyle {
                length: Length::Short,
                unit: false,
                column: Some(scale),
                ..FigureStyle::default()
            };
            let printed = figures.iter().map(|f| figure(Some(f), &dataset(), style, locale));
            assert_eq!(printed.collect::<Vec<_>>(), cells);
        }
        // A table prints what is stated in full, so that there is no power of ten for this one.
        let whole = Figure::parse("999_999_999_999", &unit).unwrap();
        let scale = column_scale([&whole], "en");
        assert_eq!(column_unit(&unit, scale, &dataset(), "en"), "yuan");
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
            delta(&parsed.into(), &data, FigureStyle::default(), locale)
        };
        assert_eq!(says("16", "en"), "up 16%");
        assert_eq!(says("16", "zh"), "增长16%");
        assert_eq!(says("-3", "en"), "down 3%");
        assert_eq!(says(">= 12", "en"), "up by at least 12%");
        assert_eq!(says("< -12", "en"), "down by more than 12%");
        assert_eq!(says("0", "en"), "unchanged");
        assert_eq!(says("-3..5", "en"), "a change of between −3 and 5%");
        assert_eq!(says("> -3", "en"), "not comparable");
        assert_eq!(
            delta(&Absence::NotReported.into(), &data, FigureStyle::default(), "zh"),
            "不可比"
        );
    }
}

//! Coverage in words: how many events report what.

use briefing_model::dataset::Dataset;
use briefing_model::dimension::Dimension;
use briefing_model::measure::{Measure, MeasureKind};
use briefing_model::metric::{Metric, Unmatched};
use briefing_model::result::Coverage;

use super::{event_name, join, lexicon};

/// What the events of a coverage report, and what becomes of those without a counterpart.
#[derive(Debug, Clone, Copy, Default)]
pub struct Reported<'a> {
    what: What<'a>,
    unmatched: Unmatched,
}

/// What events report.
#[derive(Debug, Clone, Copy, Default)]
enum What<'a> {
    /// An amount, or whatever it is.
    #[default]
    Value,
    /// A number of things.
    Number(&'a Measure),
    /// A share.
    Percentage,
    /// Both figures that are set against each other.
    Both,
}

/// Each as it follows "report", and as it stands where it is not reported. `{}` is what is counted.
pub(crate) struct ReportWords {
    pub(crate) value: (&'static str, &'static str),
    pub(crate) number: (&'static str, &'static str),
    pub(crate) percentage: (&'static str, &'static str),
    pub(crate) both: (&'static str, &'static str),
}

impl<'a> Reported<'a> {
    /// What the events of a metric's coverage report.
    #[must_use]
    pub fn of(metric: &Metric, dataset: &'a Dataset) -> Self {
        let own = |dimension| metric.selection.on(dimension).map(|condition| &condition.test);
        let is_of_others = metric.of.as_ref().is_some_and(|of| {
            [Dimension::Status, Dimension::Scope, Dimension::Population].into_iter().any(|one| {
                let other = of.on(one).map(|condition| &condition.test);
                other.is_some() && own(one).is_some() && own(one) != other
            })
        });
        let measure = metric.measure.as_ref().and_then(|id| dataset.measures.get(id));
        let what = match measure {
            _ if metric.per.is_some() || is_of_others => What::Both,
            Some(measure) if measure.kind == MeasureKind::Count => What::Number(measure),
            Some(measure) if measure.kind == MeasureKind::Share => What::Percentage,
            _ => What::Value,
        };
        let unmatched = metric.change.as_ref().map(|change| change.unmatched).unwrap_or_default();
        Self { what, unmatched }
    }

    fn words(self, locale: &str) -> (String, String) {
        let words = lexicon(locale);
        let (pattern, name) = match self.what {
            What::Value => (words.reports.value, ""),
            What::Percentage => (words.reports.percentage, ""),
            What::Both => (words.reports.both, ""),
            // A noun without its measure word is what Chinese would need here, and has the name for.
            What::Number(measure) if words.tag == "zh" => {
                (words.reports.number, measure.name.in_language(locale))
            }
            What::Number(measure) => match &measure.noun {
                Some(noun) => (words.reports.number, noun.other.in_language(locale)),
                None => (words.reports.value, ""),
            },
        };
        (pattern.0.replace("{}", name), pattern.1.replace("{}", name))
    }
}

/// How many of those expected to report did: "2 of 3 events report a value"; with the names of the
/// others if they are wanted. Events that are left out of a comparison are always named.
#[must_use]
pub fn coverage(
    coverage: &Coverage,
    reported: Reported<'_>,
    names: bool,
    dataset: &Dataset,
    locale: &str,
) -> String {
    let words = lexicon(locale);
    let (one, several) = words.coverage;
    let (what, not_reported) = reported.words(locale);
    let pattern = if coverage.expected == 1 { one } else { several };
    let mut text = pattern
        .replace("{reported}", &coverage.reported.to_string())
        .replace("{expected}", &coverage.expected.to_string())
        .replace("{what}", &what);
    let name = |event: &briefing_model::slug::Slug| {
        let known = dataset.events.get(event);
        known.map_or(event.as_str(), |event| event_name(event, locale)).to_owned()
    };
    if names && !coverage.missing.is_empty() {
        let missing: Vec<String> = coverage.missing.iter().map(name).collect();
        text.push_str(&words.missing.replace("{what}", &not_reported));
        text.push_str(&join(missing.iter().map(String::as_str), locale));
    }
    if !coverage.unmatched.is_empty() {
        let names: Vec<String> = coverage.unmatched.iter().map(name).collect();
        text.push_str(words.semicolon);
        text.push_str(&unmatched(&names, reported.unmatched, locale));
    }
    text
}

/// "left out, without a counterpart: Nanning 2023"; empty where none is.
#[must_use]
pub fn unmatched(names: &[String], policy: Unmatched, locale: &str) -> String {
    if names.is_empty() {
        return String::new();
    }
    let events = join(names.iter().map(String::as_str), locale);
    let index = Unmatched::ALL.iter().position(|other| *other == policy).unwrap_or_default();
    format!("{}{events}", lexicon(locale).unmatched[index])
}

/// The same where there is little room: "2 of 3".
#[must_use]
pub fn fraction(coverage: &Coverage, locale: &str) -> String {
    let words = lexicon(locale);
    let mut text = words
        .fraction
        .replace("{reported}", &coverage.reported.to_string())
        .replace("{expected}", &coverage.expected.to_string());
    if !coverage.unmatched.is_empty() {
        let count = coverage.unmatched.len().to_string();
        text.push_str(words.semicolon);
        text.push_str(&words.unmatched_count.replace("{}", &count));
    }
    text
}

//! Conditions on dimensions, checked against what the data set has.

use std::collections::BTreeSet;

use briefing_model::dataset::Dataset;
use briefing_model::diagnostic::{Diagnostic, Diagnostics, Span};
use briefing_model::dimension::Dimension;
use briefing_model::event::EventKind;
use briefing_model::evidence::QuoteGrade;
use briefing_model::period::Period;
use briefing_model::selection::{Condition, Selection, Test};
use briefing_model::source::Grade;
use briefing_model::status::Status;
use briefing_model::suggest::did_you_mean;
use indexmap::IndexMap;

use crate::codes;
use crate::raw;
use crate::tree::{FileTree, step};

/// The dimension of a name, or what is wrong with it.
pub(crate) fn dimension(
    name: &str,
    span: Span,
    diagnostics: &mut Diagnostics,
) -> Option<Dimension> {
    let found = Dimension::from_name(name);
    if found.is_none() {
        let names = Dimension::ALL.iter().map(|dimension| dimension.as_str());
        let near = did_you_mean(name, names.clone());
        let diagnostic = Diagnostic::error(
            codes::UNKNOWN_DIMENSION,
            span,
            format!("unknown dimension `{name}`"),
        );
        diagnostics.push(match near {
            Some(_) => diagnostic.did_you_mean(near),
            None => diagnostic
                .hint(format!("dimensions are `{}`", names.collect::<Vec<_>>().join("`, `"))),
        });
    }
    found
}

/// A selection from a table of conditions.
pub(crate) fn selection(
    tests: IndexMap<String, raw::Test>,
    at: &str,
    tree: &FileTree,
    dataset: &Dataset,
    diagnostics: &mut Diagnostics,
) -> Selection {
    let mut selection = Selection::default();
    for (name, raw) in tree.in_order(tests, at) {
        let at = step(at, &name);
        let Some(dimension) = dimension(&name, tree.key_span(&at), diagnostics) else { continue };
        let span = tree.span(&at);
        let known = Values { dimension, dataset };
        let list =
            |values: &[raw::Value], at: &str, diagnostics: &mut Diagnostics| -> Vec<String> {
                values
                    .iter()
                    .enumerate()
                    .map(|(index, value)| {
                        let value = match value {
                            raw::Value::Text(text) => text.clone(),
                            raw::Value::Year(year) => year.to_string(),
                        };
                        known.check(&value, tree.span(&step(at, index)), diagnostics);
                        value
                    })
                    .collect()
            };
        let test = match &raw {
            raw::Test::Any(values) => Test::In(list(values, &at, diagnostics)),
            raw::Test::Not(not) => Test::NotIn(list(&not.not, &step(&at, "not"), diagnostics)),
            raw::Test::Year(year) => {
                known.check(&year.to_string(), span, diagnostics);
                Test::In(vec![year.to_string()])
            }
            raw::Test::Text(text) => match range(text) {
                None => {
                    known.check(text, span, diagnostics);
                    Test::In(vec![text.clone()])
                }
                Some(_) if !dimension.is_ordered() => {
                    diagnostics.push(
                        Diagnostic::error(
                            codes::NOT_ORDERED,
                            span,
                            format!("`{dimension}` has no order that `{text}` could mean"),
                        )
                        .hint("list the values: `[\"a\", \"b\"]`"),
                    );
                    continue;
                }
                Some((from, to)) => {
                    for (value, _) in [&from, &to].into_iter().flatten() {
                        known.check(value, span, diagnostics);
                    }
                    Test::Range { from, to }
                }
            },
        };
        selection.conditions.push(Condition { dimension, test, span: tree.key_span(&at) });
    }
    selection
}

type End = Option<(String, bool)>;

/// `>= 2023`, `< signed`, `2023..2024` as a range; `None` for a plain value.
fn range(text: &str) -> Option<(End, End)> {
    let value = |text: &str| text.trim().to_owned();
    if let Some((from, to)) = text.split_once("..") {
        return Some((Some((value(from), false)), Some((value(to), false))));
    }
    for (mark, is_from, excluded) in
        [(">=", true, false), ("<=", false, false), (">", true, true), ("<", false, true)]
    {
        if let Some(rest) = text.trim_start().strip_prefix(mark) {
            let end = Some((value(rest), excluded));
            return Some(if is_from { (end, None) } else { (None, end) });
        }
    }
    None
}

/// The values a dimension may have.
pub(crate) struct Values<'a> {
    pub(crate) dimension: Dimension,
    pub(crate) dataset: &'a Dataset,
}

impl Values<'_> {
    /// Checks one value; what the data set cannot have is a mistake.
    pub(crate) fn check(&self, value: &str, span: Span, diagnostics: &mut Diagnostics) {
        let expected = match self.dimension {
            Dimension::Year => {
                let is_year = value.len() == 4 && value.bytes().all(|b| b.is_ascii_digit());
                (!is_year).then_some("a year such as `2024`")
            }
            Dimension::Quarter => (!matches!(Period::parse(value), Ok(Period::Quarter { .. })))
                .then_some("a quarter such as `2024-Q3`"),
            Dimension::Month => (!matches!(Period::parse(value), Ok(Period::Month { .. })))
                .then_some("a month such as `2024-10`"),
            Dimension::Week => (!matches!(Period::parse(value), Ok(Period::Week { .. })))
                .then_some("a week such as `2024-W43`"),
            _ => {
                let known = self.known();
                if known.contains(value) {
                    return;
                }
                let near = did_you_mean(value, known.iter().copied());
                let diagnostic = Diagnostic::error(
                    codes::UNKNOWN_VALUE,
                    span,
                    format!("no {} is called `{value}`", self.dimension),
                );
                diagnostics.push(match near {
                    Some(_) => diagnostic.did_you_mean(near),
                    None if known.len() <= 12 => diagnostic.hint(format!(
                        "there are `{}`",
                        known.into_iter().collect::<Vec<_>>().join("`, `")
                    )),
                    None => diagnostic,
                });
                return;
            }
        };
        if let Some(expected) = expected {
            diagnostics.push(Diagnostic::error(
                codes::UNKNOWN_VALUE,
                span,
                format!("expected {expected}, found `{value}`"),
            ));
        }
    }

    fn known(&self) -> BTreeSet<&str> {
        let data = self.dataset;
        // What is not known on some day is nevertheless there to be named.
        let withheld = &data.withheld;
        match self.dimension {
            Dimension::Event | Dimension::Series => {
                data.events.keys().chain(withheld.events.keys()).map(|id| id.as_str()).collect()
            }
            Dimension::Kind => EventKind::ALL.iter().map(|kind| kind.as_str()).collect(),
            Dimension::Place => data.places.keys().map(String::as_str).collect(),
            Dimension::Region => data.regions.keys().map(|id| id.as_str()).collect(),
            Dimension::Sector => data.sectors.keys().map(|id| id.as_str()).collect(),
            Dimension::Measure => data.measures.keys().map(|id| id.as_str()).collect(),
            Dimension::Status => Status::ALL.iter().map(|status| status.as_str()).collect(),
            Dimension::Scope => data.scopes.keys().map(|id| id.as_str()).collect(),
            Dimension::Population => {
                data.populations.keys().chain(data.sectors.keys()).map(|id| id.as_str()).collect()
            }
            Dimension::Unit => data
                .measures
                .values()
                .flat_map(|measure| std::iter::once(&measure.unit).chain(&measure.also))
                .map(|unit| unit.as_str())
                .collect(),
            Dimension::Source => {
                data.sources.keys().chain(withheld.sources.keys()).map(|id| id.as_str()).collect()
            }
            Dimension::Grade => Grade::ALL.iter().map(|grade| grade.as_str()).collect(),
            Dimension::Checked => QuoteGrade::ALL.iter().map(|grade| grade.as_str()).collect(),
            Dimension::Year | Dimension::Quarter | Dimension::Month | Dimension::Week => {
                BTreeSet::new()
            }
        }
    }
}

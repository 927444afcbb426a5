//! Conditions on dimensions, checked against what the data set has.

use std::collections::BTreeSet;

use briefing_model::claim::Counts;
use briefing_model::dataset::Dataset;
use briefing_model::diagnostic::{Diagnostic, Diagnostics, Span};
use briefing_model::dimension::Dimension;
use briefing_model::event::EventKind;
use briefing_model::evidence::QuoteGrade;
use briefing_model::origin::Origin;
use briefing_model::period::Period;
use briefing_model::selection::{Condition, Selection, Test};
use briefing_model::slug::Slug;
use briefing_model::source::Grade;
use briefing_model::status::Status;
use briefing_model::suggest::did_you_mean;
use indexmap::IndexMap;

use crate::codes;
use crate::convert::among;
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
        let is_empty = match &raw {
            raw::Test::Any(values) => values.is_empty(),
            raw::Test::Not(not) => not.not.is_empty(),
            _ => false,
        };
        if is_empty {
            diagnostics.push(
                Diagnostic::error(
                    codes::UNKNOWN_VALUE,
                    span,
                    format!("a condition on `{dimension}` without a value"),
                )
                .hint("name the values, or leave the condition out"),
            );
        }
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
                    let before = diagnostics.len();
                    for (value, _) in [&from, &to].into_iter().flatten() {
                        known.check(value, span, diagnostics);
                    }
                    if diagnostics.len() == before {
                        diagnostics.extend(empty_range(dimension, text, &from, &to, span));
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

/// What is wrong with a range that no value of its dimension can lie in.
fn empty_range(
    dimension: Dimension,
    text: &str,
    from: &End,
    to: &End,
    span: Span,
) -> Option<Diagnostic> {
    // The words of a dimension with a fixed ladder, in its order. What is called off stands beside
    // the ladder of statuses.
    let ladder: Vec<&str> = match dimension {
        Dimension::Status => {
            let is_rung = |status: &Status| *status != Status::Cancelled;
            Status::ALL.iter().filter(|status| is_rung(status)).map(|s| s.as_str()).collect()
        }
        Dimension::Grade => Grade::ALL.iter().map(|grade| grade.as_str()).collect(),
        _ => Vec::new(),
    };
    let error = |message: String| Diagnostic::error(codes::EMPTY_RANGE, span, message);
    if ladder.is_empty() {
        // Years, quarters, months and weeks are written so that order of text is order of time.
        let ((from, _), (to, _)) = from.as_ref().zip(to.as_ref())?;
        return (from > to).then(|| {
            error(format!("the range `{text}` ends before it begins"))
                .hint(format!("write `{to}..{from}`"))
        });
    }
    let place = |end: &End| {
        end.as_ref()
            .map(|(word, excluded)| (ladder.iter().position(|rung| rung == word), *excluded))
    };
    let (first, last) = (place(from), place(to));
    if [first, last].iter().flatten().any(|(place, _)| place.is_none()) {
        return Some(
            error(format!("`cancelled` has no place in the order that `{text}` could mean"))
                .hint("list the values: `[\"signed\", \"cancelled\"]`"),
        );
    }
    let holds = |place: usize| {
        let above = |(from, excluded): (Option<usize>, bool)| {
            from.is_some_and(|from| place > from || (place == from && !excluded))
        };
        let below = |(to, excluded): (Option<usize>, bool)| {
            to.is_some_and(|to| place < to || (place == to && !excluded))
        };
        first.is_none_or(above) && last.is_none_or(below)
    };
    if (0..ladder.len()).any(holds) {
        return None;
    }
    Some(match (from, to) {
        (Some((from, _)), Some((to, _))) => {
            error(format!("the range `{text}` ends before it begins"))
                .hint(format!("write `{to}..{from}`"))
        }
        _ => error(format!("no {dimension} is `{text}`"))
            .hint(format!("in their order they are `{}`", ladder.join("`, `"))),
    })
}

/// Where the values of a dimension are defined, where that is not in the program.
fn home(dimension: Dimension) -> Option<&'static str> {
    Some(match dimension {
        Dimension::Event | Dimension::Series => "`data/events/`: the name of a file is its id",
        Dimension::Place => "`data/places.toml`, under `[place]`",
        Dimension::Region => "`data/places.toml`, under `[region]`",
        Dimension::Sector => "`data/sectors.toml`",
        Dimension::Measure | Dimension::Unit => "`data/measures.toml`",
        Dimension::Scope => "`data/scopes.toml`, under `[scope]`",
        Dimension::Population => "`data/scopes.toml`, under `[population]`",
        Dimension::Origin => "`data/places.toml`, under `[place]` and `[region]`",
        Dimension::Source => "the files of `data/sources/`",
        _ => return None,
    })
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
                // Several places together, as claims name them.
                let origins: Vec<String> =
                    self.dataset.origins.values().map(Origin::value).collect();
                let known = self.known(&origins);
                if known.contains(value) {
                    return;
                }
                let near = did_you_mean(value, known.iter().copied());
                let diagnostic = Diagnostic::error(
                    codes::UNKNOWN_VALUE,
                    span,
                    format!("no {} is called `{value}`", self.dimension),
                );
                let diagnostic = match near {
                    Some(_) => diagnostic.did_you_mean(near),
                    None => match among(known.into_iter()) {
                        Some(all) => diagnostic.hint(all),
                        None => diagnostic,
                    },
                };
                diagnostics.push(match home(self.dimension) {
                    Some(home) => diagnostic.hint(format!("they are defined in {home}")),
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

    fn known<'b>(&'b self, origins: &'b [String]) -> BTreeSet<&'b str> {
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
            Dimension::Counts => Counts::ALL.iter().map(|counts| counts.as_str()).collect(),
            Dimension::Scope => data.scopes.keys().map(|id| id.as_str()).collect(),
            Dimension::Population => {
                data.populations.keys().chain(data.sectors.keys()).map(|id| id.as_str()).collect()
            }
            Dimension::Origin => data
                .places
                .keys()
                .map(String::as_str)
                .chain(data.regions.keys().map(Slug::as_str))
                .chain(origins.iter().map(String::as_str))
                .collect(),
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

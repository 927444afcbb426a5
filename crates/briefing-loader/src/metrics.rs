//! Definitions of metrics.

use briefing_model::dataset::Dataset;
use briefing_model::diagnostic::{Diagnostic, Diagnostics, Span};
use briefing_model::dimension::Dimension;
use briefing_model::metric::{
    Change, ConflictPolicy, Counted, Metric, MetricSpans, Sort, SortKey, Unmatched,
};
use briefing_model::period::Period;
use briefing_model::slug::Slug;
use briefing_model::suggest::did_you_mean;
use briefing_model::text::Text;
use briefing_model::unit::Unit;
use briefing_plugin::{Registry, Second};

use crate::codes;
use crate::convert::{among, bad_value, text};
use crate::raw;
use crate::selection::{dimension, selection};
use crate::tree::{FileTree, step};

/// A metric from its definition at a pointer, or `None` with what is wrong.
pub(crate) fn metric(
    id: Slug,
    raw: raw::Metric,
    at: &str,
    tree: &FileTree,
    dataset: &Dataset,
    registry: &Registry,
    diagnostics: &mut Diagnostics,
) -> Option<Metric> {
    let before = diagnostics.len();
    let place = |field: &str| tree.span(&step(at, field));
    let written = |field: &str| {
        let span = place(field);
        if span == tree.span(at) { Span::NONE } else { span }
    };
    let measure = reference(raw.measure.as_deref(), place("measure"), dataset, diagnostics);
    let per = reference(raw.per.as_deref(), place("per"), dataset, diagnostics);
    check_keys(&raw, at, tree, registry, diagnostics);
    let parts = |tests, field: &str, diagnostics: &mut Diagnostics| {
        selection(tests, &format!("{at}/{field}"), tree, dataset, diagnostics)
    };
    let chosen = parts(raw.selection, "where", diagnostics);
    let of = raw.of.map(|tests| parts(tests, "of", diagnostics));
    let change = raw.change.map(|change| Change {
        from: parts(change.from, "change/from", diagnostics),
        to: parts(change.to, "change/to", diagnostics),
        relative: change.relative,
        matched: match change.matched {
            None => Change::MATCHED.to_vec(),
            Some(names) => {
                let at = format!("{at}/change/match");
                let keys = dimensions(names, &at, tree, diagnostics);
                keys.into_iter()
                    .filter_map(|(key, span)| of_event(key, span, diagnostics))
                    .collect()
            }
        },
        unmatched: match change.unmatched {
            raw::Unmatched::Refuse => Unmatched::Refuse,
            raw::Unmatched::Exclude => Unmatched::Exclude,
            raw::Unmatched::Include => Unmatched::Include,
        },
    });
    let by = match raw.by {
        None => Vec::new(),
        Some(names) => {
            let by = dimensions(names, &step(at, "by"), tree, diagnostics);
            by.into_iter().map(|(dimension, _)| dimension).collect()
        }
    };
    let sort =
        raw.sort.as_deref().and_then(|sort| self::sort(sort, place("sort"), &by, diagnostics));
    let period = raw.period.and_then(|raw| period(raw, &step(at, "period"), tree, diagnostics));
    let convert = raw.convert.and_then(|code| match Unit::new(&code) {
        Ok(unit) if unit.is_currency() => Some(unit),
        _ => {
            let message = format!("expected a currency such as `USD`, found `{code}`");
            diagnostics.push(bad_value(place("convert"), message));
            None
        }
    });
    let metric = Metric {
        id,
        label: raw.label.map_or_else(Text::default, text),
        description: raw.description.map(text),
        aggregate: raw.aggregate,
        measure,
        count: raw.count.map(|counted| match counted {
            raw::Counted::Events => Counted::Events,
            raw::Counted::Claims => Counted::Claims,
            raw::Counted::Sources => Counted::Sources,
            raw::Counted::Voices => Counted::Voices,
        }),
        per,
        selection: chosen,
        of,
        change,
        by,
        period,
        sort,
        limit: raw.limit,
        total: raw.total,
        mixed_status: raw.mixed_status,
        mixed_scope: raw.mixed_scope,
        mixed_population: raw.mixed_population,
        conflict: match raw.conflict {
            raw::ConflictPolicy::HighestGrade => ConflictPolicy::HighestGrade,
            raw::ConflictPolicy::PreferOfficial => ConflictPolicy::PreferOfficial,
            raw::ConflictPolicy::Latest => ConflictPolicy::Latest,
            raw::ConflictPolicy::MostIndependent => ConflictPolicy::MostIndependent,
            raw::ConflictPolicy::Range => ConflictPolicy::Range,
            raw::ConflictPolicy::Refuse => ConflictPolicy::Refuse,
        },
        convert,
        spans: MetricSpans {
            id: tree.key_span(at),
            aggregate: place("aggregate"),
            measure: written("measure"),
            per: written("per"),
            selection: written("where"),
            by: written("by"),
            convert: written("convert"),
        },
    };
    (diagnostics.len() == before).then_some(metric)
}

/// Dimensions by name, each with its place.
fn dimensions(
    names: raw::OneOrMany,
    at: &str,
    tree: &FileTree,
    diagnostics: &mut Diagnostics,
) -> Vec<(Dimension, Span)> {
    let named = match names {
        raw::OneOrMany::One(name) => vec![(name, tree.span(at))],
        raw::OneOrMany::Many(names) => {
            let place = |index: usize| tree.span(&step(at, index));
            names.into_iter().enumerate().map(|(index, name)| (name, place(index))).collect()
        }
    };
    named
        .into_iter()
        .filter_map(|(name, span)| Some((dimension(&name, span, diagnostics)?, span)))
        .collect()
}

/// A dimension by which events can be matched.
fn of_event(key: Dimension, span: Span, diagnostics: &mut Diagnostics) -> Option<Dimension> {
    if key.is_of_event() {
        return Some(key);
    }
    let known = Dimension::ALL.into_iter().filter(|dimension| dimension.is_of_event());
    let known: Vec<String> = known.map(|dimension| format!("`{dimension}`")).collect();
    diagnostics.push(
        Diagnostic::error(
            codes::UNKNOWN_DIMENSION,
            span,
            format!("events cannot be matched by `{key}`, which is of their claims"),
        )
        .hint(format!("events have {}", known.join(", "))),
    );
    None
}

fn reference(
    id: Option<&str>,
    span: Span,
    dataset: &Dataset,
    diagnostics: &mut Diagnostics,
) -> Option<Slug> {
    let id = id?;
    if let Some(measure) = dataset.measures.get(id) {
        return Some(measure.id.clone());
    }
    let known = || dataset.measures.keys().map(Slug::as_str);
    let diagnostic =
        Diagnostic::error(codes::UNKNOWN_REFERENCE, span, format!("unknown measure `{id}`"));
    let near = did_you_mean(id, known());
    let diagnostic = match (near, among(known())) {
        (None, Some(all)) => diagnostic.hint(all),
        _ => diagnostic.did_you_mean(near),
    };
    diagnostics.push(diagnostic.hint("measures are defined in `data/measures.toml`"));
    None
}

/// Keys that belong to another aggregate, and those that this one cannot do without.
fn check_keys(
    raw: &raw::Metric,
    at: &str,
    tree: &FileTree,
    registry: &Registry,
    diagnostics: &mut Diagnostics,
) {
    let place = |field: &str| tree.span(&step(at, field));
    let name = raw.aggregate.as_str();
    let Some(aggregate) = registry.aggregate(name) else {
        let names: Vec<&str> = registry.aggregates().map(|aggregate| aggregate.name()).collect();
        diagnostics.push(
            Diagnostic::error(
                codes::UNKNOWN_AGGREGATE,
                place("aggregate"),
                format!("unknown aggregate `{name}`"),
            )
            .did_you_mean(did_you_mean(name, names.iter().copied()))
            .hint(format!("aggregates are `{}`", names.join("`, `"))),
        );
        return;
    };
    let second = aggregate.needs().second;
    let wanted = [
        ("per", raw.per.is_some(), second == Second::Per),
        ("of", raw.of.is_some(), second == Second::Of),
        ("change", raw.change.is_some(), second == Second::Change),
    ];
    let mut wrong = |span: Span, message: String| {
        diagnostics.push(Diagnostic::error(codes::WRONG_KEY_FOR_AGGREGATE, span, message));
    };
    for (key, is_there, is_needed) in wanted {
        if is_there && !is_needed {
            wrong(tree.key_span(&step(at, key)), format!("`{key}` does not go with `{name}`"));
        } else if is_needed && !is_there {
            // Without a whole of its own, a row is a part of all rows.
            if second != Second::Of || raw.by.is_none() {
                wrong(place("aggregate"), format!("`{name}` needs `{key}`"));
            }
        }
    }
    let counts = name == "count";
    match (raw.measure.is_some(), raw.count.is_some()) {
        (false, false) if counts => {
            wrong(place("aggregate"), "`count` needs `count` or `measure`".to_owned());
        }
        (false, false) => wrong(place("aggregate"), format!("`{name}` needs `measure`")),
        (_, true) if !counts => {
            wrong(tree.key_span(&step(at, "count")), format!("`count` does not go with `{name}`"));
        }
        _ => {}
    }
}

fn sort(
    written: &str,
    span: Span,
    by: &[Dimension],
    diagnostics: &mut Diagnostics,
) -> Option<Sort> {
    let (name, descending) = match written.strip_prefix('-') {
        Some(name) => (name, true),
        None => (written, false),
    };
    if name == "value" {
        return Some(Sort { key: SortKey::Value, descending });
    }
    let dimension = dimension(name, span, diagnostics)?;
    if !by.contains(&dimension) {
        diagnostics.push(
            Diagnostic::error(
                codes::UNKNOWN_DIMENSION,
                span,
                format!("rows have no `{dimension}` to be sorted by"),
            )
            .hint("sort by `value`, or by a dimension of `by`"),
        );
        return None;
    }
    Some(Sort { key: SortKey::Dimension(dimension), descending })
}

/// A period from its definition.
pub(crate) fn period(
    raw: raw::Period,
    at: &str,
    tree: &FileTree,
    diagnostics: &mut Diagnostics,
) -> Option<Period> {
    let written = match raw {
        raw::Period::Text(text) => text,
        raw::Period::Parts(parts) => {
            let raw::PeriodParts { year, quarter, month, week, from, to } = parts;
            let year = year.map(|year| format!("{year:04}"));
            let dates = match (from, to) {
                (Some(from), Some(to)) => Some(format!("{from}..{to}")),
                (None, None) => None,
                _ => Some("from without to".to_owned()),
            };
            let given: Vec<String> =
                [year, quarter, month, week, dates].into_iter().flatten().collect();
            let [one] = given.as_slice() else {
                diagnostics.push(Diagnostic::error(
                    codes::BAD_PERIOD,
                    tree.span(at),
                    "expected one of `year`, `quarter`, `month`, `week`, or `from` and `to`",
                ));
                return None;
            };
            one.clone()
        }
    };
    match Period::parse(&written) {
        Ok(period) => Some(period),
        Err(error) => {
            diagnostics.push(Diagnostic::error(
                codes::BAD_PERIOD,
                tree.span(at),
                error.to_string(),
            ));
            None
        }
    }
}

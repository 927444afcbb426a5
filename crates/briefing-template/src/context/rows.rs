//! Results of metrics as JSON.

use briefing_model::dimension::Dimension;
use briefing_model::result::{Coverage, MetricResult, ResultRow};
use briefing_model::slug::Slug;
use serde_json::{Map, Value, json};

use super::{Names, Uses};
use crate::BriefInput;
use crate::document::prose_style;
use crate::request::RowRef;
use crate::words::{self, FigureStyle};

/// The report's metrics by id.
pub(super) fn metrics(input: &BriefInput<'_>, uses: &Uses, names: &Names<'_>) -> Value {
    let with_rows = uses.any(&["rows", "total", "lookup"]);
    let with_claims = uses.any(&["claims"]);
    input
        .results
        .iter()
        .filter(|(id, _)| {
            uses.any(&["metrics"]) && uses.any(&[id.as_str(), "each", "with", "lookup"])
        })
        .map(|(id, result)| {
            let metric = Metric { input, names, result, with_claims };
            (id.to_string(), metric.value(with_rows))
        })
        .collect::<Map<_, _>>()
        .into()
}

struct Metric<'a> {
    input: &'a BriefInput<'a>,
    names: &'a Names<'a>,
    result: &'a MetricResult,
    with_claims: bool,
}

impl Metric<'_> {
    fn value(&self, with_rows: bool) -> Value {
        let result = self.result;
        let id = result.metric.as_str();
        // A metric stands for its one figure where it has one.
        let single = if result.dimensions.is_empty() {
            result.rows.first().map(|row| (row, RowRef::Index(0)))
        } else {
            result.total.as_ref().map(|row| (row, RowRef::Total))
        };
        let mut object = match single {
            Some((row, at)) => self.row(row, at),
            None => Map::from_iter([
                ("metric".to_owned(), json!(id)),
                ("row".to_owned(), Value::Null),
                ("value".to_owned(), Value::Null),
                ("coverage".to_owned(), self.coverage(&Coverage::default())),
            ]),
        };
        let label = self.input.metric_label(id);
        object.insert("id".to_owned(), json!(id));
        object.insert("label".to_owned(), self.names.clean(&label));
        object.insert("name".to_owned(), self.names.clean(&label));
        object.insert("unit".to_owned(), json!(result.unit.as_str()));
        object.insert("formula".to_owned(), json!(result.formula));
        object.insert("count".to_owned(), json!(result.rows.len()));
        if with_rows {
            let rows = result.rows.iter().enumerate();
            let rows = rows.map(|(index, row)| Value::Object(self.row(row, RowRef::Index(index))));
            object.insert("rows".to_owned(), rows.collect());
            let total = result.total.as_ref().map(|row| self.row(row, RowRef::Total));
            object.insert("total".to_owned(), total.map_or(Value::Null, Value::Object));
        }
        Value::Object(object)
    }

    fn row(&self, row: &ResultRow, at: RowRef) -> Map<String, Value> {
        let names = self.names;
        let mut object = Map::new();
        object.insert("metric".to_owned(), json!(self.result.metric.as_str()));
        object.insert("row".to_owned(), reference(at));
        for (dimension, id) in self.result.dimensions.iter().zip(&row.key) {
            let value = id.as_ref().map_or(Value::Null, |id| names.named(*dimension, id));
            object.insert(dimension.as_str().to_owned(), value);
        }
        let coverage = self.coverage(&row.coverage);
        let statuses: Vec<Value> =
            row.statuses.iter().map(|id| names.pair(Dimension::Status, id.as_str())).collect();
        let value = row.figure().map_or(Value::Null, |figure| {
            let style = prose_style(names.dataset, row, FigureStyle::default());
            let (figure, text) = names.figure(figure, style);
            json!({
                "metric": self.result.metric.as_str(),
                "row": reference(at),
                "figure": figure,
                "text": text,
                "unit": self.result.unit.as_str(),
                "coverage": coverage,
                "statuses": statuses,
                "conflicts": row.conflicts.len(),
            })
        });
        object.insert("value".to_owned(), value);
        let absence = row.value.absence().map(|absence| absence.kind().as_str());
        object.insert("absence".to_owned(), json!(absence));
        object.insert("coverage".to_owned(), coverage);
        object.insert("statuses".to_owned(), Value::Array(statuses));
        let scopes = row.scopes.iter().map(|id| names.pair(Dimension::Scope, id.as_str()));
        object.insert("scopes".to_owned(), scopes.collect());
        object.insert("conflicts".to_owned(), json!(row.conflicts.len()));
        if self.with_claims {
            let claims = row.claims.iter().filter_map(|index| {
                self.input.dataset.claims.get(*index as usize).map(|claim| names.claim(claim))
            });
            object.insert("claims".to_owned(), claims.collect());
        }
        object
    }

    fn coverage(&self, coverage: &Coverage) -> Value {
        let names = self.names;
        let events = |ids: &[Slug]| -> Vec<Value> {
            ids.iter().map(|id| names.pair(Dimension::Event, id.as_str())).collect()
        };
        let reported = self.input.reported(self.result.metric.as_str());
        json!({
            "reported": coverage.reported,
            "expected": coverage.expected,
            "missing": events(&coverage.missing),
            "unmatched": events(&coverage.unmatched),
            "complete": coverage.is_complete(),
            "text": words::coverage(coverage, reported, false, names.dataset, names.locale),
            "names-text": words::coverage(coverage, reported, true, names.dataset, names.locale),
        })
    }
}

fn reference(at: RowRef) -> Value {
    match at {
        RowRef::Index(index) => json!(index),
        RowRef::Total => json!("total"),
    }
}

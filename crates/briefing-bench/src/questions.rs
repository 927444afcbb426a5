//! The twenty sums that the metrics engine and its peers are asked for.

use briefing_model::diagnostic::Span;
use briefing_model::dimension::Dimension;
use briefing_model::metric::{ConflictPolicy, Metric, MetricSpans};
use briefing_model::selection::{Condition, Selection, Test};
use briefing_model::slug::Slug;
use briefing_model::text::Text;
use serde::Serialize;

/// A sum of one measure over the signed claims that match, by group. Plain data, so that a peer in
/// another language asks the same.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Question {
    /// Its number among [`all`], from 1.
    pub id: usize,
    /// What is added up.
    pub measure: &'static str,
    /// Values that a dimension must have one of.
    pub one_of: Vec<(Dimension, Vec<&'static str>)>,
    /// The first year, where not all years are asked for.
    pub since: Option<&'static str>,
    /// Groups.
    pub by: Vec<Dimension>,
}

/// The questions: totals, and groups by one to three dimensions, from one to some nine hundred of
/// them; with and without conditions. Sums by sector keep sectors apart, since those of one event
/// may overlap.
#[must_use]
pub fn all() -> Vec<Question> {
    use Dimension::{Place, Quarter, Region, Sector, Year};
    let mut questions = Vec::new();
    let mut ask = |measure, one_of: &[(Dimension, &[&'static str])], since, by: &[Dimension]| {
        questions.push(Question {
            id: questions.len() + 1,
            measure,
            one_of: one_of
                .iter()
                .map(|(dimension, values)| (*dimension, values.to_vec()))
                .collect(),
            since,
            by: by.to_vec(),
        });
    };
    let inland: &[&str] = &["western", "northeastern"];
    ask("sector-value", &[], None, &[Sector]);
    ask("sector-value", &[], None, &[Region, Sector]);
    ask("sector-value", &[], None, &[Place, Sector]);
    ask("sector-value", &[], None, &[Year, Sector]);
    ask("sector-value", &[], None, &[Quarter, Sector]);
    ask("sector-value", &[], None, &[Region, Year, Sector]);
    ask("sector-value", &[(Region, &["western"])], None, &[Sector]);
    ask("sector-value", &[(Region, inland)], Some("2019"), &[Place, Sector]);
    ask("sector-value", &[], Some("2019"), &[Sector]);
    ask("sector-value", &[(Sector, &["new-energy"])], None, &[]);
    ask("sector-value", &[(Sector, &["new-energy"])], None, &[Place]);
    ask("sector-value", &[(Sector, &["automobiles"])], Some("2021"), &[Region, Year]);
    ask(
        "sector-value",
        &[(Sector, &["aerospace", "automobiles", "materials"])],
        None,
        &[Place, Sector],
    );
    ask("sector-value", &[(Place, &["CN-GS", "CN-YN"])], None, &[Year, Sector]);
    ask("agreement-value", &[], None, &[]);
    ask("agreement-value", &[], None, &[Place]);
    ask("agreement-value", &[(Region, inland)], None, &[Year]);
    ask("projects", &[], None, &[]);
    ask("projects", &[], None, &[Place]);
    ask("projects", &[], Some("2019"), &[Region, Year]);
    questions
}

impl Question {
    /// The metric that asks this.
    #[must_use]
    pub fn metric(&self) -> Metric {
        let condition = |dimension, test| Condition { dimension, test, span: Span::NONE };
        let fixed = [
            (Dimension::Kind, "event"),
            (Dimension::Status, "signed"),
            (Dimension::Scope, "event"),
        ]
        .map(|(dimension, value)| condition(dimension, Test::In(vec![value.to_owned()])));
        let mut conditions = fixed.to_vec();
        for (dimension, values) in &self.one_of {
            let values = values.iter().map(|value| (*value).to_owned()).collect();
            conditions.push(condition(*dimension, Test::In(values)));
        }
        if let Some(year) = self.since {
            let from = Some((year.to_owned(), false));
            conditions.push(condition(Dimension::Year, Test::Range { from, to: None }));
        }
        Metric {
            by: self.by.clone(),
            ..sum(&format!("question-{}", self.id), self.measure, Selection { conditions })
        }
    }
}

/// A sum over a selection, without groups.
///
/// # Panics
/// `id` or `measure` is no slug.
#[must_use]
pub fn sum(id: &str, measure: &str, selection: Selection) -> Metric {
    let slug = |text: &str| Slug::new(text).expect("ids are slugs");
    Metric {
        id: slug(id),
        label: Text::default(),
        description: None,
        aggregate: "sum".to_owned(),
        measure: Some(slug(measure)),
        count: None,
        per: None,
        selection,
        of: None,
        change: None,
        by: Vec::new(),
        period: None,
        sort: None,
        limit: None,
        total: false,
        mixed_status: false,
        mixed_scope: false,
        mixed_population: false,
        conflict: ConflictPolicy::default(),
        convert: None,
        spans: MetricSpans::default(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn there_are_twenty_of_them_and_no_two_alike() {
        let all = all();
        assert_eq!(all.len(), 20);
        for (index, question) in all.iter().enumerate() {
            assert_eq!(question.id, index + 1);
            let same = |other: &&Question| Question { id: other.id, ..question.clone() } == **other;
            assert_eq!(all.iter().filter(same).count(), 1, "{question:?}");
        }
    }
}

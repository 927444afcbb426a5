//! Claims and results as CSV, for peers that read tables.

use std::io::Write;

use briefing_model::dataset::Dataset;
use briefing_model::figure::{Bound, Figure};
use briefing_model::result::MetricResult;

/// Writes the claims, one a row: number, dimensions, and the figure as its two ends.
///
/// # Errors
/// The writer's.
pub fn write_claims(dataset: &Dataset, to: impl Write) -> csv::Result<()> {
    let mut table = csv::Writer::from_writer(to);
    table.write_record([
        "claim",
        "event",
        "kind",
        "measure",
        "status",
        "scope",
        "sector",
        "place",
        "region",
        "year",
        "quarter",
        "lower",
        "lower_strict",
        "upper",
        "upper_strict",
        "about",
    ])?;
    for (index, claim) in dataset.claims.iter().enumerate() {
        let event = &dataset.events[&claim.event];
        let place = event.place.as_ref().map(|code| &dataset.places[code]);
        let quarter =
            event.start.map(|day| format!("{}-Q{}", day.year(), (day.month() - 1) / 3 + 1));
        let [lower, lower_strict, upper, upper_strict, about] = ends(Some(&claim.figure));
        table.write_record([
            index.to_string().as_str(),
            claim.event.as_str(),
            event.kind.as_str(),
            claim.measure.as_str(),
            claim.status.as_str(),
            claim.scope.as_str(),
            claim.sector.as_ref().map_or("", |sector| sector.as_str()),
            place.map_or("", |place| place.code.as_str()),
            place.map_or("", |place| place.region.as_str()),
            &event.year.map(|year| year.to_string()).unwrap_or_default(),
            &quarter.unwrap_or_default(),
            &lower,
            &lower_strict,
            &upper,
            &upper_strict,
            &about,
        ])?;
    }
    Ok(table.flush()?)
}

/// Writes results, one group a row: the number of the question from 1, the group, the figure as its
/// two ends, and how many events report it of how many expected, from how many claims.
///
/// # Errors
/// The writer's.
pub fn write_results(results: &[MetricResult], to: impl Write) -> csv::Result<()> {
    let mut table = csv::Writer::from_writer(to);
    table.write_record([
        "question",
        "group",
        "lower",
        "lower_strict",
        "upper",
        "upper_strict",
        "about",
        "reported",
        "expected",
        "claims",
    ])?;
    for (index, result) in results.iter().enumerate() {
        for row in &result.rows {
            let group: Vec<&str> = row.key.iter().map(|key| key.as_deref().unwrap_or("")).collect();
            let [lower, lower_strict, upper, upper_strict, about] = ends(row.figure());
            table.write_record([
                &(index + 1).to_string(),
                &group.join("|"),
                &lower,
                &lower_strict,
                &upper,
                &upper_strict,
                &about,
                &row.coverage.reported.to_string(),
                &row.coverage.expected.to_string(),
                &row.claims.len().to_string(),
            ])?;
        }
    }
    Ok(table.flush()?)
}

/// Lower end, whether it is left out, upper end, whether it is left out, and whether both are rough.
/// An open end is empty.
fn ends(figure: Option<&Figure>) -> [String; 5] {
    let end = |bound: Option<Bound>| match bound {
        Some(bound) => (bound.value.to_string(), bound.strict.to_string()),
        None => (String::new(), "false".to_owned()),
    };
    let (lower, lower_strict) = end(figure.and_then(Figure::lower));
    let (upper, upper_strict) = end(figure.and_then(Figure::upper));
    let about = figure.is_some_and(Figure::is_about).to_string();
    [lower, lower_strict, upper, upper_strict, about]
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::generator::{Size, dataset};

    #[test]
    fn a_claim_is_a_row() {
        let dataset = dataset(Size { briefs: 1, claims: 4, seed: 3 });
        let mut bytes = Vec::new();
        write_claims(&dataset, &mut bytes).unwrap();
        let text = String::from_utf8(bytes).unwrap();
        let rows: Vec<&str> = text.lines().collect();
        assert_eq!(rows.len(), 5);
        for (row, claim) in rows[1..].iter().zip(&dataset.claims) {
            let lower = claim.figure.lower().unwrap();
            let strict = format!(",{},{},", lower.value, lower.strict);
            assert!(row.contains(&strict), "{row}: {strict}");
            assert!(row.contains(&format!(",event,{},", claim.measure)), "{row}");
        }
    }
}

//! What checking the evidence came to, as people and programs read it.

use briefing_loader::Project;
use briefing_model::dataset::Dataset;
use briefing_model::evidence::{DeclaredBy, Evidence, FigureGrade, Finding, Held, QuoteGrade};
use briefing_model::number::Rounding;
use serde_json::{Map, Value, json};

/// "91 claims: 4 quotes exact, 0 folded, 87 without an archived copy; 91 figures read", and a line for
/// each finding that is accepted.
pub(crate) fn summary(project: &Project) -> Vec<String> {
    let dataset = &project.dataset;
    let count = |quote| of_quote(dataset, quote);
    let mut quotes = vec![
        format!("{} exact", plural(count(QuoteGrade::Exact), "quote")),
        format!("{} folded", count(QuoteGrade::Folded)),
    ];
    for (grade, words) in [
        (QuoteGrade::Ambiguous, "ambiguous"),
        (QuoteGrade::Absent, "absent"),
        (QuoteGrade::HashDiffers, "with another copy than the one recorded"),
        (QuoteGrade::SourceMissing, "without an archived copy"),
    ] {
        let count = count(grade);
        if count > 0 {
            quotes.push(format!("{count} {words}"));
        }
    }
    let read = of_figure(dataset, FigureGrade::Read);
    let mut lines = vec![format!(
        "{}: {}; {} read",
        plural(dataset.claims.len(), "claim"),
        quotes.join(", "),
        plural(read, "figure")
    )];
    let held = |held: Held| {
        project.dataset.evidence.identities.iter().filter(|identity| identity.held == held).count()
    };
    let (confirmed, open) = (held(Held::Confirmed), held(Held::NotContradicted));
    if confirmed + open > 0 {
        let open = if open > 0 { format!(", {open} not contradicted") } else { String::new() };
        lines.push(format!("declared identities: {confirmed} confirmed{open}"));
    }
    lines.extend(accepted(&project.dataset.evidence).map(|(finding, reason)| {
        let claim = finding.claims.first().map_or("", |claim| &dataset.claims[*claim as usize].id);
        format!("accepted: {} of `{claim}`: {reason}", finding.diagnostic.code.0)
    }));
    lines
}

/// The same for programs, with the exchange rates that claims imply.
pub(crate) fn as_json(project: &Project) -> Value {
    let dataset = &project.dataset;
    let ids = |claims: &[u32]| -> Vec<&str> {
        claims.iter().map(|claim| dataset.claims[*claim as usize].id.as_str()).collect()
    };
    let quotes: Map<String, Value> = QuoteGrade::ALL
        .into_iter()
        .map(|grade| (grade.as_str().to_owned(), json!(of_quote(dataset, grade))))
        .collect();
    let figures: Map<String, Value> = FigureGrade::ALL
        .into_iter()
        .map(|grade| (grade.as_str().to_owned(), json!(of_figure(dataset, grade))))
        .collect();
    let accepted: Vec<Value> = accepted(&project.dataset.evidence)
        .map(|(finding, reason)| {
            json!({
                "code": finding.diagnostic.code,
                "message": finding.diagnostic.message,
                "claims": ids(&finding.claims),
                "reason": reason,
            })
        })
        .collect();
    let evidence = &project.dataset.evidence;
    let rates: Vec<Value> = evidence
        .rates
        .iter()
        .map(|rate| {
            let reference = rate.reference.map(|(reference, above)| {
                let reference = &dataset.rates[reference];
                json!({
                    "date": reference.date,
                    "value": reference.value,
                    "source": reference.source,
                    "percent-above": above.round(2, Rounding::HalfUp),
                })
            });
            json!({
                "pair": format!("{}/{}", rate.base, rate.quote),
                "rate": rate.rate.round(4, Rounding::HalfUp),
                "claims": ids(&rate.claims),
                "reference": reference,
            })
        })
        .collect();
    let identities: Vec<Value> = evidence
        .identities
        .iter()
        .map(|identity| {
            let (by, id) = match &identity.by {
                DeclaredBy::Parts => ("parts", None),
                DeclaredBy::Partition(id) => ("partition", Some(id)),
                DeclaredBy::Identity(id) => ("identity", Some(id)),
            };
            json!({
                "by": by,
                "id": id,
                "terms": ids(&identity.terms),
                "result": ids(&[identity.result])[0],
                "held": identity.held.as_str(),
            })
        })
        .collect();
    json!({
        "claims": dataset.claims.len(),
        "quotes": quotes,
        "figures": figures,
        "accepted": accepted,
        "rates": rates,
        "identities": identities,
    })
}

fn accepted(evidence: &Evidence) -> impl Iterator<Item = (&Finding, &str)> {
    evidence.findings.iter().filter_map(|finding| Some((finding, finding.accepted.as_deref()?)))
}

fn of_quote(dataset: &Dataset, grade: QuoteGrade) -> usize {
    dataset.claims.iter().filter(|claim| claim.checked.quote == grade).count()
}

fn of_figure(dataset: &Dataset, grade: FigureGrade) -> usize {
    dataset.claims.iter().filter(|claim| claim.checked.figure == grade).count()
}

pub(crate) fn plural(count: usize, noun: &str) -> String {
    if count == 1 { format!("1 {noun}") } else { format!("{count} {noun}s") }
}

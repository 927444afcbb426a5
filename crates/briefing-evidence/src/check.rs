//! All checks of a data set's claims.

use std::collections::BTreeMap;

use briefing_model::dataset::{ClaimIndex, Dataset};
use briefing_model::diagnostic::{Code, Diagnostic};
use briefing_model::evidence::{Checked, Evidence, Finding, QuoteGrade};
use briefing_model::source::Source;

use crate::claim::{Context, read};
use crate::codes;
use crate::consistency::{Tolerances, consistency};
use crate::quote::Archived;

/// The archived copy of a source.
#[derive(Debug)]
pub enum Archive {
    /// There is none.
    Missing,
    /// Its text.
    Text(Archived),
    /// It is not the one recorded; its SHA-256.
    Differs(String),
    /// It has no text, and why.
    Unreadable(String),
}

/// Checks every claim against its words and the archived copy of its source, and against the other
/// claims. `open` gives the copy of a source, and is called once for each that is cited.
pub fn check(
    dataset: &mut Dataset,
    open: &mut dyn FnMut(&Source) -> Archive,
    tolerances: &Tolerances,
) -> Evidence {
    let mut by_source: BTreeMap<usize, Vec<ClaimIndex>> = BTreeMap::new();
    for (index, claim) in (0..).zip(&dataset.claims) {
        if let Some(source) = dataset.sources.get_index_of(&claim.source) {
            by_source.entry(source).or_default().push(index);
        }
    }
    let mut findings = Vec::new();
    let mut absent = 0;
    for (source, claims) in by_source {
        let Some((_, source)) = dataset.sources.get_index(source) else { continue };
        let archive = open(source);
        findings.extend(of_archive(source, &archive, &claims));
        let mut checked = Vec::with_capacity(claims.len());
        for index in claims {
            let mut found = Vec::new();
            checked.push((index, one(dataset, index, &archive, &mut absent, &mut found)));
            let finding = |diagnostic| Finding { diagnostic, claims: vec![index], accepted: None };
            findings.extend(found.into_iter().map(finding));
        }
        for (index, checked) in checked {
            dataset.claims[index as usize].checked = checked;
        }
    }
    let mut evidence = consistency(dataset, tolerances);
    findings.append(&mut evidence.findings);
    accept(dataset, &mut findings);
    findings.sort_by_key(|finding| (finding.claims.first().copied(), finding.diagnostic.code));
    Evidence { findings, ..evidence }
}

/// Codes of findings that are made only where a project asks for them.
pub const OFF_BY_DEFAULT: &[Code] = &[codes::NO_ARCHIVE];

/// For how many absent quotes the nearest words are looked for: it takes a while.
const NEAREST: usize = 100;

fn one(
    dataset: &Dataset,
    index: ClaimIndex,
    archive: &Archive,
    absent: &mut usize,
    findings: &mut Vec<Diagnostic>,
) -> Checked {
    let claim = &dataset.claims[index as usize];
    let mut context = None;
    let grade = match archive {
        Archive::Missing | Archive::Unreadable(_) => QuoteGrade::SourceMissing,
        Archive::Differs(_) => QuoteGrade::HashDiffers,
        Archive::Text(text) => {
            let found = text.find(&claim.quote);
            context = found.at.as_ref().map(|at| Context::of_source(text, at, &claim.quote.exact));
            match found.grade {
                QuoteGrade::Absent => {
                    *absent += 1;
                    let nearest = (*absent <= NEAREST).then(|| text.nearest(&claim.quote));
                    let source = claim.source.as_str();
                    let message = if found.places > 0 {
                        format!(
                            "the quote is in the archived copy of `{source}`, but not between its prefix and suffix"
                        )
                    } else {
                        format!("the quote is not in the archived copy of `{source}`")
                    };
                    let finding =
                        Diagnostic::error(codes::QUOTE_ABSENT, claim.spans.quote, message);
                    findings.push(match nearest.flatten() {
                        Some(words) if found.places == 0 => {
                            let words = words.split_whitespace().collect::<Vec<_>>().join(" ");
                            finding.hint(format!("nearest to it is `{words}`"))
                        }
                        _ => finding,
                    });
                }
                QuoteGrade::Ambiguous => {
                    let message = format!(
                        "the quote is in the archived copy of `{}` {} times",
                        claim.source, found.places
                    );
                    findings.push(
                        Diagnostic::warning(codes::QUOTE_AMBIGUOUS, claim.spans.quote, message)
                            .hint("lengthen it, or tell the places apart by `quote-prefix` or `quote-suffix`"),
                    );
                }
                _ => {}
            }
            found.grade
        }
    };
    let mut figure = Default::default();
    if let Some(measure) = dataset.measures.get(&claim.measure) {
        let context = context.unwrap_or_else(|| Context::of_claim(claim));
        let reading = read(claim, measure, &context);
        figure = reading.figure;
        findings.extend(reading.findings);
    }
    Checked { quote: grade, figure }
}

/// What is wrong with the copy itself: said once, whatever the number of claims.
fn of_archive(source: &Source, archive: &Archive, claims: &[ClaimIndex]) -> Option<Finding> {
    let id = &source.id;
    let diagnostic = match archive {
        Archive::Text(_) if source.sha256.is_some() => return None,
        Archive::Text(_) => {
            let message = format!("the archived copy of `{id}` is not recorded");
            Diagnostic::warning(codes::NO_HASH, source.span, message)
                .hint(format!("`briefing source add FILE --id {id}` records its SHA-256"))
        }
        Archive::Missing => {
            let message = format!("`{id}` has no archived copy: its quotes are not checked");
            Diagnostic::warning(codes::NO_ARCHIVE, source.span, message)
                .hint(format!("`briefing source add FILE --id {id}` archives one"))
        }
        Archive::Differs(found) => {
            let message = format!("the archived copy of `{id}` is not the one recorded");
            Diagnostic::error(codes::HASH_DIFFERS, source.span, message)
                .label(format!("its SHA-256 is {found}"))
                .hint(format!(
                    "put the recorded copy back, or record this one: `briefing source add FILE --id {id}`"
                ))
        }
        Archive::Unreadable(why) => {
            let message = format!("the archived copy of `{id}` has no text: {why}");
            Diagnostic::warning(codes::UNREADABLE_ARCHIVE, source.span, message)
                .hint(format!("archive its text as `{id}.txt`"))
        }
    };
    Some(Finding { diagnostic, claims: claims.to_vec(), accepted: None })
}

/// Marks the findings that a claim accepts, and finds what is accepted in vain.
fn accept(dataset: &Dataset, findings: &mut Vec<Finding>) {
    let mut by_claim: BTreeMap<ClaimIndex, Vec<usize>> = BTreeMap::new();
    for (at, finding) in findings.iter().enumerate() {
        for claim in &finding.claims {
            by_claim.entry(*claim).or_default().push(at);
        }
    }
    let mut useless = Vec::new();
    for (index, claim) in (0..).zip(&dataset.claims) {
        for accepted in &claim.accepted {
            let about = by_claim.get(&index).map_or(&[][..], Vec::as_slice);
            let mut is_used = false;
            for at in about {
                let finding = &mut findings[*at];
                if finding.diagnostic.code.0 == accepted.code {
                    is_used = true;
                    finding.accepted.get_or_insert_with(|| accepted.reason.clone());
                }
            }
            if !is_used {
                let message = format!("no finding `{}` is made about this claim", accepted.code);
                let diagnostic =
                    Diagnostic::warning(codes::USELESS_ACCEPTANCE, accepted.span, message)
                        .hint("take it out");
                useless.push(Finding { diagnostic, claims: vec![index], accepted: None });
            }
        }
    }
    findings.extend(useless);
}

//! All checks of a data set's claims.

use std::collections::BTreeMap;

use briefing_model::claim::Claim;
use briefing_model::dataset::{ClaimIndex, Dataset};
use briefing_model::diagnostic::{Code, Diagnostic};
use briefing_model::evidence::{Checked, Evidence, Finding, QuoteGrade};
use briefing_model::figure::Precision;
use briefing_model::measure::MeasureKind;
use briefing_model::source::Source;
use rayon::prelude::*;

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
    let by_source: Vec<(usize, Vec<ClaimIndex>)> = by_source.into_iter().collect();
    let mut findings = Vec::new();
    let mut absent = 0;
    for batch in by_source.chunks(BATCH) {
        let archives: Vec<(&Vec<ClaimIndex>, Archive)> = batch
            .iter()
            .filter_map(|(source, claims)| {
                let (_, source) = dataset.sources.get_index(*source)?;
                let archive = open(source);
                findings.extend(of_archive(source, &archive, claims));
                Some((claims, archive))
            })
            .collect();
        let read: Vec<One> = archives
            .par_iter()
            .flat_map_iter(|(claims, archive)| {
                claims.iter().map(|index| one(dataset, *index, archive))
            })
            .collect();
        let archives =
            archives.iter().flat_map(|(claims, archive)| claims.iter().map(move |_| archive));
        for (mut one, archive) in read.into_iter().zip(archives) {
            if let Some(absence) = one.absence.take() {
                absent += 1;
                let claim = &dataset.claims[one.index as usize];
                one.findings.insert(0, absence.told(claim, archive, absent <= NEAREST));
            }
            let claims = vec![one.index];
            findings.extend(one.findings.into_iter().map(|diagnostic| Finding {
                diagnostic,
                claims: claims.clone(),
                accepted: None,
            }));
            let claim = &mut dataset.claims[one.index as usize];
            claim.checked = one.checked;
            claim.precision = one.precision;
        }
    }
    let mut evidence = consistency(dataset, tolerances);
    findings.append(&mut evidence.findings);
    accept(dataset, &mut findings);
    say_how_to_accept(&mut findings);
    findings.sort_by_key(|finding| (finding.claims.first().copied(), finding.diagnostic.code));
    Evidence { findings, ..evidence }
}

/// Codes of findings that are made only where a project asks for them.
pub const OFF_BY_DEFAULT: &[Code] = &[codes::NO_ARCHIVE];

/// For how many absent quotes the nearest words are looked for: it takes a while.
const NEAREST: usize = 100;

/// How many sources are read at a time: their copies are all in memory.
const BATCH: usize = 64;

/// What is found about one claim by itself.
struct One {
    index: ClaimIndex,
    checked: Checked,
    /// The unit of the figure's last digit, as written or in the words, whichever says less.
    precision: Precision,
    absence: Option<Absence>,
    findings: Vec<Diagnostic>,
}

/// A quote that is not in the archived copy, in so many places without its prefix and suffix.
struct Absence {
    places: usize,
}

impl Absence {
    /// As it is told, with the words nearest to it if they are to be looked for.
    fn told(&self, claim: &Claim, archive: &Archive, is_near: bool) -> Diagnostic {
        let source = claim.source.as_str();
        if self.places > 0 {
            let message = format!(
                "the quote is in the archived copy of `{source}`, but not between its prefix and suffix"
            );
            return Diagnostic::error(codes::QUOTE_ABSENT, claim.spans.quote, message);
        }
        let message = format!("the quote is not in the archived copy of `{source}`");
        let finding = Diagnostic::error(codes::QUOTE_ABSENT, claim.spans.quote, message);
        let nearest = match archive {
            Archive::Text(text) if is_near => text.nearest(&claim.quote),
            _ => None,
        };
        match nearest {
            Some(words) => {
                let words = words.split_whitespace().collect::<Vec<_>>().join(" ");
                finding.hint(format!("nearest to it is `{words}`"))
            }
            None => finding,
        }
    }
}

fn one(dataset: &Dataset, index: ClaimIndex, archive: &Archive) -> One {
    let claim = &dataset.claims[index as usize];
    let mut findings = Vec::new();
    let mut absence = None;
    let mut context = None;
    let grade = match archive {
        Archive::Missing | Archive::Unreadable(_) => QuoteGrade::SourceMissing,
        Archive::Differs(_) => QuoteGrade::HashDiffers,
        Archive::Text(text) => {
            let found = text.find(&claim.quote);
            context = found.at.as_ref().map(|at| Context::of_source(text, at, &claim.quote.exact));
            match found.grade {
                QuoteGrade::Absent => absence = Some(Absence { places: found.places }),
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
    let mut precision = claim.precision;
    if let Some(measure) = dataset.measures.get(&claim.measure) {
        let context = context.unwrap_or_else(|| Context::of_claim(claim));
        let reading = read(claim, measure, &context);
        figure = reading.figure;
        // Whoever writes the digits out says no more than the words do; a correction says its own.
        if let (Some(words), None) = (reading.precision, &claim.corrected) {
            let words = if measure.kind == MeasureKind::Count { words.of_count() } else { words };
            precision = precision.max(words);
        }
        findings.extend(reading.findings);
    }
    One { index, checked: Checked { quote: grade, figure }, precision, absence, findings }
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

/// Adds to each finding about claims how it can be accepted, where somebody has looked at it.
fn say_how_to_accept(findings: &mut [Finding]) {
    let open = findings.iter_mut().filter(|finding| {
        finding.accepted.is_none()
            && !finding.claims.is_empty()
            && finding.diagnostic.code != codes::USELESS_ACCEPTANCE
    });
    for finding in open {
        let code = finding.diagnostic.code.0;
        finding.diagnostic.hints.push(format!(
            "where that is how the sources have it, accept it on the claim: `accepted = {{ {code} = \"why\" }}`"
        ));
    }
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

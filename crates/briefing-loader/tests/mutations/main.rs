//! Every claim of the shipped data set is altered in turn, and every alteration is found: by what its
//! own words say, by the archived copy, or by its neighbours. What cannot be found is listed in
//! `unseen.md`, with the reason.

#![allow(clippy::unwrap_used, reason = "a test ends where it fails")]

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

use briefing_evidence::{Archive, Archived, Tolerances, check};
use briefing_loader::{Disk, load, register_all};
use briefing_model::claim::{Claim, Quote};
use briefing_model::dataset::Dataset;
use briefing_model::evidence::QuoteGrade;
use briefing_model::figure::{Bound, Comparator, Figure};
use briefing_model::measure::MeasureKind;
use briefing_model::number::Number;
use briefing_model::slug::Slug;
use briefing_model::status::Status;
use briefing_model::unit::Unit;
use briefing_plugin::Registry;

/// What cannot be seen: a heading is a reason, and the alterations below it are those it is the
/// reason for.
const UNSEEN: &str = include_str!("unseen.md");

#[test]
fn every_alteration_is_found_or_listed() {
    let dataset = shipped();
    let before = findings(&dataset, &BTreeMap::new());
    let mut unseen = BTreeSet::new();
    let mut count = 0;
    for (index, claim) in dataset.claims.iter().enumerate() {
        for (what, altered) in alterations(claim, &dataset) {
            count += 1;
            let mut changed = dataset.clone();
            changed.claims[index] = altered;
            let after = findings(&changed, &BTreeMap::new());
            if after.iter().all(|(code, about)| {
                !is_about(about, index) || before.contains(&(code.clone(), about.clone()))
            }) {
                unseen.insert(format!("{}: {what}", claim.id));
            }
        }
    }
    assert!(count > 300, "{count} alterations");
    let listed: BTreeSet<String> =
        UNSEEN.lines().filter_map(|line| line.strip_prefix("- ")).map(str::to_owned).collect();
    let new: Vec<&String> = unseen.difference(&listed).collect();
    let seen: Vec<&String> = listed.difference(&unseen).collect();
    assert!(new.is_empty(), "not found, and not listed:\n{new:#?}");
    assert!(seen.is_empty(), "listed, and found:\n{seen:#?}");
    assert!(unseen.len() * 10 < count, "{} of {count} alterations are not found", unseen.len());
}

/// Words that are changed are no longer those of the source, whatever they state.
#[test]
fn every_changed_quote_is_found() {
    let dataset = shipped();
    let archive = archive(&dataset);
    let mut whole = dataset.clone();
    let mut open = opened(&archive);
    check(&mut whole, &mut open, &Tolerances::default());
    for (index, claim) in whole.claims.iter().enumerate() {
        assert_eq!(claim.checked.quote, QuoteGrade::Exact, "{}", claim.id);
        for altered in changed_quotes(&claim.quote.exact) {
            let mut changed = dataset.clone();
            changed.claims[index].quote.exact.clone_from(&altered);
            check(&mut changed, &mut open, &Tolerances::default());
            let grade = changed.claims[index].checked.quote;
            assert_eq!(grade, QuoteGrade::Absent, "{}: {altered}", claim.id);
        }
    }
}

/// A hedge that the quote leaves out is read in the source.
#[test]
fn a_hedge_that_is_cut_off_is_found() {
    let dataset = shipped();
    let archive = archive(&dataset);
    let mut open = opened(&archive);
    let mut cut = 0;
    for (index, claim) in dataset.claims.iter().enumerate() {
        let Some(hedge) = HEDGES.iter().find(|hedge| claim.quote.exact.contains(**hedge)) else {
            continue;
        };
        let (_, rest) = claim.quote.exact.split_once(hedge).unwrap();
        let mut changed = dataset.clone();
        let exact_words = rest.trim().to_owned();
        changed.claims[index].quote = Quote { exact: exact_words, prefix: None, suffix: None };
        changed.claims[index].figure = exact(&claim.figure).unwrap();
        let evidence = check(&mut changed, &mut open, &Tolerances::default());
        let found = evidence.findings.iter().any(|finding| {
            finding.diagnostic.code.0 == "B0820" && is_about(&finding.claims, index)
        });
        assert!(found, "{}: {rest}", claim.id);
        cut += 1;
    }
    assert!(cut >= 5, "{cut} hedges");
}

/// Hedges that stand before the figures of the shipped data.
const HEDGES: [&str; 6] = ["more than ", "exceeding ", "突破", "超过", "近", "超"];

fn shipped() -> Dataset {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("../..");
    let mut registry = Registry::new();
    register_all(&mut registry).unwrap();
    load(&Disk::new(root), &registry).unwrap().project.dataset
}

/// What is found, by code and claims.
fn findings(dataset: &Dataset, archive: &BTreeMap<Slug, String>) -> BTreeSet<(String, Vec<u32>)> {
    let mut dataset = dataset.clone();
    let mut open = opened(archive);
    let evidence = check(&mut dataset, &mut open, &Tolerances::default());
    let asked = |code: &str| code != "B0803";
    evidence
        .findings
        .into_iter()
        .map(|finding| (finding.diagnostic.code.0.to_owned(), finding.claims))
        .filter(|(code, _)| asked(code))
        .collect()
}

fn opened(
    archive: &BTreeMap<Slug, String>,
) -> impl FnMut(&briefing_model::source::Source) -> Archive + '_ {
    |source| match archive.get(&source.id) {
        Some(text) => Archive::Text(Archived::new(text.clone())),
        None => Archive::Missing,
    }
}

/// Copies of the sources, as far as their claims quote them: each quote between its prefix and suffix.
fn archive(dataset: &Dataset) -> BTreeMap<Slug, String> {
    let mut lines: BTreeMap<Slug, BTreeSet<String>> = BTreeMap::new();
    for claim in &dataset.claims {
        let Quote { exact, prefix, suffix } = &claim.quote;
        // English words are parted by a space, which selectors leave out.
        let space = if exact.starts_with(|c: char| c.is_ascii()) { " " } else { "" };
        let around = |words: &Option<String>| words.clone().unwrap_or_default();
        let line = format!("{}{space}{exact}{}", around(prefix), around(suffix));
        lines.entry(claim.source.clone()).or_default().insert(line.trim().to_owned());
    }
    lines
        .into_iter()
        .map(|(source, lines)| {
            // A line within another is there already.
            let all: Vec<&String> = lines
                .iter()
                .filter(|line| !lines.iter().any(|other| other != *line && other.contains(*line)))
                .collect();
            let text: Vec<&str> = all.into_iter().map(String::as_str).collect();
            (source, text.join("\n"))
        })
        .collect()
}

fn is_about(claims: &[u32], index: usize) -> bool {
    claims.contains(&u32::try_from(index).unwrap())
}

/// All that a slip of the hand may do to a claim, but for its quote.
fn alterations(claim: &Claim, dataset: &Dataset) -> Vec<(String, Claim)> {
    let mut altered = Vec::new();
    let mut with = |what: String, change: &dyn Fn(&mut Claim)| {
        let mut claim = claim.clone();
        change(&mut claim);
        altered.push((what, claim));
    };
    let figure = &claim.figure;
    match exact(figure) {
        Some(exact) => with("comparator dropped".to_owned(), &move |claim| {
            claim.figure = exact.clone();
        }),
        None => {
            let value = figure.exact_value().unwrap();
            let bound = Figure::more_than(value, figure.unit().clone());
            with("made a bound".to_owned(), &move |claim| claim.figure = bound.clone());
            let about = Figure::about(value, figure.unit().clone());
            with("made about".to_owned(), &move |claim| claim.figure = about.clone());
        }
    }
    for by in [10, 1_000] {
        let scaled = figure.scale(Number::from_integer(by)).unwrap();
        with(format!("times {by}"), &move |claim| claim.figure = scaled.clone());
    }
    let next = Status::ALL.into_iter().find(|status| *status > claim.status);
    if let Some(next) = next.filter(|next| *next != Status::Cancelled) {
        with(format!("{} raised to {next}", claim.status), &move |claim| claim.status = next);
    }
    let measure = &dataset.measures[&claim.measure];
    match measure.kind {
        MeasureKind::Money => {
            let other = if figure.unit().as_str() == "CNY" { "USD" } else { "CNY" };
            let other = figure.clone().with_unit(Unit::new(other).unwrap());
            with("in another currency".to_owned(), &move |claim| claim.figure = other.clone());
        }
        MeasureKind::Count => {
            let other = if claim.measure.as_str() == "projects" { "companies" } else { "projects" };
            let other = &dataset.measures[other];
            let changed = figure.clone().with_unit(other.unit.clone());
            with(format!("counted as {}", other.id), &move |claim| {
                claim.measure = other.id.clone();
                claim.figure = changed.clone();
            });
        }
        MeasureKind::Share => {}
    }
    altered
}

/// A bound as if its mark had been left out.
fn exact(figure: &Figure) -> Option<Figure> {
    let end: Bound = match figure.comparator() {
        Comparator::MoreThan | Comparator::AtLeast => figure.lower()?,
        Comparator::LessThan | Comparator::AtMost => figure.upper()?,
        _ => return None,
    };
    Some(Figure::exact(end.value, figure.unit().clone()))
}

/// Words of which one is another, one is missing within them, or two have changed places.
fn changed_quotes(quote: &str) -> Vec<String> {
    let characters: Vec<char> = quote.chars().collect();
    let mut replaced = characters.clone();
    let middle = characters.len() / 2;
    replaced[middle] = if characters[middle] == '某' { '各' } else { '某' };
    let mut changed: Vec<String> = vec![replaced.into_iter().collect()];
    if characters.len() > 2 {
        let mut swapped = characters.clone();
        let at = (1..characters.len() - 1).find(|at| characters[*at] != characters[at + 1]);
        if let Some(at) = at {
            swapped.swap(at, at + 1);
            changed.push(swapped.into_iter().collect());
        }
        let mut shortened = characters.clone();
        // Two of a kind look the same whichever is taken out.
        shortened.remove(middle);
        changed.push(shortened.into_iter().collect());
    }
    changed
}

//! The comparison.

use std::collections::{BTreeMap, BTreeSet};

use briefing_facts::{Brief, Facts, Source};

use crate::VERSION;
use crate::change::Change;
use crate::difference::{Altered, Difference, FactChange, Key, Reason, Same, SourceChange};
use crate::evidence::{Side, listed};
use crate::matching::matched;
use crate::reasons::{changed, single};

impl Difference {
    /// What changed from one edition to another. Every fact of both is accounted for once: it is the
    /// same, or changed, or was added, or is gone.
    #[must_use]
    pub fn between(before: &Facts, after: &Facts) -> Self {
        Self::between_known(before, after, &BTreeSet::new())
    }

    /// The same, where more is known of the later side than it prints: `known` are the ids of all its
    /// claims. What it no longer prints was then not withdrawn.
    #[must_use]
    pub fn between_known(before: &Facts, after: &Facts, known: &BTreeSet<String>) -> Self {
        let nothing = BTreeSet::new();
        let (old, new) = (Side::new(before, &nothing), Side::new(after, known));
        let pairs = matched(before, after);
        let known: BTreeSet<usize> = pairs.iter().map(|(was, _)| *was).collect();
        let pairs: BTreeMap<usize, usize> = pairs.into_iter().map(|(was, is)| (is, was)).collect();

        let (mut facts, mut same) = (Vec::new(), Vec::new());
        for (at, is) in after.facts.iter().enumerate() {
            let Some(was) = pairs.get(&at).map(|at| &before.facts[*at]) else {
                let reasons = single(&old, &new, None, Some(is));
                let after = Some(is.clone());
                facts.push(FactChange { before: None, after, change: None, reasons });
                continue;
            };
            let reasons = changed(&old, &new, was, is);
            if reasons.is_empty() {
                same.push(Same { before: was.id.clone(), after: is.id.clone() });
                continue;
            }
            let change = match (&was.figure, &is.figure) {
                (Some(was), Some(is)) => Change::between(was, is),
                (None, None) => None,
                _ => Some(Change::NotComparable),
            };
            let (before, after) = (Some(was.clone()), Some(is.clone()));
            facts.push(FactChange { before, after, change, reasons });
        }
        for (at, was) in before.facts.iter().enumerate() {
            if !known.contains(&at) {
                let reasons = single(&old, &new, Some(was), None);
                let before = Some(was.clone());
                facts.push(FactChange { before, after: None, change: None, reasons });
            }
        }
        let reasons = facts.iter().flat_map(|fact| &fact.reasons);
        let sides = reasons.flat_map(|reason| &reason.claims);
        let told: BTreeSet<String> = sides
            .flat_map(|change| change.before.iter().chain(&change.after))
            .map(|side| side.claim.id.clone())
            .collect();
        let claims = listed(&old, &new, &told).into_iter();
        let claims =
            claims.map(|(kind, claims)| Reason { kind, claims, before: None, after: None });
        Self {
            version: VERSION,
            claims: claims.collect(),
            before: before.brief.clone(),
            after: after.brief.clone(),
            edition: edition(&before.brief, &after.brief),
            sources: sources(before, after),
            facts,
            same,
        }
    }
}

/// What two editions say otherwise of themselves.
fn edition(before: &Brief, after: &Brief) -> Vec<Altered> {
    let said = |brief: &Brief| {
        [
            (Key::Report, Some(brief.report.clone())),
            (Key::Key, brief.key.clone()),
            (Key::Title, Some(brief.title.clone())),
            (Key::Period, Some(brief.period.clone())),
            (Key::Language, Some(brief.language.clone())),
            (Key::Publisher, Some(brief.publisher.clone())),
            (Key::Edition, Some(brief.edition.clone())),
            (Key::Date, Some(brief.date.to_string())),
            (Key::AsOf, brief.as_of.map(|day| day.to_string())),
        ]
    };
    let both = said(before).into_iter().zip(said(after));
    both.filter(|((_, was), (_, is))| was != is)
        .map(|((key, before), (_, after))| Altered { key, before, after })
        .collect()
}

/// Sources that were added or described otherwise, in the order of the later edition; then those that
/// are gone.
fn sources(before: &Facts, after: &Facts) -> Vec<SourceChange> {
    let by_id = |facts: &'_ Facts| -> BTreeMap<String, Source> {
        facts.sources.iter().map(|source| (source.id.clone(), source.clone())).collect()
    };
    let (old, new) = (by_id(before), by_id(after));
    // Names are in the language of the brief.
    let in_words = before.brief.language == after.brief.language;
    let added = after.sources.iter().filter_map(|source| {
        let was = old.get(&source.id);
        let is_same =
            was.is_some_and(|was| described(was, in_words) == described(source, in_words));
        (!is_same).then(|| SourceChange { before: was.cloned(), after: Some(source.clone()) })
    });
    let gone = before.sources.iter().filter(|source| !new.contains_key(&source.id));
    let gone = gone.map(|source| SourceChange { before: Some(source.clone()), after: None });
    added.chain(gone).collect()
}

/// A source but for its number in the brief, and for its words where these are of another language.
fn described(source: &Source, in_words: bool) -> Source {
    let mut source = Source { anchor: String::new(), ..source.clone() };
    if !in_words {
        source.title.clear();
        source.title_language.clear();
        source.publisher.clear();
        source.origin = source.origin.map(|_| String::new());
        source.note = source.note.map(|_| String::new());
    }
    source
}

//! Editions that rest on a source that was taken back, or print a claim as it was before it was
//! corrected: their readers should be told.

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

use briefing_facts::{ExactFigure, FILE, Facts};
use briefing_files::Root;
use briefing_loader::Project;
use briefing_model::correction::{Correction, Said};
use briefing_model::diagnostic::{Diagnostic, Diagnostics};
use briefing_model::known::Why;
use briefing_model::source::Source;
use rayon::prelude::*;

use crate::codes;
use crate::editions::all_editions;
use crate::revision::revision;

/// How many editions are named.
const NAMED: usize = 8;

/// Names the editions of an output folder that use a claim or a rate of a source that was taken back,
/// by what their `facts.json` says. Those as of a day say what was known then, and are left out.
#[must_use]
pub fn retracted(out: &Path, project: &Project) -> Diagnostics {
    let withheld = project.dataset.withheld.sources.values();
    let sources: Vec<&Source> =
        withheld.filter(|(_, why)| *why == Why::Retracted).map(|(source, _)| source).collect();
    if sources.is_empty() {
        return Diagnostics::new();
    }
    let ids: BTreeSet<&str> = sources.iter().map(|source| source.id.as_str()).collect();
    let Ok(root) = Root::open(out) else { return Diagnostics::new() };
    let editions = all_editions(&root);
    let uses: Vec<Option<BTreeSet<String>>> =
        editions.par_iter().map(|path| uses(&root, path, &ids)).collect();
    let uses: BTreeMap<&str, Option<BTreeSet<String>>> =
        editions.iter().map(String::as_str).zip(uses).collect();
    sources.into_iter().filter_map(|source| told(source, &uses)).collect()
}

/// Names the editions of an output folder that print a claim as it was before a correction, by what
/// their `facts.json` says. Those as of a day say what was known then, and are left out.
#[must_use]
pub fn corrected(out: &Path, project: &Project) -> Diagnostics {
    let corrections: Vec<&Correction> = project.dataset.corrections.values().collect();
    if corrections.is_empty() {
        return Diagnostics::new();
    }
    let Ok(root) = Root::open(out) else { return Diagnostics::new() };
    let editions = all_editions(&root);
    let stated: Vec<BTreeSet<&str>> =
        editions.par_iter().map(|path| uncorrected(&root, path, &corrections)).collect();
    let stated: BTreeMap<&str, BTreeSet<&str>> =
        editions.iter().map(String::as_str).zip(stated).collect();
    let told = |correction: &Correction| {
        let states = |edition: &str| stated[edition].contains(correction.claim.as_str());
        let stating: Vec<&str> = stated.keys().copied().filter(|edition| states(edition)).collect();
        if stating.is_empty() {
            return None;
        }
        let count = match stating.len() {
            1 => "1 edition prints".to_owned(),
            count => format!("{count} editions print"),
        };
        let message = format!("{count} `{}` as it was before it was corrected", correction.claim);
        let named = named(&stating, stated.keys().copied(), states);
        let diagnostic = Diagnostic::warning(codes::CORRECTED, correction.span, message)
            .label(correction.reason.in_language("en"))
            .hint(format!("tell the readers of {named}"));
        let newest = |edition: &&str| newest(edition, stated.keys().copied());
        let is_current = stating.iter().any(|edition| newest(edition).is_none_or(states));
        Some(if is_current {
            diagnostic.hint("`briefing build` makes editions with the correction")
        } else {
            diagnostic
        })
    };
    corrections.into_iter().filter_map(told).collect()
}

/// The claims that an edition prints as they were before a correction, by id.
fn uncorrected<'c>(
    root: &Root,
    edition: &str,
    corrections: &[&'c Correction],
) -> BTreeSet<&'c str> {
    let read = || {
        let bytes = root.read(&format!("{edition}/{FILE}")).ok()?;
        let text = std::str::from_utf8(&bytes).ok()?;
        // Few editions print a claim that was corrected; the others need not be read in full.
        let is_there = |found: &&Correction| text.contains(&format!("\"{}\"", found.claim));
        if !corrections.iter().any(is_there) {
            return None;
        }
        Facts::read(&bytes).ok().filter(|facts| facts.brief.as_of.is_none())
    };
    let Some(facts) = read() else { return BTreeSet::new() };
    let is_stated = |correction: &&&Correction| {
        facts.claim(&correction.claim).is_some_and(|claim| {
            let becomes = correction.becomes.as_ref();
            let is_other = |said: &Said| {
                ExactFigure::from(&said.figure) != claim.figure || said.status != claim.status
            };
            claim.correction.is_none() || becomes.is_some_and(is_other)
        })
    };
    corrections.iter().filter(is_stated).map(|found| found.claim.as_str()).collect()
}

/// Editions by name, with what took their place where that is no longer concerned.
fn named<'e>(
    concerned: &[&str],
    all: impl Iterator<Item = &'e str> + Clone,
    is_concerned: impl Fn(&str) -> bool,
) -> String {
    let named = concerned.iter().take(NAMED).map(|edition| {
        match newest(edition, all.clone()).filter(|newest| !is_concerned(newest)) {
            Some(newest) => format!("`{edition}`, which `{newest}` took the place of"),
            None => format!("`{edition}`"),
        }
    });
    let mut named = named.collect::<Vec<_>>().join("; ");
    if concerned.len() > NAMED {
        named.push_str(&format!("; and {} more", concerned.len() - NAMED));
    }
    named
}

/// Which of some sources an edition uses; `None` if it does not say what it rests on.
fn uses(root: &Root, edition: &str, ids: &BTreeSet<&str>) -> Option<BTreeSet<String>> {
    let bytes = root.read(&format!("{edition}/{FILE}")).ok()?;
    // Few editions name a source that was taken back; the others need not be read in full.
    let text = std::str::from_utf8(&bytes).ok()?;
    if !ids.iter().any(|id| text.contains(&format!("\"{id}\""))) {
        return Some(BTreeSet::new());
    }
    let facts = Facts::read(&bytes).ok()?;
    if facts.brief.as_of.is_some() {
        return Some(BTreeSet::new());
    }
    let rates = facts.facts.iter().flat_map(|fact| &fact.rates).map(|rate| rate.source.as_str());
    let claims = facts.claims.iter().map(|claim| claim.source.as_str());
    Some(claims.chain(rates).filter(|id| ids.contains(id)).map(str::to_owned).collect())
}

fn told(source: &Source, uses: &BTreeMap<&str, Option<BTreeSet<String>>>) -> Option<Diagnostic> {
    let retraction = source.retracted.as_ref()?;
    let is_used_in = |edition: &str| {
        let used = uses.get(edition).and_then(Option::as_ref);
        used.is_some_and(|used| used.contains(source.id.as_str()))
    };
    let using: Vec<&str> = uses.keys().copied().filter(|edition| is_used_in(edition)).collect();
    if using.is_empty() {
        return None;
    }
    let named = named(&using, uses.keys().copied(), is_used_in);
    let editions = match using.len() {
        1 => "1 edition rests".to_owned(),
        count => format!("{count} editions rest"),
    };
    let message = format!("{editions} on `{}`, which was taken back", source.id);
    let note = retraction.note.as_ref().map_or("", |note| note.in_language("en"));
    let diagnostic = Diagnostic::warning(codes::RETRACTED, retraction.span, message)
        .label(note)
        .hint(format!("tell the readers of {named}"));
    let is_current =
        using.iter().any(|edition| newest(edition, uses.keys().copied()).is_none_or(is_used_in));
    let diagnostic = if is_current {
        diagnostic.hint("`briefing build` makes editions without it")
    } else {
        diagnostic
    };
    let silent: Vec<&str> =
        uses.iter().filter(|(_, used)| used.is_none()).map(|(edition, _)| *edition).collect();
    Some(match silent.as_slice() {
        [] => diagnostic,
        [first, rest @ ..] => {
            let more =
                if rest.is_empty() { String::new() } else { format!(" and {} more", rest.len()) };
            diagnostic.hint(format!("what `{first}`{more} rests on cannot be read from its folder"))
        }
    })
}

/// The last revision of the edition that another is a revision of.
fn newest<'e>(edition: &str, all: impl Iterator<Item = &'e str>) -> Option<&'e str> {
    let (first, _) = revision(edition);
    let revisions = all.map(|other| (revision(other), other));
    revisions.filter(|((other, _), _)| *other == first).max().map(|(_, other)| other)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_newest_revision_is_the_last_by_number() {
        let names = [
            "fairs/2024",
            "fairs/2024.r10",
            "fairs/2024.r9",
            "fairs/2025",
            "fairs/2024.as-of-2024-10-01",
        ];
        let newest = |edition| newest(edition, names.into_iter());
        assert_eq!(newest("fairs/2024"), Some("fairs/2024.r10"));
        assert_eq!(newest("fairs/2024.r9"), Some("fairs/2024.r10"));
        assert_eq!(newest("fairs/2025"), Some("fairs/2025"));
    }
}

//! A comparison for people at a terminal.

use std::collections::BTreeSet;

use briefing_diff::{ClaimChange, Difference, Evidence, FactChange, Key, Kind, Reason};
use briefing_facts::Fact;
use briefing_reporter::{Compared, Said};
use briefing_template::words;

use crate::tree::Tree;
use crate::verbs::trace::imprint;

/// The language of what is printed on a terminal.
const LOCALE: &str = "en";

/// Every brief that differs, fact by fact; the others by name. Lines have at most so many columns, but
/// for addresses.
pub(crate) fn text(compared: &[Compared], width: usize) -> String {
    let mut out = String::new();
    for one in compared.iter().filter(|one| one.differs()) {
        if !out.is_empty() {
            out.push('\n');
        }
        out.push_str(&brief(one, width));
    }
    let same: Vec<&Compared> = compared.iter().filter(|one| !one.differs()).collect();
    match (same.as_slice(), compared) {
        ([only], [_]) => {
            out.push_str(&head(only));
            let count = only.difference.as_ref().map_or(0, |difference| difference.same.len());
            let figures = if count == 1 { "figure" } else { "figures" };
            out.push_str(&format!("no difference in {count} {figures} and their evidence\n"));
        }
        ([], _) => {}
        (same, _) => {
            let names: Vec<&str> = same.iter().map(|one| one.brief.as_str()).collect();
            let blank = if out.is_empty() { "" } else { "\n" };
            out.push_str(&format!("{blank}no difference: {}\n", names.join(", ")));
        }
    }
    out
}

fn brief(one: &Compared, width: usize) -> String {
    let mut out = head(one);
    let Some(difference) = &one.difference else { return out };
    let counts = words::difference_counts(
        difference.changed(),
        difference.added(),
        difference.gone(),
        difference.same.len(),
        LOCALE,
    );
    out.push_str(&format!("{counts}\n"));
    let mut shown = BTreeSet::new();
    let of_edition = edition(difference);
    let facts = difference.facts.iter().map(|fact| fact_tree(fact, &mut shown));
    for tree in of_edition.into_iter().chain(facts) {
        out.push('\n');
        out.push_str(&tree.draw(width));
    }
    for reason in &difference.claims {
        let mut tree = Tree::new("claims", Compared::listed(reason, LOCALE));
        for claim in &reason.claims {
            tree.push(claim_tree(claim, true, &mut shown));
        }
        out.push('\n');
        out.push_str(&tree.draw(width));
    }
    out
}

/// "fairs/2024, 2024-12-31 → working tree, 2025-02-03".
fn head(one: &Compared) -> String {
    let said = |side: &Said| format!("{}, {}", side.name, side.facts.brief.date);
    match (&one.before, &one.after) {
        (Some(before), Some(after)) if after.is_draft => {
            format!(
                "{} → {} of `{}`, {}\n",
                said(before),
                after.name,
                one.brief,
                after.facts.brief.date
            )
        }
        (Some(before), Some(after)) => format!("{} → {}\n", said(before), said(after)),
        (None, Some(after)) => {
            let count = after.facts.facts.len();
            let figures = if count == 1 { "figure" } else { "figures" };
            format!("{} is new: {}, {count} {figures}\n", one.brief, after.facts.brief.title)
        }
        (Some(before), None) => {
            format!("{} is no longer made: {}\n", one.brief, before.facts.brief.title)
        }
        (None, None) => String::new(),
    }
}

/// What the brief says otherwise of itself, but for what names its editions, and which sources came or went.
fn edition(difference: &Difference) -> Option<Tree> {
    let mut tree = Tree::new("brief", &difference.after.title);
    let mut is_there = false;
    let none = || words::difference("none", LOCALE).to_owned();
    let is_named = |key| matches!(key, Key::Edition | Key::Date | Key::AsOf);
    for altered in difference.edition.iter().filter(|altered| !is_named(altered.key)) {
        let [before, after] =
            [&altered.before, &altered.after].map(|text| text.clone().unwrap_or_else(none));
        tree.push(Tree::new(altered.key.as_str(), format!("{before} → {after}")));
        is_there = true;
    }
    for change in &difference.sources {
        let (what, source) = match (&change.before, &change.after) {
            (None, Some(source)) => ("new", source),
            (Some(source), None) => ("gone", source),
            (_, Some(source)) => ("described otherwise", source),
            (None, None) => continue,
        };
        tree.push(Tree::new("source", format!("{what}: {}, {}", source.id, imprint(source))));
        is_there = true;
    }
    is_there.then_some(tree)
}

fn fact_tree(fact: &FactChange, shown: &mut BTreeSet<String>) -> Tree {
    let key = match (&fact.before, &fact.after) {
        (None, _) => "new",
        (_, None) => "gone",
        _ => "changed",
    };
    let mut tree = Tree::new(key, fact.label());
    let printed = |fact: &Fact| {
        let text = fact.texts.first().map_or("", String::as_str);
        format!("{text} ({})", fact.id)
    };
    for (key, side) in [("before", &fact.before), ("after", &fact.after)] {
        if let Some(side) = side {
            tree.push(Tree::new(key, printed(side)));
        }
    }
    let change = Compared::change(fact, LOCALE);
    if !change.is_empty() {
        tree.push(Tree::new("change", change));
    }
    for (at, reason) in fact.reasons.iter().enumerate() {
        tree.push(reason_tree(if at == 0 { "why" } else { "and" }, fact, reason, shown));
    }
    tree
}

fn reason_tree(
    key: &str,
    fact: &FactChange,
    reason: &Reason,
    shown: &mut BTreeSet<String>,
) -> Tree {
    let name = Compared::reason(fact, reason, LOCALE);
    let mut tree = match Compared::besides(fact, reason, LOCALE) {
        Some([before, after]) if reason.kind == Kind::DefinitionChanged => {
            Tree::new(key, name).line(before).line(format!("→ {after}"))
        }
        Some([before, after]) => Tree::new(key, format!("{name}: {before} → {after}")),
        None => Tree::new(key, name),
    };
    for claim in &reason.claims {
        // Under some reasons claims come and go together.
        let is_plain = matches!(reason.kind, Kind::NewEvidence | Kind::EvidenceWithdrawn);
        tree.push(claim_tree(claim, is_plain, shown));
    }
    tree
}

/// A claim as it was and is; its words and source where it is first named.
fn claim_tree(change: &ClaimChange, is_plain: bool, shown: &mut BTreeSet<String>) -> Tree {
    let ids =
        [&change.before, &change.after].map(|side| side.as_ref().map(|s| s.claim.id.as_str()));
    let id = match ids {
        [Some(before), Some(after)] if before != after => format!("{before} → {after}"),
        [before, after] => after.or(before).unwrap_or_default().to_owned(),
    };
    let is_new = shown.insert(format!("{id} {}", change.before.is_some()));
    let mut tree = Tree::new("claim", &id);
    if let (Some(only), None) | (None, Some(only)) = (&change.before, &change.after) {
        let key = match (is_plain, change.after.is_some()) {
            (true, _) => "claim",
            (false, true) => "now",
            (false, false) => "no longer",
        };
        tree = Tree::new(key, &id).line(summary(only));
        if is_new {
            evidence(&mut tree, only);
        }
        return tree;
    }
    for (key, side) in [("before", &change.before), ("after", &change.after)] {
        let Some(stated) = side else { continue };
        let mut said = Tree::new(key, summary(stated));
        // The same words of the same source are said once, after.
        let is_repeated = key == "before"
            && change.after.as_ref().is_some_and(|after| {
                after.claim.quote == stated.claim.quote && after.claim.source == stated.claim.source
            });
        if is_new && !is_repeated {
            evidence(&mut said, stated);
        }
        tree.push(said);
    }
    if let (Some(before), Some(after)) = (&change.before, &change.after) {
        let remarks = [
            ("note", &before.claim.note, &after.claim.note),
            ("corrected", &before.claim.correction, &after.claim.correction),
        ];
        for (key, was, is) in remarks {
            // A correction that came stands with the claim.
            if was != is && (key == "note" || was.is_some()) {
                let [was, is] = [was, is].map(|text| text.as_deref().unwrap_or("–"));
                tree.push(Tree::new(key, format!("{was} → {is}")));
            }
        }
    }
    tree
}

fn summary(stated: &Evidence) -> String {
    let claim = &stated.claim;
    let state = crate::verbs::trace::state(claim);
    let mut said = vec![claim.text.clone(), state, claim.scope.label.clone()];
    said.extend((claim.population.id != "all").then(|| claim.population.label.clone()));
    said.extend(claim.as_of.map(|day| format!("as of {day}")));
    said.join(", ")
}

fn evidence(tree: &mut Tree, stated: &Evidence) {
    let claim = &stated.claim;
    tree.push(Tree::new("words", format!("“{}”", claim.quote.exact)));
    for (key, text) in [("corrected", &claim.correction), ("why", &stated.why)] {
        if let Some(text) = text {
            tree.push(Tree::new(key, text));
        }
    }
    if let Some(source) = &stated.source {
        let mut said = Tree::new("source", imprint(source));
        if let Some(url) = claim.quote_url.as_ref().or(source.url.as_ref()) {
            said.push(Tree::address("address", url));
        }
        tree.push(said);
    }
}

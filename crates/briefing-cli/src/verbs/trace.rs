//! `briefing trace`: from a figure of a brief to the words of its sources.
//!
//! Reads the `facts.json` of an edition and nothing else: a brief that somebody was sent can be
//! followed without the project it was made from.

pub(crate) mod place;

use std::io::ErrorKind;
use std::path::PathBuf;

use anyhow::Context as _;
use briefing_facts::{Claim, Conflict, Fact, Facts, Rate, Source};
use briefing_model::claim::Counts;
use briefing_model::document::CONTESTED_MARK;
use briefing_reporter::{EditionError, edition_as_of, read_facts};
use serde_json::{Value, json};

use self::place::Place;
use crate::arguments::{Common, Known, Trace};
use crate::exit::{Exit, UsageError};
use crate::formats::Format;
use crate::session::Session;
use crate::terminal::Terminal;
use crate::tree::Tree;

/// Prints what a figure rests on, or the list of all figures.
pub(crate) fn run(common: &Common, options: &Trace, terminal: &Terminal) -> anyhow::Result<Exit> {
    let place = Place::parse(&options.place);
    let mut folder = place.folder(|| out(common, options)).map_err(as_usage)?;
    if let Some(day) = options.as_of {
        folder = edition_as_of(&folder, day).map_err(|error| as_usage(error.into()))?;
    }
    let facts = read_facts(&folder)?;
    let brief = &facts.brief;
    let name = [Some(&brief.report), brief.key.as_ref(), Some(&brief.edition)];
    let name = name.into_iter().flatten().cloned().collect::<Vec<_>>().join("/");
    let (tree, value) = match &place.anchor {
        None if terminal.format == Format::Json => {
            terminal.json(&serde_json::to_value(&facts)?)?;
            return Ok(Exit::Done);
        }
        None => {
            terminal.print(&list(&facts))?;
            return Ok(Exit::Done);
        }
        Some(anchor) => traced(&facts, anchor).ok_or_else(|| unknown(&facts, anchor, &name))?,
    };
    if terminal.format == Format::Json {
        let mut object = serde_json::Map::new();
        object.insert("brief".to_owned(), serde_json::to_value(brief)?);
        object.extend([value]);
        terminal.json(&Value::Object(object))?;
    } else {
        let head = format!("{name}: {}, {}\n\n", brief.title, brief.date);
        terminal.print(&format!("{head}{}", tree.draw(Terminal::width())))?;
    }
    Ok(Exit::Done)
}

/// What stands at an anchor, for people and for programs.
fn traced(facts: &Facts, anchor: &str) -> Option<(Tree, (String, Value))> {
    // The second place of a figure is `f17-2`.
    let id = anchor.split('-').next().unwrap_or(anchor);
    if let Some(fact) = facts.fact(id) {
        return Some((fact_tree(facts, fact), ("fact".to_owned(), fact_value(facts, fact))));
    }
    if let Some(claim) = facts.claims.iter().find(|claim| claim.anchor == id) {
        let mut tree = claim_tree(facts, &claim.anchor, claim);
        let behind = facts.facts.iter().filter(|fact| fact.claims.contains(&claim.id));
        let behind: Vec<&str> = behind.map(|fact| fact.id.as_str()).collect();
        if !behind.is_empty() {
            tree.push(Tree::new("behind", behind.join(", ")));
        }
        return Some((tree, ("claim".to_owned(), claim_value(facts, claim))));
    }
    let source = facts.sources.iter().find(|source| source.anchor == id)?;
    let mut tree = source_tree(&source.anchor, source);
    for claim in facts.claims.iter().filter(|claim| claim.source == source.id) {
        tree.push(Tree::new(&claim.anchor, format!("{}: {}", claim.id, claim.text)));
    }
    Some((tree, ("source".to_owned(), json!(source))))
}

fn fact_tree(facts: &Facts, fact: &Fact) -> Tree {
    let text = fact.texts.first().map_or("", String::as_str);
    let mut tree = Tree::new(&fact.id, text).line(&fact.label);
    let mut say = |key: &str, text: String| {
        if !text.is_empty() {
            tree.push(Tree::new(key, text));
        }
    };
    say("also", fact.texts.get(1..).unwrap_or_default().join("; "));
    say("figure", fact.figure.as_ref().map(|f| f.notation.clone()).unwrap_or_default());
    say("why", fact.absence.as_ref().map(|absent| absent.text.clone()).unwrap_or_default());
    say("metric", fact.metric.clone().unwrap_or_default());
    for dimension in &fact.dimensions {
        let named = if dimension.label == dimension.id {
            dimension.id.clone()
        } else {
            format!("{} ({})", dimension.id, dimension.label)
        };
        say(&dimension.name, named);
    }
    say("formula", fact.formula.clone().unwrap_or_default());
    let coverage = &fact.coverage;
    let missing = if coverage.missing.is_empty() {
        String::new()
    } else {
        format!("; nothing from {}", coverage.missing.join(", "))
    };
    let unmatched = if coverage.unmatched.is_empty() {
        String::new()
    } else {
        format!("; without a counterpart: {}", coverage.unmatched.join(", "))
    };
    say("coverage", format!("{} of {}{missing}{unmatched}", coverage.reported, coverage.expected));
    let statuses = fact.statuses.iter().map(|status| {
        let own = || fact.claims.iter().filter_map(|id| facts.claim(id));
        let mut own = own().filter(|claim| claim.status == *status);
        // What has reached it holds what is in it.
        let is_reached = |claim: &Claim| claim.counts.is_none();
        let first = own.next().filter(|first| !is_reached(first) && !own.any(is_reached));
        first.map_or_else(|| status.to_string(), state)
    });
    let statuses: Vec<String> = statuses.collect();
    say("status", statuses.join(", "));
    say("scope", fact.scopes.join(", "));
    say("population", fact.populations.join(", "));
    say("sources", fact.independence.clone().unwrap_or_default());
    for rate in &fact.rates {
        tree.push(rate_tree(facts, rate));
    }
    for conflict in &fact.conflicts {
        tree.push(conflict_tree(facts, conflict));
    }
    for claim in fact.claims.iter().filter_map(|id| facts.claim(id)) {
        tree.push(claim_tree(facts, "claim", claim));
    }
    tree
}

/// How far what a claim counts has come: `started`, or `started (now)` where it counts what is in the
/// status on its day.
pub(super) fn state(claim: &Claim) -> String {
    match claim.counts.unwrap_or_default() {
        Counts::Reached => claim.status.to_string(),
        Counts::Now => format!("{} (now)", claim.status),
    }
}

fn claim_tree(facts: &Facts, key: &str, claim: &Claim) -> Tree {
    let state = state(claim);
    let mut said = vec![claim.text.clone(), state, claim.scope.label.clone()];
    said.extend((claim.population.id != "all").then(|| claim.population.label.clone()));
    let sector = claim.sector.as_ref().filter(|_| claim.population.id == "all");
    said.extend(sector.cloned());
    said.extend(claim.as_of.map(|day| format!("as of {day}")));
    let mut tree = Tree::new(key, &claim.id).line(said.join(", "));
    let quote = &claim.quote;
    let mut words = Tree::new("words", format!("“{}”", quote.exact));
    for (where_, text) in [("after", &quote.prefix), ("before", &quote.suffix)] {
        if let Some(text) = text {
            words = words.line(format!("{where_} “{text}”"));
        }
    }
    tree.push(words);
    for (key, text) in [("corrected", &claim.correction), ("note", &claim.note)] {
        if let Some(text) = text {
            tree.push(Tree::new(key, text));
        }
    }
    if let Some(source) = facts.source(&claim.source) {
        let mut source_tree = source_tree("source", source);
        // The words within the page, where they can be told.
        if let Some(url) = &claim.quote_url {
            source_tree = Tree::new("source", imprint(source));
            source_tree.push(Tree::address("address", url));
        }
        tree.push(source_tree);
    }
    tree
}

fn source_tree(key: &str, source: &Source) -> Tree {
    let mut tree = Tree::new(key, imprint(source));
    if let Some(url) = &source.url {
        tree.push(Tree::address("address", url));
    }
    if let Some(note) = &source.note {
        tree.push(Tree::new("note", note));
    }
    tree
}

/// Publisher, title, day and grade.
pub(crate) fn imprint(source: &Source) -> String {
    let publisher = match &source.origin {
        Some(origin) => format!("{} ({origin})", source.publisher),
        None => source.publisher.clone(),
    };
    let day = match source.published {
        Some(day) => day.to_string(),
        None => format!("read {}", source.accessed),
    };
    format!("{publisher}: {}, {day}, {}", source.title, source.grade.as_str())
}

fn rate_tree(facts: &Facts, rate: &Rate) -> Tree {
    let text = match rate.pair.split_once('/') {
        Some((base, quote)) => format!("1 {base} = {} {quote} on {}", rate.value, rate.date),
        None => format!("{} {} on {}", rate.pair, rate.value, rate.date),
    };
    let mut tree = Tree::new("rate", text);
    if let Some(source) = facts.source(&rate.source) {
        tree.push(source_tree("source", source));
    }
    tree
}

fn conflict_tree(facts: &Facts, conflict: &Conflict) -> Tree {
    let (used, all) = (conflict.used.len(), conflict.claims.len());
    let mut tree =
        Tree::new("conflict", format!("{all} claims that cannot all be true, {used} used"));
    for claim in conflict.claims.iter().filter_map(|id| facts.claim(id)) {
        if conflict.used.contains(&claim.id) {
            tree.push(Tree::new("used", &claim.id).line(&claim.text));
        } else {
            tree.push(claim_tree(facts, "not used", claim));
        }
    }
    tree
}

/// A fact with its claims in it, and the sources in these.
fn fact_value(facts: &Facts, fact: &Fact) -> Value {
    let mut value = json!(fact);
    let claims = |ids: &[String]| -> Value {
        ids.iter().filter_map(|id| facts.claim(id)).map(|claim| claim_value(facts, claim)).collect()
    };
    value["claims"] = claims(&fact.claims);
    for (value, conflict) in elements(&mut value["conflicts"]).zip(&fact.conflicts) {
        value["claims"] = claims(&conflict.claims);
    }
    for (value, rate) in elements(&mut value["rates"]).zip(&fact.rates) {
        value["source"] = json!(facts.source(&rate.source));
    }
    value
}

fn claim_value(facts: &Facts, claim: &Claim) -> Value {
    let mut value = json!(claim);
    value["source"] = json!(facts.source(&claim.source));
    value
}

fn elements(value: &mut Value) -> impl Iterator<Item = &mut Value> {
    value.as_array_mut().into_iter().flatten()
}

/// Every fact in a line.
fn list(facts: &Facts) -> String {
    let rows = facts.facts.iter().map(|fact| {
        let text = fact.texts.first().map_or("", String::as_str);
        let mark = if fact.conflicts.is_empty() { "" } else { CONTESTED_MARK };
        [fact.id.clone(), format!("{text}{mark}"), fact.label.clone()]
    });
    let mut drawn = comfy_table::Table::new();
    drawn
        .load_style(comfy_table::presets::UTF8_HORIZONTAL_ONLY)
        .set_content_arrangement(comfy_table::ContentArrangement::Dynamic)
        .set_width(u16::try_from(Terminal::width()).unwrap_or(100))
        .set_header(["fact", "figure", "what it is"])
        .add_rows(rows);
    let legend = if facts.facts.iter().any(|fact| !fact.conflicts.is_empty()) {
        format!("{CONTESTED_MARK} sources contradict each other on this figure\n")
    } else {
        String::new()
    };
    format!("{drawn}\n{legend}")
}

/// The output folder: as told, else the project's.
fn out(common: &Common, options: &Trace) -> anyhow::Result<PathBuf> {
    if let Some(out) = &options.out {
        return Ok(out.clone());
    }
    let (session, _) = Session::open(common, &Known::default())
        .with_context(|| format!("no edition at `{}`", options.place))?;
    session.out(None)
}

/// That nothing is called so is a mistake of the command line, that something cannot be read is not.
pub(crate) fn as_usage(error: anyhow::Error) -> anyhow::Error {
    match error.downcast_ref() {
        Some(EditionError::Unknown { .. }) => UsageError(error.to_string()).into(),
        Some(EditionError::NoEdition { name, .. }) if name.is_empty() => UsageError(
            "in which brief? write its edition before the anchor: `REPORT#f1`".to_owned(),
        )
        .into(),
        Some(EditionError::World { path, source }) if source.kind() == ErrorKind::NotFound => {
            UsageError(format!(
                "nothing is published: there is no folder `{}`; `briefing build` publishes, `--out` \
                 names another folder",
                path.display()
            ))
            .into()
        }
        Some(
            EditionError::NoEdition { .. }
            | EditionError::NoCurrent { .. }
            | EditionError::NotAsOf { .. },
        ) => UsageError(error.to_string()).into(),
        _ => error,
    }
}

fn unknown(facts: &Facts, anchor: &str, edition: &str) -> anyhow::Error {
    let known = match (facts.facts.first(), facts.facts.last()) {
        (Some(first), Some(last)) if first.id != last.id => {
            format!("there are `{}` to `{}`", first.id, last.id)
        }
        (Some(only), _) => format!("there is `{}`", only.id),
        _ => "it has no figures".to_owned(),
    };
    // One number is as near to another as any.
    let meant = format!("f{anchor}");
    let near = facts.fact(&meant).map(|fact| &fact.id);
    let fix = near.map(|near| format!("; did you mean `{near}`?")).unwrap_or_default();
    UsageError(format!("no figure `{anchor}` in `{edition}`: {known}{fix}")).into()
}

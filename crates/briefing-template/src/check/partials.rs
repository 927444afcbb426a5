//! What is wrong with templates whatever report they belong to.

use std::collections::{BTreeMap, BTreeSet, VecDeque};
use std::ops::Range;

use briefing_model::diagnostic::{Diagnostic, Diagnostics, FileId};
use briefing_model::limits::{Limit, Limits};
use briefing_model::suggest::did_you_mean;
use handlebars::Template;
use handlebars::template::{DecoratorTemplate, Parameter, TemplateElement};

use super::tags::TagKind;
use super::{Source, Tag};
use crate::budget::steps;
use crate::codes;

/// The partial that stands for what a block around `{{> …}}` holds.
const BLOCK: &str = "@partial-block";

/// Checks a template for what templates do not have; returns the partials it calls, and where.
pub(super) fn structure(
    source: &Source,
    template: &Template,
    diagnostics: &mut Diagnostics,
) -> Vec<(String, Range<usize>)> {
    for tag in &source.tags {
        let text = &source.text[tag.range.clone()];
        let is_raw_block = text.starts_with("{{{{");
        let inner = text.trim_start_matches(['{', '~']);
        let is_unescaped = text.starts_with("{{{") && !is_raw_block
            || tag.kind == TagKind::Print && (inner.starts_with('&') || text.starts_with("{{~{"));
        if is_unescaped {
            let span = source.span(tag.range.clone());
            let message = "this prints without escaping";
            diagnostics.push(
                Diagnostic::error(codes::UNESCAPED, span, message)
                    .hint("write it with two braces: what helpers print is not escaped twice"),
            );
        }
        if tag.kind != TagKind::Close && (inner.starts_with('*') || inner.starts_with("#*")) {
            let span = source.span(tag.range.clone());
            let message = "templates have no decorators and define no partials";
            diagnostics.push(
                Diagnostic::error(codes::UNSUPPORTED, span, message)
                    .hint("put the part into a file of its own in `reports/partials/`"),
            );
        }
    }
    let mut calls = Vec::new();
    collect(template, &mut |call| calls.push(call.name.clone()));
    let mut tags = source.tags.iter().filter(|tag| is_call(&source.text, tag));
    let mut named = Vec::new();
    for name in calls {
        let range = tags.next().map_or(0..0, |tag| tag.range.clone());
        match name.as_name() {
            Some(BLOCK) => {}
            Some(name) => named.push((name.to_owned(), range)),
            None => {
                let message = "the name of a partial cannot be computed";
                diagnostics.push(
                    Diagnostic::error(codes::UNSUPPORTED, source.span(range), message)
                        .hint("choose between partials with `{{#if}}`"),
                );
            }
        }
    }
    named
}

/// Checks that the partials that are called exist, and that none calls itself by whatever way round;
/// then lets each template have what its partials use.
pub(crate) fn check(
    sources: &mut BTreeMap<String, Source>,
    partials: &BTreeMap<String, FileId>,
    limits: &Limits,
    diagnostics: &mut Diagnostics,
) {
    let mut broken: BTreeSet<String> = BTreeSet::new();
    for (name, source) in sources.iter() {
        for (partial, range) in &source.calls {
            if !partials.contains_key(partial) {
                let span = source.span(range.clone());
                let names = partials.keys().map(String::as_str);
                diagnostics.push(
                    Diagnostic::error(
                        codes::UNKNOWN_PARTIAL,
                        span,
                        format!("unknown partial `{partial}`"),
                    )
                    .did_you_mean(did_you_mean(partial, names))
                    .hint(format!("a partial is a file: `reports/partials/{partial}.hbs`")),
                );
                broken.insert(name.clone());
            }
        }
    }
    let (order, stuck) = in_order(sources);
    let stuck_names: Vec<String> = stuck.iter().map(|name| (*name).to_owned()).collect();
    for circle in circles(sources, &stuck) {
        let names = circle.join("` → `");
        let first = &circle[0];
        let Some(source) = sources.get(first) else { continue };
        let next = circle.get(1).unwrap_or(first);
        let range = source.calls.iter().find(|(name, _)| name == next);
        let span = source.span(range.map_or(0..0, |(_, range)| range.clone()));
        diagnostics.push(
            Diagnostic::error(
                codes::PARTIAL_CIRCLE,
                span,
                format!("partials call each other in a circle: `{names}`"),
            )
            .hint("take what both need out into a partial of its own"),
        );
        broken.extend(circle);
    }
    let mut sizes: BTreeMap<String, Size> = BTreeMap::new();
    broken.extend(stuck_names);
    for name in order {
        let Some(source) = sources.get(&name) else { continue };
        let mut uses = source.uses.clone();
        let mut is_sound = source.is_sound && !broken.contains(&name);
        let mut size = Size { steps: source.template.as_ref().map_or(0, steps), depth: 1 };
        let mut deepest = 0..0;
        for (partial, range) in &source.calls {
            let Some(called) = sources.get(partial) else { continue };
            uses.add(&called.uses);
            is_sound &= called.is_sound && !broken.contains(partial);
            let own = sizes.get(partial).copied().unwrap_or_default();
            size.steps = size.steps.saturating_add(own.steps);
            if own.depth + 1 > size.depth {
                size.depth = own.depth + 1;
                deepest = range.clone();
            }
        }
        if is_sound && let Some(mistake) = too_much(size, source, deepest, limits) {
            diagnostics.push(mistake);
            is_sound = false;
        }
        sizes.insert(name.clone(), size);
        if let Some(source) = sources.get_mut(&name) {
            source.uses = uses;
            source.is_sound = is_sound;
        }
    }
    // Those that are in circles, or lead into one.
    for name in &broken {
        if let Some(source) = sources.get_mut(name) {
            source.is_sound = false;
        }
    }
}

/// How much a template is with all that it calls.
#[derive(Debug, Clone, Copy, Default)]
struct Size {
    /// Its elements, and those of partials as often as they are called.
    steps: u64,
    /// How many templates call each other in a row, itself included.
    depth: usize,
}

/// How many partials may call each other in a row: the engine calls itself for each.
const DEEPEST: usize = 64;

/// What part of the steps of rendering the calls of a template may be by themselves: the static check
/// follows each of them.
const STATIC_PART: u64 = 10;

/// That the calls of a template are too many to be followed, or too deep.
fn too_much(
    size: Size,
    source: &Source,
    deepest: Range<usize>,
    limits: &Limits,
) -> Option<Diagnostic> {
    if size.depth > DEEPEST {
        let message = format!("more than {DEEPEST} partials call each other in a row");
        let diagnostic = Diagnostic::error(codes::SYNTAX, source.span(deepest), message);
        return Some(diagnostic.hint("let one partial call several, rather than each the next"));
    }
    let limit = Limit::RenderSteps;
    let value = limits.get(limit);
    (size.steps > value / STATIC_PART).then(|| {
        let range = source.calls.first().map_or(0..0, |(_, range)| range.clone());
        let message = format!(
            "with the partials it calls, this has more than {} elements (`{limit}`)",
            value / STATIC_PART
        );
        Diagnostic::error(codes::TOO_MUCH, source.span(range), message)
            .hint("partials that call others twice multiply")
            .hint(limit.raise(value))
    })
}

/// Templates and partials so that each comes after those that it calls; and those that are in a circle
/// of calls, or call one that is.
fn in_order(sources: &BTreeMap<String, Source>) -> (Vec<String>, BTreeSet<&str>) {
    let mut callers: BTreeMap<&str, Vec<&str>> = BTreeMap::new();
    let mut missing: BTreeMap<&str, usize> = BTreeMap::new();
    for (name, source) in sources {
        let called: BTreeSet<&str> =
            source.calls.iter().map(|(called, _)| called.as_str()).collect();
        let called = called.into_iter().filter(|called| sources.contains_key(*called));
        let mut count = 0;
        for called in called {
            callers.entry(called).or_default().push(name);
            count += 1;
        }
        missing.insert(name, count);
    }
    let mut ready: Vec<&str> =
        missing.iter().filter(|(_, count)| **count == 0).map(|(name, _)| *name).collect();
    let mut order = Vec::with_capacity(sources.len());
    while let Some(name) = ready.pop() {
        order.push(name.to_owned());
        missing.remove(name);
        for caller in callers.get(name).into_iter().flatten() {
            if let Some(count) = missing.get_mut(caller) {
                *count -= 1;
                if *count == 0 {
                    ready.push(caller);
                }
            }
        }
    }
    (order, missing.into_keys().collect())
}

/// The circles among partials, each once, from its first member by name, which also ends it.
fn circles(sources: &BTreeMap<String, Source>, stuck: &BTreeSet<&str>) -> Vec<Vec<String>> {
    let mut found: Vec<Vec<String>> = Vec::new();
    for name in stuck.iter().filter(|name| sources.get(**name).is_some_and(|one| one.is_partial)) {
        // A circle is told from the member that comes first.
        if let Some(mut circle) = way_back(sources, name) {
            circle.push((*name).to_owned());
            if circle.iter().min().map(String::as_str) == Some(*name) {
                found.push(circle);
            }
        }
        if found.len() == CIRCLES {
            break;
        }
    }
    found
}

/// How many circles are told.
const CIRCLES: usize = 100;

/// The shortest way, in the order of calls, from a partial back to it.
fn way_back(sources: &BTreeMap<String, Source>, start: &str) -> Option<Vec<String>> {
    // By which partial each was reached first.
    let mut from: BTreeMap<&str, &str> = BTreeMap::new();
    let mut next = VecDeque::from([sources.get_key_value(start)?]);
    while let Some((name, source)) = next.pop_front() {
        for (partial, _) in &source.calls {
            if partial == start {
                let mut way = vec![name.clone()];
                let mut at = name.as_str();
                while let Some(before) = from.get(at) {
                    way.push((*before).to_owned());
                    at = before;
                }
                way.reverse();
                return Some(way);
            }
            if !from.contains_key(partial.as_str())
                && let Some(called) = sources.get_key_value(partial)
            {
                from.insert(called.0, name);
                next.push_back(called);
            }
        }
    }
    None
}

/// Every call of a partial, in the order of the text.
fn collect(template: &Template, found: &mut impl FnMut(&DecoratorTemplate)) {
    for element in &template.elements {
        match element {
            TemplateElement::PartialExpression(call) => found(call),
            TemplateElement::PartialBlock(call) => {
                found(call);
                call.template.iter().for_each(|inner| collect(inner, found));
            }
            TemplateElement::HelperBlock(block) => {
                block.template.iter().for_each(|inner| collect(inner, found));
                block.inverse.iter().for_each(|inner| collect(inner, found));
            }
            TemplateElement::DecoratorBlock(block) => {
                block.template.iter().for_each(|inner| collect(inner, found));
            }
            _ => {}
        }
    }
}

fn is_call(text: &str, tag: &Tag) -> bool {
    let inner = text[tag.range.clone()].trim_start_matches(['{', '~']).trim_start();
    tag.kind != TagKind::Close
        && (inner.starts_with('>')
            || inner.strip_prefix('#').is_some_and(|rest| rest.trim_start().starts_with('>')))
}

/// The name of a partial that is called, where it is not computed.
pub(super) fn partial_name(parameter: &Parameter) -> Option<&str> {
    parameter.as_name().filter(|name| *name != BLOCK)
}

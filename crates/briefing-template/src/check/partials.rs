//! What is wrong with templates whatever report they belong to.

use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;

use briefing_model::diagnostic::{Diagnostic, Diagnostics, FileId};
use briefing_model::suggest::did_you_mean;
use handlebars::Template;
use handlebars::template::{DecoratorTemplate, Parameter, TemplateElement};

use super::tags::TagKind;
use super::{Source, Tag};
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
    for circle in circles(sources) {
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
    let names: Vec<String> = sources.keys().cloned().collect();
    for name in &names {
        let mut reached = BTreeSet::new();
        reach(sources, name, &mut reached);
        let mut uses = sources[name].uses.clone();
        let mut is_sound = sources[name].is_sound && !broken.contains(name);
        for partial in &reached {
            if let Some(partial_source) = sources.get(partial) {
                uses.add(&partial_source.uses);
                is_sound &= partial_source.is_sound && !broken.contains(partial);
            }
        }
        if let Some(source) = sources.get_mut(name) {
            source.uses = uses;
            source.is_sound = is_sound;
        }
    }
}

/// The circles among partials, each once, from its first member by name, which also ends it.
fn circles(sources: &BTreeMap<String, Source>) -> Vec<Vec<String>> {
    let mut found = Vec::new();
    for (name, source) in sources.iter().filter(|(_, source)| source.is_partial) {
        // A circle is told from the member that comes first.
        if let Some(mut circle) = way_back(sources, name, source, &mut vec![name.clone()]) {
            circle.push(name.clone());
            if circle.iter().min() == Some(name) {
                found.push(circle);
            }
        }
    }
    found
}

/// The shortest way, in the order of calls, from a partial back to it.
fn way_back(
    sources: &BTreeMap<String, Source>,
    start: &str,
    source: &Source,
    way: &mut Vec<String>,
) -> Option<Vec<String>> {
    for (partial, _) in &source.calls {
        if partial == start {
            return Some(way.clone());
        }
        if way.contains(partial) {
            continue;
        }
        if let Some(next) = sources.get(partial) {
            way.push(partial.clone());
            if let Some(found) = way_back(sources, start, next, way) {
                return Some(found);
            }
            way.pop();
        }
    }
    None
}

fn reach(sources: &BTreeMap<String, Source>, name: &str, reached: &mut BTreeSet<String>) {
    let Some(source) = sources.get(name) else { return };
    for (partial, _) in &source.calls {
        if reached.insert(partial.clone()) {
            reach(sources, partial, reached);
        }
    }
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

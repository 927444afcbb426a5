//! Every tag of a template against what the report offers.

use std::collections::BTreeMap;
use std::ops::Range;

use briefing_model::diagnostic::{Diagnostic, Diagnostics, Span};
use briefing_model::metric::Metric;
use briefing_model::slug::Slug;
use briefing_model::suggest::did_you_mean;
use briefing_plugin::Registry;
use handlebars::Template;
use handlebars::template::{
    BlockParam, DecoratorTemplate, HelperTemplate, Parameter, TemplateElement,
};
use indexmap::IndexMap;

use super::Source;
use super::partials::partial_name;
use super::path::{Path, Start};
use super::shape::{Shape, World};
use super::tags::{Tag, TagKind};
use crate::adapter::needs_arguments;
use crate::codes;

/// The blocks that templates have.
const BLOCKS: [&str; 5] = ["if", "unless", "each", "with", "raw"];

/// What templates are checked against.
#[derive(Clone, Copy)]
pub(super) struct Checker<'a> {
    pub(super) world: World<'a>,
    /// The metrics that the report could select.
    pub(super) defined: &'a IndexMap<Slug, Metric>,
    pub(super) sources: &'a BTreeMap<String, Source>,
    pub(super) registry: &'a Registry,
}

/// What names mean at a place of a template.
#[derive(Debug, Clone)]
pub(super) struct Scope<'a> {
    this: Shape<'a>,
    /// Names that a block or a call gave.
    names: Vec<(String, Shape<'a>)>,
    /// Whether `@index` and the like are there.
    in_each: bool,
    /// Whether what is further up is not known: within a partial.
    is_partial: bool,
}

impl<'a> Checker<'a> {
    /// Checks a template from its top.
    pub(super) fn check(&self, source: &Source, diagnostics: &mut Diagnostics) {
        let top = Scope { this: Shape::Root, names: Vec::new(), in_each: false, is_partial: false };
        self.check_in(source, vec![top], 0, diagnostics);
    }

    fn check_in(
        &self,
        source: &Source,
        scopes: Vec<Scope<'a>>,
        conditions: usize,
        diagnostics: &mut Diagnostics,
    ) {
        let Some(template) = source.template.as_ref().filter(|_| source.is_sound) else { return };
        let mut walk = Walk {
            checker: *self,
            source,
            tags: source.tags.iter(),
            tag: 0..0,
            cursor: 0,
            scopes,
            conditions,
            diagnostics,
        };
        walk.template(template);
    }
}

/// A walk over one template.
pub(super) struct Walk<'w, 'a> {
    pub(super) checker: Checker<'a>,
    pub(super) source: &'w Source,
    tags: std::slice::Iter<'w, Tag>,
    /// The tag at hand, and how much of it has been looked through.
    pub(super) tag: Range<usize>,
    cursor: usize,
    scopes: Vec<Scope<'a>>,
    /// How many conditions the place at hand stands in.
    conditions: usize,
    pub(super) diagnostics: &'w mut Diagnostics,
}

impl<'a> Walk<'_, 'a> {
    fn template(&mut self, template: &Template) {
        for element in &template.elements {
            match element {
                TemplateElement::Expression(call) | TemplateElement::HtmlExpression(call) => {
                    self.next_tag();
                    self.expression(call);
                }
                TemplateElement::HelperBlock(block) => self.block(block, false),
                TemplateElement::PartialExpression(call) => {
                    self.next_tag();
                    self.partial(call);
                }
                TemplateElement::PartialBlock(call) => {
                    self.next_tag();
                    self.partial(call);
                    if let Some(inner) = &call.template {
                        self.template(inner);
                    }
                    self.next_tag();
                }
                // Text and comments; decorators have been refused before.
                _ => {}
            }
        }
    }

    fn next_tag(&mut self) -> Option<TagKind> {
        let tag = self.tags.next()?;
        self.tag = tag.range.clone();
        self.cursor = tag.range.start;
        Some(tag.kind)
    }

    fn expression(&mut self, call: &HelperTemplate) {
        let name = call.name.as_name().unwrap_or_default();
        let is_bare = call.params.is_empty() && call.hash.is_empty();
        let helper = self.checker.registry.helper(name);
        // A name alone that a helper cannot do with is a path: `{{quote}}` within `{{#each claims}}`.
        let is_path = is_bare && helper.is_none_or(|helper| needs_arguments(&**helper));
        let is_path = is_path && (helper.is_none() || self.is_known(name));
        if !is_path {
            self.call(call);
            return;
        }
        let span = self.find(name);
        if let Some(shape) = self.path(name, span)
            && !shape.prints()
        {
            self.diagnostics.push(
                Diagnostic::error(
                    codes::PRINTS_GROUP,
                    span,
                    format!("`{name}` is {} and cannot be printed as it is", shape.describe()),
                )
                .hint(shape.hint(name)),
            );
        }
    }

    /// Whether a name means something at this place.
    fn is_known(&self, name: &str) -> bool {
        self.scopes.iter().any(|scope| scope.names.iter().any(|(other, _)| other == name))
            || self
                .scopes
                .last()
                .is_some_and(|scope| self.checker.world.field(&scope.this, name).is_some())
    }

    /// A block; one after `else` has no end of its own.
    fn block(&mut self, block: &HelperTemplate, after_else: bool) {
        if !after_else {
            self.next_tag();
        }
        let name = block.name.as_name().unwrap_or_default().to_owned();
        let own = self.open(&name, block);
        let pushed = own.is_some();
        self.scopes.extend(own);
        self.conditions += 1;
        if let Some(inner) = &block.template {
            self.template(inner);
        }
        if pushed {
            self.scopes.pop();
        }
        if let Some(inverse) = &block.inverse {
            let kind = self.next_tag();
            match inverse.elements.as_slice() {
                [TemplateElement::HelperBlock(next)] if kind == Some(TagKind::ElseIf) => {
                    self.block(next, true);
                }
                _ => self.template(inverse),
            }
        }
        self.conditions -= 1;
        if !after_else {
            self.next_tag();
        }
    }

    /// Names a figure in a sentence that may be missing from the next brief of a report, if no
    /// condition and no words of its own see to that.
    pub(super) fn may_be_absent(&mut self, name: &str, call: &HelperTemplate, metric: &Metric) {
        let report = self.checker.world.report;
        let moves = report.schedule.is_some() || report.for_each.is_some();
        let is_count = metric.count.is_some() && metric.measure.is_none();
        if !moves
            || is_count
            || self.conditions > 0
            || !matches!(name, "figure" | "delta")
            || call.hash.contains_key("empty")
            || stands_alone(&self.source.text, &self.tag)
        {
            return;
        }
        let id = &metric.id;
        let span = self.span(self.tag.clone());
        self.diagnostics.push(
            Diagnostic::warning(
                codes::NO_FIGURE,
                span,
                format!("a sentence prints `{id}`, and a brief may have nothing to report for it"),
            )
            .label("would read \"not reported\" in the middle of a sentence")
            .hint(format!(
                "leave the sentence out: `{{{{#if metrics.{id}.value}}}}…{{{{else}}}}Nothing is \
                 reported.{{{{/if}}}}`"
            ))
            .hint("or give the words for it: `empty=\"an unknown number of projects\"`"),
        );
    }

    /// Checks the tag that opens a block; returns the scope that the block has, if it has one.
    fn open(&mut self, name: &str, block: &HelperTemplate) -> Option<Scope<'a>> {
        if !BLOCKS.contains(&name) {
            let span = self.find(name);
            let is_helper = self.checker.registry.helper(name).is_some();
            let (message, nearest) = if is_helper {
                (format!("`{name}` has no block"), None)
            } else {
                (format!("unknown block `{name}`"), did_you_mean(name, BLOCKS))
            };
            let mut diagnostic =
                Diagnostic::error(codes::UNKNOWN_HELPER, span, message).did_you_mean(nearest);
            if is_helper {
                diagnostic = diagnostic.hint(format!("write `{{{{{name} …}}}}`"));
            }
            self.diagnostics.push(diagnostic);
            return Some(self.unknown_scope());
        }
        let shapes: Vec<Option<Shape<'a>>> =
            block.params.iter().map(|parameter| self.parameter(parameter)).collect();
        for (_, value) in sorted(&block.hash) {
            self.parameter(value);
        }
        if name == "raw" {
            return None;
        }
        let span = self.span(self.tag.clone());
        if shapes.len() != 1 {
            let what = if name == "each" { "list" } else { "value" };
            self.diagnostics.push(Diagnostic::error(
                codes::ARGUMENT,
                span,
                format!("`{name}` takes one {what}, found {}", shapes.len()),
            ));
        }
        let shape = shapes.into_iter().next().flatten();
        match name {
            "each" => Some(self.each(block, shape, span)),
            "with" => {
                let this = shape.unwrap_or(Shape::Any);
                let names = block_names(block).into_iter().map(|name| (name, this.clone()));
                Some(Scope {
                    names: names.take(1).collect(),
                    this,
                    in_each: false,
                    is_partial: false,
                })
            }
            _ => {
                if let (Some(Shape::Metric(metric)), Some(path)) = (shape, block.params.first()) {
                    let path = path.as_name().unwrap_or_default();
                    self.diagnostics.push(
                        Diagnostic::error(
                            codes::ARGUMENT,
                            span,
                            format!("the metric `{}` is always there", metric.id),
                        )
                        .hint(format!(
                            "ask whether it has a value: `{{{{#{name} {path}.value}}}}`"
                        )),
                    );
                }
                None
            }
        }
    }

    fn each(&mut self, block: &HelperTemplate, over: Option<Shape<'a>>, span: Span) -> Scope<'a> {
        let this = match over {
            Some(Shape::List(of)) => *of,
            Some(shape @ (Shape::Text | Shape::Number | Shape::Boolean | Shape::Day)) => {
                self.diagnostics.push(Diagnostic::error(
                    codes::ARGUMENT,
                    span,
                    format!("`each` goes through a list, found {}", shape.describe()),
                ));
                Shape::Any
            }
            Some(Shape::Metric(metric)) => {
                self.diagnostics.push(
                    Diagnostic::error(
                        codes::ARGUMENT,
                        span,
                        format!("`each` goes through a list, and `{}` is a metric", metric.id),
                    )
                    .hint(format!(
                        "go through its rows: `{{{{#each metrics.{}.rows}}}}`",
                        metric.id
                    )),
                );
                Shape::Any
            }
            _ => Shape::Any,
        };
        let names = block_names(block);
        let names = names
            .into_iter()
            .enumerate()
            .map(|(index, name)| (name, if index == 0 { this.clone() } else { Shape::Text }))
            .collect();
        Scope { this, names, in_each: true, is_partial: false }
    }

    fn partial(&mut self, call: &DecoratorTemplate) {
        let mut names = Vec::new();
        let this = match call.params.first() {
            Some(parameter) => self.parameter(parameter).unwrap_or(Shape::Any),
            None => self.scopes.last().map_or(Shape::Any, |scope| scope.this.clone()),
        };
        for (key, value) in sorted(&call.hash) {
            names.push((key.to_owned(), self.parameter(value).unwrap_or(Shape::Any)));
        }
        let Some(name) = partial_name(&call.name) else { return };
        let Some(source) = self.checker.sources.get(name).filter(|source| source.is_partial) else {
            return;
        };
        let in_each = self.scopes.iter().any(|scope| scope.in_each);
        let scope = Scope { this, names, in_each, is_partial: true };
        self.checker.check_in(source, vec![scope], self.conditions, self.diagnostics);
    }

    fn unknown_scope(&self) -> Scope<'a> {
        Scope { this: Shape::Any, names: Vec::new(), in_each: true, is_partial: false }
    }

    /// The shape of an argument, checked; `None` for what was wrong.
    pub(super) fn parameter(&mut self, parameter: &Parameter) -> Option<Shape<'a>> {
        match parameter {
            Parameter::Path(_) | Parameter::Name(_) => {
                let raw = parameter.as_name().unwrap_or_default();
                let span = self.find(raw);
                self.path(raw, span)
            }
            Parameter::Literal(value) => Some(match value {
                serde_json::Value::String(_) => Shape::Text,
                serde_json::Value::Number(_) => Shape::Number,
                serde_json::Value::Bool(_) => Shape::Boolean,
                serde_json::Value::Array(_) => Shape::List(Box::new(Shape::Any)),
                _ => Shape::Any,
            }),
            Parameter::Subexpression(inner) => {
                if let TemplateElement::Expression(call) = inner.as_element() {
                    self.call(call);
                }
                Some(Shape::Any)
            }
            _ => Some(Shape::Any),
        }
    }

    /// The shape that a path leads to; what it does not lead to is reported, and `None`.
    pub(super) fn path(&mut self, raw: &str, span: Span) -> Option<Shape<'a>> {
        let path = Path::parse(raw);
        let top = self.scopes.len().checked_sub(path.up + 1);
        let (mut shape, mut names, mut at) = match (path.start, top) {
            (Start::Local, _) => return self.local(&path, span),
            (Start::Root, _) => (Shape::Root, path.names.as_slice(), "@root".to_owned()),
            // What is above a partial depends on who calls it.
            (_, None) if self.scopes.first().is_some_and(|scope| scope.is_partial) => {
                return Some(Shape::Any);
            }
            (_, None) => {
                self.diagnostics.push(Diagnostic::error(
                    codes::UNKNOWN_PATH,
                    span,
                    format!("`{raw}` leads out of the template"),
                ));
                return None;
            }
            (start, Some(top)) => {
                let given = path.names.first().filter(|_| start == Start::Here && path.up == 0);
                let given = given.and_then(|name| {
                    self.scopes.iter().rev().find_map(|scope| {
                        scope
                            .names
                            .iter()
                            .find(|(other, _)| other == name)
                            .map(|(_, of)| of.clone())
                    })
                });
                match given {
                    Some(shape) => (shape, &path.names[1..], path.names[0].clone()),
                    None => (self.scopes[top].this.clone(), path.names.as_slice(), String::new()),
                }
            }
        };
        while let Some((name, rest)) = names.split_first() {
            let Some(next) = self.checker.world.field(&shape, name) else {
                self.unknown(&shape, name, &at, span);
                return None;
            };
            at = if at.is_empty() { name.clone() } else { format!("{at}.{name}") };
            (shape, names) = (next, rest);
        }
        Some(shape)
    }

    fn local(&mut self, path: &Path, span: Span) -> Option<Shape<'a>> {
        let name = path.names.first().map(String::as_str).unwrap_or_default();
        let known = ["index", "key", "first", "last"];
        if !known.contains(&name) {
            self.diagnostics.push(
                Diagnostic::error(codes::UNKNOWN_PATH, span, format!("unknown variable `@{name}`"))
                    .hint("there are `@index`, `@key`, `@first`, `@last` and `@root`"),
            );
            return None;
        }
        if !self.scopes.iter().any(|scope| scope.in_each || scope.is_partial) {
            let message = format!("`@{name}` stands outside of `{{{{#each}}}}`");
            self.diagnostics.push(Diagnostic::error(codes::UNKNOWN_PATH, span, message));
            return None;
        }
        Some(match name {
            "index" => Shape::Number,
            "key" => Shape::Text,
            _ => Shape::Boolean,
        })
    }

    fn unknown(&mut self, shape: &Shape<'a>, name: &str, at: &str, span: Span) {
        let world = self.checker.world;
        let fields = world.fields(shape);
        let mut candidates: Vec<String> = fields.into_iter().map(|(name, _)| name).collect();
        if at.is_empty() {
            let given = self.scopes.iter().flat_map(|scope| &scope.names);
            candidates.extend(given.map(|(name, _)| name.clone()));
        }
        let nearest = did_you_mean(name, candidates.iter().map(String::as_str));
        if matches!(shape, Shape::Metrics) {
            let message = format!("the report does not select a metric `{name}`");
            let diagnostic = Diagnostic::error(codes::UNKNOWN_METRIC, span, message);
            let defined = self.checker.defined;
            self.diagnostics.push(if defined.contains_key(name) {
                diagnostic.hint(format!("add `{name}` to `metrics` in `report.toml`"))
            } else {
                let all = candidates.iter().map(String::as_str);
                let all = all.chain(defined.keys().map(Slug::as_str));
                diagnostic.did_you_mean(did_you_mean(name, all))
            });
            return;
        }
        let message = match at {
            "" => format!("unknown path `{name}`"),
            at => format!("`{at}` has no `{name}`"),
        };
        let mut diagnostic =
            Diagnostic::error(codes::UNKNOWN_PATH, span, message).did_you_mean(nearest);
        if matches!(shape, Shape::Parameters) {
            diagnostic = diagnostic.hint("declare it under `[parameters]` in `report.toml`");
        } else if at.is_empty() && self.scopes.len() > 1 {
            diagnostic = diagnostic
                .hint(format!("from the top it would be `@root.{name}`, one block up `../{name}`"));
        } else if !candidates.is_empty() && nearest.is_none() {
            diagnostic = diagnostic.hint(format!("there are `{}`", candidates.join("`, `")));
        }
        self.diagnostics.push(diagnostic);
    }

    /// Where a word stands in the tag at hand, after those that were found before; else the tag.
    pub(super) fn find(&mut self, word: &str) -> Span {
        let text = &self.source.text;
        let is_part =
            |c: char| c.is_alphanumeric() || matches!(c, '-' | '_' | '.' | '/' | '@' | '[' | ']');
        let mut from = self.cursor;
        while !word.is_empty()
            && let Some(found) = text[from..self.tag.end].find(word)
        {
            let range = from + found..from + found + word.len();
            let before = text[..range.start].chars().next_back();
            let after = text[range.end..].chars().next();
            // A block's tag is opened by `#name`, and closed by `/name`.
            let is_whole =
                !before.is_some_and(|c| is_part(c) && c != '/') && !after.is_some_and(is_part);
            if is_whole {
                self.cursor = range.end;
                return self.span(range);
            }
            from = range.end;
        }
        self.span(self.tag.clone())
    }

    pub(super) fn span(&self, range: Range<usize>) -> Span {
        self.source.span(range)
    }

    /// Where a literal stands in the tag at hand: its place without quotation marks.
    pub(super) fn find_literal(&self, text: &str) -> Range<usize> {
        let tag = &self.source.text[self.tag.clone()];
        match tag.find(text).filter(|_| !text.is_empty()) {
            Some(at) => self.tag.start + at..self.tag.start + at + text.len(),
            None => self.tag.clone(),
        }
    }
}

/// Whether "not reported" reads well in the place of a tag: after a colon or at the start of a line,
/// and before a mark or the end of it. Coverage and sources after it are not looked at.
fn stands_alone(text: &str, tag: &Range<usize>) -> bool {
    let line = &text[..tag.start];
    let before = line.rsplit('\n').next().unwrap_or_default().trim_end();
    let is_mark = |c: char| matches!(c, ':' | '：' | '(' | '（' | '–' | '—' | '|' | '=' | '>');
    // A mark of a list or heading is no text.
    let begins = before.trim_start_matches(['-', '*', '+', '#', ' ', '\t']).is_empty()
        || before.ends_with(is_mark)
        || before.ends_with("}}");
    let mut after = text[tag.end..].split('\n').next().unwrap_or_default().trim_start();
    while let Some(rest) = after.strip_prefix("{{") {
        let is_aside = ["coverage", "cite"].iter().any(|name| rest.starts_with(name));
        let Some((_, rest)) = rest.split_once("}}").filter(|_| is_aside) else { break };
        after = rest.trim_start();
    }
    begins && !after.starts_with(char::is_alphanumeric)
}

/// Options in an order that does not change from run to run.
#[expect(clippy::iter_over_hash_type, reason = "sorted at once")]
pub(super) fn sorted(
    options: &std::collections::HashMap<String, Parameter>,
) -> Vec<(&str, &Parameter)> {
    let mut list = Vec::with_capacity(options.len());
    for (name, value) in options {
        list.push((name.as_str(), value));
    }
    list.sort_by_key(|(name, _)| *name);
    list
}

/// The names that a block gives: `as |row index|`.
fn block_names(block: &HelperTemplate) -> Vec<String> {
    let name = |parameter: &Parameter| parameter.as_name().map(str::to_owned);
    match &block.block_param {
        Some(BlockParam::Single(one)) => name(one).into_iter().collect(),
        Some(BlockParam::Pair((one, two))) => {
            [name(one), name(two)].into_iter().flatten().collect()
        }
        _ => Vec::new(),
    }
}

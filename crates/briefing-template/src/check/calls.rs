//! Calls of helpers against their signatures.

use briefing_model::date::Date;
use briefing_model::diagnostic::{Diagnostic, Span};
use briefing_model::metric::Metric;
use briefing_model::suggest::did_you_mean;
use briefing_plugin::{Argument, ArgumentKind, Signature};
use handlebars::template::{HelperTemplate, Parameter};
use serde_json::Value;

use super::shape::Shape;
use super::walk::{Walk, sorted};
use crate::codes;
use crate::document::{column, column_names};

impl<'a> Walk<'_, 'a> {
    /// Checks a call of a helper.
    pub(super) fn call(&mut self, call: &HelperTemplate) {
        let name = call.name.as_name().unwrap_or_default();
        let span = self.find(name);
        // The one helper of the engine itself that can stand in an expression.
        if name == "lookup" {
            for parameter in &call.params {
                self.parameter(parameter);
            }
            return;
        }
        let Some(helper) = self.checker.registry.helper(name) else {
            self.unknown_helper(name, call, span);
            return;
        };
        let signature = helper.signature();
        let mut metric = None;
        for (index, parameter) in call.params.iter().enumerate() {
            match signature.positional.get(index) {
                Some(argument) => {
                    let shape = self.argument(name, argument, parameter, metric);
                    if let Some(Shape::Metric(found)) = shape {
                        metric = metric.or(Some(found));
                    }
                }
                None => {
                    self.parameter(parameter);
                    if index == signature.positional.len() {
                        self.too_many(name, &signature, call.params.len(), span);
                    }
                }
            }
        }
        if let Some(missing) =
            signature.positional.get(call.params.len()).filter(|argument| !argument.optional)
        {
            let diagnostic = Diagnostic::error(
                codes::ARGUMENT,
                span,
                format!("`{name}` needs an argument `{}`: {}", missing.name, missing.about),
            );
            self.diagnostics.push(diagnostic);
        }
        if let Some(metric) = metric {
            self.may_be_absent(name, call, metric);
        }
        for (option, value) in sorted(&call.hash) {
            match signature.named.iter().find(|argument| argument.name == option) {
                Some(argument) => {
                    self.argument(name, argument, value, metric);
                }
                None => self.unknown_option(name, option, &signature, value),
            }
        }
    }

    fn unknown_helper(&mut self, name: &str, call: &HelperTemplate, span: Span) {
        let names: Vec<&str> =
            self.checker.registry.helpers().map(|helper| helper.name()).collect();
        let diagnostic =
            Diagnostic::error(codes::UNKNOWN_HELPER, span, format!("unknown helper `{name}`"))
                .did_you_mean(did_you_mean(name, names));
        self.diagnostics.push(diagnostic);
        for parameter in &call.params {
            self.parameter(parameter);
        }
        for (_, value) in sorted(&call.hash) {
            self.parameter(value);
        }
    }

    fn unknown_option(
        &mut self,
        helper: &str,
        option: &str,
        signature: &Signature,
        value: &Parameter,
    ) {
        let range = self.find_literal(&format!("{option}="));
        let span = self.span(range.start..range.end.saturating_sub(1).max(range.start));
        let names: Vec<&str> = signature.named.iter().map(|argument| argument.name).collect();
        let nearest = did_you_mean(option, names.iter().copied());
        let message = format!("`{helper}` has no option `{option}`");
        let mut diagnostic =
            Diagnostic::error(codes::UNKNOWN_OPTION, span, message).did_you_mean(nearest);
        if nearest.is_none() && !names.is_empty() {
            diagnostic = diagnostic.hint(format!("it has `{}`", names.join("`, `")));
        }
        self.diagnostics.push(diagnostic);
        self.parameter(value);
    }

    fn too_many(&mut self, name: &str, signature: &Signature, found: usize, span: Span) {
        let takes = signature.positional.len();
        let plural = if takes == 1 { "" } else { "s" };
        let diagnostic = Diagnostic::error(
            codes::ARGUMENT,
            span,
            format!("`{name}` takes {takes} argument{plural}, found {found}"),
        )
        .hint("options are written `name=value`");
        self.diagnostics.push(diagnostic);
    }

    /// Checks an argument or option, and returns its shape.
    fn argument(
        &mut self,
        helper: &str,
        argument: &Argument,
        parameter: &Parameter,
        metric: Option<&'a Metric>,
    ) -> Option<Shape<'a>> {
        let shape = self.parameter(parameter)?;
        if let Parameter::Literal(value) = parameter {
            self.literal(helper, argument, value, metric);
            return Some(shape);
        }
        let raw = parameter.as_name().unwrap_or_default();
        let range = self.find_literal(raw);
        let span = self.span(range);
        if let (ArgumentKind::Figure, Shape::Metric(metric)) = (&argument.kind, &shape)
            && !self.checker.world.is_single(metric)
        {
            let by: Vec<&str> =
                self.checker.world.dimensions(metric).iter().map(|of| of.as_str()).collect();
            let diagnostic = Diagnostic::error(
                codes::ARGUMENT,
                span,
                format!("`{}` has a figure for each {}, and no total", metric.id, by.join(" and ")),
            )
            .hint("set `total = true` on the metric")
            .hint(format!(
                "or go through its rows: `{{{{#each {raw}.rows}}}} {{{{{helper} this}}}} {{{{/each}}}}`"
            ));
            self.diagnostics.push(diagnostic);
            return Some(shape);
        }
        if !fits(&argument.kind, &shape) {
            self.wrong_kind(helper, argument, shape.describe(), span);
        }
        Some(shape)
    }

    fn literal(
        &mut self,
        helper: &str,
        argument: &Argument,
        value: &Value,
        metric: Option<&'a Metric>,
    ) {
        let text = value.as_str();
        let range = self.find_literal(text.unwrap_or(&value.to_string()));
        let span = self.span(range.clone());
        let is_good = match &argument.kind {
            ArgumentKind::Any => true,
            ArgumentKind::Text => !(value.is_object() || value.is_array()),
            ArgumentKind::Boolean => value.is_boolean(),
            ArgumentKind::Integer => value.is_i64() || value.is_u64(),
            ArgumentKind::Date => text.is_some_and(|text| text.parse::<Date>().is_ok()),
            ArgumentKind::Metric | ArgumentKind::Rows | ArgumentKind::Figure => false,
            ArgumentKind::OneOf(words) => {
                let word = text.unwrap_or_default();
                if !words.contains(&word) {
                    let message = format!("`{}` of `{helper}` cannot be `{word}`", argument.name);
                    let diagnostic = Diagnostic::error(codes::ARGUMENT, span, message)
                        .did_you_mean(did_you_mean(word, words.iter().copied()))
                        .hint(format!("it is one of `{}`", words.join("`, `")));
                    self.diagnostics.push(diagnostic);
                }
                true
            }
            ArgumentKind::Source => {
                let dataset = self.checker.world.dataset;
                // A source that is not known on some day is no mistake to name.
                let withheld = &dataset.withheld.sources;
                if let Some(id) = text
                    && !dataset.sources.contains_key(id)
                    && !withheld.contains_key(id)
                {
                    let known = dataset.sources.keys().chain(withheld.keys());
                    let nearest = did_you_mean(id, known.map(|id| id.as_str()));
                    let message = format!("unknown source `{id}`");
                    let diagnostic =
                        Diagnostic::error(codes::ARGUMENT, span, message).did_you_mean(nearest);
                    self.diagnostics.push(diagnostic);
                }
                text.is_some()
            }
            ArgumentKind::Columns => {
                if let (Some(text), Some(metric)) = (text, metric) {
                    self.columns(text, range.start, metric);
                }
                text.is_some()
            }
        };
        if !is_good {
            let found = format!("`{}`", text.unwrap_or(&value.to_string()));
            self.wrong_kind(helper, argument, &found, span);
        }
    }

    fn columns(&mut self, text: &str, start: usize, metric: &Metric) {
        let world = self.checker.world;
        let dimensions = world.dimensions(metric);
        let metrics = &world.report.metrics;
        let mut at = start;
        for part in text.split(',') {
            let name = part.trim();
            let from = at + (part.len() - part.trim_start().len());
            at += part.len() + 1;
            if column(name, metrics, &dimensions).is_some() {
                continue;
            }
            let span = self.span(from..from + name.len());
            let names = column_names(metric, metrics, &dimensions);
            let nearest = did_you_mean(name, names.iter().map(String::as_str));
            let message = format!("a table of `{}` cannot have a column `{name}`", metric.id);
            let mut diagnostic =
                Diagnostic::error(codes::UNKNOWN_COLUMN, span, message).did_you_mean(nearest);
            let unselected =
                name.strip_prefix("metrics.").filter(|id| self.checker.defined.contains_key(*id));
            if let Some(id) = unselected {
                diagnostic = diagnostic.hint(format!("add `{id}` to `metrics` in `report.toml`"));
            } else if nearest.is_none() {
                diagnostic = diagnostic.hint(format!("it can have `{}`", names.join("`, `")));
            }
            self.diagnostics.push(diagnostic);
        }
    }

    fn wrong_kind(&mut self, helper: &str, argument: &Argument, found: &str, span: Span) {
        let expected = match argument.kind {
            ArgumentKind::Metric => "a metric, `metrics.…`",
            ArgumentKind::Rows => "a metric, `metrics.…`, or a row of one",
            ArgumentKind::Figure => "a figure: a metric, a row of one, or a claim",
            ArgumentKind::Text | ArgumentKind::OneOf(_) => "text",
            ArgumentKind::Columns => "the names of columns between commas, in quotation marks",
            ArgumentKind::Integer => "a whole number",
            ArgumentKind::Boolean => "`true` or `false`",
            ArgumentKind::Date => "a day such as `2024-10-27`",
            ArgumentKind::Source => "the id of a source",
            ArgumentKind::Any => "a value",
        };
        let message =
            format!("`{}` of `{helper}`: expected {expected}, found {found}", argument.name);
        self.diagnostics.push(Diagnostic::error(codes::ARGUMENT, span, message));
    }
}

/// Whether what a path leads to can be an argument of a kind.
fn fits(kind: &ArgumentKind, shape: &Shape<'_>) -> bool {
    if matches!(shape, Shape::Any | Shape::Absent) {
        return true;
    }
    match kind {
        ArgumentKind::Any => true,
        ArgumentKind::Metric => matches!(shape, Shape::Metric(_)),
        ArgumentKind::Rows => matches!(shape, Shape::Metric(_) | Shape::Row(_)),
        ArgumentKind::Figure => {
            matches!(shape, Shape::Metric(_) | Shape::Row(_) | Shape::Figure | Shape::Claim)
        }
        ArgumentKind::Text | ArgumentKind::OneOf(_) | ArgumentKind::Columns => matches!(
            shape,
            Shape::Text
                | Shape::Number
                | Shape::Boolean
                | Shape::Day
                | Shape::Named
                | Shape::Place
                | Shape::Event
                | Shape::Source
                | Shape::Key(_)
        ),
        ArgumentKind::Integer => matches!(shape, Shape::Number | Shape::Text),
        ArgumentKind::Boolean => matches!(shape, Shape::Boolean),
        ArgumentKind::Date => matches!(shape, Shape::Day | Shape::Text),
        ArgumentKind::Source => matches!(
            shape,
            Shape::Source
                | Shape::Text
                | Shape::Claim
                | Shape::Metric(_)
                | Shape::Row(_)
                | Shape::Figure
        ),
    }
}

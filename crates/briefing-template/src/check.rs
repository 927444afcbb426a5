//! The static check of templates: what can be known to be wrong before anything is rendered.
//!
//! Handlebars' strict mode sees only what is printed. A misspelt condition would hide a section in
//! silence, and partials in a circle would end the process: so every tag is walked here, against the
//! shape of what the report offers.

mod calls;
mod dedent;
mod located;
mod partials;
mod path;
mod shape;
mod syntax;
mod tags;
mod walk;

use std::collections::BTreeMap;
use std::ops::Range;
use std::sync::Arc;

use briefing_model::dataset::Dataset;
use briefing_model::diagnostic::{Diagnostic, Diagnostics, FileId, Span};
use briefing_model::metric::Metric;
use briefing_model::report::Report;
use briefing_model::slug::Slug;
use briefing_plugin::Registry;
use handlebars::Template;
use indexmap::IndexMap;

use crate::codes;
use crate::context::Uses;
use dedent::Dedented;
use shape::World;

pub(crate) use partials::check as partials;
pub(crate) use tags::{Tag, tag_at};

/// A template or partial.
#[derive(Debug, Clone)]
pub(crate) struct Source {
    pub(crate) text: Arc<str>,
    pub(crate) file: FileId,
    pub(crate) is_partial: bool,
    /// `None` if it could not be read.
    pub(crate) template: Option<Template>,
    /// The same for Markdown: without the indentation of blocks, and with the places of what it
    /// prints.
    pub(crate) located: Option<Template>,
    /// Its text without the indentation of blocks.
    dedented: Dedented,
    pub(crate) tags: Vec<Tag>,
    /// What it names, with its partials.
    pub(crate) uses: Uses,
    /// The partials it calls, and where.
    pub(crate) calls: Vec<(String, Range<usize>)>,
    /// Whether it can be rendered.
    pub(crate) is_sound: bool,
    /// Where its text stands, if that is not a file of its own.
    within: Option<Span>,
}

impl Source {
    /// Parses a template or partial.
    pub(crate) fn parse(
        name: &str,
        text: &str,
        file: FileId,
        is_partial: bool,
        diagnostics: &mut Diagnostics,
    ) -> Self {
        Self::new(name, text, file, is_partial, None, diagnostics)
    }

    /// Parses a template that stands in another file: a title.
    pub(crate) fn inline(text: &str, span: Span, diagnostics: &mut Diagnostics) -> Self {
        Self::new("title", text, span.file, false, Some(span), diagnostics)
    }

    fn new(
        name: &str,
        text: &str,
        file: FileId,
        is_partial: bool,
        within: Option<Span>,
        diagnostics: &mut Diagnostics,
    ) -> Self {
        let mut uses = Uses::default();
        uses.add_text(text);
        let tags = tags::tags(text);
        let mut source = Self {
            text: text.into(),
            file,
            is_partial,
            template: None,
            located: None,
            dedented: dedent::dedent(text, &tags),
            tags,
            uses,
            calls: Vec::new(),
            is_sound: false,
            within,
        };
        if let Some(tag) = tags::too_deep(text, &source.tags) {
            let span = source.span(tag);
            diagnostics.push(
                Diagnostic::error(codes::SYNTAX, span, "this is nested too deeply")
                    .hint("take the inner part out into a partial"),
            );
            return source;
        }
        match Template::compile_with_name(text, name.to_owned()) {
            Ok(template) => {
                let before = diagnostics.len();
                source.calls = partials::structure(&source, &template, diagnostics);
                source.is_sound = diagnostics.len() == before;
                source.template = Some(template);
                source.located = located::template(name, file, &source.dedented);
            }
            Err(error) => {
                diagnostics.push(syntax::explain(&error, text, |range| source.span(range)));
            }
        }
        source
    }

    /// The offset in its text of a line and column of the template for Markdown.
    pub(crate) fn offset(&self, line: usize, column: usize) -> usize {
        self.dedented.original(tags::offset(&self.dedented.text, line, column))
    }

    /// The place of a range of its text.
    pub(crate) fn span(&self, range: Range<usize>) -> Span {
        match self.within {
            None => Span::new(self.file, range),
            // A text in quotation marks without escapes stands there as it is.
            Some(span) if span.range().len() == self.text.len() + 2 => {
                span.within(range.start + 1..range.end + 1)
            }
            Some(span) => span,
        }
    }
}

/// Checks the template, title and description of a report.
pub(crate) fn report(
    report: &Report,
    dataset: &Dataset,
    defined: &IndexMap<Slug, Metric>,
    sources: &BTreeMap<String, Source>,
    registry: &Registry,
) -> Diagnostics {
    let mut diagnostics = Diagnostics::new();
    let world = World { report, dataset };
    let checker = walk::Checker { world, defined, sources, registry };
    let title = [Some(&report.title), report.description.as_ref()];
    for text in title.into_iter().flatten().filter(|text| text.value.contains("{{")) {
        let source = Source::inline(&text.value, text.span, &mut diagnostics);
        checker.check(&source, &mut diagnostics);
    }
    if let Some(source) = sources.get(&report.template.value) {
        checker.check(source, &mut diagnostics);
    }
    diagnostics
}

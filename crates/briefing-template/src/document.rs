//! Markdown and results to a document.

mod blocks;
mod chart;
mod checks;
mod columns;
mod conflicts;
mod contested;
mod evidence;
mod expanded;
mod mixture;
mod plain;
mod register;
mod size;
mod table;
mod unsupported;

use std::collections::{BTreeMap, BTreeSet};

use briefing_model::diagnostic::{Diagnostic, Diagnostics, Span};
use briefing_model::document::{Block, Document, Evidence, Fact, Inline, Meta, Reference};
use briefing_model::limits::{Limit, Limits};
use briefing_model::result::{Coverage, MetricResult, ResultRow};
use briefing_model::suggest::did_you_mean;
use comrak::{Anchorizer, Options};
use indexmap::IndexMap;

use crate::check::Source;
use crate::request::RowRef;
use crate::words::{self, DateStyle};
use crate::{BriefInput, codes};

use evidence::FactKey;
use expanded::Expanded;

pub(crate) use columns::{column, column_names};
pub(crate) use evidence::prose_style;

/// Builds the document of one brief, and collects what it rests on as it is named.
pub(crate) struct Builder<'a> {
    input: &'a BriefInput<'a>,
    source: &'a Source,
    /// The title, once it is known.
    pub(crate) title: String,
    /// The description, once it is known.
    pub(crate) description: String,
    /// By which figure they are, in order of first use.
    facts: IndexMap<FactKey, Fact>,
    /// By claim index, in order of first use.
    evidence: IndexMap<u32, Evidence>,
    /// By source id, in order of first use.
    references: IndexMap<String, Reference>,
    /// Metrics of which an incomplete figure is printed, with how incomplete it is.
    incomplete: BTreeSet<(String, Coverage)>,
    /// Metrics of which a coverage is printed, with the coverage: that of a total does not make up for
    /// a part that leaves out something else.
    covered: BTreeSet<(String, Coverage)>,
    /// The anchors of rows that list a contradiction, by the index of each claim in it.
    listed: BTreeMap<u32, String>,
    /// How many contradictions are listed.
    contradictions: usize,
    /// Whether the title or the description has a mark that has yet to be explained.
    title_is_contested: bool,
    /// Metrics of which a contested figure is printed, with a claim of each contradiction.
    contested: BTreeSet<(String, u32)>,
    /// Metrics without a figure that the paragraph at hand prints, in order.
    absent: Vec<String>,
    diagnostics: Diagnostics,
    anchors: Anchorizer,
    tables: usize,
    charts: usize,
    /// What each footnote says.
    footnotes: BTreeMap<String, Vec<Inline>>,
    /// What is read, and where its lines begin.
    expanded: Expanded,
    lines: Vec<usize>,
    /// Where what is being made was asked for.
    at: Option<Span>,
    /// The last expression that printed something linked to evidence.
    last_printed: Option<Span>,
    /// Links to places of the brief itself.
    links: Vec<(String, Span)>,
    /// The tags of HTML that have been reported, by name.
    tags: BTreeSet<String>,
    /// How large the document may be, and how much of that is left.
    limits: &'a Limits,
    left: u64,
}

impl<'a> Builder<'a> {
    /// A builder for a brief made from a template.
    pub(crate) fn new(input: &'a BriefInput<'a>, source: &'a Source, limits: &'a Limits) -> Self {
        Self {
            limits,
            left: limits.get(Limit::DocumentSize),
            input,
            source,
            title: String::new(),
            description: String::new(),
            facts: IndexMap::new(),
            evidence: IndexMap::new(),
            references: IndexMap::new(),
            incomplete: BTreeSet::new(),
            covered: BTreeSet::new(),
            listed: BTreeMap::new(),
            contradictions: 0,
            title_is_contested: false,
            contested: BTreeSet::new(),
            absent: Vec::new(),
            diagnostics: Diagnostics::new(),
            anchors: Anchorizer::new(),
            tables: 0,
            charts: 0,
            footnotes: BTreeMap::new(),
            expanded: Expanded::default(),
            lines: Vec::new(),
            at: None,
            last_printed: None,
            links: Vec::new(),
            tags: BTreeSet::new(),
        }
    }

    /// The document of a Markdown text, with what should be looked at.
    ///
    /// # Errors
    /// Links to what is not there or must not be linked to, images, blocks within text.
    pub(crate) fn document(
        mut self,
        markdown: &str,
    ) -> Result<(Document, Diagnostics), Diagnostics> {
        let mut blocks = self.blocks(markdown);
        self.check_links(&blocks);
        self.mark_contested(&mut blocks);
        let input = self.input;
        let locale = input.locale();
        let meta = Meta {
            title: std::mem::take(&mut self.title),
            description: std::mem::take(&mut self.description),
            language: locale.to_owned(),
            report: input.report.id.to_string(),
            key: input.key.as_ref().map(|(_, value)| value.to_lowercase()),
            period: input.period.to_string(),
            as_of: input.dataset.as_of,
            edition: input.edition.to_owned(),
            edition_text: words::edition(input.edition, locale),
            date: input.date,
            date_text: words::date(input.date, DateStyle::Long, locale),
            publisher: input.publisher.in_language(locale).to_owned(),
            words: words::document(locale),
        };
        let facts = std::mem::take(&mut self.facts).into_values().collect();
        let evidence = std::mem::take(&mut self.evidence).into_values().collect();
        let references = std::mem::take(&mut self.references).into_values().collect();
        let warnings = self.finish()?;
        Ok((Document { meta, blocks, facts, evidence, references }, warnings))
    }

    /// What was found on the way.
    ///
    /// # Errors
    /// Any of it is an error.
    pub(crate) fn finish(mut self) -> Result<Diagnostics, Diagnostics> {
        self.lint_coverage();
        self.lint_contested();
        if self.diagnostics.has_errors() { Err(self.diagnostics) } else { Ok(self.diagnostics) }
    }

    /// Links to places of the brief itself lead somewhere.
    fn check_links(&mut self, blocks: &[Block]) {
        let mut anchors = BTreeSet::new();
        anchors_of(blocks, &mut anchors);
        for (url, span) in std::mem::take(&mut self.links) {
            let id = url.trim_start_matches('#');
            if anchors.contains(id) {
                continue;
            }
            let message =
                format!("`{url}` leads nowhere: no heading, table or chart has this anchor");
            let candidates = anchors.iter().copied().take(if self.is_full() { 0 } else { 1_000 });
            let nearest = did_you_mean(id, candidates);
            self.diagnostics.push(
                Diagnostic::error(codes::LINK, span, message).did_you_mean(nearest).hint(
                    "the anchor of a heading is its text in small letters, with hyphens for spaces",
                ),
            );
        }
    }

    fn lint_coverage(&mut self) {
        // A template that prints the parts of a coverage by itself is believed to print them well.
        let uses = &self.source.uses;
        if uses.any(&["coverage"])
            && uses.any(&["text", "names-text", "reported", "expected", "complete", "missing"])
        {
            return;
        }
        let mut told = BTreeSet::new();
        for (metric, coverage) in std::mem::take(&mut self.incomplete) {
            // Claims and sources are counted as far as there are any: none of them is missing.
            let counts = self
                .input
                .metric(&metric)
                .is_some_and(|metric| metric.count.is_some() && metric.measure.is_none());
            let has_other = self.covered.iter().any(|(other, _)| *other == metric);
            let key = (metric, coverage);
            if counts || self.covered.contains(&key) || !told.insert(key.0.clone()) {
                continue;
            }
            let (metric, coverage) = key;
            let message = if has_other {
                let fraction = words::fraction(&coverage, "en");
                format!(
                    "a figure of `{metric}` is incomplete ({fraction}), and this coverage of it is \
                     nowhere printed"
                )
            } else {
                format!(
                    "the figure of `{metric}` is incomplete, and its coverage is nowhere printed"
                )
            };
            self.diagnostics.push(
                Diagnostic::warning(codes::NO_COVERAGE, self.place(&metric), message)
                    .label("not every event reports a value")
                    .hint(if has_other {
                        "add `{{coverage …}}` of the same row after it: `{{coverage this}}` in \
                         `{{#each}}`"
                            .to_owned()
                    } else {
                        format!("add `{{{{coverage metrics.{metric}}}}}` after it")
                    }),
            );
        }
    }

    fn locale(&self) -> &'a str {
        self.input.locale()
    }

    /// A row of a result.
    fn row(&self, metric: &str, row: RowRef) -> Option<(&'a MetricResult, &'a ResultRow)> {
        let result = self.input.results.get(metric)?;
        let row = match row {
            RowRef::Index(index) => result.rows.get(index),
            RowRef::Total => result.total.as_ref(),
        };
        row.map(|row| (result, row))
    }

    fn error(&mut self, code: briefing_model::diagnostic::Code, near: &str, message: String) {
        self.report(Diagnostic::error(code, self.place(near), message));
    }

    /// Whether so much is wrong that places need no longer be searched for.
    fn is_full(&self) -> bool {
        self.diagnostics.len() >= 1_000
    }

    fn report(&mut self, diagnostic: Diagnostic) {
        self.diagnostics.push(diagnostic);
    }

    /// Where something stands in the template, as far as a search can tell; else its first line.
    fn place(&self, near: &str) -> Span {
        if let Some(at) = self.at {
            return at;
        }
        let text = &self.source.text;
        let found = if self.is_full() { None } else { text.find(near) };
        let range = match found {
            Some(start) if !near.is_empty() => start..start + near.len(),
            _ => 0..text.find('\n').unwrap_or(text.len()),
        };
        Span::new(self.source.file, range)
    }
}

/// The anchors that a text can link to in every output.
fn anchors_of<'b>(blocks: &'b [Block], anchors: &mut BTreeSet<&'b str>) {
    for block in blocks {
        match block {
            Block::Heading { id, .. } => {
                anchors.insert(id);
            }
            Block::Table(table) => {
                anchors.insert(&table.id);
            }
            Block::Chart(chart) => {
                anchors.insert(&chart.id);
            }
            Block::List { items, .. } => items.iter().for_each(|item| anchors_of(item, anchors)),
            Block::Quote { content } | Block::Callout { content, .. } => {
                anchors_of(content, anchors);
            }
            _ => {}
        }
    }
}

/// GitHub's Markdown without what a brief does not have: no bare links, no task lists.
fn options() -> Options<'static> {
    let mut options = Options::default();
    options.extension.table = true;
    options.extension.strikethrough = true;
    options.extension.footnotes = true;
    options.extension.alerts = true;
    // Without it `**「重要」**的` is not bold.
    options.extension.cjk_friendly_emphasis = true;
    // To tell what is typed as markup from what is meant as text.
    options.parse.escaped_char_spans = true;
    // A note that nothing refers to is a mistake.
    options.parse.leave_footnote_definitions = true;
    options
}

//! The texts that numbers of a brief may stand in.

use std::ops::Range;

use aho_corasick::AhoCorasick;
use briefing_evidence::mentions;
use briefing_loader::Project;
use briefing_model::dataset::Dataset;
use briefing_model::document::{Bar, Block, Document, Inline};
use briefing_model::text::Text;

use super::folded::{Folded, folded};

/// Texts to be found in pages.
pub(super) struct Phrases(Option<AhoCorasick>);

impl Phrases {
    fn new<'t>(texts: impl IntoIterator<Item = &'t str>) -> Self {
        let mut phrases: Vec<String> =
            texts.into_iter().map(folded).filter(|phrase| !phrase.is_empty()).collect();
        phrases.sort_unstable();
        phrases.dedup();
        // Only too many texts for the memory there is would make it fail: then nothing is accounted
        // for, and the audit says so number by number.
        Self(AhoCorasick::new(&phrases).ok().filter(|_| !phrases.is_empty()))
    }

    /// Where they stand in a page.
    pub(super) fn find(&self, page: &Folded) -> Spans {
        let mut spans: Vec<Range<usize>> = Vec::new();
        if let Some(automaton) = &self.0 {
            for found in automaton.find_overlapping_iter(&page.text) {
                let range = found.range();
                if !page.cuts_number(&range) {
                    spans.push(range);
                }
            }
        }
        // Of spans that begin at one place the longest, and none within another.
        spans.sort_unstable_by_key(|span| (span.start, std::cmp::Reverse(span.end)));
        let mut end = 0;
        spans.retain(|span| {
            let reaches_further = span.end > end;
            end = end.max(span.end);
            reaches_further
        });
        Spans(spans)
    }
}

/// Where texts stand in a page, none within another.
pub(super) struct Spans(Vec<Range<usize>>);

impl Spans {
    /// Whether one of them holds a range of the page whole.
    pub(super) fn cover(&self, page: &Folded, number: &Range<usize>) -> bool {
        let number = page.range(number);
        let after = self.0.partition_point(|span| span.start <= number.start);
        self.0[..after].last().is_some_and(|span| number.end <= span.end)
    }
}

/// What a document itself accounts for: facts as printed, and all that its evidence says.
pub(super) fn document_phrases(document: &Document, literals: &[String]) -> Phrases {
    let mut texts: Vec<&str> = literals.iter().map(String::as_str).collect();
    let meta = &document.meta;
    texts.extend([meta.edition.as_str(), &meta.date_text, &meta.publisher]);
    for fact in &document.facts {
        texts.extend([fact.text.as_str(), &fact.label, &fact.formula, &fact.coverage_text]);
        texts.extend(fact.dimensions.iter().map(|dimension| dimension.label.as_str()));
    }
    for evidence in &document.evidence {
        texts.extend([
            evidence.event.as_str(),
            &evidence.measure,
            &evidence.figure,
            &evidence.scope,
            &evidence.population,
            &evidence.quote.exact,
            &evidence.note,
            &evidence.correction,
            &evidence.claim,
        ]);
        texts.extend(evidence.quote.prefix.as_deref());
        texts.extend(evidence.quote.suffix.as_deref());
        texts.extend(evidence.quote_url.as_deref());
    }
    for reference in &document.references {
        texts.extend([
            reference.title.as_str(),
            &reference.publisher,
            &reference.origin,
            &reference.published,
            &reference.accessed,
            &reference.note,
        ]);
        texts.extend(reference.url.as_deref());
    }
    facts_as_printed(&document.blocks, &mut texts);
    let coverages: Vec<String> = document
        .facts
        .iter()
        .map(|fact| format!("{} of {}", fact.coverage.reported, fact.coverage.expected))
        .collect();
    let pages = meta.words.page.as_str();
    Phrases::new(texts.into_iter().chain(coverages.iter().map(String::as_str)).chain([pages]))
}

/// The texts under which facts stand in the blocks.
fn facts_as_printed<'d>(blocks: &'d [Block], texts: &mut Vec<&'d str>) {
    fn line<'d>(content: &'d [Inline], texts: &mut Vec<&'d str>) {
        for inline in content {
            match inline {
                Inline::Fact { text, .. } | Inline::Foreign { text, .. } => texts.push(text),
                Inline::Emphasis { content }
                | Inline::Strong { content }
                | Inline::Strikethrough { content }
                | Inline::Link { content, .. } => line(content, texts),
                Inline::Text { .. }
                | Inline::Code { .. }
                | Inline::Cite { .. }
                | Inline::LineBreak => {}
            }
        }
    }
    for block in blocks {
        match block {
            Block::Heading { content, .. } | Block::Paragraph { content } => line(content, texts),
            Block::List { items, .. } => {
                for item in items {
                    facts_as_printed(item, texts);
                }
            }
            Block::Quote { content } | Block::Callout { content, .. } => {
                facts_as_printed(content, texts)
            }
            Block::Table(table) => {
                line(&table.caption, texts);
                for cell in table.rows.iter().flat_map(|row| &row.cells) {
                    line(cell, texts);
                }
                for note in &table.notes {
                    line(note, texts);
                }
            }
            Block::Chart(chart) => {
                line(&chart.caption, texts);
                for Bar { label, value, .. } in &chart.bars {
                    line(label, texts);
                    line(value, texts);
                }
                for note in &chart.notes {
                    line(note, texts);
                }
            }
            Block::Code { .. } | Block::References | Block::Rule => {}
        }
    }
}

/// The names of a project that have a number in them, and what its analysts noted.
pub(super) fn project_phrases(project: &Project) -> Phrases {
    let dataset = &project.dataset;
    let mut texts: Vec<&Text> = Vec::new();
    for event in dataset.events.values() {
        texts.push(&event.name);
        texts.extend(&event.short);
        texts.extend(&event.city);
        texts.extend(&event.organisers);
        texts.extend(&event.note);
    }
    texts.extend(dataset.regions.values().map(|region| &region.name));
    texts.extend(dataset.places.values().map(|place| &place.name));
    texts.extend(dataset.sectors.values().map(|sector| &sector.name));
    texts.extend(dataset.scopes.values());
    texts.extend(dataset.populations.values());
    for measure in dataset.measures.values() {
        texts.push(&measure.name);
        texts.extend(&measure.description);
    }
    for source in dataset.sources.values() {
        texts.extend([&source.title, &source.publisher]);
        texts.extend(&source.note);
    }
    let own = project.reports.values().flat_map(|report| &report.metrics);
    for metric in project.metrics.values().chain(own) {
        texts.push(&metric.label);
        texts.extend(&metric.description);
    }
    let words = texts.into_iter().flat_map(|text| text.iter().map(|(_, words)| words));
    Phrases::new(words.filter(|words| !mentions(words).is_empty()))
}

/// The words of all claims, and the notes on them.
pub(super) fn claimed(dataset: &Dataset) -> Phrases {
    let texts = dataset.claims.iter().chain(&dataset.dropped).flat_map(|claim| {
        let notes = claim.note.iter().flat_map(|note| note.iter().map(|(_, words)| words));
        notes.chain([claim.quote.exact.as_str()])
    });
    Phrases::new(texts)
}

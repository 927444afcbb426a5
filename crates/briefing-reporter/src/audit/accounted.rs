//! The texts that numbers of a brief may stand in.

use std::collections::BTreeSet;
use std::ops::Range;

use aho_corasick::AhoCorasick;
use briefing_evidence::{MentionKind, mentions};
use briefing_loader::Project;
use briefing_model::dataset::Dataset;
use briefing_model::document::{Bar, Block, Document, Inline, plain_text};
use briefing_model::period::Period;
use briefing_model::text::Text;
use briefing_template::words;

use super::folded::{Folded, folded};

/// Texts to be found in pages.
pub(super) struct Phrases {
    texts: Vec<String>,
    automaton: Option<AhoCorasick>,
}

impl Phrases {
    fn new<'t>(texts: impl IntoIterator<Item = &'t str>) -> Self {
        let mut phrases: Vec<String> =
            texts.into_iter().map(folded).filter(|phrase| !phrase.is_empty()).collect();
        phrases.sort_unstable();
        phrases.dedup();
        // Only too many texts for the memory there is would make it fail: then nothing is accounted
        // for, and the audit says so number by number.
        let automaton = AhoCorasick::new(&phrases).ok().filter(|_| !phrases.is_empty());
        Self { texts: phrases, automaton }
    }

    /// Whether a number and the words on one side of it stand in one of them: what is broken over a
    /// page, with the foot of one and the head of the next in between, is not found whole.
    pub(super) fn hold_one_side(&self, page: &Folded, number: &Range<usize>) -> bool {
        const CONTEXT: usize = 12;
        let number = page.range(number);
        let text = &page.text;
        let before = text[..number.start].char_indices().rev().take(CONTEXT).last();
        let after = text[number.end..].char_indices().take(CONTEXT).last();
        let sides = [
            before.map(|(start, _)| &text[start..number.end]),
            after.map(|(at, c)| &text[number.start..number.end + at + c.len_utf8()]),
        ];
        let is_long = |side: &&str| side.chars().count() >= CONTEXT + number.len().min(CONTEXT);
        sides.into_iter().flatten().filter(is_long).any(|side| {
            self.texts.iter().any(|phrase| phrase.len() > side.len() && phrase.contains(side))
        })
    }

    /// Where they stand in a page.
    pub(super) fn find(&self, page: &Folded) -> Spans {
        let mut spans: Vec<Range<usize>> = Vec::new();
        if let Some(automaton) = &self.automaton {
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

/// What a document of so many pages accounts for by itself: facts as printed, all that its evidence
/// says, and the numbers of its own parts.
pub(super) fn document_phrases(document: &Document, literals: &[String], pages: usize) -> Phrases {
    let mut texts: Vec<&str> = literals.iter().map(String::as_str).collect();
    let meta = &document.meta;
    texts.extend([
        meta.edition.as_str(),
        &meta.edition_text,
        &meta.period,
        &meta.date_text,
        &meta.publisher,
    ]);
    for fact in &document.facts {
        texts.extend([fact.text.as_str(), &fact.label, &fact.formula, &fact.coverage_text]);
        texts.extend([fact.independence.as_str(), &fact.absence_text]);
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
    let mut own = numbers_of_parts(document, pages);
    own.extend(Period::parse(&meta.period).map(|period| words::period(period, &meta.language)));
    Phrases::new(texts.into_iter().chain(own.iter().map(String::as_str)))
}

/// Of how many sources it is said at most how many are independent.
const MOST_SOURCES: usize = 16;

/// The numbers that a document gives its own parts, each with the words beside it: pages, entries of
/// the contents and of the sources, items of lists, and how many of the events reported.
fn numbers_of_parts(document: &Document, pages: usize) -> Vec<String> {
    let mut parts = Vec::new();
    for fact in &document.facts {
        parts.push(format!("{} of {}", fact.coverage.reported, fact.coverage.expected));
    }
    for (index, reference) in document.references.iter().enumerate() {
        parts.push(format!("{} {}", index + 1, reference.publisher));
        parts.push(format!("{} {}", index + 1, reference.title));
    }
    // How many sources say something, and how many of them are independent: of claims that are listed
    // side by side, as of a fact.
    let sources = document.references.len().min(MOST_SOURCES);
    for (sources, voices) in (2..=sources).flat_map(|all| (1..=all).map(move |some| (all, some))) {
        parts.push(words::independence(sources, voices, &document.meta.language));
    }
    let words = &document.meta.words;
    let of_pages = |page: usize| {
        words.page.replace("{page}", &page.to_string()).replace("{pages}", &pages.to_string())
    };
    parts.extend((1..=pages).map(of_pages));
    let mut headings = vec![words.evidence.clone(), words.sources.clone()];
    headings_and_items(&document.blocks, &mut headings, &mut parts);
    for heading in headings {
        parts.extend((1..=pages).map(|page| format!("{heading} {page}")));
    }
    parts
}

/// The texts of headings, and the numbers of items of ordered lists with their first words.
fn headings_and_items(blocks: &[Block], headings: &mut Vec<String>, items: &mut Vec<String>) {
    const WORDS: usize = 3;
    for block in blocks {
        match block {
            Block::Heading { content, .. } => {
                let text = plain_text(content);
                items.extend(numbered_by_hand(&text));
                headings.push(text);
            }
            Block::List { ordered, start, items: list, .. } => {
                for (number, item) in (*start..).zip(list) {
                    if let (true, Some(Block::Paragraph { content })) = (ordered, item.first()) {
                        let text = plain_text(content);
                        let words: Vec<&str> = text.split_whitespace().take(WORDS).collect();
                        items.push(format!("{number} {}", words.join(" ")));
                    }
                    headings_and_items(item, headings, items);
                }
            }
            Block::Quote { content } | Block::Callout { content, .. } => {
                headings_and_items(content, headings, items);
            }
            _ => {}
        }
    }
}

/// The number at the head of a heading that its author numbered, with the words after it: `1.1 Detail`,
/// `2 Outlook`. A number with a unit, or of what can be counted with words for it, is none.
fn numbered_by_hand(heading: &str) -> Option<String> {
    const PARTS: usize = 5;
    const DIGITS: usize = 2;
    let end = heading.find(|c: char| !c.is_ascii_digit() && c != '.')?;
    let (number, rest) = heading.split_at(end);
    let parts: Vec<&str> = number.trim_end_matches('.').split('.').collect();
    let is_section = parts.len() <= PARTS
        && parts.iter().all(|part| (1..=DIGITS).contains(&part.len()))
        && rest.starts_with(char::is_whitespace);
    let first = mentions(heading).into_iter().next()?;
    let counts = match &first.kind {
        MentionKind::Quantity(quantity) => {
            first.number.end > end
                || !quantity.unit.as_str().is_empty()
                || quantity.counts.is_some()
        }
        _ => false,
    };
    let next = mentions(rest).first().map_or(rest.len(), |mention| mention.range.start);
    let phrase = format!("{number}{}", &rest[..next]);
    (is_section && !counts && !rest[..next].trim().is_empty()).then_some(phrase)
}

/// The numbers of items of ordered lists.
pub(super) fn numbers_of_items(blocks: &[Block]) -> BTreeSet<u32> {
    fn collect(blocks: &[Block], numbers: &mut BTreeSet<u32>) {
        for block in blocks {
            match block {
                Block::List { ordered, start, items, .. } => {
                    if *ordered {
                        numbers.extend((*start..).zip(items).map(|(number, _)| number));
                    }
                    items.iter().for_each(|item| collect(item, numbers));
                }
                Block::Quote { content } | Block::Callout { content, .. } => {
                    collect(content, numbers);
                }
                _ => {}
            }
        }
    }
    let mut numbers = BTreeSet::new();
    collect(blocks, &mut numbers);
    numbers
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
                | Inline::Contested { .. }
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
            Block::Notes { notes } => notes.iter().for_each(|note| line(note, texts)),
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

#[cfg(test)]
mod tests {
    use super::numbered_by_hand;

    #[test]
    fn a_heading_may_have_a_number_of_its_own() {
        for (heading, number) in [
            ("1.1 Detail", Some("1.1 Detail")),
            ("2 Outlook", Some("2 Outlook")),
            ("3. Where 195 projects went", Some("3. Where ")),
            ("1.2.3 细节", Some("1.2.3 细节")),
            ("195 projects", None),
            ("12 projects", None),
            ("1.1 billion yuan", None),
            ("1.1", None),
            ("2024 in figures", None),
            ("Detail", None),
        ] {
            assert_eq!(numbered_by_hand(heading).as_deref(), number, "{heading}");
        }
    }
}

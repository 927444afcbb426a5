//! What links to what: the anchors of a page, each used once, and every link with an end.

use std::collections::{BTreeMap, BTreeSet};

use briefing_model::document::{Block, Document, Fact, Inline};

/// The anchors of a page.
#[derive(Debug, Default)]
pub(crate) struct Anchors {
    /// Every anchor there is.
    taken: BTreeSet<String>,
    /// Anchors that authors link to, to those they have: a heading "F1" has to make way for the
    /// first fact.
    renamed: BTreeMap<String, String>,
    /// How often each fact is printed in the text, by index.
    pub(crate) printed: Vec<usize>,
    /// For facts that one claim does not explain: how they were made.
    pub(crate) notes: Vec<Note>,
    /// Where each fact's link goes, by index: to a claim or a note.
    pub(crate) targets: Vec<Target>,
    /// The facts and notes that rest on each claim, by index of the claim.
    pub(crate) uses: Vec<Uses>,
    /// Whether the text itself has a place for the list of sources.
    pub(crate) references_placed: bool,
    /// The anchor of the text.
    pub(crate) text: String,
    /// The anchor of the table of contents.
    pub(crate) contents: String,
    /// The anchor of the evidence section.
    pub(crate) evidence: String,
    /// The anchor of the sources section.
    pub(crate) sources: String,
}

/// Where a fact's link goes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Target {
    /// To a claim, by index.
    Claim(usize),
    /// To a note, by index.
    Note(usize),
    /// Nowhere: it is not printed, or nobody reports it and there is nothing to show.
    Nowhere,
}

/// How one or more facts were made: those of one formula and one set of claims share a note.
#[derive(Debug)]
pub(crate) struct Note {
    /// Its anchor.
    pub(crate) id: String,
    /// The facts, by index.
    pub(crate) facts: Vec<usize>,
}

/// What rests on a claim.
#[derive(Debug, Default)]
pub(crate) struct Uses {
    /// Facts that link to it, by index.
    pub(crate) facts: Vec<usize>,
    /// Notes that name it, by index.
    pub(crate) notes: Vec<usize>,
}

impl Anchors {
    /// Lays out the anchors of a document.
    pub(crate) fn new(document: &Document) -> Self {
        let mut anchors = Self { printed: vec![0; document.facts.len()], ..Self::default() };
        let mut headings = Vec::new();
        anchors.survey(&document.blocks, &mut headings);

        // Facts, claims and sources come first: other programs know their anchors.
        let facts = document.facts.iter().map(|fact| &fact.id);
        let evidence = document.evidence.iter().map(|claim| &claim.id);
        let references = document.references.iter().map(|reference| &reference.id);
        for id in facts.chain(evidence).chain(references) {
            anchors.taken.insert(id.clone());
        }
        for id in headings {
            let free = anchors.free(&id);
            if free != id {
                anchors.renamed.insert(id, free);
            }
        }
        anchors.text = anchors.free("text");
        anchors.contents = anchors.free("contents");
        anchors.evidence = anchors.free("evidence");
        anchors.sources = anchors.free("sources");
        anchors.link_facts(document);
        anchors
    }

    /// The anchor of a heading, table or chart.
    pub(crate) fn of<'a>(&'a self, id: &'a str) -> &'a str {
        self.renamed.get(id).map_or(id, String::as_str)
    }

    /// The anchor that an author's `#link` means, where there is one.
    pub(crate) fn resolve<'a>(&'a self, id: &'a str) -> Option<&'a str> {
        self.taken.contains(id).then_some(id)
    }

    /// Where a fact's link goes.
    pub(crate) fn href(&self, document: &Document, fact: usize) -> Option<String> {
        match self.targets.get(fact)? {
            Target::Claim(claim) => document.evidence.get(*claim).map(|claim| format!("#{}", claim.id)),
            Target::Note(note) => self.notes.get(*note).map(|note| format!("#{}", note.id)),
            Target::Nowhere => None,
        }
    }

    /// Takes an anchor: this one, or this one with the first number that is free.
    fn free(&mut self, id: &str) -> String {
        let mut free = id.to_owned();
        let mut number = 2;
        while !self.taken.insert(free.clone()) {
            free = format!("{id}-{number}");
            number += 1;
        }
        free
    }

    fn link_facts(&mut self, document: &Document) {
        self.uses.resize_with(document.evidence.len(), Uses::default);
        for (index, fact) in document.facts.iter().enumerate() {
            let target = if self.printed[index] == 0 || is_missing(fact) {
                Target::Nowhere
            } else if let Some(claim) = sole_claim(document, fact) {
                self.uses[claim].facts.push(index);
                Target::Claim(claim)
            } else {
                Target::Note(self.note(document, index))
            };
            self.targets.push(target);
        }
        for (note, Note { facts, .. }) in self.notes.iter().enumerate() {
            let claims = facts.first().map(|fact| &document.facts[*fact].evidence);
            for claim in claims.into_iter().flatten() {
                if let Some(uses) = self.uses.get_mut(*claim)
                    && !uses.notes.contains(&note)
                {
                    uses.notes.push(note);
                }
            }
        }
    }

    /// The note that explains a fact.
    fn note(&mut self, document: &Document, index: usize) -> usize {
        let fact = &document.facts[index];
        let same = |other: &Fact| {
            other.label == fact.label
                && other.metric == fact.metric
                && other.figure == fact.figure
                && other.formula == fact.formula
                && other.coverage_text == fact.coverage_text
                && other.evidence == fact.evidence
        };
        let known = self.notes.iter().position(|note| {
            note.facts.first().is_some_and(|first| same(&document.facts[*first]))
        });
        if let Some(known) = known {
            self.notes[known].facts.push(index);
            return known;
        }
        let id = self.free(&format!("n{}", self.notes.len() + 1));
        self.notes.push(Note { id, facts: vec![index] });
        self.notes.len() - 1
    }

    fn survey(&mut self, blocks: &[Block], headings: &mut Vec<String>) {
        for block in blocks {
            match block {
                Block::Heading { id, content, .. } => {
                    headings.push(id.clone());
                    self.survey_text(content);
                }
                Block::Paragraph { content } => self.survey_text(content),
                Block::List { items, .. } => {
                    for item in items {
                        self.survey(item, headings);
                    }
                }
                Block::Quote { content } | Block::Callout { content, .. } => {
                    self.survey(content, headings);
                }
                Block::Table(table) => {
                    headings.push(table.id.clone());
                    self.survey_text(&table.caption);
                    for column in &table.columns {
                        self.survey_text(&column.label);
                    }
                    for cell in table.rows.iter().flat_map(|row| &row.cells) {
                        self.survey_text(cell);
                    }
                    for note in &table.notes {
                        self.survey_text(note);
                    }
                }
                Block::Chart(chart) => {
                    headings.push(chart.id.clone());
                    self.survey_text(&chart.caption);
                    for bar in &chart.bars {
                        self.survey_text(&bar.label);
                        self.survey_text(&bar.value);
                    }
                    for note in &chart.notes {
                        self.survey_text(note);
                    }
                }
                Block::References => self.references_placed = true,
                Block::Code { .. } | Block::Rule => {}
            }
        }
    }

    fn survey_text(&mut self, content: &[Inline]) {
        for inline in content {
            match inline {
                Inline::Fact { fact, .. } => {
                    if let Some(count) = self.printed.get_mut(*fact) {
                        *count += 1;
                    }
                }
                Inline::Emphasis { content }
                | Inline::Strong { content }
                | Inline::Strikethrough { content }
                | Inline::Link { content, .. } => self.survey_text(content),
                Inline::Text { .. }
                | Inline::Code { .. }
                | Inline::Cite { .. }
                | Inline::Foreign { .. }
                | Inline::LineBreak => {}
            }
        }
    }
}

/// Whether a fact says only that there is no figure.
pub(crate) fn is_missing(fact: &Fact) -> bool {
    fact.figure.is_none() && fact.evidence.is_empty()
}

/// The one claim that says all there is to say about a fact: it is the figure, complete.
fn sole_claim(document: &Document, fact: &Fact) -> Option<usize> {
    match fact.evidence[..] {
        [claim]
            if fact.coverage.expected <= 1
                && fact.coverage_text.is_empty()
                && claim < document.evidence.len() =>
        {
            Some(claim)
        }
        _ => None,
    }
}

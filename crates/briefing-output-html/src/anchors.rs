//! What links to what: the anchors of a page, each used once, and every link with an end.

use std::collections::{BTreeMap, BTreeSet};

use briefing_model::document::{Block, Document, Fact, FactConflict, Inline, plain_text};

/// The anchors of a page.
#[derive(Debug, Default)]
pub(crate) struct Anchors {
    /// Every anchor that is spoken for.
    taken: BTreeSet<String>,
    /// The anchors that a `#link` may mean, by how an author writes them: a heading "F1" has to make
    /// way for the first fact.
    ends: BTreeMap<String, String>,
    /// The anchors of headings, in the order of the text.
    pub(crate) headings: Vec<String>,
    /// The anchors of tables and charts, in the order of the text.
    pub(crate) figures: Vec<String>,
    /// The anchors of rows of tables that have one, in the order of the text.
    pub(crate) rows: Vec<String>,
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
        let mut survey = Survey::default();
        survey.blocks(&document.blocks);
        for fact in survey.facts {
            if let Some(count) = anchors.printed.get_mut(fact) {
                *count += 1;
            }
        }
        anchors.references_placed = survey.references;

        // Facts, claims and sources come first: other programs know their anchors.
        let facts = document.facts.iter().zip(&anchors.printed);
        let facts = facts.map(|(fact, printed)| (&fact.id, *printed > 0));
        let evidence = document.evidence.iter().map(|claim| (&claim.id, true));
        let references = document.references.iter().map(|reference| (&reference.id, true));
        for (id, there) in facts.chain(evidence).chain(references) {
            anchors.taken.insert(id.clone());
            if there {
                anchors.ends.insert(id.clone(), id.clone());
            }
        }
        anchors.headings = survey.headings.into_iter().map(|id| anchors.place(id)).collect();
        anchors.figures = survey.figures.into_iter().map(|id| anchors.place(id)).collect();
        anchors.rows = survey.rows.into_iter().map(|id| anchors.place(id)).collect();
        anchors.text = anchors.place("text");
        anchors.contents = anchors.free("contents");
        anchors.evidence = anchors.free("evidence");
        anchors.sources = anchors.free("sources");
        anchors.link_facts(document);
        anchors
    }

    /// The anchor that an author's `#link` means, where there is one.
    pub(crate) fn resolve(&self, id: &str) -> Option<&str> {
        self.ends.get(id).map(String::as_str)
    }

    /// Where a fact's link goes.
    pub(crate) fn href(&self, document: &Document, fact: usize) -> Option<String> {
        match self.targets.get(fact)? {
            Target::Claim(claim) => {
                document.evidence.get(*claim).map(|claim| format!("#{}", claim.id))
            }
            Target::Note(note) => self.notes.get(*note).map(|note| format!("#{}", note.id)),
            Target::Nowhere => None,
        }
    }

    /// Takes an anchor for a place that authors can link to.
    fn place(&mut self, id: &str) -> String {
        let free = self.free(id);
        self.ends.entry(id.to_owned()).or_insert_with(|| free.clone());
        free
    }

    /// Takes an anchor: this one, or this one with the first number that is free. Anchors have no
    /// white space, for lists of them are divided by it.
    fn free(&mut self, id: &str) -> String {
        let odd = |c: char| c.is_whitespace() || c.is_control();
        let id = if id.is_empty() { "section".to_owned() } else { id.replace(odd, "-") };
        let mut free = id.clone();
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
            let first = facts.first().map(|fact| &document.facts[*fact]);
            let claims = first.map(|fact| fact.evidence.iter().chain(unused(fact)));
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
                && other.conflicts == fact.conflicts
        };
        let known = self
            .notes
            .iter()
            .position(|note| note.facts.first().is_some_and(|first| same(&document.facts[*first])));
        if let Some(known) = known {
            self.notes[known].facts.push(index);
            return known;
        }
        let id = self.free(&format!("n{}", self.notes.len() + 1));
        self.notes.push(Note { id, facts: vec![index] });
        self.notes.len() - 1
    }
}

/// What there is in a text, in order.
#[derive(Debug, Default)]
struct Survey<'a> {
    headings: Vec<&'a str>,
    figures: Vec<&'a str>,
    rows: Vec<&'a str>,
    facts: Vec<usize>,
    references: bool,
}

impl<'a> Survey<'a> {
    fn blocks(&mut self, blocks: &'a [Block]) {
        for block in blocks {
            match block {
                Block::Heading { id, content, .. } => {
                    self.headings.push(id);
                    // A heading without words is not printed.
                    if !plain_text(content).trim().is_empty() {
                        self.text(content);
                    }
                }
                Block::Paragraph { content } => self.text(content),
                Block::List { items, .. } => {
                    for item in items {
                        self.blocks(item);
                    }
                }
                Block::Quote { content } | Block::Callout { content, .. } => self.blocks(content),
                Block::Table(table) => {
                    self.figures.push(&table.id);
                    self.rows.extend(table.rows.iter().filter_map(|row| row.id.as_deref()));
                    let columns = table.columns.len();
                    let labels = table.columns.iter().map(|column| &column.label);
                    let cells = table.rows.iter().flat_map(|row| row.cells.iter().take(columns));
                    let texts = [&table.caption].into_iter().chain(labels).chain(cells);
                    for text in texts.chain(&table.notes) {
                        self.text(text);
                    }
                }
                Block::Chart(chart) => {
                    self.figures.push(&chart.id);
                    let bars = chart.bars.iter().flat_map(|bar| [&bar.label, &bar.value]);
                    for text in [&chart.caption].into_iter().chain(bars).chain(&chart.notes) {
                        self.text(text);
                    }
                }
                Block::Notes { notes } => notes.iter().for_each(|note| self.text(note)),
                Block::References => self.references = true,
                Block::Code { .. } | Block::Rule => {}
            }
        }
    }

    fn text(&mut self, content: &'a [Inline]) {
        for inline in content {
            match inline {
                Inline::Fact { fact, .. } => self.facts.push(*fact),
                Inline::Emphasis { content }
                | Inline::Strong { content }
                | Inline::Strikethrough { content }
                | Inline::Link { content, .. } => self.text(content),
                Inline::Text { .. }
                | Inline::Code { .. }
                | Inline::Cite { .. }
                | Inline::Contested { .. }
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

/// The claims that contradict those behind a fact, and were not used.
pub(crate) fn unused(fact: &Fact) -> impl Iterator<Item = &usize> {
    let unused = |conflict: &FactConflict, claim: &usize| !conflict.used.contains(claim);
    fact.conflicts
        .iter()
        .flat_map(move |conflict| conflict.claims.iter().filter(move |c| unused(conflict, c)))
}

/// The one claim that says all there is to say about a fact: it is the figure, complete, and nobody
/// contradicts it.
fn sole_claim(document: &Document, fact: &Fact) -> Option<usize> {
    match fact.evidence[..] {
        [claim]
            if fact.coverage.expected <= 1
                && unused(fact).next().is_none()
                && fact.absence.is_none()
                && fact.coverage_text.is_empty()
                && claim < document.evidence.len() =>
        {
            Some(claim)
        }
        _ => None,
    }
}

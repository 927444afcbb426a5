//! Marks figures on which sources contradict each other.

use std::collections::BTreeMap;

use super::{Block, CONTESTED_MARK, Fact, Inline, TableRow};

/// What the marks of a document need.
#[derive(Debug)]
pub struct Contested<'a> {
    /// The figures of the document.
    pub facts: &'a [&'a Fact],
    /// The anchors of rows that list a contradiction, by each claim in it: an index into
    /// [`Document::evidence`](super::Document::evidence).
    pub rows: &'a BTreeMap<usize, String>,
    /// What the mark means, in a sentence.
    pub legend: &'a str,
}

impl Contested<'_> {
    /// Puts a mark behind every figure that rests on a choice between sources that contradict each
    /// other, and says what it means where it stands: below a table or chart, and at the end of a
    /// section of text. Rows with an anchor list the contradictions themselves, and have no marks.
    pub fn mark(&self, blocks: &mut Vec<Block>) {
        let mut marked = Vec::with_capacity(blocks.len());
        let mut is_used = false;
        for mut block in blocks.drain(..) {
            if matches!(block, Block::Heading { .. }) && std::mem::take(&mut is_used) {
                self.explain(&mut marked);
            }
            is_used |= self.block(&mut block);
            marked.push(block);
        }
        if is_used {
            self.explain(&mut marked);
        }
        *blocks = marked;
    }

    /// Says at the end of a section what the marks of its text mean, unless the notes of a table or
    /// chart at its end have just said so.
    fn explain(&self, marked: &mut Vec<Block>) {
        let notes = match marked.last() {
            Some(Block::Table(table)) => &table.notes[..],
            Some(Block::Chart(chart)) => &chart.notes[..],
            _ => &[],
        };
        if notes.last() != Some(&self.note()) {
            marked.push(self.notes());
        }
    }

    /// Puts a mark behind every contested figure of a block that is no table and no chart; nothing
    /// says what it means.
    pub fn mark_figures(&self, block: &mut Block) {
        self.block(block);
    }

    /// The claim that the mark of a figure leads to, and the anchor of the row that lists it.
    fn target(&self, fact: &Fact) -> Option<Inline> {
        let conflict = fact.conflicts.first()?;
        let evidence = *conflict.used.first().or_else(|| conflict.claims.first())?;
        Some(Inline::Contested { evidence, row: self.rows.get(&evidence).cloned() })
    }

    /// Marks a block; whether its marks have yet to be explained.
    fn block(&self, block: &mut Block) -> bool {
        match block {
            Block::Heading { content, .. } | Block::Paragraph { content } => self.inlines(content),
            Block::List { items, .. } => {
                items.iter_mut().filter_map(|item| self.all(item).then_some(())).count() > 0
            }
            Block::Quote { content } | Block::Callout { content, .. } => self.all(content),
            Block::Notes { notes } => {
                notes.iter_mut().filter_map(|note| self.inlines(note).then_some(())).count() > 0
            }
            Block::Table(table) => {
                let mut is_used = self.inlines(&mut table.caption);
                for column in &mut table.columns {
                    is_used |= self.inlines(&mut column.label);
                }
                let rows = table.rows.iter_mut().filter(|row| row.id.is_none());
                for TableRow { cells, .. } in rows {
                    for cell in cells {
                        is_used |= self.inlines(cell);
                    }
                }
                for note in &mut table.notes {
                    is_used |= self.inlines(note);
                }
                if is_used {
                    table.notes.push(self.note());
                }
                false
            }
            Block::Chart(chart) => {
                let mut is_used = self.inlines(&mut chart.caption);
                for bar in &mut chart.bars {
                    is_used |= self.inlines(&mut bar.label);
                    is_used |= self.inlines(&mut bar.value);
                }
                for note in &mut chart.notes {
                    is_used |= self.inlines(note);
                }
                if is_used {
                    chart.notes.push(self.note());
                }
                false
            }
            Block::Code { .. } | Block::References | Block::Rule => false,
        }
    }

    fn all(&self, blocks: &mut [Block]) -> bool {
        // Every one is marked, not only the first that has something to mark.
        blocks.iter_mut().filter_map(|block| self.block(block).then_some(())).count() > 0
    }

    /// Marks the figures of a text; whether there were any to mark.
    fn inlines(&self, content: &mut Vec<Inline>) -> bool {
        let mut is_used = false;
        let mut at = 0;
        while at < content.len() {
            let mark = match &mut content[at] {
                Inline::Fact { fact, .. } => {
                    self.facts.get(*fact).and_then(|fact| self.target(fact))
                }
                Inline::Contested { evidence, row } => {
                    *row = self.rows.get(evidence).cloned();
                    is_used = true;
                    None
                }
                Inline::Emphasis { content }
                | Inline::Strong { content }
                | Inline::Strikethrough { content }
                | Inline::Link { content, .. } => {
                    is_used |= self.inlines(content);
                    None
                }
                Inline::Text { .. }
                | Inline::Code { .. }
                | Inline::Cite { .. }
                | Inline::Foreign { .. }
                | Inline::LineBreak => None,
            };
            at += 1;
            if let Some(mark) = mark {
                content.insert(at, mark);
                at += 1;
                is_used = true;
            }
        }
        is_used
    }

    fn note(&self) -> Vec<Inline> {
        vec![Inline::text(format!("{CONTESTED_MARK} {}", self.legend))]
    }

    /// What the mark means, as a block of its own.
    #[must_use]
    pub fn notes(&self) -> Block {
        Block::Notes { notes: vec![self.note()] }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::document::{FactConflict, Table, plain_text};

    fn paragraph(fact: usize) -> Block {
        let figure = Inline::Fact { fact, text: "159".to_owned() };
        Block::Paragraph {
            content: vec![Inline::Strong { content: vec![figure] }, Inline::text(" were signed.")],
        }
    }

    fn heading(text: &str) -> Block {
        Block::Heading { level: 2, id: text.to_owned(), content: vec![Inline::text(text)] }
    }

    fn printed(blocks: &[Block]) -> Vec<String> {
        let text = |block: &Block| match block {
            Block::Heading { content, .. } | Block::Paragraph { content } => plain_text(content),
            Block::Notes { notes } => notes.iter().map(|note| plain_text(note)).collect(),
            _ => String::new(),
        };
        blocks.iter().map(text).collect()
    }

    #[test]
    fn a_legend_does_not_stand_twice_in_a_row() {
        let conflict = FactConflict { claims: vec![0, 1], used: vec![0] };
        let fact = Fact { conflicts: vec![conflict], ..Fact::default() };
        let (facts, rows) = ([&fact], BTreeMap::new());
        let contested = Contested { facts: &facts, rows: &rows, legend: "Sources disagree." };
        let table = |fact: usize| {
            let cell = vec![Inline::Fact { fact, text: "159".to_owned() }];
            Block::Table(Table {
                id: "table-1".to_owned(),
                caption: Vec::new(),
                columns: Vec::new(),
                rows: vec![TableRow::new(vec![cell])],
                empty: String::new(),
                notes: Vec::new(),
            })
        };
        // Both are marked, and the notes of the table explain it; a table without marks does not.
        let mut blocks = vec![paragraph(0), table(0), heading("B"), paragraph(0), table(1)];
        contested.mark(&mut blocks);
        let legends: Vec<bool> =
            blocks.iter().map(|block| matches!(block, Block::Notes { .. })).collect();
        assert_eq!(legends, [false, false, false, false, false, true]);
        let Block::Table(table) = &blocks[1] else { panic!("a table") };
        assert_eq!(table.notes.len(), 1);
    }

    #[test]
    fn a_mark_is_explained_at_the_end_of_the_section_it_stands_in() {
        let conflict = FactConflict { claims: vec![0, 1], used: vec![0] };
        let (contested, plain) =
            (Fact { conflicts: vec![conflict], ..Fact::default() }, Fact::default());
        let facts = [&contested, &plain];
        let rows = BTreeMap::from([(0, "d1".to_owned())]);
        let contested = Contested { facts: &facts, rows: &rows, legend: "Sources disagree." };
        let mut blocks = vec![heading("A"), paragraph(0), paragraph(1), heading("B"), paragraph(1)];
        contested.mark(&mut blocks);
        let expected = [
            "A",
            "159† were signed.",
            "159 were signed.",
            "† Sources disagree.",
            "B",
            "159 were signed.",
        ];
        assert_eq!(printed(&blocks), expected);
        let Block::Paragraph { content } = &blocks[1] else { panic!("a paragraph") };
        let Inline::Strong { content } = &content[0] else { panic!("strong text") };
        assert_eq!(content[1], Inline::Contested { evidence: 0, row: Some("d1".to_owned()) });
    }
}

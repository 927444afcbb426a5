//! Where links within the brief lead, in Markdown.
//!
//! GitHub gives every heading an anchor made of its text; other links of the document, to tables and
//! charts, and to headings whose text holds a footnote's mark, get an anchor of their own, an empty
//! `a` element, which GitHub keeps.

use std::collections::{BTreeMap, BTreeSet};

use briefing_model::document::{Block, Document, Inline, plain_text};

/// The anchors that the links of a document lead to.
#[derive(Debug, Default)]
pub(super) struct Anchors {
    /// By the id in the document.
    targets: BTreeMap<String, Target>,
}

#[derive(Debug, PartialEq, Eq)]
enum Target {
    /// GitHub's, of a heading.
    Heading(String),
    /// One that is written out.
    Own,
}

impl Anchors {
    pub(super) fn new(document: &Document) -> Self {
        let mut linked = BTreeSet::new();
        links(&document.blocks, &mut linked);
        let mut anchors = Self::default();
        if linked.is_empty() {
            return anchors;
        }
        let mut slugs = Slugs::default();
        slugs.next(&document.meta.title);
        anchors.collect(&document.blocks, &linked, &mut slugs);
        anchors
    }

    /// The anchor that a link to an id leads to, if there is one.
    pub(super) fn target(&self, id: &str) -> Option<&str> {
        self.targets.get_key_value(id).map(|(id, target)| match target {
            Target::Heading(slug) => slug.as_str(),
            Target::Own => id.as_str(),
        })
    }

    /// The anchor of an id as it is written out; `None` where it needs none.
    pub(super) fn written(&self, id: &str) -> Option<String> {
        let is_plain = id.chars().all(|c| c.is_alphanumeric() || matches!(c, '-' | '_'));
        let is_own = self.targets.get(id) == Some(&Target::Own);
        (is_own && is_plain).then(|| format!("<a id=\"{id}\"></a>"))
    }

    fn collect(&mut self, blocks: &[Block], linked: &BTreeSet<&str>, slugs: &mut Slugs) {
        for block in blocks {
            let mut own = |id: &String| {
                if linked.contains(id.as_str()) {
                    self.targets.insert(id.clone(), Target::Own);
                }
            };
            match block {
                Block::Heading { id, content, .. } => {
                    let slug = slugs.next(&plain_text(content));
                    if has_footnote(content) {
                        own(id);
                    } else if linked.contains(id.as_str()) {
                        self.targets.insert(id.clone(), Target::Heading(slug));
                    }
                }
                Block::Table(table) => own(&table.id),
                Block::Chart(chart) => own(&chart.id),
                Block::List { items, .. } => {
                    items.iter().for_each(|item| self.collect(item, linked, slugs));
                }
                Block::Quote { content } | Block::Callout { content, .. } => {
                    self.collect(content, linked, slugs);
                }
                _ => {}
            }
        }
    }
}

/// Anchors as GitHub makes them of headings, each once.
#[derive(Debug, Default)]
struct Slugs(BTreeMap<String, usize>);

impl Slugs {
    /// In small letters, without punctuation, with hyphens for spaces; a number after the second of
    /// one name.
    fn next(&mut self, text: &str) -> String {
        let kept = |c: &char| c.is_alphanumeric() || matches!(c, '-' | '_' | ' ');
        let lower = text.trim().to_lowercase();
        let slug: String =
            lower.chars().filter(kept).map(|c| if c == ' ' { '-' } else { c }).collect();
        let count = self.0.entry(slug.clone()).or_default();
        *count += 1;
        match *count {
            1 => slug,
            count => format!("{slug}-{}", count - 1),
        }
    }
}

fn has_footnote(content: &[Inline]) -> bool {
    content.iter().any(|inline| match inline {
        Inline::Fact { .. } => true,
        Inline::Emphasis { content }
        | Inline::Strong { content }
        | Inline::Strikethrough { content }
        | Inline::Link { content, .. } => has_footnote(content),
        _ => false,
    })
}

/// The ids that blocks link to.
fn links<'d>(blocks: &'d [Block], found: &mut BTreeSet<&'d str>) {
    for block in blocks {
        match block {
            Block::Heading { content, .. } | Block::Paragraph { content } => {
                links_within(content, found);
            }
            Block::List { items, .. } => items.iter().for_each(|item| links(item, found)),
            Block::Quote { content } | Block::Callout { content, .. } => links(content, found),
            Block::Table(table) => {
                let heads = table.columns.iter().map(|column| &column.label);
                let cells = table.rows.iter().flat_map(|row| &row.cells);
                for content in heads.chain(cells).chain(&table.notes).chain([&table.caption]) {
                    links_within(content, found);
                }
            }
            Block::Chart(chart) => {
                let bars = chart.bars.iter().flat_map(|bar| [&bar.label, &bar.value]);
                for content in bars.chain(&chart.notes).chain([&chart.caption]) {
                    links_within(content, found);
                }
            }
            Block::Notes { notes } => notes.iter().for_each(|note| links_within(note, found)),
            Block::Code { .. } | Block::References | Block::Rule => {}
        }
    }
}

fn links_within<'d>(content: &'d [Inline], found: &mut BTreeSet<&'d str>) {
    for inline in content {
        match inline {
            Inline::Link { url, content } => {
                found.extend(url.strip_prefix('#'));
                links_within(content, found);
            }
            Inline::Emphasis { content }
            | Inline::Strong { content }
            | Inline::Strikethrough { content } => links_within(content, found),
            _ => {}
        }
    }
}

#[cfg(test)]
mod tests {
    use super::Slugs;

    #[test]
    fn anchors_are_those_of_github() {
        let mut slugs = Slugs::default();
        for (text, slug) in [
            ("Main points", "main-points"),
            ("What's new? (2024)", "whats-new-2024"),
            ("A – B", "a--b"),
            ("主要数据", "主要数据"),
            ("Main points", "main-points-1"),
        ] {
            assert_eq!(slugs.next(text), slug);
        }
    }
}

//! Whole briefs, from a template to a document.

mod checks;
mod documents;
mod escaping;
mod texts;

use std::fmt::Write as _;

use briefing_model::diagnostic::Diagnostics;
use briefing_model::document::{Block, Document, Inline, plain_text};

use crate::Rendered;
use crate::fixture::{Fixture, environment, listed};

/// The brief of a template, of which nothing may be wrong before it is rendered.
fn render(fixture: &Fixture, template: &str) -> Result<Rendered, String> {
    let (environment, files, mistakes) = environment(template, &[]);
    let checked = environment.check(&fixture.report, &fixture.dataset, &indexmap::IndexMap::new());
    let all: Diagnostics = mistakes.into_iter().chain(checked).collect();
    assert!(all.is_empty(), "{}", listed(&all, &files));
    environment.render(&fixture.input()).map_err(|found| listed(&found, &files))
}

/// A document as lines: what an output would show, with the evidence.
fn plain(document: &Document) -> String {
    let mut out = format!("# {}\n", document.meta.title);
    for block in &document.blocks {
        write_block(block, "", &mut out);
    }
    for fact in &document.facts {
        let evidence: Vec<String> = fact.evidence.iter().map(|e| format!("e{}", e + 1)).collect();
        let texts: Vec<&str> =
            std::iter::once(&fact.text).chain(&fact.also).map(String::as_str).collect();
        let (id, texts, label) = (&fact.id, texts.join(" = "), &fact.label);
        writeln!(out, "{id}: {texts} | {label} | {}", evidence.join(" ")).unwrap();
    }
    for evidence in &document.evidence {
        let (id, claim, figure) = (&evidence.id, &evidence.claim, &evidence.figure);
        writeln!(out, "{id}: {claim} = {figure} (s{})", evidence.reference + 1).unwrap();
    }
    for reference in &document.references {
        writeln!(out, "{}: {}", reference.id, reference.title).unwrap();
    }
    out
}

fn write_block(block: &Block, indent: &str, out: &mut String) {
    let line = |content: &[Inline]| marked(content);
    match block {
        Block::Heading { level, id, content } => {
            writeln!(out, "{indent}h{level} {} #{id}", line(content)).unwrap();
        }
        Block::Paragraph { content } => writeln!(out, "{indent}p {}", line(content)).unwrap(),
        Block::List { items, .. } => {
            for item in items {
                writeln!(out, "{indent}-").unwrap();
                item.iter().for_each(|block| write_block(block, &format!("{indent}  "), out));
            }
        }
        Block::Quote { content } | Block::Callout { content, .. } => {
            writeln!(out, "{indent}>").unwrap();
            content.iter().for_each(|block| write_block(block, &format!("{indent}  "), out));
        }
        Block::Code { text, .. } => writeln!(out, "{indent}code {text:?}").unwrap(),
        Block::Table(table) => {
            writeln!(out, "{indent}{} {}", table.id, line(&table.caption)).unwrap();
            let head: Vec<String> = table.columns.iter().map(|c| line(&c.label)).collect();
            writeln!(out, "{indent}  | {} |", head.join(" | ")).unwrap();
            for row in &table.rows {
                let cells: Vec<String> = row.cells.iter().map(|cell| line(cell)).collect();
                let mark = if row.total { '=' } else { '|' };
                writeln!(out, "{indent}  {mark} {} |", cells.join(" | ")).unwrap();
            }
            if table.rows.is_empty() {
                writeln!(out, "{indent}  {}", table.empty).unwrap();
            }
            for note in &table.notes {
                writeln!(out, "{indent}  * {}", line(note)).unwrap();
            }
        }
        Block::Chart(chart) => {
            writeln!(out, "{indent}{} {}", chart.id, line(&chart.caption)).unwrap();
            for bar in &chart.bars {
                let open = if bar.open_above { "→" } else { "" };
                let (label, value) = (line(&bar.label), line(&bar.value));
                let (certain, possible) = (bar.certain[1], bar.possible[1]);
                writeln!(out, "{indent}  {label}: {value} {certain}..{possible}{open}").unwrap();
            }
            for note in &chart.notes {
                writeln!(out, "{indent}  * {}", line(note)).unwrap();
            }
        }
        Block::References => writeln!(out, "{indent}references").unwrap(),
        Block::Notes { notes } => {
            for note in notes {
                writeln!(out, "{indent}note {}", plain_text(note)).unwrap();
            }
        }
        Block::Rule => writeln!(out, "{indent}rule").unwrap(),
    }
}

/// Inlines with facts as `{text}` and emphasis in asterisks.
fn marked(content: &[Inline]) -> String {
    content
        .iter()
        .map(|inline| match inline {
            Inline::Fact { text, fact } => format!("{{{text} f{}}}", fact + 1),
            Inline::Emphasis { content } => format!("*{}*", marked(content)),
            Inline::Strong { content } => format!("**{}**", marked(content)),
            Inline::Link { url, content } => format!("[{}]({url})", marked(content)),
            other => plain_text(std::slice::from_ref(other)),
        })
        .collect()
}

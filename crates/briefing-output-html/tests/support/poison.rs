//! Puts a text into every field of a document that can hold one.
//!
//! The patterns name every field: one that is added to the model has to be thought of here.

use briefing_model::document::{
    Bar, Block, Chart, Column, Document, Evidence, Fact, FactDimension, Inline, Meta, Reference,
    Table, TableRow, Words,
};

/// Puts `text` at the end of every text of a document, anchors too; addresses of links become `text`.
pub fn poison(document: &mut Document, text: &str) {
    let Document { meta, blocks, facts, evidence, references } = document;
    poison_meta(meta, text);
    for block in blocks {
        poison_block(block, text);
    }
    for fact in facts {
        let Fact {
            id,
            text: printed,
            also,
            figure: _,
            absence: _,
            absence_text,
            metric,
            label,
            dimensions,
            formula,
            coverage: _,
            coverage_text,
            statuses: _,
            independence,
            scopes: _,
            populations: _,
            rates: _,
            conflicts: _,
            evidence: _,
        } = fact;
        also.push(text.to_owned());
        all([id, printed, metric, label, formula, coverage_text, independence], text);
        all([absence_text], text);
        for FactDimension { name, id, label } in dimensions {
            all([name, id, label], text);
        }
    }
    for claim in evidence {
        let Evidence {
            claim,
            id,
            said: _,
            event,
            measure,
            figure,
            status,
            scope,
            population,
            contradicted_by: _,
            quote,
            language,
            quote_url,
            reference: _,
            note,
            correction,
        } = claim;
        all([claim, id, event, measure, figure, status, scope, population, language, note], text);
        all([correction], text);
        all([&mut quote.exact], text);
        quote.prefix = Some(text.to_owned());
        quote.suffix = Some(text.to_owned());
        *quote_url = Some(text.to_owned());
    }
    for reference in references {
        let Reference {
            source,
            id,
            imprint,
            title,
            title_language,
            publisher,
            origin,
            published,
            accessed,
            url,
            grade,
            note,
        } = reference;
        all(
            [
                source,
                id,
                title,
                title_language,
                publisher,
                origin,
                published,
                accessed,
                grade,
                note,
            ],
            text,
        );
        *url = Some(text.to_owned());
        imprint.language.push_str(text);
        imprint.sha256 = Some(text.to_owned());
    }
}

fn poison_meta(meta: &mut Meta, text: &str) {
    let Meta {
        title,
        description,
        language,
        report,
        key,
        period,
        as_of: _,
        edition,
        edition_text,
        date: _,
        date_text,
        publisher,
        words,
    } = meta;
    *key = Some(text.to_owned());
    all([title, description, language, report, period, edition, edition_text], text);
    all([date_text, publisher], text);
    let Words {
        contents,
        evidence,
        evidence_intro,
        sources,
        page,
        back,
        not_reported,
        accessed,
        published,
        at_source,
        formula,
        coverage,
        status,
        scope,
        source,
        data_as_of,
        contested,
        contradicted_by,
        colon,
        comma,
        semicolon,
        stop,
        open,
        close,
        space,
    } = words;
    all([contents, evidence, evidence_intro, sources, page, back, not_reported, accessed], text);
    all([published, at_source, formula, coverage, status, scope, source, data_as_of], text);
    all([colon, comma, semicolon, stop, open, close, space], text);
    all([contested, contradicted_by], text);
}

fn poison_block(block: &mut Block, text: &str) {
    match block {
        Block::Heading { level: _, id, content } => {
            all([id], text);
            poison_text(content, text);
        }
        Block::Paragraph { content } => poison_text(content, text),
        Block::List { ordered: _, start: _, tight: _, items } => {
            for block in items.iter_mut().flatten() {
                poison_block(block, text);
            }
        }
        Block::Quote { content } | Block::Callout { tone: _, content } => {
            for block in content {
                poison_block(block, text);
            }
        }
        Block::Code { language, text: code } => {
            *language = Some(text.to_owned());
            all([code], text);
        }
        Block::Table(Table { id, caption, columns, rows, empty, notes }) => {
            all([id, empty], text);
            poison_text(caption, text);
            for Column { label, align: _, header: _ } in columns {
                poison_text(label, text);
            }
            for TableRow { cells, total: _, heading: _, id } in rows {
                if let Some(id) = id {
                    *id = text.to_owned();
                }
                for cell in cells {
                    poison_text(cell, text);
                }
            }
            for note in notes {
                poison_text(note, text);
            }
        }
        Block::Chart(Chart {
            id,
            caption,
            description,
            least: _,
            greatest: _,
            zero: _,
            bars,
            notes,
        }) => {
            all([id, description], text);
            poison_text(caption, text);
            for Bar { label, value, .. } in bars {
                poison_text(label, text);
                poison_text(value, text);
            }
            for note in notes {
                poison_text(note, text);
            }
        }
        Block::Notes { notes } => notes.iter_mut().for_each(|note| poison_text(note, text)),
        Block::References | Block::Rule => {}
    }
}

fn poison_text(content: &mut Vec<Inline>, text: &str) {
    for inline in content.iter_mut() {
        match inline {
            Inline::Text { text: own } | Inline::Code { text: own } => all([own], text),
            Inline::Fact { fact: _, text: own } => all([own], text),
            Inline::Emphasis { content }
            | Inline::Strong { content }
            | Inline::Strikethrough { content } => poison_text(content, text),
            Inline::Link { url, content } => {
                *url = text.to_owned();
                poison_text(content, text);
            }
            Inline::Foreign { language, text: own } => all([language, own], text),
            Inline::Contested { evidence: _, row } => *row = Some(text.to_owned()),
            Inline::Cite { reference: _ } | Inline::LineBreak => {}
        }
    }
    content.push(Inline::text(text));
}

fn all<const N: usize>(fields: [&mut String; N], text: &str) {
    for field in fields {
        field.push_str(text);
    }
}

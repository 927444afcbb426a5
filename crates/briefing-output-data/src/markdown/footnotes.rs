//! Footnotes: what each figure is, how it was made, and the words of its sources.

use std::collections::BTreeSet;

use briefing_model::document::{Evidence, Fact, Inline};

use super::Writer;
use super::line::{Place, is_blank};

/// The facts that have a footnote, by index.
#[derive(Debug, Default)]
pub(super) struct Footnotes(BTreeSet<usize>);

impl Writer<'_> {
    /// The mark of a figure's footnote: `[^f1]`; none where nobody reports it and there is nothing
    /// to say.
    pub(super) fn footnote(&mut self, index: usize) -> Option<String> {
        let fact = self.document.facts.get(index)?;
        let missing = fact.figure.is_none() && fact.evidence.is_empty();
        let plain = |c: char| c.is_ascii_alphanumeric() || c == '-';
        if missing || fact.id.is_empty() || !fact.id.chars().all(plain) {
            return None;
        }
        self.footnotes.0.insert(index);
        Some(format!("[^{}]", fact.id))
    }

    /// The footnotes of all figures marked so far.
    pub(super) fn footnotes(&mut self) -> Vec<String> {
        let marked = std::mem::take(&mut self.footnotes.0);
        let mut lines = Vec::new();
        for index in marked {
            let fact = &self.document.facts[index];
            let content = self.about(fact);
            let text = self.line(&content, Place::Footnote);
            lines.push(format!("[^{}]: {text}", fact.id));
        }
        lines
    }

    fn about(&self, fact: &Fact) -> Vec<Inline> {
        let words = &self.document.meta.words;
        let mut content = Vec::new();
        let mut sentence = |text: &str| {
            if !is_blank(text) {
                content.push(Inline::text(format!("{text}{}", words.stop)));
            }
        };
        sentence(if fact.label.is_empty() { &fact.metric } else { &fact.label });
        sentence(&fact.absence_text);
        if !fact.formula.is_empty() {
            sentence(&format!("{}{}{}", words.formula, words.colon, fact.formula));
        }
        if !fact.coverage_text.is_empty() {
            sentence(&format!("{}{}{}", words.coverage, words.colon, fact.coverage_text));
        }
        sentence(&fact.independence);
        let evidence = |index: &usize| self.document.evidence.get(*index);
        for claim in fact.evidence.iter().filter_map(evidence) {
            content.extend(self.claim(claim));
        }
        let unused = fact.conflicts.iter().flat_map(|conflict| {
            conflict.claims.iter().filter(|claim| !conflict.used.contains(claim))
        });
        for (index, claim) in unused.filter_map(evidence).enumerate() {
            let what = if index == 0 {
                format!(" {}: {}", words.contradicted_by, claim.figure)
            } else {
                format!(" {}", claim.figure)
            };
            content.push(Inline::text(what));
            content.extend(self.claim(claim));
        }
        if let Some(Inline::Text { text }) = content.last_mut() {
            text.truncate(text.trim_end().len());
        }
        content
    }

    /// `“the words” ([Publisher](address of the words), date, [1]). `
    fn claim(&self, claim: &Evidence) -> Vec<Inline> {
        let words = &self.document.meta.words;
        let mut content = vec![Inline::text(format!("“{}”{}", claim.quote.exact, words.open))];
        if let Some(source) = self.document.references.get(claim.reference) {
            let publisher = vec![Inline::text(&source.publisher)];
            match claim.quote_url.as_ref().or(source.url.as_ref()) {
                Some(url) => content.push(Inline::Link { url: url.clone(), content: publisher }),
                None => content.extend(publisher),
            }
            if !source.published.is_empty() {
                content.push(Inline::text(format!("{}{}", words.comma, source.published)));
            }
            content.push(Inline::text(&words.comma));
        }
        content.push(Inline::Cite { reference: claim.reference });
        let end = if is_blank(&claim.correction) {
            format!("{}{}", words.close, words.stop)
        } else {
            format!("{}{}{}{}", words.semicolon, claim.correction, words.close, words.stop)
        };
        content.push(Inline::text(end));
        content
    }
}

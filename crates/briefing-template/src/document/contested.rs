//! Figures on which sources contradict each other: their marks, and whether the brief says who says
//! what.

use std::collections::{BTreeMap, BTreeSet};

use briefing_model::diagnostic::Diagnostic;
use briefing_model::document::{Block, Contested, Fact, Inline};
use briefing_model::result::ResultRow;

use super::Builder;
use crate::codes;
use crate::request::RowRef;
use crate::words;

impl Builder<'_> {
    /// Marks the figures of a brief that rest on a choice between contradicting sources.
    pub(super) fn mark_contested(&mut self, blocks: &mut Vec<Block>) {
        let facts: Vec<&Fact> = self.facts.values().collect();
        let rows: BTreeMap<usize, String> = self
            .listed
            .iter()
            .filter_map(|(claim, row)| Some((self.evidence.get_index_of(claim)?, row.clone())))
            .collect();
        let legend = words::lexicon(self.input.locale()).conflicts.legend;
        let contested = Contested { facts: &facts, rows: &rows, legend };
        contested.mark(blocks);
        if self.title_is_contested {
            blocks.insert(0, contested.notes());
        }
    }

    /// Marks the figures of a text that stands outside of the document: a title, another format.
    pub(super) fn mark_contested_text(&self, blocks: &mut Vec<Block>) {
        let facts: Vec<&Fact> = self.facts.values().collect();
        let rows = BTreeMap::new();
        let contested = Contested { facts: &facts, rows: &rows, legend: "" };
        for block in blocks {
            contested.mark_figures(block);
        }
    }

    /// Notes that a figure is printed that rests on a choice between contradicting sources.
    pub(super) fn note_contested(&mut self, metric: &str, row: &ResultRow) {
        let claims = row.conflicts.iter().filter_map(|conflict| conflict.claims.first());
        self.contested.extend(claims.map(|claim| (metric.to_owned(), *claim)));
    }

    /// Believes that a template of another format says by itself where sources contradict each other,
    /// if it names the field that has it.
    pub(crate) fn believe_conflicts(&mut self) {
        if self.source.uses.any(&["conflicts"]) {
            self.contested.clear();
        }
    }

    /// The mark of words that rest on figures, by what follows `contested:`, where any of them is
    /// contested; `None` if there are no such figures.
    pub(super) fn contested_words(&mut self, what: &str) -> Option<Vec<Inline>> {
        let mut mark = None;
        for path in what.split(',') {
            let (metric, row) = path.split_once('/')?;
            let (_, row) = self.row(metric, RowRef::parse(row)?)?;
            self.note_contested(metric, row);
            for conflict in &row.conflicts {
                let claim = conflict.used.first().or_else(|| conflict.claims.first());
                let evidence = claim.and_then(|claim| self.evidence(*claim));
                for claim in &conflict.claims {
                    self.evidence(*claim);
                }
                mark = mark.or(evidence);
            }
        }
        Some(mark.map(|evidence| Inline::Contested { evidence, row: None }).into_iter().collect())
    }

    /// Finds contested figures of which the brief does not list who says what.
    pub(super) fn lint_contested(&mut self) {
        let mut told = BTreeSet::new();
        for (metric, claim) in std::mem::take(&mut self.contested) {
            if self.listed.contains_key(&claim) || !told.insert(metric.clone()) {
                continue;
            }
            let message = format!(
                "sources contradict each other on a figure of `{metric}`, and the brief does not \
                 list what they say"
            );
            self.diagnostics.push(
                Diagnostic::warning(codes::CONTESTED, self.place(&metric), message)
                    .label("it rests on a choice between them")
                    .hint(
                        "add `{{conflicts}}`, which lists them, and says so where there are none",
                    ),
            );
        }
    }
}

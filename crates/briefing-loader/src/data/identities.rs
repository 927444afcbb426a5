//! What is declared to add up: partitions of populations, and identities.

use briefing_model::claim::{Counts, EVENT, WHOLE};
use briefing_model::diagnostic::{Diagnostic, Diagnostics, Span};
use briefing_model::identity::{Identity, Operation, Partition, Term};
use briefing_model::measure::Measure;
use briefing_model::slug::Slug;

use super::claims::{counts, status};
use super::{DataReader, Structures};
use crate::codes;
use crate::convert::{bad_value, slug, text};
use crate::raw;
use crate::structure::Checked;
use crate::tree::{FileTree, step};

impl DataReader {
    /// Reads the partitions of a file of scopes, whose populations are known.
    pub(super) fn read_partitions(
        &mut self,
        tree: &FileTree,
        checked: &Checked,
        diagnostics: &mut Diagnostics,
    ) {
        for key in checked.keys("/partition", tree) {
            let at = step("/partition", &key);
            let span = tree.key_span(&at);
            let id = slug(&key, span, diagnostics);
            let raw = checked.read::<raw::Partition>(&at);
            let (Some(id), Some(raw)) = (id, raw) else { continue };
            let of_span = match &raw.of {
                Some(_) => tree.span(&step(&at, "of")),
                None => span,
            };
            let of = raw.of.unwrap_or_else(|| WHOLE.to_owned());
            let mut good = self.refer_population_or_sector(&of, of_span, diagnostics);
            let list = step(&at, "into");
            for (index, part) in raw.into.iter().enumerate() {
                let place = tree.span(&step(&list, index));
                good &= self.refer_population_or_sector(part, place, diagnostics);
                if *part == of {
                    let message = format!("`{part}` is divided into itself");
                    diagnostics.push(bad_value(place, message));
                    good = false;
                }
            }
            if raw.into.len() < 2 {
                let message = "expected two populations or more that make up the whole";
                diagnostics.push(bad_value(tree.span(&list), message));
                good = false;
            }
            let of = Slug::new(&of).ok();
            let into: Vec<Slug> = raw.into.iter().filter_map(|id| Slug::new(id).ok()).collect();
            if let (Some(of), true) = (of, good) {
                self.dataset.partitions.insert(id.clone(), Partition { id, of, into, span });
            }
        }
    }

    /// A population, or a sector that is one.
    fn refer_population_or_sector(
        &self,
        id: &str,
        span: Span,
        diagnostics: &mut Diagnostics,
    ) -> bool {
        self.sectors.contains(id) || self.populations.refer(id, span, diagnostics)
    }

    /// Reads identities, once everything that they name is known.
    pub(super) fn read_identities(
        &mut self,
        tree: &FileTree,
        structures: &Structures,
        diagnostics: &mut Diagnostics,
    ) {
        let checked = structures.identities.check(tree, diagnostics);
        for key in checked.keys("", tree) {
            let at = step("", &key);
            let span = tree.key_span(&at);
            let id = slug(&key, span, diagnostics);
            let raw = checked.read::<raw::Identity>(&at);
            let (Some(id), Some(raw)) = (id, raw) else { continue };
            let reading = Reading { data: self, tree, at: &at };
            if let Some(identity) = reading.identity(id, &raw, diagnostics) {
                self.dataset.identities.insert(identity.id.clone(), identity);
            }
        }
    }
}

/// One identity while it is read.
struct Reading<'a> {
    data: &'a DataReader,
    tree: &'a FileTree,
    at: &'a str,
}

impl Reading<'_> {
    fn identity(
        &self,
        id: Slug,
        raw: &raw::Identity,
        diagnostics: &mut Diagnostics,
    ) -> Option<Identity> {
        let span = self.tree.key_span(self.at);
        let (operation, list, written) = match (&raw.sum, &raw.ratio) {
            (Some(sum), None) => (Operation::Sum, "sum", sum),
            (None, Some(ratio)) => (Operation::Ratio, "ratio", ratio),
            (Some(_), Some(_)) => {
                let place = self.tree.span(&step(self.at, "ratio"));
                diagnostics.push(bad_value(place, "an identity is a `sum` or a `ratio`, not both"));
                return None;
            }
            (None, None) => {
                diagnostics.push(
                    Diagnostic::error(codes::MISSING_KEY, span, "missing key `sum` or `ratio`")
                        .label("the figures that make the one that `is`"),
                );
                return None;
            }
        };
        let place = self.tree.span(&step(self.at, list));
        let fits = match operation {
            Operation::Sum => written.len() >= 2,
            Operation::Ratio => written.len() == 2,
        };
        if !fits {
            let expected = match operation {
                Operation::Sum => "expected two figures or more that are added",
                Operation::Ratio => "expected two figures: what is divided, and by what",
            };
            diagnostics.push(bad_value(place, expected));
        }
        let is_shared = self.shared(raw, diagnostics);
        let list_at = step(self.at, list);
        let terms: Vec<(Option<Term>, Span)> = written
            .iter()
            .enumerate()
            .map(|(index, term)| {
                let at = step(&list_at, index);
                (self.term(term, &at, raw, diagnostics), self.tree.span(&at))
            })
            .collect();
        let result_at = step(self.at, "is");
        let result = self.term(&raw.is, &result_at, raw, diagnostics);
        let result = is_shared.then_some(result).flatten()?;
        let mut read: Vec<Term> = Vec::new();
        for (term, place) in terms {
            let term = term?;
            if operation == Operation::Sum && (read.contains(&term) || term == result) {
                diagnostics.push(bad_value(place, "this figure stands twice in the identity"));
                return None;
            }
            read.push(term);
        }
        fits.then_some(())?;
        self.check_units(operation, &read, &result, place, diagnostics)?;
        let name = raw.name.clone().map(text);
        Some(Identity { id, name, operation, terms: read, result, span })
    }

    /// What is said for all terms: each mistake is told once.
    fn shared(&self, raw: &raw::Identity, diagnostics: &mut Diagnostics) -> bool {
        let said = raw::Term {
            event: raw.event.clone(),
            measure: raw.measure.clone(),
            status: raw.status,
            counts: raw.counts,
            scope: raw.scope.clone(),
            population: raw.population.clone(),
            sector: raw.sector.clone(),
            source: raw.source.clone(),
        };
        self.refer(&said, self.at, diagnostics)
    }

    /// Checks what a term names.
    fn refer(&self, term: &raw::Term, at: &str, diagnostics: &mut Diagnostics) -> bool {
        let data = self.data;
        let mut good = true;
        for (known, id, key) in [
            (&data.events, &term.event, "event"),
            (&data.measures, &term.measure, "measure"),
            (&data.scopes, &term.scope, "scope"),
            (&data.sectors, &term.sector, "sector"),
            (&data.sources, &term.source, "source"),
        ] {
            if let Some(id) = id {
                good &= known.refer(id, self.tree.span(&step(at, key)), diagnostics);
            }
        }
        if let Some(id) = &term.population {
            let place = self.tree.span(&step(at, "population"));
            good &= data.refer_population_or_sector(id, place, diagnostics);
        }
        good
    }

    fn term(
        &self,
        term: &raw::Term,
        at: &str,
        shared: &raw::Identity,
        diagnostics: &mut Diagnostics,
    ) -> Option<Term> {
        let mut good = self.refer(term, at, diagnostics);
        let place = self.tree.span(at);
        let measure = term.measure.as_ref().or(shared.measure.as_ref());
        let stage = term.status.or(shared.status);
        for (key, is_given) in [("measure", measure.is_some()), ("status", stage.is_some())] {
            if !is_given {
                let message = format!("missing key `{key}`");
                diagnostics.push(
                    Diagnostic::error(codes::MISSING_KEY, place, message)
                        .hint("say it here, or beside the figures for all of them"),
                );
                good = false;
            }
        }
        good.then_some(())?;
        // What a term says of its population, by itself or by a sector, holds instead of both.
        let population = match (&term.population, &term.sector) {
            (Some(id), _) | (None, Some(id)) => id.as_str(),
            (None, None) => {
                let all = shared.population.as_ref().or(shared.sector.as_ref());
                all.map_or(WHOLE, String::as_str)
            }
        };
        let of = |id: Option<&String>| id.and_then(|id| Slug::new(id).ok());
        let scope = term.scope.as_ref().or(shared.scope.as_ref());
        Some(Term {
            event: of(term.event.as_ref().or(shared.event.as_ref())),
            measure: of(measure)?,
            status: status(stage?),
            counts: term.counts.or(shared.counts).map_or(Counts::Reached, counts),
            scope: Slug::new(scope.map_or(EVENT, String::as_str)).ok()?,
            population: Slug::new(population).ok()?,
            source: of(term.source.as_ref().or(shared.source.as_ref())),
        })
    }

    /// Whether the units of the terms make that of the result.
    fn check_units(
        &self,
        operation: Operation,
        terms: &[Term],
        result: &Term,
        place: Span,
        diagnostics: &mut Diagnostics,
    ) -> Option<()> {
        let measure = |term: &Term| self.data.dataset.measures.get(&term.measure);
        let measures: Vec<&Measure> = terms.iter().filter_map(measure).collect();
        let whole = measure(result)?;
        let units: Vec<String> =
            measures.iter().map(|measure| format!("`{}`", measure.unit)).collect();
        let makes = match (operation, measures.as_slice()) {
            (Operation::Sum, all) => all.iter().all(|measure| measure.unit == whole.unit),
            (Operation::Ratio, [over, under]) if whole.unit.is_percent() => over.unit == under.unit,
            (Operation::Ratio, [over, _]) => over.unit == whole.unit,
            (Operation::Ratio, _) => false,
        };
        if makes {
            return Some(());
        }
        let joined = units.join(if operation == Operation::Sum { " + " } else { " / " });
        let message = format!("{joined} makes no figure in `{}`", whole.unit);
        diagnostics.push(Diagnostic::error(codes::UNIT_MISMATCH, place, message));
        None
    }
}

//! Registers of claims, and quotations.

use briefing_model::claim::{Claim, Counts, EVENT, WHOLE};
use briefing_model::dimension::Dimension;
use briefing_model::document::{Align, Block, Column, Inline, Table, TableRow};
use briefing_model::event::{Event, EventKind};
use briefing_model::known::Why;
use briefing_model::slug::Slug;
use indexmap::IndexMap;

use super::Builder;
use super::blocks::push_text;
use crate::codes;
use crate::request::{ClaimsRequest, RowRef};
use crate::words::{self, DateStyle, FigureStyle, dimension_value};

/// The columns that a register can have, and those it has if nobody says.
pub(crate) const COLUMNS: [&str; 14] = [
    "event",
    "measure",
    "figure",
    "status",
    "scope",
    "quote",
    "source",
    "population",
    "origin",
    "grade",
    "publisher",
    "date",
    "place",
    "note",
];
const USUAL: usize = 7;

/// The columns that say what a claim is limited to, the best first.
const LIMITED: [&str; 8] =
    ["population", "scope", "measure", "event", "figure", "status", "quote", "source"];

impl<'a> Builder<'a> {
    /// A table of claims.
    pub(super) fn register(&mut self, request: &ClaimsRequest, caption: Vec<Inline>) -> Vec<Block> {
        let locale = self.locale();
        let Some(claims) = self.registered(request) else {
            let message = "no such metric, row or event to list the claims of".to_owned();
            self.error(codes::EVIDENCE_LINK, "{{claims", message);
            return Vec::new();
        };
        let names: Vec<&str> = if request.columns.is_empty() {
            COLUMNS[..USUAL].to_vec()
        } else {
            request.columns.iter().map(String::as_str).collect()
        };
        let unknown: Vec<&str> =
            names.iter().copied().filter(|name| !COLUMNS.contains(name)).collect();
        for name in &unknown {
            let message = format!("a register of claims cannot have a column `{name}`");
            self.error(codes::UNKNOWN_COLUMN, name, message);
        }
        if !unknown.is_empty() {
            return Vec::new();
        }
        let columns = names
            .iter()
            .enumerate()
            .map(|(index, name)| {
                let dimension = Dimension::from_name(name);
                let word = || words::vocabulary(words::Kind::Column, name, locale).unwrap_or(name);
                let label = dimension.map_or_else(word, |of| words::dimension(of, locale));
                let align = if *name == "figure" { Align::End } else { Align::Start };
                Column { label: vec![Inline::text(label)], align, header: index == 0 }
            })
            .collect();
        let rows = self.register_rows(&claims, request.event.as_deref(), &names);
        if rows.is_empty() {
            return self.nothing(caption, &request.empty);
        }
        self.tables += 1;
        let empty = String::new();
        let id = format!("table-{}", self.tables);
        vec![Block::Table(Table { id, caption, columns, rows, empty, notes: Vec::new() })]
    }

    /// The rows of a register of claims about several events, those about each together. Of the claims
    /// about an event, its own stand first; those about others, its parts among them, follow under
    /// the names of these.
    fn register_rows(
        &mut self,
        claims: &[u32],
        event: Option<&str>,
        names: &[&str],
    ) -> Vec<TableRow> {
        let dataset = self.input.dataset;
        let event_of = |claim: &u32| dataset.claims[*claim as usize].event.clone();
        let mut groups: IndexMap<Slug, Vec<u32>> = IndexMap::new();
        if let Some(own) = event.and_then(|id| dataset.events.get(id)) {
            groups.insert(own.id.clone(), Vec::new());
        }
        for claim in claims {
            groups.entry(event_of(claim)).or_default().push(*claim);
        }
        groups.retain(|_, claims| !claims.is_empty());
        let only = groups.len() == 1;
        let is_whole = |id: &Slug| {
            event == Some(id.as_str())
                || event.is_none()
                    && only
                    && dataset.events.get(id).is_some_and(|event| event.kind == EventKind::Event)
        };
        let has_column = names.contains(&"event");
        let mut rows = Vec::with_capacity(claims.len() + groups.len());
        for (id, claims) in &mut groups {
            // What is of a part stands behind what is of the whole.
            claims.sort_by_key(|claim| self.is_of_part(*claim));
            if !has_column && !is_whole(id) {
                let name = dimension_value(dataset, Dimension::Event, id.as_str(), self.locale());
                rows.push(TableRow::heading(vec![Inline::text(name)]));
            }
            rows.extend(claims.iter().map(|claim| {
                let cells = names.iter().map(|name| self.claim_cell(*claim, name, names)).collect();
                TableRow::new(cells)
            }));
        }
        rows
    }

    /// Whether a claim is about a part of its event, or of the things that the event has: those from
    /// somewhere, in a sector, or of all that have reached a status those that are in it now.
    fn is_of_part(&self, claim: u32) -> bool {
        let claim = &self.input.dataset.claims[claim as usize];
        claim.scope.as_str() != EVENT
            || claim.population.as_str() != WHOLE
            || claim.sector.is_some()
            || claim.counts == Counts::Now
    }

    /// What limits a claim to a part of the event or of the things it counts, as far as no column
    /// says so. The cell of this column says it, which of those there are is the first of
    /// [`LIMITED`].
    fn limits(&self, claim: &Claim, column: &str, columns: &[&str]) -> String {
        let locale = self.locale();
        if LIMITED.into_iter().find(|name| columns.contains(name)) != Some(column) {
            return String::new();
        }
        let mut limits = Vec::new();
        if !columns.contains(&"status") && claim.counts == Counts::Now {
            limits.push(words::status(claim.status, locale).to_owned());
            limits.push(words::lexicon(locale).now.to_owned());
        }
        if !columns.contains(&"scope") && claim.scope.as_str() != EVENT {
            let dataset = self.input.dataset;
            limits.push(words::scope(dataset, claim, locale));
        }
        if !columns.contains(&"population") {
            limits.extend(self.counted(claim));
        } else {
            // The population's own column has the population.
            let of_population = usize::from(claim.population.as_str() != WHOLE);
            limits.extend(self.counted(claim).into_iter().skip(of_population));
        }
        limits.join(words::lexicon(locale).list.0)
    }

    /// The words of a claim, with whose they are.
    pub(super) fn quotation(&mut self, id: &str) -> Vec<Block> {
        let dataset = self.input.dataset;
        let Some(index) = self.claim_index(id) else {
            match self.withheld_claim(id) {
                Some((source, why)) => self.withheld(id, source, why),
                None => self.error(codes::EVIDENCE_LINK, id, format!("no claim `{id}`")),
            }
            return Vec::new();
        };
        let locale = self.locale();
        let claim = &dataset.claims[index as usize];
        self.evidence(index);
        let mut content = vec![Block::Paragraph { content: vec![self.quoted(claim)] }];
        if let Some(source) = dataset.sources.get(&claim.source) {
            let publisher = source.publisher.in_language(locale);
            let mut line = format!("— {publisher}");
            if let Some(date) = source.published {
                line.push_str(words::lexicon(locale).list.0);
                line.push_str(&words::date(date, DateStyle::Long, locale));
            }
            line.push(' ');
            let mark = self.reference(&claim.source).map(|reference| Inline::Cite { reference });
            let line = [Inline::text(line)].into_iter().chain(mark).collect();
            content.push(Block::Paragraph { content: line });
        }
        vec![Block::Quote { content }]
    }

    /// The source of a claim that is not known, and why it is not.
    pub(super) fn withheld_claim(&self, id: &str) -> Option<(&'a Slug, Why)> {
        let withheld = &self.input.dataset.withheld;
        let claim = withheld.claims.iter().find(|claim| claim.id == id)?;
        withheld.sources.get(&claim.source).map(|(_, why)| (&claim.source, *why))
    }

    /// The claims of a register, in the data set's order; `None` if what it names is not there.
    fn registered(&self, request: &ClaimsRequest) -> Option<Vec<u32>> {
        let input = self.input;
        let mut claims: Vec<u32> = if let Some(metric) = &request.metric {
            let result = input.results.get(metric.as_str())?;
            let mut claims: Vec<u32> = match &request.row {
                Some(row) => self.row(metric, RowRef::parse(row)?)?.1.claims.clone(),
                None => {
                    let rows = result.rows.iter().chain(&result.total);
                    rows.flat_map(|row| row.claims.iter().copied()).collect()
                }
            };
            claims.sort_unstable();
            claims.dedup();
            claims
        } else if let Some(event) = &request.event {
            input.dataset.events.get(event.as_str())?;
            // The event itself, and what is part of it.
            let events = input.dataset.events_with(Some((Dimension::Event, event.as_str())));
            let of = |event: &Event| input.dataset.claims_of(&event.id).iter().copied();
            let mut claims: Vec<u32> = events.flat_map(of).collect();
            claims.sort_unstable();
            claims
        } else {
            input.claims()
        };
        claims.retain(|index| {
            let claim = &input.dataset.claims[*index as usize];
            request.measure.as_ref().is_none_or(|id| claim.measure.as_str() == id)
                && request.status.as_ref().is_none_or(|id| claim.status.as_str() == id)
        });
        claims.truncate(request.limit.unwrap_or(usize::MAX));
        Some(claims)
    }

    fn claim_cell(&mut self, index: u32, column: &str, columns: &[&str]) -> Vec<Inline> {
        let claim = &self.input.dataset.claims[index as usize];
        let limits = self.limits(claim, column, columns);
        let mut cell = self.bare_cell(index, column);
        if !limits.is_empty() {
            let words = words::lexicon(self.locale());
            // In the column of scopes and populations it is one of several; elsewhere it is an aside.
            let (open, close) = match column {
                "scope" | "population" if !cell.is_empty() => (words.list.0, ""),
                _ if cell.is_empty() => ("", ""),
                _ => words.brackets,
            };
            push_text(&mut cell, &format!("{open}{limits}{close}"));
        }
        cell
    }

    fn bare_cell(&mut self, index: u32, column: &str) -> Vec<Inline> {
        let dataset = self.input.dataset;
        let locale = self.locale();
        let claim = &dataset.claims[index as usize];
        let source = dataset.sources.get(&claim.source);
        let event = dataset.events.get(&claim.event);
        let name = |dimension, id: &Slug| dimension_value(dataset, dimension, id.as_str(), locale);
        let text = match column {
            "figure" => return vec![self.claim_fact(index, FigureStyle::default())],
            "quote" => return vec![self.quoted(claim)],
            "source" => {
                let mark = self.reference(&claim.source);
                return mark.map(|reference| Inline::Cite { reference }).into_iter().collect();
            }
            "event" => name(Dimension::Event, &claim.event),
            "measure" => name(Dimension::Measure, &claim.measure),
            "status" => words::claim_status(claim, locale),
            "scope" => words::scope(dataset, claim, locale),
            "population" => name(Dimension::Population, &claim.population),
            "origin" => dataset
                .origin(claim)
                .map(|origin| dimension_value(dataset, Dimension::Origin, &origin.value(), locale))
                .unwrap_or_default(),
            "grade" => source
                .map(|source| words::grade(source.grade, locale).to_owned())
                .unwrap_or_default(),
            "publisher" => source
                .map(|source| source.publisher.in_language(locale).to_owned())
                .unwrap_or_default(),
            "date" => claim
                .as_of
                .or_else(|| source.and_then(|source| source.published))
                .map(|date| words::date(date, DateStyle::Short, locale))
                .unwrap_or_default(),
            "place" => event
                .and_then(|event| event.place.as_deref())
                .map(|place| dimension_value(dataset, Dimension::Place, place, locale))
                .unwrap_or_default(),
            _ => claim.note.as_ref().map_or("", |note| note.in_language(locale)).to_owned(),
        };
        if text.is_empty() { Vec::new() } else { vec![Inline::text(text)] }
    }

    /// The words of a claim, in their language.
    pub(super) fn quoted(&self, claim: &Claim) -> Inline {
        let language = self.input.dataset.sources.get(&claim.source).map(|s| s.language.as_str());
        let text = claim.quote.exact.clone();
        match language {
            Some(language) if language != self.locale() => {
                Inline::Foreign { language: language.to_owned(), text }
            }
            _ => Inline::text(text),
        }
    }
}

//! Events, and what they are part of.

use briefing_model::diagnostic::{Diagnostic, Diagnostics, Span};
use briefing_model::event::{Basis, Event, EventKind, PartOf};
use briefing_model::slug::Slug;

use super::{DataReader, Structures};
use crate::codes;
use crate::convert::{bad_value, date, slug, text};
use crate::raw;
use crate::structure::Checked;
use crate::tree::{FileTree, step};

/// A claim whose references are still to be checked: the claim, its event, its place in a file.
pub(crate) struct Pending {
    pub(super) raw: raw::Claim,
    pub(super) event: Slug,
    pub(super) spans: PendingSpans,
}

/// Where the parts of a [`Pending`] claim stand.
pub(super) struct PendingSpans {
    pub(super) whole: Span,
    pub(super) id: Span,
    event: Span,
    pub(super) measure: Span,
    pub(super) figure: Span,
    pub(super) status: Span,
    pub(super) scope: Span,
    pub(super) population: Span,
    pub(super) sector: Span,
    pub(super) origin: Span,
    pub(super) as_of: Span,
    pub(super) source: Span,
    pub(super) quote: Span,
    pub(super) accepted: Span,
}

impl PendingSpans {
    fn new(tree: &FileTree, at: &str) -> Self {
        let field = tree.spans_within(at);
        Self {
            whole: tree.span(at),
            id: field("id"),
            event: field("event"),
            measure: field("measure"),
            figure: field("figure"),
            status: field("status"),
            scope: field("scope"),
            population: field("population"),
            sector: field("sector"),
            origin: field("origin"),
            as_of: field("as-of"),
            source: field("source"),
            quote: field("quote"),
            accepted: field("accepted"),
        }
    }
}

/// The claims of a file, read and not yet compared with anything.
pub(super) struct Written {
    claims: Vec<(raw::Claim, PendingSpans)>,
    /// Whether each of them could be read.
    are_whole: bool,
}

impl Written {
    fn new(checked: &Checked, tree: &FileTree) -> Self {
        let count = checked.len("/claim");
        let read = |index| {
            let at = step("/claim", index);
            Some((checked.read(&at)?, PendingSpans::new(tree, &at)))
        };
        let claims: Vec<_> = (0..count).filter_map(read).collect();
        Self { are_whole: claims.len() == count, claims }
    }
}

/// An event's file as far as it can be read by itself.
pub(super) struct EventFile {
    checked: Checked,
    claims: Written,
    found: Diagnostics,
}

impl EventFile {
    pub(super) fn new(tree: &FileTree, structures: &Structures) -> Self {
        let mut found = Diagnostics::new();
        let checked = structures.event.check(tree, &mut found);
        let claims = Written::new(&checked, tree);
        Self { checked, claims, found }
    }
}

impl DataReader {
    pub(super) fn read_event(
        &mut self,
        tree: &FileTree,
        EventFile { checked, claims, found }: EventFile,
        diagnostics: &mut Diagnostics,
    ) {
        let Some(id) = slug(tree.id(), tree.top(), diagnostics) else { return };
        if !self.events.define(id.as_str(), tree.top(), diagnostics) {
            return;
        }
        diagnostics.extend(found);
        self.read_claims_of(claims, Some(&id), tree, diagnostics);

        let Some(raw) = checked.read_without::<raw::Event>("", "claim") else { return };
        let place = |field: &str| tree.span(&step("", field));
        let mut day = |written: &Option<String>, field: &str| {
            written.as_deref().and_then(|written| date(written, place(field), diagnostics))
        };
        let (start, end, opening) =
            (day(&raw.start, "start"), day(&raw.end, "end"), day(&raw.opening, "opening"));
        if raw.start.is_none() {
            for (key, written) in [("end", &raw.end), ("opening", &raw.opening)] {
                if written.is_some() {
                    diagnostics.push(
                        Diagnostic::error(
                            codes::DATE_ORDER,
                            place(key),
                            format!("`{key}` without `start`"),
                        )
                        .hint("add the first day as `start`, or give the `year` alone"),
                    );
                }
            }
        }
        if let Some(year) = raw.year
            && !(1000..=9999).contains(&year)
        {
            let message = format!("expected a year such as `2024`, found `{year}`");
            diagnostics.push(bad_value(place("year"), message));
        }
        let end = end.or(start);
        if let (Some(first), Some(last)) = (start, end) {
            if last < first {
                diagnostics.push(
                    Diagnostic::error(
                        codes::DATE_ORDER,
                        place("end"),
                        "the event ends before it starts",
                    )
                    .related(place("start"), "starts here"),
                );
            } else if opening.is_some_and(|opening| opening < first || opening > last) {
                diagnostics.push(
                    Diagnostic::error(
                        codes::DATE_ORDER,
                        place("opening"),
                        "the event opens outside its days",
                    )
                    .related(place("start"), "starts here"),
                );
            }
        }
        if let (Some(first), Some(year)) = (start, raw.year)
            && first.year() != year
        {
            diagnostics.push(
                Diagnostic::error(
                    codes::DATE_ORDER,
                    place("year"),
                    format!("the event starts in {}, not in {year}", first.year()),
                )
                .related(place("start"), "starts here")
                .hint("leave out `year`: it is taken from `start`"),
            );
        }
        if let Some(code) = &raw.place {
            self.places.refer(code, place("place"), diagnostics);
        }
        for (index, sector) in raw.sectors.iter().enumerate() {
            self.sectors.refer(sector, tree.span(&step("/sectors", index)), diagnostics);
        }
        for (index, source) in raw.sources.iter().enumerate() {
            self.sources.refer(source, tree.span(&step("/sources", index)), diagnostics);
        }
        let slugs = |ids: Vec<String>| ids.iter().filter_map(|id| Slug::new(id).ok()).collect();
        let event = Event {
            id: id.clone(),
            name: text(raw.name),
            short: raw.short.map(text),
            kind: match raw.kind {
                raw::EventKind::Series => EventKind::Series,
                raw::EventKind::Event => EventKind::Event,
                raw::EventKind::Session => EventKind::Session,
            },
            start,
            end,
            opening,
            year: raw.year.or(start.map(|start| start.year())),
            place: raw.place,
            city: raw.city.map(text),
            organisers: raw.organisers.into_iter().map(text).collect(),
            sectors: slugs(raw.sectors),
            part_of: raw.part_of.and_then(|umbrella| {
                Some(PartOf {
                    event: Slug::new(&umbrella).ok()?,
                    basis: match raw.part_of_basis {
                        raw::Basis::Stated => Basis::Stated,
                        raw::Basis::Inferred => Basis::Inferred,
                    },
                })
            }),
            parts_are_complete: raw.parts == raw::Parts::Complete,
            sources: slugs(raw.sources),
            note: raw.note.map(text),
            span: if checked.value.get("part-of").is_some() {
                place("part-of")
            } else {
                tree.top()
            },
        };
        self.dataset.events.insert(id, event);
    }

    pub(super) fn read_claims(
        &mut self,
        tree: &FileTree,
        structures: &Structures,
        diagnostics: &mut Diagnostics,
    ) {
        let checked = structures.claims.check(tree, diagnostics);
        self.read_claims_of(Written::new(&checked, tree), None, tree, diagnostics);
    }

    /// Keeps the claims of a file until all events are known.
    fn read_claims_of(
        &mut self,
        written: Written,
        event: Option<&Slug>,
        tree: &FileTree,
        diagnostics: &mut Diagnostics,
    ) {
        self.claims_are_whole &= written.are_whole;
        for (raw, spans) in written.claims {
            let event = match (event, &raw.event) {
                (Some(event), None) => event.clone(),
                (None, Some(event)) => {
                    if !self.events.refer(event, spans.event, diagnostics) {
                        continue;
                    }
                    let Ok(event) = Slug::new(event) else { continue };
                    event
                }
                (Some(_), Some(_)) => {
                    diagnostics.push(Diagnostic::error(
                        codes::UNKNOWN_KEY,
                        spans.event,
                        "a claim in an event's file is about that event",
                    ));
                    continue;
                }
                (None, None) => {
                    if !tree.is_absent("event") {
                        diagnostics.push(Diagnostic::error(
                            codes::MISSING_KEY,
                            spans.whole,
                            "missing key `event`",
                        ));
                    }
                    continue;
                }
            };
            self.pending.push(Pending { raw, event, spans });
        }
    }

    /// What can only be said once every event is known: umbrellas.
    pub(super) fn check_events(&self, diagnostics: &mut Diagnostics) {
        let events = &self.dataset.events;
        for event in events.values().filter(|event| event.parts_are_complete) {
            let is_part =
                |other: &Event| other.part_of.as_ref().is_some_and(|tie| tie.event == event.id);
            if !events.values().any(is_part) {
                let message = format!("nothing is part of `{}`, so nothing is complete", event.id);
                diagnostics.push(
                    Diagnostic::error(codes::BAD_VALUE, event.span, message)
                        .hint(format!("its parts say so: `part-of = \"{}\"`", event.id)),
                );
            }
        }
        for event in self.dataset.events.values() {
            let Some(tie) = &event.part_of else { continue };
            if !self.events.refer(tie.event.as_str(), event.span, diagnostics) {
                continue;
            }
            if self.is_in_circle(event) {
                diagnostics.push(
                    Diagnostic::error(
                        codes::UMBRELLA_CIRCLE,
                        event.span,
                        format!("`{}` is part of itself, by way of `{}`", event.id, tie.event),
                    )
                    .hint("`part-of` leads from a session to its event to its series"),
                );
                continue;
            }
            let Some(umbrella) = self.dataset.events.get(&tie.event) else { continue };
            let outside = match (umbrella.start, umbrella.end, event.start) {
                (Some(first), Some(last), Some(day)) => day < first || day > last,
                _ => matches!((umbrella.year, event.year), (Some(a), Some(b)) if a != b),
            };
            if outside {
                diagnostics.push(
                    Diagnostic::error(
                        codes::OUTSIDE_UMBRELLA,
                        event.span,
                        format!("`{}` takes place outside `{}`", event.id, umbrella.id),
                    )
                    .hint("a part takes place within the days, or the year, of what it is part of"),
                );
            }
        }
    }

    fn is_in_circle(&self, event: &Event) -> bool {
        self.dataset.umbrellas(&event.id).any(|umbrella| umbrella.id == event.id)
    }
}

//! Claims, once all that they refer to is known.

use std::collections::BTreeMap;

use briefing_model::claim::{Accepted, BEFORE, Claim, ClaimSpans, Counts, Quote, WHOLE};
use briefing_model::diagnostic::{Diagnostic, Diagnostics, Files, Span};
use briefing_model::evidence::Checked;
use briefing_model::figure::{Figure, Precision};
use briefing_model::measure::{Measure, MeasureKind};
use briefing_model::number::Number;
use briefing_model::origin::{Origin, population_name, population_suffix};
use briefing_model::slug::Slug;
use briefing_model::status::Status;
use briefing_model::suggest::did_you_mean;
use briefing_model::text::is_blank;

use super::DataReader;
use super::events::{Pending, PendingSpans};
use crate::codes;
use crate::convert::{bad_value, date, text};
use crate::raw;

impl DataReader {
    /// Checks the claims that were kept and adds those that are whole.
    pub(super) fn finish_claims(&mut self, files: &Files, diagnostics: &mut Diagnostics) {
        let order = |pending: &Pending| self.dataset.events.get_index_of(&pending.event);
        let mut pending: Vec<_> = std::mem::take(&mut self.pending);
        // Claims of a file of their own stand with those of their event.
        pending.sort_by_key(order);
        let count = pending.len();
        for claim in pending {
            if let Some(claim) = self.claim(claim, files, diagnostics) {
                self.dataset.claims.push(claim);
            }
        }
        self.claims_are_whole &= self.dataset.claims.len() == count;
    }

    fn claim(
        &mut self,
        pending: Pending,
        files: &Files,
        diagnostics: &mut Diagnostics,
    ) -> Option<Claim> {
        let Pending { raw, event, spans } = pending;
        let mut good = self.measures.refer(&raw.measure, spans.measure, diagnostics);
        good &= self.sources.refer(&raw.source, spans.source, diagnostics);
        let scope = raw.scope.unwrap_or_else(|| "event".to_owned());
        good &= self.scopes.refer(&scope, spans.scope, diagnostics);
        if let Some(sector) = &raw.sector {
            good &= self.sectors.refer(sector, spans.sector, diagnostics);
        }
        let population = match (&raw.population, &raw.sector) {
            // A figure that is limited to a sector counts that sector.
            (Some(population), Some(sector)) if population == sector => sector.clone(),
            // As `query` prints it: with what it is limited to.
            (Some(population), sector)
                if self.is_of_origin(population, sector.as_deref(), raw.origin.as_ref()) =>
            {
                let suffix = population_suffix(&places_of(raw.origin.as_ref()));
                let of = population.strip_suffix(&suffix).and_then(|of| of.strip_suffix('-'));
                of.unwrap_or(WHOLE).to_owned()
            }
            (Some(population), _) => {
                good &= self.refer_population(population, spans.population, diagnostics);
                population.clone()
            }
            (None, Some(sector)) => sector.clone(),
            (None, None) => WHOLE.to_owned(),
        };
        let places = self.origin_places(raw.origin.as_ref(), spans.origin, diagnostics);
        good &= places.is_ok();
        let places = places.unwrap_or_default();
        let as_of = match &raw.as_of {
            Some(written) => Some(date(written, spans.as_of, diagnostics)?),
            None => None,
        };
        if is_blank(&raw.quote) {
            let message = "expected the words of the source that state the figure, found none";
            diagnostics.push(bad_value(spans.quote, message));
        }
        let status = status(raw.status);
        let counts = counts(raw.counts);
        // Of what was done before an event an earlier source may well tell.
        if scope != BEFORE {
            self.check_time(&raw.source, &event, status, spans.status, diagnostics);
        }

        let measure = self.dataset.measures.get(raw.measure.as_str())?;
        let (figure, precision) = figure(&raw.figure, measure, spans.figure, files, diagnostics)?;
        if !good {
            return None;
        }
        let slug = |id: &str| Slug::new(id).ok();
        let (measure_id, source) = (measure.id.clone(), slug(&raw.source)?);
        let (scope, population) = (slug(&scope)?, slug(&population)?);
        let population = self.of_origin(population, places)?;
        let mut claim = Claim {
            id: String::new(),
            event,
            measure: measure_id,
            figure,
            precision,
            status,
            counts,
            scope,
            population,
            sector: raw.sector.as_deref().and_then(slug),
            as_of,
            source,
            quote: Quote { exact: raw.quote, prefix: raw.quote_prefix, suffix: raw.quote_suffix },
            note: raw.note.map(text),
            corrected: None,
            accepted: accepted(raw.accepted, spans.accepted, diagnostics),
            checked: Checked::default(),
            spans: ClaimSpans {
                whole: spans.whole,
                figure: spans.figure,
                status: spans.status,
                quote: spans.quote,
            },
        };
        let unit = &self.dataset.measures.get(raw.measure.as_str())?.unit;
        claim.id = raw.id.clone().unwrap_or_else(|| claim.made_id(unit));
        self.define_claim(&claim.id, raw.id.is_some(), &spans, diagnostics)?;
        Some(claim)
    }

    /// The places and regions that a claim is limited to, sorted.
    fn origin_places(
        &self,
        raw: Option<&raw::OneOrMany>,
        span: Span,
        diagnostics: &mut Diagnostics,
    ) -> Result<Vec<String>, ()> {
        let places = places_of(raw);
        let before = diagnostics.len();
        if raw.is_some() && places.is_empty() {
            diagnostics.push(bad_value(span, "expected a place or region, found none"));
        }
        for id in &places {
            if self.places.contains(id) || self.regions.contains(id) {
                let region = self.dataset.places.get(id).map(|place| place.region.as_str());
                if let Some(region) = region.filter(|region| places.iter().any(|id| id == region)) {
                    let message = format!("`{id}` lies in `{region}`, which stands beside it");
                    diagnostics.push(bad_value(span, message).hint("name the wider one alone"));
                }
                continue;
            }
            let near = did_you_mean(id, self.places.ids().chain(self.regions.ids()));
            diagnostics.push(
                Diagnostic::error(
                    codes::UNKNOWN_REFERENCE,
                    span,
                    format!("unknown place or region `{id}`"),
                )
                .did_you_mean(near)
                .hint("places and regions are defined in `data/places.toml`"),
            );
        }
        if diagnostics.len() == before { Ok(places) } else { Err(()) }
    }

    /// Whether a population is written with its origin already, as it is printed.
    fn is_of_origin(
        &self,
        population: &str,
        sector: Option<&str>,
        raw: Option<&raw::OneOrMany>,
    ) -> bool {
        let places = places_of(raw);
        if places.is_empty() {
            return false;
        }
        let Some(of) = population.strip_suffix(&population_suffix(&places)) else { return false };
        match of.strip_suffix('-') {
            None => of.is_empty(),
            Some(of) => self.populations.contains(of) || sector == Some(of),
        }
    }

    /// The population that comes from places, a part of another; that other where there are none.
    fn of_origin(&mut self, of: Slug, places: Vec<String>) -> Option<Slug> {
        if places.is_empty() {
            return Some(of);
        }
        let suffix = population_suffix(&places);
        let is_whole = of.as_str() == WHOLE;
        let id = if is_whole { suffix } else { format!("{of}-{suffix}") };
        let id = Slug::new(&id).ok()?;
        if !self.dataset.origins.contains_key(&id) {
            let data = &self.dataset;
            let sector = || data.sectors.get(&of).map(|sector| &sector.name);
            let name = data.populations.get(&of).or_else(sector).filter(|_| !is_whole);
            let name = population_name(&places, name, data);
            // A project may give it a name of its own.
            if !self.populations.contains(id.as_str()) {
                self.populations.define(id.as_str(), Span::NONE, &mut Diagnostics::new());
                self.dataset.populations.insert(id.clone(), name);
            }
            self.dataset.origins.insert(id.clone(), Origin { of, places });
        }
        Some(id)
    }

    /// Checks a reference to a population. One that is a sector is written otherwise.
    fn refer_population(&self, id: &str, span: Span, diagnostics: &mut Diagnostics) -> bool {
        let mut found = Diagnostics::new();
        let is_known = self.populations.refer(id, span, &mut found);
        let is_sector = self.sectors.contains(id);
        diagnostics.extend(found.into_iter().map(|diagnostic| match is_sector {
            true => diagnostic.hint(format!("or is it the sector: `sector = \"{id}\"`?")),
            false => diagnostic,
        }));
        is_known
    }

    fn define_claim(
        &mut self,
        id: &str,
        written: bool,
        spans: &PendingSpans,
        diagnostics: &mut Diagnostics,
    ) -> Option<()> {
        let mut found = Diagnostics::new();
        let span = if written { spans.id } else { spans.whole };
        let is_new = self.claims.define(id, span, &mut found);
        diagnostics.extend(found.into_iter().map(|diagnostic| {
            diagnostic.hint("if both are meant, tell them apart by an `id` on one of them")
        }));
        is_new.then_some(())
    }

    /// A source cannot report what had not happened when it was published.
    fn check_time(
        &self,
        source: &str,
        event: &Slug,
        status: Status,
        span: Span,
        diagnostics: &mut Diagnostics,
    ) {
        let published = self.dataset.sources.get(source).and_then(|source| source.published);
        let start = self.dataset.events.get(event).and_then(|event| event.start);
        if let (Some(published), Some(start)) = (published, start)
            && published < start
            && matches!(status, Status::Signed | Status::Started | Status::Realised)
        {
            diagnostics.push(
                Diagnostic::warning(
                    codes::EARLY_SOURCE,
                    span,
                    format!("`{source}` was published before the event began, and says `{status}`"),
                )
                .label(format!("published {published}, the event began {start}")),
            );
        }
    }
}

/// What is written as an origin, sorted, each once.
fn places_of(raw: Option<&raw::OneOrMany>) -> Vec<String> {
    let mut places = match raw {
        None => Vec::new(),
        Some(raw::OneOrMany::One(one)) => vec![one.clone()],
        Some(raw::OneOrMany::Many(several)) => several.clone(),
    };
    places.sort_unstable();
    places.dedup();
    places
}

/// A figure as written, fit for its measure, with the unit of its last digit; or what is wrong.
pub(super) fn figure(
    written: &str,
    measure: &Measure,
    span: Span,
    files: &Files,
    diagnostics: &mut Diagnostics,
) -> Option<(Figure, Precision)> {
    // Bytes of the figure are bytes of the file where the text stands in it as it is.
    let part = |range: std::ops::Range<usize>| {
        let source = files.text(span.file).and_then(|text| text.get(span.range()));
        match source.and_then(|source| source.find(written)) {
            Some(at) if !written.is_empty() => span.within(at + range.start..at + range.end),
            _ => span,
        }
    };
    let parsed = match Figure::parse_spanned(written, &measure.unit) {
        Ok(parsed) => parsed,
        Err(error) => {
            let diagnostic =
                Diagnostic::error(codes::BAD_FIGURE, part(error.span.clone()), error.message);
            diagnostics.push(match error.hint {
                Some(hint) => diagnostic.hint(hint),
                None => diagnostic,
            });
            return None;
        }
    };
    let figure = parsed.figure;
    if figure.unit() != &measure.unit && !measure.also.contains(figure.unit()) {
        let diagnostic = Diagnostic::error(
            codes::UNIT_MISMATCH,
            parsed.unit_span.map_or(span, part),
            format!(
                "`{}` is measured in `{}`, not in `{}`",
                measure.id,
                measure.unit,
                figure.unit()
            ),
        );
        diagnostics.push(if measure.kind == MeasureKind::Money && figure.unit().is_currency() {
            diagnostic.hint(format!("or list `{}` in the measure's `also`", figure.unit()))
        } else {
            diagnostic.hint("leave the unit out, or name another measure")
        });
        return None;
    }
    let precision = match measure.kind {
        MeasureKind::Count => parsed.precision.of_count(),
        MeasureKind::Money | MeasureKind::Share => parsed.precision,
    };
    Some((check_figure(figure, measure, span, diagnostics)?, precision))
}

/// A figure, unless its measure cannot have it.
pub(super) fn check_figure(
    figure: Figure,
    measure: &Measure,
    span: Span,
    diagnostics: &mut Diagnostics,
) -> Option<Figure> {
    let ends = [figure.lower(), figure.upper()];
    let impossible =
        if measure.non_negative && ends.iter().flatten().any(|end| end.value < Number::ZERO) {
            Some(format!("`{}` cannot be below zero", measure.id))
        } else if measure.kind == MeasureKind::Count
            && ends.iter().flatten().any(|end| !end.value.is_integer())
        {
            Some(format!("`{}` are counted in whole numbers", measure.id))
        } else {
            None
        };
    if let Some(message) = impossible {
        diagnostics.push(Diagnostic::error(codes::IMPOSSIBLE_FIGURE, span, message));
        return None;
    }
    let is_part = measure.kind == MeasureKind::Share && measure.non_negative;
    if is_part && figure.lower().is_some_and(|end| end.value > Number::HUNDRED) {
        diagnostics.push(
            Diagnostic::warning(codes::UNLIKELY_FIGURE, span, "a share of more than the whole")
                .hint("a change in percent has a measure of its own, with `non-negative = false`"),
        );
    }
    Some(figure)
}

/// Findings that may stay: each says why.
fn accepted(
    raw: BTreeMap<String, String>,
    span: Span,
    diagnostics: &mut Diagnostics,
) -> Vec<Accepted> {
    raw.into_iter()
        .filter(|(code, reason)| {
            let is_reasoned = !is_blank(reason);
            if !is_reasoned {
                let message = format!("`{code}` is accepted without a reason");
                diagnostics.push(bad_value(span, message));
            }
            is_reasoned
        })
        .map(|(code, reason)| Accepted { code, reason, span })
        .collect()
}

pub(super) fn counts(raw: raw::Counts) -> Counts {
    match raw {
        raw::Counts::Reached => Counts::Reached,
        raw::Counts::Now => Counts::Now,
    }
}

pub(super) fn status(raw: raw::Status) -> Status {
    match raw {
        raw::Status::Offered => Status::Offered,
        raw::Status::Intended => Status::Intended,
        raw::Status::Expected => Status::Expected,
        raw::Status::Signed => Status::Signed,
        raw::Status::Started => Status::Started,
        raw::Status::Realised => Status::Realised,
        raw::Status::Cancelled => Status::Cancelled,
    }
}

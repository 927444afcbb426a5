//! Facts, the claims behind them, and the sources of those.

use briefing_model::claim::{Claim, Counts, EVENT, WHOLE, agreement};
use briefing_model::dataset::Dataset;
use briefing_model::diagnostic::Diagnostic;
use briefing_model::dimension::Dimension;
use briefing_model::document::{
    Evidence, Fact, FactConflict, FactDimension, FactRate, Imprint, Inline, Reference, Said,
};
use briefing_model::figure::Figure;
use briefing_model::known::Why;
use briefing_model::number::Number;
use briefing_model::origin::Origin;
use briefing_model::result::{Absence, Coverage, MetricResult, ResultRow};
use briefing_model::slug::Slug;
use briefing_model::source::Source;
use briefing_model::voice::voices;
use indexmap::IndexSet;

use super::Builder;
use crate::codes;
use crate::request::{FactRequest, RowRef, percent_encode};
use crate::words::{self, DateStyle, FigureStyle, dimension_value};

/// Which figure a fact is: printed twice, it is the same one.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub(super) enum FactKey {
    /// That of a metric's row, by its dimensions; none for the total.
    Row(String, Vec<Option<String>>),
    /// That of claims: one, or several that agree.
    Claims(Vec<u32>),
    /// One that is computed from claims: its label and its formula.
    Computed(String, String),
}

impl<'a> Builder<'a> {
    /// A figure as it is printed; `None` if there is no such row.
    pub(super) fn fact(&mut self, request: &FactRequest) -> Option<Inline> {
        let (result, row) = self.row(&request.metric, request.row)?;
        let style = self.prose_style(row, request.style);
        Some(self.row_fact(result, row, style, request.delta))
    }

    /// The style of a row's figure in running text: a computed one is rounded.
    pub(super) fn prose_style(&self, row: &ResultRow, style: FigureStyle) -> FigureStyle {
        prose_style(self.input.dataset, row, style)
    }

    /// The figure of a row: a fact, or that nothing was reported.
    pub(super) fn row_fact(
        &mut self,
        result: &MetricResult,
        row: &ResultRow,
        style: FigureStyle,
        delta: bool,
    ) -> Inline {
        let dataset = self.input.dataset;
        let locale = self.locale();
        let say = |style| {
            let say = if delta { words::delta } else { words::value };
            say(&row.value, dataset, style, locale)
        };
        let text = say(style);
        // What is not defined rests on evidence, as a figure does; what nobody reports does not.
        if row.value.absence() == Some(Absence::NotReported) {
            return Inline::text(text);
        }
        let metric = result.metric.to_string();
        if self.input.is_incomplete(&metric, &row.coverage) {
            self.incomplete.insert((metric.clone(), row.coverage.clone()));
        }
        self.note_contested(&metric, row);
        let key = FactKey::Row(metric, row.key.clone());
        let exact = say(FigureStyle::default());
        self.print_rounded(key, text, exact, |builder| builder.fact_of_row(result, row))
    }

    /// Where the figure of a row comes from.
    fn fact_of_row(&mut self, result: &MetricResult, row: &ResultRow) -> Fact {
        let dataset = self.input.dataset;
        let locale = self.locale();
        let metric = result.metric.to_string();
        let value = |dimension: Dimension, id: &str| FactDimension {
            name: dimension.to_string(),
            id: id.to_owned(),
            label: dimension_value(dataset, dimension, id, locale),
        };
        let keys = result.dimensions.iter().zip(&row.key);
        let mut dimensions: Vec<FactDimension> =
            keys.filter_map(|(dimension, id)| Some(value(*dimension, id.as_deref()?))).collect();
        let mut label = self.input.metric_label(&metric);
        let is_count = self.input.metric(&metric).is_some_and(|metric| metric.aggregate == "count");
        for dimension in &dimensions {
            label.push_str(words::lexicon(locale).list.0);
            label.push_str(&dimension.label);
        }
        // Each result of a fan-out is the part of one value, which its rows no longer name.
        if let Some((dimension, id)) = &self.input.key {
            dimensions.insert(0, value(*dimension, id));
        }
        // A part is named wherever the figure is: in the appendix, in `facts.json`, in a tooltip.
        let parts: [(Dimension, Vec<&str>); 3] = [
            (Dimension::Scope, row.scopes.iter().map(Slug::as_str).collect()),
            (Dimension::Population, row.populations.iter().map(Slug::as_str).collect()),
            (Dimension::Sector, self.sectors(row)),
        ];
        for (dimension, ids) in parts {
            let is_whole = ids.iter().all(|id| [WHOLE, EVENT].contains(id));
            if is_whole || result.dimensions.contains(&dimension) || is_count {
                continue;
            }
            let names: Vec<String> = ids.iter().map(|id| value(dimension, id).label).collect();
            let names = words::join(names.iter().map(String::as_str), locale);
            if !label.contains(&names) {
                label.push_str(words::lexicon(locale).list.0);
                label.push_str(&names);
            }
        }
        let evidence = self.all_evidence(&row.claims);
        let conflicts = row
            .conflicts
            .iter()
            .map(|conflict| FactConflict {
                claims: self.all_evidence(&conflict.claims),
                used: self.all_evidence(&conflict.used),
            })
            .collect();
        // A rate is evidence too.
        let rates = row.rates.iter().filter_map(|rate| {
            let rate = dataset.rates.get(*rate as usize)?;
            Some(FactRate {
                base: rate.base.clone(),
                quote: rate.quote.clone(),
                date: rate.date,
                value: rate.value,
                reference: self.reference(&rate.source)?,
            })
        });
        let rates = rates.collect();
        let coverage_text = if self.input.is_incomplete(&metric, &row.coverage) {
            words::coverage(&row.coverage, self.input.reported(&metric), true, dataset, locale)
        } else {
            String::new()
        };
        Fact {
            figure: row.figure().cloned(),
            absence: row.value.absence(),
            absence_text: row
                .value
                .absence()
                .map(|absence| words::absence(absence, locale).to_owned())
                .unwrap_or_default(),
            metric,
            label,
            dimensions,
            formula: result.formula.clone(),
            coverage: row.coverage.clone(),
            coverage_text,
            statuses: row.statuses.iter().copied().collect(),
            independence: self.independence(&row.claims),
            scopes: row.scopes.iter().cloned().collect(),
            populations: row.populations.iter().cloned().collect(),
            rates,
            conflicts,
            evidence,
            ..Fact::default()
        }
    }

    /// The figure of a claim. It is a result of no metric, which its fact says by having none.
    pub(super) fn claim_fact(&mut self, index: u32, style: FigureStyle) -> Inline {
        self.claims_fact(index, &[index], style)
    }

    /// The figure that several claims give, of which this is one.
    pub(super) fn claims_fact(&mut self, index: u32, all: &[u32], style: FigureStyle) -> Inline {
        let dataset = self.input.dataset;
        let locale = self.locale();
        let claim = &dataset.claims[index as usize];
        let text = words::figure(Some(&claim.figure), dataset, style, locale);
        let measure = dimension_value(dataset, Dimension::Measure, claim.measure.as_str(), locale);
        let event = dimension_value(dataset, Dimension::Event, claim.event.as_str(), locale);
        let scope = (claim.scope.as_str() != EVENT)
            .then(|| dimension_value(dataset, Dimension::Scope, claim.scope.as_str(), locale));
        // What is in a status now is less than what has reached it.
        let state = (claim.counts == Counts::Now).then(|| words::claim_status(claim, locale));
        let limits = state.into_iter().chain(scope).chain(self.counted(claim));
        let label: Vec<String> = [measure, event].into_iter().chain(limits).collect();
        let key = FactKey::Claims(all.to_vec());
        let exact = words::figure(Some(&claim.figure), dataset, FigureStyle::default(), locale);
        self.print_rounded(key, text, exact, |builder| Fact {
            figure: Some(claim.figure.clone()),
            label: label.join(words::lexicon(locale).list.0),
            coverage: Coverage { reported: 1, expected: 1, ..Coverage::default() },
            statuses: vec![claim.status],
            independence: builder.independence(all),
            scopes: vec![claim.scope.clone()],
            populations: vec![claim.population.clone()],
            evidence: builder.all_evidence(all),
            conflicts: builder
                .contradiction(index)
                .map(|claims| FactConflict {
                    claims: builder.all_evidence(claims),
                    used: builder.all_evidence(all),
                })
                .into_iter()
                .collect(),
            ..Fact::default()
        })
    }

    /// A figure as printed here: a fact of its own, or one that is there already.
    pub(super) fn print(
        &mut self,
        key: FactKey,
        text: String,
        fact: impl FnOnce(&mut Self) -> Fact,
    ) -> Inline {
        self.print_rounded(key, text.clone(), text, fact)
    }

    /// A figure as printed here, perhaps rounded or without what the head of its column says; its
    /// evidence names the exact figure.
    fn print_rounded(
        &mut self,
        key: FactKey,
        text: String,
        exact: String,
        fact: impl FnOnce(&mut Self) -> Fact,
    ) -> Inline {
        if let Some((index, _, known)) = self.facts.get_full_mut(&key) {
            if known.text != text && !known.also.contains(&text) {
                known.also.push(text.clone());
            }
            return Inline::Fact { fact: index, text };
        }
        let made = fact(self);
        let id = format!("f{}", self.facts.len() + 1);
        let also = if text == exact { Vec::new() } else { vec![text.clone()] };
        let (index, _) = self.facts.insert_full(key, Fact { id, text: exact, also, ..made });
        Inline::Fact { fact: index, text }
    }

    /// What limits the things that a claim counts, in words: its population, its sector.
    pub(super) fn counted(&self, claim: &Claim) -> Vec<String> {
        let dataset = self.input.dataset;
        let name =
            |dimension, id: &Slug| dimension_value(dataset, dimension, id.as_str(), self.locale());
        let population = Some(&claim.population).filter(|id| id.as_str() != WHOLE);
        let sector = claim.sector.as_ref().filter(|id| **id != claim.population);
        let population = population.map(|id| name(Dimension::Population, id));
        population.into_iter().chain(sector.map(|id| name(Dimension::Sector, id))).collect()
    }

    fn all_evidence(&mut self, claims: &[u32]) -> Vec<usize> {
        claims.iter().filter_map(|claim| self.evidence(*claim)).collect()
    }

    /// The number of a claim by its id.
    pub(super) fn claim_index(&self, id: &str) -> Option<u32> {
        self.input.dataset.claim_number(id)
    }

    /// A claim among the document's evidence.
    pub(super) fn evidence(&mut self, index: u32) -> Option<usize> {
        if let Some(known) = self.evidence.get_index_of(&index) {
            return Some(known);
        }
        let dataset = self.input.dataset;
        let locale = self.locale();
        let claim: &Claim = dataset.claim(index)?;
        let reference = self.reference(&claim.source)?;
        let source = dataset.sources.get(&claim.source)?;
        let name = |dimension, id: &Slug| dimension_value(dataset, dimension, id.as_str(), locale);
        let population = self.counted(claim).join(words::lexicon(locale).list.0);
        let evidence = Evidence {
            claim: claim.id.clone(),
            id: format!("e{}", self.evidence.len() + 1),
            said: Said {
                event: claim.event.clone(),
                measure: claim.measure.clone(),
                figure: claim.figure.clone(),
                status: claim.status,
                counts: claim.counts,
                scope: claim.scope.clone(),
                population: claim.population.clone(),
                sector: claim.sector.clone(),
                origin: dataset.origin(claim).map(Origin::value),
                as_of: claim.as_of,
            },
            event: name(Dimension::Event, &claim.event),
            measure: name(Dimension::Measure, &claim.measure),
            figure: words::figure(Some(&claim.figure), dataset, FigureStyle::default(), locale),
            status: words::claim_status(claim, locale),
            scope: words::scope(dataset, claim, locale),
            population,
            contradicted_by: Vec::new(),
            quote: claim.quote.clone(),
            language: source.language.clone(),
            quote_url: source.url.as_deref().map(|url| quote_url(url, claim)),
            reference,
            note: claim.note.as_ref().map_or("", |note| note.in_language(locale)).to_owned(),
            correction: words::correction(claim, dataset, locale).unwrap_or_default(),
        };
        let (position, _) = self.evidence.insert_full(index, evidence);
        let contradicted_by: Vec<usize> = self
            .contradicting(index)
            .into_iter()
            .filter_map(|other| self.evidence(other))
            .collect();
        self.evidence[position].contradicted_by = contradicted_by;
        Some(position)
    }

    /// The claims that contradict one, in the order of the data set.
    fn contradicting(&self, index: u32) -> Vec<u32> {
        let dataset = self.input.dataset;
        let Some(group) = self.contradiction(index) else { return Vec::new() };
        let Some(claim) = dataset.claim(index) else { return Vec::new() };
        let contradicts = |other: &&u32| {
            let pair = dataset.claim(**other).map(|other| agreement(&[claim, other]));
            matches!(pair, Some(Ok(None)))
        };
        group.iter().filter(contradicts).copied().collect()
    }

    /// The claims on the same thing as one, where not all of them can be true.
    fn contradiction(&self, index: u32) -> Option<&'a [u32]> {
        self.input.dataset.contradiction(index)
    }

    /// A source among the document's references.
    pub(super) fn reference(&mut self, id: &Slug) -> Option<usize> {
        if let Some(known) = self.references.get_index_of(id.as_str()) {
            return Some(known);
        }
        let locale = self.locale();
        let source = self.input.dataset.sources.get(id)?;
        let text = |text: Option<&briefing_model::text::Text>| {
            text.map_or("", |text| text.in_language(locale)).to_owned()
        };
        let date = |date| words::date(date, DateStyle::Long, locale);
        let in_locale = source.title.get(locale).is_some();
        let title_language = if in_locale { locale } else { source.language.as_str() };
        let title = source.title.get(title_language);
        let reference = Reference {
            source: id.to_string(),
            id: format!("s{}", self.references.len() + 1),
            imprint: Imprint {
                kind: source.kind,
                grade: source.grade,
                language: source.language.clone(),
                published: source.published,
                accessed: source.accessed,
                sha256: source.sha256.clone(),
            },
            title: title.unwrap_or_else(|| source.title.in_language(locale)).to_owned(),
            title_language: title_language.to_owned(),
            publisher: text(Some(&source.publisher)),
            origin: text(source.origin.as_ref()),
            published: source.published.map(date).unwrap_or_default(),
            accessed: date(source.accessed),
            url: source.url.clone(),
            grade: words::grade(source.grade, locale).to_owned(),
            note: text(source.note.as_ref()),
        };
        let (position, _) = self.references.insert_full(id.to_string(), reference);
        Some(position)
    }

    /// The marks of a source, or of all sources behind a figure; `None` if there is neither.
    pub(super) fn citations(&mut self, what: &str) -> Option<Vec<Inline>> {
        if let Some((metric, row)) = what.split_once('/') {
            let (_, row) = self.row(metric, RowRef::parse(row)?)?;
            return Some(self.row_citations(row));
        }
        let id = Slug::new(what).ok()?;
        if let Some((_, why)) = self.input.dataset.withheld.sources.get(&id) {
            self.withheld(what, &id, *why);
            return Some(Vec::new());
        }
        let reference = self.reference(&id)?;
        Some(vec![Inline::Cite { reference }])
    }

    /// What stands in the place of a figure that there is none of.
    pub(super) fn not_reported(&self, style: FigureStyle, delta: bool) -> String {
        let say = if delta { words::delta } else { words::value };
        say(&Absence::NotReported.into(), self.input.dataset, style, self.locale())
    }

    /// "3 sources, 1 independent"; empty where claims have one source.
    pub(super) fn independence(&self, claims: &[u32]) -> String {
        let dataset = self.input.dataset;
        let claims = claims.iter().filter_map(|index| dataset.claim(*index));
        let ids: IndexSet<&Slug> = claims.map(|claim| &claim.source).collect();
        let sources: Vec<&Source> =
            ids.into_iter().filter_map(|id| dataset.sources.get(id)).collect();
        if sources.len() < 2 {
            return String::new();
        }
        words::independence(sources.len(), voices(sources.iter().copied()), self.locale())
    }

    /// Says that the text rests on a source that is not known.
    pub(super) fn withheld(&mut self, near: &str, source: &Slug, why: Why) {
        let day = self.input.dataset.as_of.map(|day| format!(" on {day}")).unwrap_or_default();
        let message = match why {
            Why::Later => format!("the text rests on `{source}`, which was not yet known{day}"),
            Why::Undated => {
                format!("the text rests on `{source}`, which may not have been known{day}")
            }
            Why::Retracted => format!("the text rests on `{source}`, which was taken back"),
        };
        let diagnostic = Diagnostic::warning(codes::NOT_KNOWN, self.place(near), message)
            .hint("let it depend on a figure of that source: `{{#if metrics.ID.value}}…{{/if}}`");
        self.report(diagnostic);
    }

    /// The marks of the sources behind a row, each once.
    pub(super) fn row_citations(&mut self, row: &ResultRow) -> Vec<Inline> {
        let dataset = self.input.dataset;
        let mut seen = Vec::new();
        for claim in row.claims.iter().filter_map(|index| dataset.claims.get(*index as usize)) {
            let Some(reference) = self.reference(&claim.source) else { continue };
            if !seen.contains(&reference) {
                seen.push(reference);
            }
        }
        seen.into_iter().map(|reference| Inline::Cite { reference }).collect()
    }

    /// The coverage of a row in brackets, by what follows `coverage:`, and what its figure is made of
    /// if that is not alike. Empty where it is complete, unless it is wanted always.
    pub(super) fn coverage_text(&mut self, what: &str) -> Option<(String, String)> {
        let (path, query) = what.split_once('?').unwrap_or((what, ""));
        let (metric, row) = path.split_once('/')?;
        let options: Vec<&str> = query.split('&').filter(|option| !option.is_empty()).collect();
        let known = ["names", "always", "bare"];
        if !options.iter().all(|option| known.contains(option)) {
            return None;
        }
        let (_, row) = self.row(metric, RowRef::parse(row)?)?;
        self.covered.insert((metric.to_owned(), row.coverage.clone()));
        if !self.input.is_incomplete(metric, &row.coverage) && !options.contains(&"always") {
            return Some((String::new(), String::new()));
        }
        let mixture = self.mixture(metric, row);
        let names = options.contains(&"names");
        let reported = self.input.reported(metric);
        let text =
            words::coverage(&row.coverage, reported, names, self.input.dataset, self.locale());
        let (open, close) = words::lexicon(self.locale()).brackets;
        let text = if options.contains(&"bare") { text } else { format!("{open}{text}{close}") };
        Some((text, mixture))
    }
}

/// The style of a row's figure in running text. Ends that a source states are printed as stated, be
/// it 457.3 billion; what was computed is rounded, and its evidence has all its digits.
pub(crate) fn prose_style(dataset: &Dataset, row: &ResultRow, style: FigureStyle) -> FigureStyle {
    let Some(figure) = row.figure() else { return style };
    let ends = |figure: &Figure| {
        [figure.lower(), figure.upper()].into_iter().flatten().map(|end| end.value)
    };
    let claims = row.claims.iter().filter_map(|index| dataset.claims.get(*index as usize));
    let stated: Vec<Number> = claims
        .filter(|claim| claim.figure.unit() == figure.unit())
        .flat_map(|claim| ends(&claim.figure))
        .collect();
    let is_stated = ends(figure).all(|end| stated.contains(&end));
    if is_stated { style } else { style.of_computed(figure) }
}

/// A link to the words of a claim in its source: a text fragment (WICG *Scroll to Text Fragment*).
fn quote_url(url: &str, claim: &Claim) -> String {
    // A hyphen marks prefix and suffix there, so it is encoded too.
    let encode = |text: &str| percent_encode(text).replace('-', "%2D");
    let quote = &claim.quote;
    let mut fragment = String::new();
    if let Some(prefix) = &quote.prefix {
        fragment.push_str(&format!("{}-,", encode(prefix)));
    }
    fragment.push_str(&encode(&quote.exact));
    if let Some(suffix) = &quote.suffix {
        fragment.push_str(&format!(",-{}", encode(suffix)));
    }
    let hash = if url.contains('#') { "" } else { "#" };
    format!("{url}{hash}:~:text={fragment}")
}

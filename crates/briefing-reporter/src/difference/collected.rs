//! The facts, claims and sources of several editions as those of one document.

use briefing_diff::Evidence as Stated;
use briefing_facts::{Claim, Fact, Facts, Source};
use briefing_model::claim::{Quote, WHOLE};
use briefing_model::document::{
    self, Evidence, FactConflict, FactDimension, FactRate, Imprint, Inline, Reference, Said,
};
use briefing_model::figure::Figure;
use briefing_model::result::Coverage;
use briefing_model::slug::Slug;
use briefing_model::unit::Unit;
use briefing_template::words::{self, DateStyle};

/// What a document rests on, in order of first use.
pub(super) struct Collected<'l> {
    locale: &'l str,
    pub(super) facts: Vec<document::Fact>,
    pub(super) evidence: Vec<Evidence>,
    pub(super) references: Vec<Reference>,
    /// The same facts without their ids, and what the claims and references were made from, to find
    /// them again: two editions may have two versions of one.
    printed: Vec<document::Fact>,
    claims: Vec<Claim>,
    sources: Vec<Source>,
}

impl<'l> Collected<'l> {
    pub(super) fn new(locale: &'l str) -> Self {
        let (facts, evidence, references) = (Vec::new(), Vec::new(), Vec::new());
        let (printed, claims, sources) = (Vec::new(), Vec::new(), Vec::new());
        Self { locale, facts, evidence, references, printed, claims, sources }
    }

    /// A figure of an edition as it is printed there, with its evidence. `when` says which of two
    /// editions it is of, where that is not plain.
    pub(super) fn fact(&mut self, facts: &Facts, fact: &Fact, when: &str) -> Inline {
        let text = fact.texts.first().cloned().unwrap_or_default();
        let evidence = self.claims_of(facts, &fact.claims);
        let conflicts = fact
            .conflicts
            .iter()
            .map(|conflict| FactConflict {
                claims: self.claims_of(facts, &conflict.claims),
                used: self.claims_of(facts, &conflict.used),
            })
            .collect();
        let rates = fact.rates.iter().filter_map(|rate| {
            let (base, quote) = rate.pair.split_once('/')?;
            Some(FactRate {
                base: Unit::new(base).ok()?,
                quote: Unit::new(quote).ok()?,
                date: rate.date,
                value: rate.value,
                reference: self.reference(facts.source(&rate.source)?),
            })
        });
        let rates = rates.collect();
        let (open, close) = words::brackets(self.locale);
        let made = document::Fact {
            also: fact.texts.get(1..).unwrap_or_default().to_vec(),
            figure: fact.figure.as_ref().and_then(|figure| Figure::try_from(figure).ok()),
            absence: fact.absence.as_ref().map(|absent| absent.reason),
            absence_text: fact.absence.as_ref().map(|one| one.text.clone()).unwrap_or_default(),
            metric: fact.metric.clone().unwrap_or_default(),
            label: format!("{}{open}{when}{close}", fact.label),
            dimensions: fact
                .dimensions
                .iter()
                .map(|dimension| FactDimension {
                    name: dimension.name.clone(),
                    id: dimension.id.clone(),
                    label: dimension.label.clone(),
                })
                .collect(),
            formula: fact.formula.clone().unwrap_or_default(),
            coverage: Coverage {
                reported: fact.coverage.reported,
                expected: fact.coverage.expected,
                missing: slugs(&fact.coverage.missing),
                unmatched: slugs(&fact.coverage.unmatched),
            },
            coverage_text: fact.coverage.text.clone().unwrap_or_default(),
            statuses: fact.statuses.clone(),
            scopes: slugs(&fact.scopes),
            populations: slugs(&fact.populations),
            independence: fact.independence.clone().unwrap_or_default(),
            rates,
            conflicts,
            evidence,
            ..document::Fact::default()
        };
        self.print(text, made)
    }

    /// The figure of a claim.
    pub(super) fn claim(&mut self, stated: &Stated) -> Inline {
        let Some(source) = &stated.source else { return Inline::text(&stated.claim.text) };
        let claim = &stated.claim;
        let Some(evidence) = self.evidence(claim, source) else { return Inline::text(&claim.text) };
        let made = document::Fact {
            figure: Figure::try_from(&claim.figure).ok(),
            label: [&*claim.measure.label, &claim.event.label].join(words::comma(self.locale)),
            coverage: Coverage { reported: 1, expected: 1, ..Coverage::default() },
            statuses: vec![claim.status],
            scopes: slugs(std::slice::from_ref(&claim.scope.id)),
            populations: slugs(std::slice::from_ref(&claim.population.id)),
            evidence: vec![evidence],
            ..document::Fact::default()
        };
        self.print(claim.text.clone(), made)
    }

    /// The number of a source.
    pub(super) fn cite(&mut self, source: &Source) -> Inline {
        Inline::Cite { reference: self.reference(source) }
    }

    /// A figure as printed here: one that is there already, or one of its own.
    fn print(&mut self, text: String, made: document::Fact) -> Inline {
        let made = document::Fact { text: text.clone(), ..made };
        let known = self.printed.iter().position(|known| *known == made);
        let fact = known.unwrap_or_else(|| {
            let id = format!("f{}", self.facts.len() + 1);
            self.facts.push(document::Fact { id, ..made.clone() });
            self.printed.push(made);
            self.facts.len() - 1
        });
        Inline::Fact { fact, text }
    }

    fn claims_of(&mut self, facts: &Facts, ids: &[String]) -> Vec<usize> {
        ids.iter()
            .filter_map(|id| {
                let claim = facts.claim(id)?;
                self.evidence(claim, facts.source(&claim.source)?)
            })
            .collect()
    }

    fn evidence(&mut self, claim: &Claim, source: &Source) -> Option<usize> {
        let bare = Claim { anchor: String::new(), ..claim.clone() };
        if let Some(known) = self.claims.iter().position(|known| *known == bare) {
            return Some(known);
        }
        let slug = |id: &str| Slug::new(id).ok();
        let evidence = Evidence {
            claim: claim.id.clone(),
            id: format!("e{}", self.evidence.len() + 1),
            said: Said {
                event: slug(&claim.event.id)?,
                measure: slug(&claim.measure.id)?,
                figure: Figure::try_from(&claim.figure).ok()?,
                status: claim.status,
                scope: slug(&claim.scope.id)?,
                population: slug(&claim.population.id)?,
                sector: claim.sector.as_deref().and_then(slug),
                origin: claim.origin.clone(),
                counts: claim.counts.unwrap_or_default(),
                as_of: claim.as_of,
            },
            event: claim.event.label.clone(),
            measure: claim.measure.label.clone(),
            figure: claim.text.clone(),
            status: words::status(claim.status, self.locale).to_owned(),
            scope: claim.scope.label.clone(),
            population: match claim.population.id.as_str() {
                WHOLE => String::new(),
                _ => claim.population.label.clone(),
            },
            contradicted_by: Vec::new(),
            quote: Quote {
                exact: claim.quote.exact.clone(),
                prefix: claim.quote.prefix.clone(),
                suffix: claim.quote.suffix.clone(),
            },
            language: claim.quote.language.clone(),
            quote_url: claim.quote_url.clone(),
            reference: self.reference(source),
            note: claim.note.clone().unwrap_or_default(),
            correction: claim.correction.clone().unwrap_or_default(),
        };
        self.evidence.push(evidence);
        self.claims.push(bare);
        Some(self.evidence.len() - 1)
    }

    fn reference(&mut self, source: &Source) -> usize {
        let bare = Source { anchor: String::new(), ..source.clone() };
        if let Some(known) = self.sources.iter().position(|known| *known == bare) {
            return known;
        }
        let date = |date| words::date(date, DateStyle::Long, self.locale);
        self.references.push(Reference {
            source: source.id.clone(),
            id: format!("s{}", self.references.len() + 1),
            imprint: Imprint {
                kind: source.kind,
                grade: source.grade,
                language: source.language.clone(),
                published: source.published,
                accessed: source.accessed,
                sha256: source.sha256.clone(),
            },
            title: source.title.clone(),
            title_language: source.title_language.clone(),
            publisher: source.publisher.clone(),
            origin: source.origin.clone().unwrap_or_default(),
            published: source.published.map(date).unwrap_or_default(),
            accessed: date(source.accessed),
            url: source.url.clone(),
            grade: words::grade(source.grade, self.locale).to_owned(),
            note: source.note.clone().unwrap_or_default(),
        });
        self.sources.push(bare);
        self.references.len() - 1
    }
}

fn slugs(ids: &[String]) -> Vec<Slug> {
    ids.iter().filter_map(|id| Slug::new(id.as_str()).ok()).collect()
}

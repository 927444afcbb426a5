//! Lists of what checking the evidence has found, of what adds up as it is declared to, and of the
//! exchange rates that claims imply.

use briefing_model::dataset::ClaimIndex;
use briefing_model::dimension::Dimension;
use briefing_model::document::{Align, Block, Fact, FactRate, Inline, TableRow};
use briefing_model::evidence::{DeclaredBy, Finding, Held, ImpliedRate};
use briefing_model::figure::Figure;
use briefing_model::identity::Operation;
use briefing_model::number::{Number, Rounding};
use briefing_model::rate::Rate;
use briefing_model::result::Coverage;
use briefing_model::unit::Unit;

use super::Builder;
use super::evidence::FactKey;
use crate::request::ChecksRequest;
use crate::words::{self, DateStyle, FigureStyle, dimension_value};

/// How far rates are printed, and percentages.
const RATE: u32 = 4;
const PERCENT: u32 = 2;

impl Builder<'_> {
    /// A table of the findings about what the brief covers, accepted or not.
    pub(super) fn findings(&mut self, request: &ChecksRequest, caption: Vec<Inline>) -> Vec<Block> {
        let dataset = self.input.dataset;
        let locale = self.locale();
        let words = &words::lexicon(locale).checks;
        let mut rows = Vec::new();
        for finding in &dataset.evidence.findings {
            let Some(first) = finding.claims.iter().copied().find(|claim| self.is_covered(*claim))
            else {
                continue;
            };
            let code = finding.diagnostic.code.0;
            let said = match &finding.accepted {
                Some(reason) => reason.clone(),
                None => self.note(finding).unwrap_or_else(|| words.open.to_owned()),
            };
            let mut cells = vec![self.event_of(first)];
            // What is wrong with a copy is wrong with no figure.
            let is_of_copy = self.is_of_copy(finding);
            cells.push(if is_of_copy { Vec::new() } else { self.about(first) });
            cells.push(if is_of_copy { Vec::new() } else { self.figures(finding) });
            cells.push(vec![
                Inline::text(format!("{} ", words::finding(code, locale))),
                Inline::Code { text: code.to_owned() },
            ]);
            cells.push(self.said_by(&[first]));
            cells.push(vec![Inline::text(said)]);
            rows.push(TableRow::new(cells));
        }
        let columns =
            self.columns_of(&["event", "about", "figure", "finding", "source", "looked-at"]);
        let empty = if request.empty.is_empty() { words.none } else { &request.empty };
        self.listing(caption, columns, rows, empty, Vec::new())
    }

    /// A table of what is declared to add up, and does.
    pub(super) fn identities(
        &mut self,
        request: &ChecksRequest,
        caption: Vec<Inline>,
    ) -> Vec<Block> {
        let dataset = self.input.dataset;
        let locale = self.locale();
        let words = &words::lexicon(locale).checks;
        let mut rows = Vec::new();
        for identity in &dataset.evidence.identities {
            if !self.is_covered(identity.result) {
                continue;
            }
            let what = match &identity.by {
                DeclaredBy::Parts | DeclaredBy::Partition(_) => words.all_parts.to_owned(),
                DeclaredBy::Identity(id) => {
                    let name = dataset.identities.get(id).and_then(|it| it.name.as_ref());
                    name.map_or_else(|| id.to_string(), |name| name.in_language(locale).to_owned())
                }
            };
            let sign = match self.operation(&identity.by) {
                Operation::Sum => " + ",
                Operation::Ratio => " / ",
            };
            let mut parts = Vec::new();
            for term in &identity.terms {
                if !parts.is_empty() {
                    parts.push(Inline::text(sign));
                }
                parts.push(self.claim_fact(*term, FigureStyle::default()));
            }
            let held = match identity.held {
                Held::Confirmed => words.held[0],
                Held::NotContradicted => words.held[1],
            };
            let mut claims = identity.terms.clone();
            claims.push(identity.result);
            let cells = vec![
                self.event_of(identity.result),
                vec![Inline::text(what)],
                self.about(identity.result),
                parts,
                vec![self.claim_fact(identity.result, FigureStyle::default())],
                vec![Inline::text(held)],
                self.said_by(&claims),
            ];
            rows.push(TableRow::new(cells));
        }
        let columns =
            self.columns_of(&["event", "identity", "about", "parts", "result", "held", "source"]);
        let empty = if request.empty.is_empty() { words.no_identities } else { &request.empty };
        self.listing(caption, columns, rows, empty, Vec::new())
    }

    /// A table of amounts that sources give in two currencies, and of the rates that they imply.
    pub(super) fn rates(&mut self, request: &ChecksRequest, caption: Vec<Inline>) -> Vec<Block> {
        let dataset = self.input.dataset;
        let words = &words::lexicon(self.locale()).checks;
        let mut rows = Vec::new();
        for implied in &dataset.evidence.rates {
            let [base, quote] = implied.claims;
            if !self.is_covered(base) {
                continue;
            }
            let mut cells = vec![
                self.event_of(base),
                vec![self.claim_fact(quote, FigureStyle::default())],
                vec![self.claim_fact(base, FigureStyle::default())],
                vec![self.implied(implied)],
            ];
            match implied.reference.and_then(|(at, above)| Some((dataset.rates.get(at)?, above))) {
                Some((rate, above)) => {
                    cells.push(self.reference_rate(rate));
                    cells.push(vec![self.difference(implied, rate, above)]);
                }
                None => cells.extend([vec![Inline::text(words.no_reference)], Vec::new()]),
            }
            rows.push(TableRow::new(cells));
        }
        let mut columns = self.columns_of(&[
            "event",
            "figure",
            "second-currency",
            "implied-rate",
            "reference-rate",
            "difference",
        ]);
        for column in columns.iter_mut().skip(1).filter(|column| column.align == Align::Start) {
            column.align = Align::End;
        }
        let empty = if request.empty.is_empty() { words.no_rates } else { &request.empty };
        self.listing(caption, columns, rows, empty, Vec::new())
    }

    /// How the terms of an identity make its result; parts are added.
    fn operation(&self, by: &DeclaredBy) -> Operation {
        match by {
            DeclaredBy::Parts | DeclaredBy::Partition(_) => Operation::Sum,
            DeclaredBy::Identity(id) => {
                let identity = self.input.dataset.identities.get(id);
                identity.map_or(Operation::Sum, |identity| identity.operation)
            }
        }
    }

    /// Whether a claim is about what the brief covers.
    fn is_covered(&self, claim: ClaimIndex) -> bool {
        let dataset = self.input.dataset;
        let claim = dataset.claims.get(claim as usize);
        claim
            .and_then(|claim| dataset.events.get(&claim.event))
            .is_some_and(|event| self.input.covers(event))
    }

    /// Whether a finding is about a copy as a whole, whatever the claims that quote it.
    fn is_of_copy(&self, finding: &Finding) -> bool {
        let dataset = self.input.dataset;
        let span = finding.diagnostic.span;
        let mut sources = finding
            .claims
            .iter()
            .filter_map(|claim| dataset.sources.get(&dataset.claims.get(*claim as usize)?.source));
        sources.any(|source| source.span == span)
    }

    /// The figures that a finding is about, each once.
    fn figures(&mut self, finding: &Finding) -> Vec<Inline> {
        let mut figures: Vec<Inline> = Vec::new();
        for claim in &finding.claims {
            if !self.is_covered(*claim) {
                continue;
            }
            if !figures.is_empty() {
                let semicolon = words::lexicon(self.locale()).semicolon.trim_end();
                figures.extend([Inline::text(semicolon), Inline::LineBreak]);
            }
            figures.push(self.claim_fact(*claim, FigureStyle::default()));
        }
        figures
    }

    /// What an analyst noted on the claim that a finding is about.
    fn note(&self, finding: &Finding) -> Option<String> {
        let dataset = self.input.dataset;
        let notes = finding
            .claims
            .iter()
            .filter_map(|claim| dataset.claims.get(*claim as usize)?.note.as_ref());
        let mut notes = notes.map(|note| note.in_language(self.locale()).to_owned());
        notes.find(|note| !note.is_empty())
    }

    fn implied(&mut self, implied: &ImpliedRate) -> Inline {
        let dataset = self.input.dataset;
        let locale = self.locale();
        let name = |unit: &Unit| dimension_value(dataset, Dimension::Unit, unit.as_str(), locale);
        let words = &words::lexicon(locale).checks;
        let figures = implied.claims.map(|claim| &dataset.claims[claim as usize].figure);
        let formula = format!("{} / {}", figures[1], figures[0]);
        let pair = [name(&implied.quote), name(&implied.base)].join(" / ");
        let figure = Figure::exact(
            implied.rate.round(RATE, Rounding::HalfUp),
            implied.quote.per(&implied.base),
        );
        self.computed(
            &figure,
            "{}",
            words.implied.replace("{}", &pair),
            formula,
            &implied.claims,
            Vec::new(),
        )
    }

    /// "7.1307, 28 October 2024 [3]".
    fn reference_rate(&mut self, rate: &Rate) -> Vec<Inline> {
        let locale = self.locale();
        let words = words::lexicon(locale);
        let day = words::date(rate.date, DateStyle::Short, locale);
        let label = words.checks.reference.replace("{}", &day);
        let figure = Figure::exact(rate.value, rate.quote.per(&rate.base));
        let reference = self.reference(&rate.source);
        let rests_on = reference.map(|reference| FactRate {
            base: rate.base.clone(),
            quote: rate.quote.clone(),
            date: rate.date,
            value: rate.value,
            reference,
        });
        let rates = rests_on.into_iter().collect();
        let mut cell = vec![self.computed(&figure, "{}", label, String::new(), &[], rates)];
        cell.push(Inline::text(format!("{}{day} ", words.list.0)));
        cell.extend(reference.map(|reference| Inline::Cite { reference }));
        cell
    }

    fn difference(&mut self, implied: &ImpliedRate, rate: &Rate, above: Number) -> Inline {
        let words = &words::lexicon(self.locale()).checks;
        let figure = Figure::exact(above.abs().round(PERCENT, Rounding::HalfUp), Unit::percent());
        let shown = implied.rate.round(RATE, Rounding::HalfUp);
        let formula = format!("{shown} / {} - 1", rate.value);
        let label = words.difference.to_owned();
        let side = if above.is_negative() { words.below } else { words.above };
        self.computed(&figure, side, label, formula, &implied.claims, Vec::new())
    }

    /// A figure that is computed from claims, or is a rate, and is a result of no metric; `{}` of the
    /// wording stands for it.
    fn computed(
        &mut self,
        figure: &Figure,
        wording: &str,
        label: String,
        formula: String,
        claims: &[ClaimIndex],
        rates: Vec<FactRate>,
    ) -> Inline {
        let is_percent = figure.unit().is_percent();
        let precision = Some(if is_percent { PERCENT } else { RATE });
        let style = FigureStyle { precision, unit: is_percent, ..FigureStyle::default() };
        let text = words::figure(Some(figure), self.input.dataset, style, self.locale());
        let text = wording.replace("{}", &text);
        let key = FactKey::Computed(label.clone(), formula.clone());
        self.print(key, text, |builder| Fact {
            id: String::new(),
            text: String::new(),
            also: Vec::new(),
            figure: Some(figure.clone()),
            absence: None,
            absence_text: String::new(),
            metric: String::new(),
            label,
            dimensions: Vec::new(),
            formula,
            coverage: Coverage { reported: 1, expected: 1, ..Coverage::default() },
            coverage_text: String::new(),
            statuses: Vec::new(),
            scopes: Vec::new(),
            populations: Vec::new(),
            rates,
            conflicts: Vec::new(),
            independence: String::new(),
            evidence: claims.iter().filter_map(|claim| builder.evidence(*claim)).collect(),
        })
    }
}

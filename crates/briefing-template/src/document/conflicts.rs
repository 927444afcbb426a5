//! Lists of what sources disagree about, and of what was corrected.

use briefing_model::claim::Claim;
use briefing_model::dataset::ClaimIndex;
use briefing_model::dimension::Dimension;
use briefing_model::document::{Align, Block, Column, Inline, Table, TableRow};
use briefing_model::metric::ConflictPolicy;
use briefing_model::result::{Conflict, ResultRow};

use super::Builder;
use crate::codes;
use crate::request::{ConflictsRequest, CorrectionsRequest, RowRef};
use crate::words::{self, FigureStyle, dimension_value};

/// Claims that cannot all be true, with the metrics that have to do with them.
struct Listed<'a> {
    claims: &'a [ClaimIndex],
    uses: Vec<Use<'a>>,
}

/// Which of the claims a metric uses, and by what.
struct Use<'a> {
    metric: &'a str,
    policy: ConflictPolicy,
    used: &'a [ClaimIndex],
}

impl<'a> Builder<'a> {
    /// A table of conflicts: a row for each figure that is claimed, with who claims it.
    pub(super) fn conflicts(
        &mut self,
        request: &ConflictsRequest,
        caption: Vec<Inline>,
    ) -> Vec<Block> {
        let Some(listed) = self.listed(request) else {
            let message = "no such metric or row to list the conflicts of".to_owned();
            self.error(codes::EVIDENCE_LINK, "{{conflicts", message);
            return Vec::new();
        };
        let mut rows = Vec::new();
        for Listed { claims, uses } in &listed {
            let anchor = self.list_contradiction(claims);
            let figures = by_figure(&self.input.dataset.claims, claims);
            for (index, claims) in figures.into_iter().enumerate() {
                let cells = vec![
                    self.event_of(claims[0]),
                    self.about(claims[0]),
                    vec![self.claims_fact(claims[0], &claims, FigureStyle::default())],
                    self.said_by(&claims),
                    vec![Inline::text(self.used(&claims, uses))],
                ];
                let id = match index {
                    0 => anchor.clone(),
                    _ => format!("{anchor}-{}", index + 1),
                };
                rows.push(TableRow { id: Some(id), ..TableRow::new(cells) });
            }
        }
        let notes = self.policies(&listed);
        let columns = self.columns_of(&["event", "about", "figure", "sources", "used"]);
        let none = words::lexicon(self.locale()).conflicts.none;
        let empty = if request.empty.is_empty() { none } else { &request.empty };
        self.listing(caption, columns, rows, empty, notes)
    }

    /// A table of the claims that were corrected, those that are not used after the others.
    pub(super) fn corrections(
        &mut self,
        request: &CorrectionsRequest,
        caption: Vec<Inline>,
    ) -> Vec<Block> {
        let input = self.input;
        let dataset = input.dataset;
        let locale = self.locale();
        let words = words::lexicon(locale);
        let mut rows = Vec::new();
        for number in dataset.corrected().iter().copied() {
            let Some(claim) = dataset.claim(number) else { continue };
            if !dataset.events.get(&claim.event).is_some_and(|event| input.covers(event)) {
                continue;
            }
            let figure = if (number as usize) < dataset.claims.len() {
                self.claim_fact(number, FigureStyle::default())
            } else {
                self.evidence(number);
                Inline::text(words.conflicts.not_used)
            };
            let correction = words::correction(claim, dataset, locale).unwrap_or_default();
            let cells = vec![
                self.event_of(number),
                self.about(number),
                vec![figure],
                vec![Inline::text(correction)],
                vec![self.quoted(claim)],
                self.said_by(&[number]),
            ];
            rows.push(TableRow::new(cells));
        }
        let columns =
            self.columns_of(&["event", "about", "figure", "correction", "quote", "source"]);
        let empty = if request.empty.is_empty() { words.corrections.none } else { &request.empty };
        self.listing(caption, columns, rows, empty, Vec::new())
    }

    /// The anchor of the row that lists a contradiction first, which marks of figures lead to.
    fn list_contradiction(&mut self, claims: &[ClaimIndex]) -> String {
        self.contradictions += 1;
        let anchor = format!("d{}", self.contradictions);
        for claim in claims {
            self.listed.entry(*claim).or_insert_with(|| anchor.clone());
        }
        anchor
    }

    /// The conflicts that are asked for, each once; `None` if what is named is not there.
    fn listed(&self, request: &ConflictsRequest) -> Option<Vec<Listed<'a>>> {
        let input = self.input;
        let rows: Vec<(&'a str, &'a ResultRow)> = match (&request.metric, &request.row) {
            (Some(metric), Some(row)) => {
                let (result, row) = self.row(metric, RowRef::parse(row)?)?;
                vec![(result.metric.as_str(), row)]
            }
            (metric, _) => {
                if let Some(metric) = metric {
                    input.results.get(metric.as_str())?;
                }
                let results = input.results.values();
                let asked = |id: &str| metric.as_ref().is_none_or(|metric| metric == id);
                results
                    .filter(|result| asked(result.metric.as_str()))
                    .flat_map(|result| {
                        let rows = result.rows.iter().chain(&result.total);
                        rows.map(|row| (result.metric.as_str(), row))
                    })
                    .collect()
            }
        };
        let mut listed: Vec<Listed<'a>> = Vec::new();
        for (metric, row) in rows {
            let policy = input.metric(metric).map(|metric| metric.conflict).unwrap_or_default();
            for Conflict { claims, used } in &row.conflicts {
                let one = Use { metric, policy, used };
                // The same stands in a row, in the total, and in several metrics.
                match listed.iter_mut().find(|listed| listed.claims == claims.as_slice()) {
                    Some(known) if known.uses.iter().any(|other| other.metric == metric) => {}
                    Some(known) => known.uses.push(one),
                    None => listed.push(Listed { claims, uses: vec![one] }),
                }
            }
        }
        Some(listed)
    }

    /// "used", "not used", or by which metrics.
    fn used(&self, claims: &[ClaimIndex], uses: &[Use<'_>]) -> String {
        let words = words::lexicon(self.locale());
        let using: Vec<&Use<'_>> =
            uses.iter().filter(|one| claims.iter().any(|claim| one.used.contains(claim))).collect();
        if using.is_empty() {
            return words.conflicts.not_used.to_owned();
        }
        if using.len() == uses.len() {
            return words.conflicts.used.to_owned();
        }
        let labels: Vec<String> =
            using.iter().map(|one| self.input.metric_label(one.metric)).collect();
        words.conflicts.used_in.replace("{}", &labels.join("; "))
    }

    /// By what the figures in use were chosen, of which metrics where that is not the same for all.
    fn policies(&self, listed: &[Listed<'_>]) -> Vec<Vec<Inline>> {
        let words = words::lexicon(self.locale());
        let mut policies: Vec<(ConflictPolicy, Vec<String>)> = Vec::new();
        for Use { metric, policy, .. } in listed.iter().flat_map(|listed| &listed.uses) {
            let label = self.input.metric_label(metric);
            match policies.iter_mut().find(|(other, _)| other == policy) {
                Some((_, labels)) if labels.contains(&label) => {}
                Some((_, labels)) => labels.push(label),
                None => policies.push((*policy, vec![label])),
            }
        }
        let of_several = policies.len() > 1;
        let note = |(policy, labels): (ConflictPolicy, Vec<String>)| {
            let at = ConflictPolicy::ALL.iter().position(|other| *other == policy);
            let text = words.conflicts.policies[at.unwrap_or_default()];
            let of = if of_several {
                format!("{}{}", labels.join("; "), words.colon)
            } else {
                String::new()
            };
            vec![Inline::text(format!("{of}{text}"))]
        };
        policies.into_iter().map(note).collect()
    }

    pub(super) fn event_of(&self, claim: ClaimIndex) -> Vec<Inline> {
        self.name_of(claim, Dimension::Event, |claim| claim.event.as_str())
    }

    fn name_of(
        &self,
        index: ClaimIndex,
        dimension: Dimension,
        id: impl Fn(&Claim) -> &str,
    ) -> Vec<Inline> {
        let dataset = self.input.dataset;
        let claim = dataset.claim(index);
        claim
            .map(|claim| dimension_value(dataset, dimension, id(claim), self.locale()))
            .map(|name| vec![Inline::text(name)])
            .unwrap_or_default()
    }

    /// "Agreement value, signed, whole event".
    pub(super) fn about(&self, index: ClaimIndex) -> Vec<Inline> {
        let dataset = self.input.dataset;
        let locale = self.locale();
        let Some(claim) = dataset.claim(index) else { return Vec::new() };
        let name = |dimension, id: &str| dimension_value(dataset, dimension, id, locale);
        let mut parts = vec![
            name(Dimension::Measure, claim.measure.as_str()),
            words::claim_status(claim, locale),
            words::scope(dataset, claim, locale),
        ];
        parts.extend(self.counted(claim));
        vec![Inline::text(parts.join(words::lexicon(locale).list.0))]
    }

    /// The marks of the sources of claims, and how many of several are independent.
    pub(super) fn said_by(&mut self, claims: &[ClaimIndex]) -> Vec<Inline> {
        let dataset = self.input.dataset;
        let mut marks = Vec::new();
        for index in claims {
            let Some(claim) = dataset.claim(*index) else { continue };
            let Some(reference) = self.reference(&claim.source) else { continue };
            let mark = Inline::Cite { reference };
            if !marks.contains(&mark) {
                marks.push(mark);
            }
        }
        let text = self.independence(claims);
        if !text.is_empty() {
            let (open, close) = words::lexicon(self.locale()).brackets;
            marks.push(Inline::text(format!("{open}{text}{close}")));
        }
        marks
    }

    pub(super) fn columns_of(&self, names: &[&str]) -> Vec<Column> {
        let locale = self.locale();
        let column = |(index, name): (usize, &&str)| {
            let word = || words::vocabulary(words::Kind::Column, name, locale).unwrap_or(name);
            let dimension = Dimension::from_name(name);
            let label = dimension.map_or_else(word, |of| words::dimension(of, locale));
            let align = if *name == "figure" { Align::End } else { Align::Start };
            Column { label: vec![Inline::text(label)], align, header: index == 0 }
        };
        names.iter().enumerate().map(column).collect()
    }

    pub(super) fn listing(
        &mut self,
        caption: Vec<Inline>,
        columns: Vec<Column>,
        rows: Vec<TableRow>,
        empty: &str,
        notes: Vec<Vec<Inline>>,
    ) -> Vec<Block> {
        // That there is nothing to list is news, and no table.
        if rows.is_empty() {
            return self.nothing(Vec::new(), empty);
        }
        self.tables += 1;
        let id = format!("table-{}", self.tables);
        vec![Block::Table(Table { id, caption, columns, rows, empty: String::new(), notes })]
    }
}

/// Claims that give the same figure, together, in the order of the first of each.
fn by_figure(claims: &[Claim], indices: &[ClaimIndex]) -> Vec<Vec<ClaimIndex>> {
    let figure = |index: ClaimIndex| claims.get(index as usize).map(|claim| &claim.figure);
    let mut parts: Vec<Vec<ClaimIndex>> = Vec::new();
    for index in indices {
        match parts.iter_mut().find(|part| figure(part[0]) == figure(*index)) {
            Some(part) => part.push(*index),
            None => parts.push(vec![*index]),
        }
    }
    parts
}

//! Corrections, once all claims are known.

use std::collections::BTreeMap;

use briefing_model::claim::Claim;
use briefing_model::correction::{Action, Correction, Said};
use briefing_model::diagnostic::{Diagnostic, Diagnostics, Files, Span};
use briefing_model::figure::Figure;
use briefing_model::number::Number;
use briefing_model::slug::Slug;

use super::claims::{check_figure, figure, status};
use super::{DataReader, Structures};
use crate::codes;
use crate::convert::{Known, bad_value, date, slug, text};
use crate::raw;
use crate::tree::{FileTree, step};

/// How many claims of several are shown.
const SHOWN: usize = 4;

impl DataReader {
    /// Reads corrections and checks each against the claim it corrects.
    pub(super) fn read_corrections(
        &mut self,
        tree: &FileTree,
        structures: &Structures,
        files: &Files,
        diagnostics: &mut Diagnostics,
    ) {
        let checked = structures.corrections.check(tree, diagnostics);
        let mut corrected: BTreeMap<String, Span> = BTreeMap::new();
        for index in 0..checked.len("/correction") {
            let at = step("/correction", index);
            let Some(raw) = checked.read::<raw::Correction>(&at) else { continue };
            let reading = Reading { data: self, tree, at: &at, files };
            let Some(correction) = reading.correction(raw, diagnostics) else { continue };
            let span = tree.span(&step(&at, "id"));
            if !self.corrections.define(correction.id.as_str(), span, diagnostics) {
                continue;
            }
            let claim = tree.span(&step(&at, "claim"));
            if let Some(first) = corrected.insert(correction.claim.clone(), claim) {
                diagnostics.push(
                    Diagnostic::error(
                        codes::CORRECTED_TWICE,
                        claim,
                        format!("`{}` is corrected twice", correction.claim),
                    )
                    .label("again here")
                    .related(first, "first here")
                    .hint("one correction may change several of its parts"),
                );
                continue;
            }
            self.dataset.corrections.insert(correction.id.clone(), correction);
        }
    }
}

/// One correction while it is read.
struct Reading<'a> {
    data: &'a DataReader,
    tree: &'a FileTree,
    at: &'a str,
    files: &'a Files,
}

impl Reading<'_> {
    fn correction(
        &self,
        raw: raw::Correction,
        diagnostics: &mut Diagnostics,
    ) -> Option<Correction> {
        let id = slug(&raw.id, self.place("id"), diagnostics)?;
        let made = date(&raw.date, self.place("date"), diagnostics);
        let claim = self.claim(&raw.claim, diagnostics)?;
        let before = diagnostics.len();
        self.check_guard(&raw.guard, claim, diagnostics);
        let published =
            self.data.dataset.sources.get(&claim.source).and_then(|source| source.published);
        if let (Some(made), Some(published)) = (made, published)
            && made < published
        {
            let message = format!("`{id}` corrects what was published later");
            diagnostics.push(
                Diagnostic::error(codes::DATE_ORDER, self.place("date"), message)
                    .label(format!("`{}` was published {published}", claim.source)),
            );
        }
        self.check_keys(&raw, diagnostics);
        let (action, becomes) = match raw.action {
            raw::CorrectionAction::Drop => (Action::Drop, None),
            raw::CorrectionAction::Override => {
                (Action::Override, Some(self.overridden(&raw, claim, diagnostics)?))
            }
            raw::CorrectionAction::Scale => {
                let factor = self.factor(raw.factor.as_ref(), diagnostics)?;
                (Action::Scale(factor), Some(self.scaled(factor, claim, diagnostics)?))
            }
        };
        if becomes.as_ref().is_some_and(|said| *said == claim.said()) {
            let message = format!("`{id}` leaves the claim as it is");
            diagnostics.push(
                Diagnostic::error(codes::NO_CORRECTION, self.place("action"), message)
                    .related(claim.spans.whole, "the claim")
                    .hint("say what is used in its place, or delete the correction"),
            );
        }
        (diagnostics.len() == before).then_some(())?;
        Some(Correction {
            id,
            claim: claim.id.clone(),
            action,
            becomes,
            reason: text(raw.reason),
            reviewer: text(raw.reviewer),
            date: made?,
            span: self.place("id"),
        })
    }

    fn place(&self, field: &str) -> Span {
        self.tree.span(&step(self.at, field))
    }

    fn within(&self, table: &str, field: &str) -> Span {
        self.tree.span(&step(&step(self.at, table), field))
    }

    /// The claim that is meant: the only one.
    fn claim(&self, raw: &raw::Corrected, diagnostics: &mut Diagnostics) -> Option<&Claim> {
        let claims = &self.data.dataset.claims;
        let sought = match raw {
            raw::Corrected::Claim(id) => {
                let found = claims.iter().find(|claim| claim.id == *id);
                if found.is_none() && self.data.claims_are_whole {
                    self.data.claims.refer(id, self.place("claim"), diagnostics);
                }
                return found;
            }
            raw::Corrected::Said(sought) => sought,
        };
        let mut good = true;
        let mut refer = |known: &Known, id: &Option<String>, field: &str| {
            if let Some(id) = id {
                good &= known.refer(id, self.within("claim", field), diagnostics);
            }
        };
        refer(&self.data.events, &sought.event, "event");
        refer(&self.data.measures, &sought.measure, "measure");
        refer(&self.data.scopes, &sought.scope, "scope");
        refer(&self.data.sources, &sought.source, "source");
        good.then_some(())?;
        let is =
            |wanted: &Option<String>, found: &str| wanted.as_ref().is_none_or(|id| id == found);
        let found: Vec<&Claim> = claims
            .iter()
            .filter(|claim| {
                is(&sought.event, claim.event.as_str())
                    && is(&sought.measure, claim.measure.as_str())
                    && is(&sought.scope, claim.scope.as_str())
                    && is(&sought.population, claim.population.as_str())
                    && is(&sought.unit, claim.figure.unit().as_str())
                    && is(&sought.source, claim.source.as_str())
                    && sought.status.is_none_or(|wanted| status(wanted) == claim.status)
            })
            .collect();
        match found.as_slice() {
            [claim] => return Some(claim),
            [] if self.data.claims_are_whole => {
                let near = claims.iter().filter(|claim| {
                    is(&sought.event, claim.event.as_str())
                        && is(&sought.source, claim.source.as_str())
                });
                let near: Vec<String> =
                    near.take(SHOWN).map(|claim| format!("`{}`", claim.id)).collect();
                let diagnostic =
                    Diagnostic::error(codes::NO_CLAIM, self.place("claim"), "no claim says this");
                diagnostics.push(if near.is_empty() {
                    diagnostic.hint("`briefing query --claims` lists them")
                } else {
                    diagnostic.hint(format!("there are {}", near.join(", ")))
                });
            }
            [] => {}
            several => {
                let diagnostic = Diagnostic::error(
                    codes::SEVERAL_CLAIMS,
                    self.place("claim"),
                    format!("{} claims say this", several.len()),
                );
                let diagnostic =
                    several.iter().take(SHOWN).fold(diagnostic, |diagnostic, claim| {
                        diagnostic.related(claim.spans.whole, format!("`{}`", claim.id))
                    });
                diagnostics
                    .push(diagnostic.hint("one correction is of one claim: say which, by its id"));
            }
        }
        None
    }

    /// Whether the claim still says what was corrected.
    fn check_guard(&self, guard: &raw::Guard, claim: &Claim, diagnostics: &mut Diagnostics) {
        if guard.figure.is_none() && guard.quote.is_none() && guard.sha256.is_none() {
            diagnostics.push(
                Diagnostic::error(
                    codes::MISSING_KEY,
                    self.place("guard"),
                    "a guard that guards nothing",
                )
                .hint(
                    "add `figure`, `quote` or `sha256`: what the source said when it was corrected",
                ),
            );
        }
        let data = &self.data.dataset;
        let mut changed: Vec<(&str, String, Span)> = Vec::new();
        let measure = data.measures.get(&claim.measure);
        if let Some((written, measure)) = guard.figure.as_ref().zip(measure) {
            let span = self.within("guard", "figure");
            let guarded = figure(written, measure, span, self.files, diagnostics);
            if guarded.is_some_and(|(figure, _)| figure != claim.figure) {
                changed.push(("figure", format!("now `{}`", claim.figure), claim.spans.figure));
            }
        }
        if guard.quote.as_ref().is_some_and(|quote| *quote != claim.quote.exact) {
            changed.push(("quote", format!("now “{}”", claim.quote.exact), claim.spans.quote));
        }
        if let Some((guarded, source)) = guard.sha256.as_ref().zip(data.sources.get(&claim.source))
        {
            match &source.sha256 {
                Some(now) if now.eq_ignore_ascii_case(guarded) => {}
                Some(now) => changed.push(("sha256", format!("now `{now}`"), source.span)),
                None => changed.push((
                    "sha256",
                    "its source has no `sha256` now".to_owned(),
                    source.span,
                )),
            }
        }
        for (field, now, at) in changed {
            diagnostics.push(
                Diagnostic::error(
                    codes::GUARD,
                    self.within("guard", field),
                    format!("`{}` no longer says what was corrected", claim.id),
                )
                .label(now)
                .related(at, "here")
                .hint("if the source has mended it, delete the correction")
                .hint("if not, look at it again, and put what it says now into `guard`"),
            );
        }
    }

    /// Each action has its own keys.
    fn check_keys(&self, raw: &raw::Correction, diagnostics: &mut Diagnostics) {
        let overrides = [
            ("figure", raw.figure.is_some()),
            ("status", raw.status.is_some()),
            ("scope", raw.scope.is_some()),
            ("population", raw.population.is_some()),
            ("as-of", raw.as_of.is_some()),
        ];
        let is_override = raw.action == raw::CorrectionAction::Override;
        let is_scale = raw.action == raw::CorrectionAction::Scale;
        for (key, written) in overrides {
            if written && !is_override {
                self.wrong_key(key, "override", diagnostics);
            }
        }
        if raw.factor.is_some() && !is_scale {
            self.wrong_key("factor", "scale", diagnostics);
        }
    }

    fn wrong_key(&self, key: &str, action: &str, diagnostics: &mut Diagnostics) {
        diagnostics.push(Diagnostic::error(
            codes::WRONG_KEY_FOR_ACTION,
            self.tree.key_span(&step(self.at, key)),
            format!("`{key}` goes with `action = \"{action}\"`"),
        ));
    }

    fn overridden(
        &self,
        raw: &raw::Correction,
        claim: &Claim,
        diagnostics: &mut Diagnostics,
    ) -> Option<Said> {
        let data = self.data;
        let mut said = claim.said();
        if let Some(written) = &raw.figure {
            let measure = data.dataset.measures.get(&claim.measure)?;
            (said.figure, said.precision) =
                figure(written, measure, self.place("figure"), self.files, diagnostics)?;
        }
        if let Some(written) = raw.status {
            said.status = status(written);
        }
        if let Some(scope) = &raw.scope {
            data.scopes.refer(scope, self.place("scope"), diagnostics).then_some(())?;
            said.scope = Slug::new(scope).ok()?;
        }
        if let Some(population) = &raw.population {
            let span = self.place("population");
            data.populations.refer(population, span, diagnostics).then_some(())?;
            said.population = Slug::new(population).ok()?;
        }
        if let Some(written) = &raw.as_of {
            said.as_of = Some(date(written, self.place("as-of"), diagnostics)?);
        }
        Some(said)
    }

    /// A factor above zero: `10`, `"1/10"`, `"0.1"`.
    fn factor(&self, raw: Option<&raw::Factor>, diagnostics: &mut Diagnostics) -> Option<Number> {
        let Some(raw) = raw else {
            let span = self.place("action");
            diagnostics.push(
                Diagnostic::error(codes::MISSING_KEY, span, "missing key `factor`")
                    .label("what the figure is multiplied by"),
            );
            return None;
        };
        let number = |text: &str| text.trim().parse::<Number>().ok();
        let (written, factor) = match raw {
            raw::Factor::Whole(whole) => {
                (whole.to_string(), Some(Number::from_integer(i128::from(*whole))))
            }
            raw::Factor::Text(text) => {
                let factor = match text.split_once('/') {
                    None => number(text),
                    Some((over, under)) => {
                        number(over).zip(number(under)).and_then(|(a, b)| a.checked_div(b))
                    }
                };
                (text.clone(), factor)
            }
        };
        let factor = factor.filter(|factor| *factor > Number::ZERO);
        if factor.is_none() {
            let message = format!(
                "expected a factor above zero such as `10` or `\"1/10\"`, found `{written}`"
            );
            diagnostics.push(bad_value(self.place("factor"), message));
        }
        factor
    }

    fn scaled(&self, factor: Number, claim: &Claim, diagnostics: &mut Diagnostics) -> Option<Said> {
        let measure = self.data.dataset.measures.get(&claim.measure)?;
        let span = self.place("factor");
        let scaled: Option<Figure> = match claim.figure.scale(factor) {
            Ok(figure) => check_figure(figure, measure, span, diagnostics),
            Err(error) => {
                diagnostics.push(bad_value(span, error.to_string()));
                None
            }
        };
        let precision = claim.precision.times(factor);
        Some(Said { figure: scaled?, precision, ..claim.said() })
    }
}

//! Why a group is refused, in words.

use briefing_model::claim::{Claim, Counts};
use briefing_model::dataset::{ClaimIndex, Dataset};
use briefing_model::diagnostic::{Code, Diagnostic, Span};
use briefing_model::dimension::Dimension;
use briefing_model::figure::FigureError;
use briefing_model::status::Status;
use briefing_plugin::Members;

use crate::choose::Trouble;
use crate::codes;
use crate::columns::Columns;
use crate::gathered::Gathered;
use crate::prepare::{Prepared, or};
use crate::rates::NoRate;
use crate::vocabulary::NONE;

/// Why a group is refused.
#[derive(Debug, Clone)]
pub(crate) enum Refusal {
    Statuses(Vec<ClaimIndex>),
    Scopes(Vec<ClaimIndex>),
    Populations(Vec<ClaimIndex>),
    /// Two events of the group.
    NotAdditive([u32; 2]),
    Umbrella {
        umbrella: u32,
        part: u32,
    },
    /// The units, each with a claim in it.
    Units(Vec<(u32, ClaimIndex)>),
    Cover {
        event: u32,
    },
    Sides {
        what: &'static str,
        to: Vec<String>,
        from: Vec<String>,
    },
    Trouble(Trouble),
    NoRate {
        event: u32,
        unit: u32,
        claim: Option<ClaimIndex>,
        why: NoRate,
    },
    Figure(FigureError),
}

impl Refusal {
    pub(crate) fn code(&self) -> Code {
        match self {
            Self::Statuses(_) => codes::MIXED_STATUS,
            Self::Scopes(_) | Self::Trouble(Trouble::Scopes { .. }) => codes::MIXED_SCOPE,
            Self::Populations(_) | Self::Trouble(Trouble::Populations { .. }) => {
                codes::MIXED_POPULATION
            }
            Self::NotAdditive(_) => codes::NOT_ADDITIVE,
            Self::Umbrella { .. } => codes::UMBRELLA,
            Self::Units(_) => codes::MIXED_UNIT,
            Self::Cover { .. } => codes::DIFFERENT_COVER,
            Self::Sides { .. } => codes::DIFFERENT_SIDES,
            Self::Trouble(Trouble::Contested(_)) => codes::CONTESTED,
            Self::NoRate { .. } => codes::NO_RATE,
            Self::Figure(_) => codes::NOT_COMPUTABLE,
        }
    }
}

/// What refusals are worded from.
pub(crate) struct Wording<'a> {
    pub(crate) columns: &'a Columns,
    pub(crate) dataset: &'a Dataset,
    pub(crate) prepared: &'a Prepared<'a>,
}

impl Wording<'_> {
    /// The refusal as a diagnostic at the definition. `group` is the first group refused so, and
    /// `others` how many more there are.
    pub(crate) fn diagnostic(&self, refusal: &Refusal, group: &str, others: usize) -> Diagnostic {
        let spans = &self.prepared.metric.spans;
        let selection = or(spans.selection, spans.id);
        let diagnostic = match refusal {
            Refusal::Statuses(claims) => {
                self.mixture(refusal, selection, "statuses", claims, |c| {
                    status(&self.dataset.claims[c as usize])
                })
            }
            Refusal::Scopes(claims) => self.mixture(refusal, selection, "scopes", claims, |c| {
                self.dataset.claims[c as usize].scope.to_string()
            }),
            Refusal::Populations(claims) => {
                self.mixture(refusal, selection, "populations", claims, |c| self.population(c))
            }
            Refusal::NotAdditive(events) => self.not_additive(events),
            Refusal::Umbrella { umbrella, part } => Diagnostic::error(
                refusal.code(),
                selection,
                format!(
                    "`{}` {} an umbrella together with its parts: `{}` holds `{}`",
                    self.prepared.metric.id,
                    self.verb(),
                    self.event(*umbrella),
                    self.event(*part),
                ),
            )
            .hint("leave umbrellas out: `where = { kind = \"event\" }`"),
            Refusal::Units(units) => self.units(units),
            Refusal::Cover { event } => self.cover(*event, selection),
            Refusal::Sides { what, to, from } => self.sides(what, to, from, selection),
            Refusal::Trouble(trouble) => self.trouble(trouble, selection),
            Refusal::NoRate { event, unit, claim, why } => self.no_rate(*event, *unit, *claim, why),
            Refusal::Figure(error) => Diagnostic::error(
                refusal.code(),
                spans.id,
                format!("`{}` cannot be computed: {error}", self.prepared.metric.id),
            )
            .hint(
                "look for a claim with too many digits, or with a sign that its measure rules out",
            ),
        };
        match (group, others) {
            ("", _) => diagnostic,
            (group, 0) => diagnostic.label(format!("in {group}")),
            (group, 1) => diagnostic.label(format!("in {group}, and in another group")),
            (group, others) => {
                diagnostic.label(format!("in {group}, and in {others} other groups"))
            }
        }
    }

    fn verb(&self) -> &'static str {
        if self.prepared.needs.members == Members::Added { "adds up" } else { "compares" }
    }

    fn event(&self, event: u32) -> &str {
        self.columns.vocabulary(Dimension::Event).value(event).unwrap_or("")
    }

    fn population(&self, claim: ClaimIndex) -> String {
        let claim = &self.dataset.claims[claim as usize];
        match &claim.sector {
            Some(sector) if *sector != claim.population => {
                format!("{} in {sector}", claim.population)
            }
            _ => claim.population.to_string(),
        }
    }

    /// Figures that differ in what they mean: each value with an event that has it.
    fn mixture(
        &self,
        refusal: &Refusal,
        span: Span,
        what: &str,
        claims: &[ClaimIndex],
        value: impl Fn(ClaimIndex) -> String,
    ) -> Diagnostic {
        let values: Vec<String> = claims.iter().map(|claim| value(*claim)).collect();
        let listed: Vec<String> = claims
            .iter()
            .zip(&values)
            .map(|(claim, value)| {
                format!("`{value}` (`{}`)", self.dataset.claims[*claim as usize].event)
            })
            .collect();
        let of_one_status = claims.windows(2).all(|pair| {
            let status = |claim: ClaimIndex| self.dataset.claims[claim as usize].status;
            status(pair[0]) == status(pair[1])
        });
        let (key, consent) = match refusal {
            Refusal::Statuses(_) if of_one_status => ("counts", "mixed-status"),
            Refusal::Statuses(_) => ("status", "mixed-status"),
            Refusal::Scopes(_) => ("scope", "mixed-scope"),
            _ => ("population", "mixed-population"),
        };
        // The most advanced status, the first scope or population: what is most often meant.
        let choice = match refusal {
            Refusal::Statuses(_) if of_one_status => Some(Counts::Reached.as_str().to_owned()),
            Refusal::Statuses(_) => claims
                .iter()
                .map(|claim| self.dataset.claims[*claim as usize].status)
                .filter(|status| *status != Status::Cancelled)
                .max()
                .map(|status| status.to_string()),
            _ => values.first().cloned(),
        };
        let diagnostic = Diagnostic::error(
            refusal.code(),
            span,
            format!(
                "`{}` {} figures of different {what}: {}",
                self.prepared.metric.id,
                self.verb(),
                listed.join(", "),
            ),
        );
        let diagnostic = claims.iter().fold(diagnostic, |diagnostic, claim| {
            let claim = &self.dataset.claims[*claim as usize];
            match claim.spans.whole {
                Span::NONE => diagnostic,
                span => diagnostic.related(span, format!("`{}`", claim.event)),
            }
        });
        let diagnostic = match choice.filter(|choice| !choice.contains(' ')) {
            Some(choice) => {
                diagnostic.hint(format!("choose one: `where = {{ {key} = \"{choice}\" }}`"))
            }
            None => diagnostic.hint(format!("choose one with `where = {{ {key} = \"…\" }}`")),
        };
        diagnostic.hint(format!("or consent with `{consent} = true`; the brief then says so"))
    }

    fn not_additive(&self, events: &[u32; 2]) -> Diagnostic {
        let spans = &self.prepared.metric.spans;
        let measure = self.prepared.measure.map_or("", |measure| measure.id.as_str());
        Diagnostic::error(
            codes::NOT_ADDITIVE,
            or(spans.measure, spans.id),
            format!(
                "`{}` adds up `{measure}` of `{}` and `{}`, which is not additive: the same may be \
                 counted twice",
                self.prepared.metric.id,
                self.event(events[0]),
                self.event(events[1]),
            ),
        )
        .hint("use `max`, `median` or `latest`, or group by event: `by = \"event\"`")
    }

    fn units(&self, units: &[(u32, ClaimIndex)]) -> Diagnostic {
        let spans = &self.prepared.metric.spans;
        let unit = |unit: u32| self.columns.vocabulary(Dimension::Unit).value(unit).unwrap_or("");
        let listed: Vec<String> = units
            .iter()
            .map(|(number, claim)| {
                format!("`{}` (`{}`)", unit(*number), self.dataset.claims[*claim as usize].event)
            })
            .collect();
        let target = &self.prepared.unit;
        Diagnostic::error(
            codes::MIXED_UNIT,
            or(spans.measure, spans.id),
            format!(
                "`{}` is in `{target}`, and figures are in other units: {}",
                self.prepared.metric.id,
                listed.join(", "),
            ),
        )
        .hint(format!("convert them by the rates of the data set: `convert = \"{target}\"`"))
        .hint(format!("or leave them out: `where = {{ unit = \"{target}\" }}`"))
    }

    fn cover(&self, event: u32, selection: Span) -> Diagnostic {
        let metric = self.prepared.metric;
        let name = |measure: Option<&briefing_model::measure::Measure>| {
            measure.map_or(String::new(), |measure| measure.id.to_string())
        };
        Diagnostic::error(
            codes::DIFFERENT_COVER,
            or(metric.spans.per, selection),
            format!(
                "`{}` divides `{}` by `{}`, which do not cover the same at `{}`: no status, scope \
                 and population has both",
                metric.id,
                name(self.prepared.measure),
                name(self.prepared.per),
                self.event(event),
            ),
        )
        .hint("select what both are given for, or leave the event out")
    }

    fn sides(&self, what: &str, to: &[String], from: &[String], selection: Span) -> Diagnostic {
        let list = |values: &[String]| {
            values.iter().map(|value| format!("`{value}`")).collect::<Vec<_>>().join(", ")
        };
        let (plural, key) = match what {
            "status" => ("statuses", "status"),
            "scope" => ("scopes", "scope"),
            _ => ("populations", "population"),
        };
        Diagnostic::error(
            codes::DIFFERENT_SIDES,
            selection,
            format!(
                "the sides of `{}` differ in their {plural}: {} before, {} after",
                self.prepared.metric.id,
                list(from),
                list(to),
            ),
        )
        .hint(format!("choose one for both: `where = {{ {key} = \"…\" }}`"))
        .hint(format!("or consent with `mixed-{key} = true`; the brief then says so"))
    }

    fn trouble(&self, trouble: &Trouble, selection: Span) -> Diagnostic {
        let metric = &self.prepared.metric.id;
        match trouble {
            Trouble::Contested(claims) => {
                let listed: Vec<String> = claims
                    .iter()
                    .map(|claim| {
                        let claim = &self.dataset.claims[*claim as usize];
                        format!("`{}` says {}", claim.id, claim.figure)
                    })
                    .collect();
                let diagnostic = Diagnostic::error(
                    codes::CONTESTED,
                    self.prepared.metric.spans.id,
                    format!(
                        "`{metric}` rests on claims that cannot all be true: {}",
                        listed.join(", "),
                    ),
                );
                claims
                    .iter()
                    .map(|claim| self.dataset.claims[*claim as usize].spans.figure)
                    .filter(|span| *span != Span::NONE)
                    .fold(diagnostic, |diagnostic, span| diagnostic.related(span, ""))
                    .hint("say who is believed: `conflict = \"highest-grade\"`, or print both: `\"range\"`")
            }
            Trouble::Scopes { event, scopes } => {
                let value = |scope: &u32| {
                    let scopes = self.columns.vocabulary(Dimension::Scope);
                    format!("`{}`", scopes.value(*scope).unwrap_or(""))
                };
                self.nested(
                    codes::MIXED_SCOPE,
                    selection,
                    *event,
                    "scopes",
                    scopes.iter().map(value),
                )
                .hint("choose one: `where = { scope = \"…\" }`")
            }
            Trouble::Populations { event, populations } => {
                let value = |(population, sector): &(u32, u32)| {
                    let name = self.columns.vocabulary(Dimension::Population).value(*population);
                    let sector = match *sector {
                        NONE => None,
                        sector => self.columns.vocabulary(Dimension::Sector).value(sector),
                    };
                    match sector.filter(|sector| Some(*sector) != name) {
                        Some(sector) => format!("`{} in {sector}`", name.unwrap_or("")),
                        None => format!("`{}`", name.unwrap_or("")),
                    }
                };
                let values = populations.iter().map(value);
                self.nested(codes::MIXED_POPULATION, selection, *event, "populations", values)
                    .hint("choose one: `where = { population = \"…\" }`")
            }
        }
    }

    fn nested(
        &self,
        code: Code,
        span: Span,
        event: u32,
        what: &str,
        values: impl Iterator<Item = String>,
    ) -> Diagnostic {
        Diagnostic::error(
            code,
            span,
            format!(
                "`{}` finds several {what} of `{}`, none of which holds the others: {}",
                self.prepared.metric.id,
                self.event(event),
                values.collect::<Vec<_>>().join(", "),
            ),
        )
    }

    fn no_rate(
        &self,
        event: u32,
        unit: u32,
        claim: Option<ClaimIndex>,
        why: &NoRate,
    ) -> Diagnostic {
        let spans = &self.prepared.metric.spans;
        let from = self.columns.vocabulary(Dimension::Unit).value(unit).unwrap_or("");
        let to = self.prepared.metric.convert.as_ref().map_or("", |unit| unit.as_str());
        let because = match why {
            NoRate::NoDay => "the day of the event is not known".to_owned(),
            NoRate::Zero { day } => format!("the rate of {day} is zero"),
            NoRate::NotOn { day, before, after } => {
                let known = match (before, after) {
                    (Some(before), Some(after)) => {
                        format!("the nearest are of {before} and {after}")
                    }
                    (Some(before), None) => format!("the last is of {before}"),
                    (None, Some(after)) => format!("the first is of {after}"),
                    (None, None) => "there is none at all".to_owned(),
                };
                format!("no rate of {day} or the 31 days before it; {known}")
            }
        };
        let diagnostic = Diagnostic::error(
            codes::NO_RATE,
            or(spans.convert, spans.id),
            format!(
                "`{}` cannot convert {from} to {to} for `{}`: {because}",
                self.prepared.metric.id,
                self.event(event),
            ),
        );
        let span = claim.map(|claim| self.dataset.claims[claim as usize].spans.figure);
        let diagnostic = match span {
            Some(span) if span != Span::NONE => diagnostic.related(span, format!("in {from}")),
            _ => diagnostic,
        };
        diagnostic
            .hint(format!("add a rate of `pair = \"{from}/{to}\"` to `data/rates.toml`"))
            .hint(format!("or leave the amount out: `where = {{ unit = \"{to}\" }}`"))
    }
}

/// How far what a claim counts has come: `started`, or `started, now`.
pub(crate) fn status(claim: &Claim) -> String {
    match claim.counts {
        Counts::Reached => claim.status.to_string(),
        Counts::Now => format!("{}, now", claim.status),
    }
}

/// The first claim of each different value, in the order of the data set.
pub(crate) fn first_of_each<T: PartialEq>(
    gathered: &[&Gathered],
    value: impl Fn(ClaimIndex) -> T,
) -> Vec<ClaimIndex> {
    let mut claims: Vec<ClaimIndex> =
        gathered.iter().flat_map(|gathered| gathered.claims.iter().copied()).collect();
    claims.sort_unstable();
    let mut seen: Vec<T> = Vec::new();
    claims.retain(|claim| {
        let value = value(*claim);
        let is_new = !seen.contains(&value);
        if is_new {
            seen.push(value);
        }
        is_new
    });
    claims
}

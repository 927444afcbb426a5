//! Selections as tables over the numbers of values.

use briefing_model::dimension::Dimension;
use briefing_model::period::Period;
use briefing_model::selection::{Selection, Test};
use briefing_model::source::Grade;
use briefing_model::status::Status;

use crate::columns::Columns;
use crate::vocabulary::{NONE, Vocabulary, number};

/// Which values of a dimension pass, by number.
#[derive(Debug, Clone)]
pub(crate) struct Allowed {
    values: Vec<bool>,
    /// Whether what has no value passes.
    none: bool,
}

impl Allowed {
    fn new(vocabulary: &Vocabulary, dimension: Dimension, tests: &[&Test]) -> Self {
        Self {
            values: vocabulary
                .values()
                .map(|value| tests.iter().all(|test| passes(dimension, test, value)))
                .collect(),
            none: tests.iter().all(|test| matches!(test, Test::NotIn(_))),
        }
    }

    /// Whether a single value passes; [`NONE`] is no value.
    pub(crate) fn one(&self, value: u32) -> bool {
        if value == NONE { self.none } else { self.values[value as usize] }
    }
}

/// The tests on a dimension of which an event may have several values.
#[derive(Debug)]
struct AllowedMany(Vec<(Allowed, bool)>);

impl AllowedMany {
    fn new<'a>(
        vocabulary: &Vocabulary,
        dimension: Dimension,
        tests: impl Iterator<Item = &'a Test>,
    ) -> Self {
        Self(
            tests
                .map(|test| {
                    let shuts_out = matches!(test, Test::NotIn(_));
                    (Allowed::new(vocabulary, dimension, &[test]), shuts_out)
                })
                .collect(),
        )
    }

    /// Whether an event passes: any of its values must be asked for, none of them shut out.
    fn passes(&self, values: &[u32]) -> bool {
        self.0.iter().all(|(allowed, shuts_out)| {
            if values.is_empty() {
                allowed.none
            } else if *shuts_out {
                values.iter().all(|value| allowed.one(*value))
            } else {
                values.iter().any(|value| allowed.one(*value))
            }
        })
    }
}

/// Whether no value passes both tests. Of several values an event may have one for each.
pub(crate) fn exclude_each_other(
    columns: &Columns,
    dimension: Dimension,
    tests: [&Test; 2],
) -> bool {
    let named = tests.into_iter().flat_map(|test| match test {
        Test::In(values) => values.as_slice(),
        _ => &[],
    });
    let mut values = columns.vocabulary(dimension).values().chain(named.map(String::as_str));
    let no_value = tests.iter().all(|test| matches!(test, Test::NotIn(_)));
    let both_pass = |value: &str| tests.iter().all(|test| passes(dimension, test, value));
    !dimension.is_many() && !no_value && !values.any(both_pass)
}

/// Whether a value passes a test.
fn passes(dimension: Dimension, test: &Test, value: &str) -> bool {
    match test {
        Test::In(values) => values.iter().any(|other| other == value),
        Test::NotIn(values) => values.iter().all(|other| other != value),
        Test::Range { from, to } => {
            let Some(place) = position(dimension, value) else { return false };
            let above = |(bound, excluded): &(String, bool)| {
                position(dimension, bound)
                    .is_some_and(|bound| if *excluded { place > bound } else { place >= bound })
            };
            let below = |(bound, excluded): &(String, bool)| {
                position(dimension, bound)
                    .is_some_and(|bound| if *excluded { place < bound } else { place <= bound })
            };
            from.as_ref().is_none_or(above) && to.as_ref().is_none_or(below)
        }
    }
}

/// Where a value stands in the order of its dimension. What is called off stands beside the ladder
/// of statuses, so no bound includes it.
fn position(dimension: Dimension, value: &str) -> Option<(i64, &str)> {
    let place = match dimension {
        Dimension::Status => {
            let status: Status = value.parse().ok()?;
            if status == Status::Cancelled {
                return None;
            }
            status as i64
        }
        Dimension::Grade => Grade::ALL.into_iter().find(|grade| grade.as_str() == value)? as i64,
        Dimension::Year => value.parse().ok()?,
        // Quarters, months and weeks are written so that text order is the order of time.
        _ => return Some((0, value)),
    };
    Some((place, ""))
}

/// Conditions on events, claims and sectors, from one selection or several that must all hold.
#[derive(Debug)]
pub(crate) struct Conditions<'a> {
    selections: Vec<&'a Selection>,
    period: Period,
    /// By class of claims.
    classes: Vec<Verdict>,
    source: Option<Allowed>,
    checked: Option<Allowed>,
    measure: Option<Allowed>,
    sector: Option<Allowed>,
    /// By event: whether its own sectors pass.
    own_sectors: Vec<bool>,
    /// Events that a candidate must be, or be a part of.
    parts_of: Option<Allowed>,
}

/// Whether the claims of a class match, as far as class and event go.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Verdict {
    No,
    Yes,
    /// Those without a sector, where there is a condition on it: if their event's own pass.
    IfSectorsPass,
}

impl<'a> Conditions<'a> {
    pub(crate) fn new(columns: &Columns, selections: &[&'a Selection], period: Period) -> Self {
        let mut this = Self {
            selections: selections.to_vec(),
            period,
            classes: Vec::new(),
            source: None,
            checked: None,
            measure: None,
            sector: None,
            own_sectors: Vec::new(),
            parts_of: None,
        };
        this.checked = this.allowed(columns, Dimension::Checked);
        this.measure = this.allowed(columns, Dimension::Measure);
        this.sector = this.allowed(columns, Dimension::Sector);
        this.classes = this.verdicts(columns);
        let source = this.allowed(columns, Dimension::Source);
        let grade = this.allowed(columns, Dimension::Grade);
        if source.is_some() || grade.is_some() {
            let sources = 0..columns.vocabulary(Dimension::Source).len();
            this.source = Some(Allowed {
                values: sources
                    .map(|index| {
                        source.as_ref().is_none_or(|allowed| allowed.one(number(index)))
                            && grade
                                .as_ref()
                                .is_none_or(|allowed| allowed.one(columns.rows.grades[index]))
                    })
                    .collect(),
                none: false,
            });
        }
        let sectors = this.allowed_many(columns, Dimension::Sector);
        this.own_sectors = (0..columns.events.count)
            .map(|event| sectors.passes(columns.events.sectors.row(event)))
            .collect();
        this
    }

    /// The same, of the events that pass a test, and of the parts of these.
    pub(crate) fn of_parts(self, columns: &Columns, test: &Test) -> Self {
        let allowed = Allowed::new(columns.vocabulary(Dimension::Event), Dimension::Event, &[test]);
        Self { parts_of: Some(allowed), ..self }
    }

    /// Whether there is a condition that only a claim can meet.
    pub(crate) fn need_claims(&self) -> bool {
        self.selections
            .iter()
            .flat_map(|selection| &selection.conditions)
            .any(|c| !c.dimension.is_of_event() && c.dimension != Dimension::Sector)
    }

    /// The values of a dimension that pass; `None` where all do.
    pub(crate) fn allowed(&self, columns: &Columns, dimension: Dimension) -> Option<Allowed> {
        let tests: Vec<&Test> = self.tests(dimension).collect();
        (!tests.is_empty()).then(|| Allowed::new(columns.vocabulary(dimension), dimension, &tests))
    }

    fn verdicts(&self, columns: &Columns) -> Vec<Verdict> {
        let [status, counts, scope, population, origin, unit] = [
            Dimension::Status,
            Dimension::Counts,
            Dimension::Scope,
            Dimension::Population,
            Dimension::Origin,
            Dimension::Unit,
        ]
        .map(|dimension| self.allowed(columns, dimension));
        let plain = |allowed: &Option<Allowed>, value: u32| {
            allowed.as_ref().is_none_or(|allowed| allowed.one(value))
        };
        columns
            .classes
            .iter()
            .map(|class| {
                let matches = plain(&status, class.status.into())
                    && plain(&counts, class.counts.into())
                    && plain(&scope, class.scope)
                    && plain(&population, class.population)
                    && plain(&origin, columns.origin(class))
                    && plain(&unit, class.unit);
                match (&self.sector, class.sector) {
                    _ if !matches => Verdict::No,
                    (Some(_), NONE) => Verdict::IfSectorsPass,
                    (Some(allowed), sector) if !allowed.one(sector) => Verdict::No,
                    _ => Verdict::Yes,
                }
            })
            .collect()
    }

    /// The sectors that an event reports on, in order: its own, where they pass, and those of its
    /// claims. No sector is [`NONE`]; sectors that were not asked for are left out.
    pub(crate) fn sectors<'b>(
        &'b self,
        columns: &'b Columns,
        event: usize,
    ) -> impl Iterator<Item = u32> + use<'a, 'b> {
        let asked = |sector: &u32| self.sector.as_ref().is_none_or(|allowed| allowed.one(*sector));
        self.unchecked_sectors(columns, event).iter().copied().filter(asked)
    }

    /// Calls for each of the [`sectors`](Self::sectors): a loop over a slice where all are asked for.
    #[inline]
    pub(crate) fn each_sector(&self, columns: &Columns, event: usize, mut take: impl FnMut(u32)) {
        let sectors = self.unchecked_sectors(columns, event);
        match &self.sector {
            None => sectors.iter().for_each(|sector| take(*sector)),
            Some(asked) => {
                sectors
                    .iter()
                    .filter(|sector| asked.one(**sector))
                    .for_each(|sector| take(*sector));
            }
        }
    }

    /// As [`sectors`](Self::sectors), with those that were not asked for.
    #[inline]
    fn unchecked_sectors<'b>(&self, columns: &'b Columns, event: usize) -> &'b [u32] {
        let events = &columns.events;
        if self.own_sectors[event] {
            events.all_sectors.row(event)
        } else {
            events.claimed_sectors.row(event)
        }
    }

    /// Whether a claim matches, its event being a candidate.
    #[inline]
    pub(crate) fn match_row(&self, columns: &Columns, row: usize) -> bool {
        let rows = &columns.rows;
        let of_class = match self.classes[rows.class[row] as usize] {
            Verdict::No => false,
            Verdict::Yes => true,
            Verdict::IfSectorsPass => self.own_sectors[rows.event[row] as usize],
        };
        let passes = |allowed: &Option<Allowed>, value: u32| {
            allowed.as_ref().is_none_or(|allowed| allowed.one(value))
        };
        of_class
            && passes(&self.source, rows.source[row])
            && passes(&self.checked, u32::from(rows.checked[row]))
    }

    /// Whether claims of a measure can match.
    pub(crate) fn match_measure(&self, measure: u32) -> bool {
        self.measure.as_ref().is_none_or(|allowed| allowed.one(measure))
    }

    /// By event: whether it is a candidate, one that is expected to report.
    pub(crate) fn candidates(&self, columns: &Columns) -> Vec<bool> {
        let events = &columns.events;
        let mut candidates: Vec<bool> = (0..events.count)
            .map(|event| match events.start[event] {
                Some(start) => self.period.contains(start),
                None => holds_year(self.period, events.year_known[event]),
            })
            .collect();
        if let Some(allowed) = &self.parts_of {
            for (event, candidate) in candidates.iter_mut().enumerate() {
                let is_part = || events.umbrellas.row(event).iter().any(|one| allowed.one(*one));
                *candidate = *candidate && (allowed.one(number(event)) || is_part());
            }
        }
        for dimension in Dimension::ALL {
            let Some(allowed) = self.allowed(columns, dimension) else { continue };
            let many = self.allowed_many(columns, dimension);
            let holds = |event: usize| match dimension {
                Dimension::Event => allowed.one(number(event)),
                Dimension::Series => many.passes(events.umbrellas.row(event)),
                Dimension::Sector => {
                    self.own_sectors[event]
                        || events.claimed_sectors.row(event).iter().any(|s| allowed.one(*s))
                }
                _ => events.single(dimension).is_none_or(|column| allowed.one(column[event])),
            };
            for (event, candidate) in candidates.iter_mut().enumerate() {
                *candidate = *candidate && holds(event);
            }
        }
        candidates
    }

    fn tests(&self, dimension: Dimension) -> impl Iterator<Item = &'a Test> {
        self.selections
            .iter()
            .flat_map(|selection| &selection.conditions)
            .filter(move |condition| condition.dimension == dimension)
            .map(|condition| &condition.test)
    }

    fn allowed_many(&self, columns: &Columns, dimension: Dimension) -> AllowedMany {
        AllowedMany::new(columns.vocabulary(dimension), dimension, self.tests(dimension))
    }
}

/// Whether an event of which only the year is known certainly lies in a period: the whole year must.
fn holds_year(period: Period, year: Option<i16>) -> bool {
    if period == Period::All {
        return true;
    }
    let Some(year) = year.map(|year| Period::Year { year }) else { return false };
    year.start().is_some_and(|first| period.contains(first))
        && year.last().is_some_and(|last| period.contains(last))
}

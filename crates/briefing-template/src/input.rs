//! What a brief is made of.

use briefing_model::dataset::ClaimIndex;
use briefing_model::date::Date;
use briefing_model::dimension::Dimension;
use briefing_model::event::Event;
use briefing_model::metric::Metric;
use briefing_model::period::Period;
use briefing_model::report::{ParameterValue, Report};
use briefing_model::result::{Coverage, MetricResult};
use briefing_model::slug::Slug;
use briefing_model::text::Text;
use indexmap::IndexMap;

use crate::Indexed;
use crate::words::Reported;

/// What a brief is made of, besides its template.
#[derive(Debug, Clone)]
pub struct BriefInput<'a> {
    /// The report it is an edition of.
    pub report: &'a Report,
    /// What is known.
    pub dataset: &'a Indexed<'a>,
    /// The results of the report's metrics, for this brief.
    pub results: &'a IndexMap<Slug, MetricResult>,
    /// The period it covers.
    pub period: Period,
    /// The dimension the report fans out over, and the value of this brief.
    pub key: Option<(Dimension, String)>,
    /// Its parameters, as set.
    pub parameters: &'a IndexMap<String, ParameterValue>,
    /// The name of the edition: `2024-10`.
    pub edition: &'a str,
    /// The date of the edition.
    pub date: Date,
    /// Who publishes it.
    pub publisher: &'a Text,
}

impl<'a> BriefInput<'a> {
    /// BCP 47 tag of its language.
    pub(crate) fn locale(&self) -> &'a str {
        &self.report.locale
    }

    /// The definition of a metric of the report.
    pub(crate) fn metric(&self, id: &str) -> Option<&'a Metric> {
        self.report.metrics.iter().find(|metric| metric.id.as_str() == id)
    }

    /// The name of a metric: its label, else that of its measure, else its id.
    pub(crate) fn metric_label(&self, id: &str) -> String {
        let Some(metric) = self.metric(id) else { return id.to_owned() };
        let label = metric.label.in_language(self.locale());
        let measure = || {
            let measure = self.dataset.measures.get(metric.measure.as_ref()?)?;
            Some(measure.name.in_language(self.locale()))
        };
        if label.is_empty() { measure().unwrap_or(id) } else { label }.to_owned()
    }

    /// Whether a figure leaves something out that a reader would expect in it. A count of events,
    /// claims or sources never does: it is of those there are.
    pub(crate) fn is_incomplete(&self, metric: &str, coverage: &Coverage) -> bool {
        let is_count = self.metric(metric).is_some_and(|metric| metric.count.is_some());
        !is_count && !coverage.is_complete()
    }

    /// What the events of a metric's coverage report.
    pub(crate) fn reported(&self, metric: &str) -> Reported<'a> {
        self.metric(metric)
            .map_or_else(Reported::default, |metric| Reported::of(metric, self.dataset))
    }

    /// The events, of whatever kind, that the brief is about, in the data set's order.
    pub(crate) fn covered(&self) -> impl Iterator<Item = &'a Event> {
        let key = self.key.as_ref().map(|(dimension, value)| (*dimension, value.as_str()));
        let events: Vec<&'a Event> = self.dataset.events_with(key).collect();
        events.into_iter().filter(|event| self.in_period(event))
    }

    /// The claims about them, in the data set's order.
    pub(crate) fn claims(&self) -> Vec<ClaimIndex> {
        let of = |event: &Event| self.dataset.claims_of(&event.id).iter().copied();
        let mut claims: Vec<ClaimIndex> = self.covered().flat_map(of).collect();
        claims.sort_unstable();
        claims
    }

    /// Whether an event, of whatever kind, lies in the period and the part that the brief is about.
    pub(crate) fn covers(&self, event: &Event) -> bool {
        self.in_period(event) && self.has_key(event)
    }

    fn in_period(&self, event: &Event) -> bool {
        match (event.start, event.year) {
            (Some(start), _) => self.period.contains(start),
            // Of an event whose day is not known, the year must lie in the period as a whole.
            (None, Some(year)) => {
                let year = Period::Year { year };
                year.start().is_some_and(|day| self.period.contains(day))
                    && year.last().is_some_and(|day| self.period.contains(day))
            }
            (None, None) => self.period == Period::All,
        }
    }

    fn has_key(&self, event: &Event) -> bool {
        let Some((dimension, value)) = &self.key else { return true };
        let (dataset, value) = (self.dataset, value.as_str());
        match *dimension {
            Dimension::Event => {
                event.id.as_str() == value
                    || dataset.umbrellas(&event.id).any(|other| other.id.as_str() == value)
            }
            Dimension::Kind => event.kind.as_str() == value,
            Dimension::Place => event.place.as_deref() == Some(value),
            Dimension::Region => event
                .place
                .as_ref()
                .and_then(|place| dataset.places.get(place))
                .is_some_and(|place| place.region.as_str() == value),
            Dimension::Series => {
                dataset.umbrellas(&event.id).any(|other| other.id.as_str() == value)
            }
            Dimension::Sector => event.sectors.iter().any(|sector| sector.as_str() == value),
            Dimension::Year | Dimension::Quarter | Dimension::Month | Dimension::Week => {
                let period = Period::parse(value);
                event.start.is_some_and(|day| period.is_ok_and(|period| period.contains(day)))
                    || event.year.is_some_and(|year| year.to_string() == value)
            }
            // Dimensions of claims do not tell events apart.
            Dimension::Measure
            | Dimension::Status
            | Dimension::Counts
            | Dimension::Scope
            | Dimension::Population
            | Dimension::Origin
            | Dimension::Unit
            | Dimension::Source
            | Dimension::Grade
            | Dimension::Checked => true,
        }
    }
}

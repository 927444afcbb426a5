//! What paths lead to: the shape of the context, without its values.

use briefing_model::dataset::Dataset;
use briefing_model::dimension::Dimension;
use briefing_model::metric::Metric;
use briefing_model::report::{ParameterKind, Report};

/// What a path leads to.
#[derive(Debug, Clone)]
pub(super) enum Shape<'a> {
    /// Not known; everything is let pass.
    Any,
    /// What is not there in this report, though in others: `key`.
    Absent,
    Text,
    Number,
    Boolean,
    Day,
    List(Box<Shape<'a>>),
    Root,
    Report,
    Period,
    Edition,
    Parameters,
    Key(Dimension),
    Metrics,
    Metric(&'a Metric),
    Row(&'a Metric),
    Figure,
    /// A figure as data: its bounds.
    Bounds,
    Coverage,
    Named,
    Place,
    Event,
    Claim,
    Source,
}

/// What shapes depend on.
#[derive(Clone, Copy)]
pub(super) struct World<'a> {
    pub(super) report: &'a Report,
    pub(super) dataset: &'a Dataset,
}

impl<'a> World<'a> {
    /// The dimensions that a metric's rows have in a brief: the fan-out takes its own away.
    pub(super) fn dimensions(&self, metric: &Metric) -> Vec<Dimension> {
        let key = self.report.for_each.as_ref().map(|for_each| for_each.dimension);
        metric.by.iter().copied().filter(|dimension| Some(*dimension) != key).collect()
    }

    /// Whether a metric has one figure in a brief.
    pub(super) fn is_single(&self, metric: &Metric) -> bool {
        metric.total || self.dimensions(metric).is_empty()
    }

    fn of_dimension(dimension: Dimension) -> Shape<'a> {
        match dimension {
            Dimension::Event | Dimension::Series => Shape::Event,
            Dimension::Place => Shape::Place,
            _ => Shape::Named,
        }
    }

    /// The names and shapes of what a shape has.
    pub(super) fn fields(&self, shape: &Shape<'a>) -> Vec<(String, Shape<'a>)> {
        use Shape::{
            Absent, Any, Boolean, Bounds, Claim, Coverage, Day, Edition, Event, Figure, Key, List,
            Named, Number, Parameters, Period, Place, Root, Row, Source, Text,
        };
        let list = |shape| List(Box::new(shape));
        let fields: Vec<(&str, Shape<'a>)> = match shape {
            Any | Text | Number | Boolean | Day | List(_) => Vec::new(),
            Absent => ["id", "name", "dimension", "code", "name-zh", "region"]
                .map(|name| (name, Absent))
                .to_vec(),
            Root => vec![
                ("report", Shape::Report),
                ("period", Period),
                ("edition", Edition),
                ("params", Parameters),
                ("key", self.report.for_each.as_ref().map_or(Absent, |key| Key(key.dimension))),
                ("metrics", Shape::Metrics),
                ("events", list(Event)),
                ("claims", list(Claim)),
                ("sources", list(Source)),
            ],
            Shape::Report => ["id", "title", "description", "publisher", "locale"]
                .map(|name| (name, Text))
                .to_vec(),
            Period => vec![("id", Text), ("label", Text), ("start", Day), ("end", Day)],
            Edition => vec![("name", Text), ("date", Day), ("as-of", Day)],
            Parameters => {
                let parameters = self.report.parameters.iter().map(|(name, parameter)| {
                    let shape = match parameter.kind {
                        ParameterKind::Text => Text,
                        ParameterKind::Integer => Number,
                        ParameterKind::Boolean => Boolean,
                        ParameterKind::Date => Day,
                    };
                    (name.clone(), shape)
                });
                return parameters.collect();
            }
            Key(dimension) => {
                let mut fields = self.fields(&Self::of_dimension(*dimension));
                fields.push(("dimension".to_owned(), Text));
                return fields;
            }
            Shape::Metrics => {
                let metrics = self.report.metrics.iter();
                return metrics
                    .map(|metric| (metric.id.to_string(), Shape::Metric(metric)))
                    .collect();
            }
            Shape::Metric(metric) => vec![
                ("id", Text),
                ("label", Text),
                ("name", Text),
                ("unit", Text),
                ("value", Figure),
                ("absence", Text),
                ("coverage", Coverage),
                ("statuses", list(Named)),
                ("scopes", list(Named)),
                ("conflicts", Number),
                ("formula", Text),
                ("count", Number),
                ("rows", list(Row(metric))),
                ("total", Row(metric)),
                ("claims", list(Claim)),
                ("metric", Text),
                ("row", Text),
            ],
            Row(metric) => {
                let dimensions = self.dimensions(metric);
                let own = dimensions.iter().map(|of| (of.as_str(), Self::of_dimension(*of)));
                own.chain([
                    ("value", Figure),
                    ("absence", Text),
                    ("coverage", Coverage),
                    ("statuses", list(Named)),
                    ("scopes", list(Named)),
                    ("conflicts", Number),
                    ("claims", list(Claim)),
                    ("metric", Text),
                    ("row", Text),
                ])
                .collect()
            }
            Figure => vec![
                ("text", Text),
                ("unit", Text),
                ("figure", Bounds),
                ("coverage", Coverage),
                ("statuses", list(Named)),
                ("metric", Text),
                ("row", Text),
            ],
            Bounds => vec![
                ("comparator", Text),
                ("lower", Text),
                ("lower_strict", Boolean),
                ("upper", Text),
                ("upper_strict", Boolean),
                ("about", Boolean),
                ("unit", Text),
            ],
            Coverage => vec![
                ("reported", Number),
                ("expected", Number),
                ("missing", list(Named)),
                ("unmatched", list(Named)),
                ("complete", Boolean),
                ("text", Text),
                ("names-text", Text),
            ],
            Named => vec![("id", Text), ("name", Text)],
            Place => vec![
                ("id", Text),
                ("code", Text),
                ("name", Text),
                ("name-zh", Text),
                ("region", Named),
            ],
            Event => vec![
                ("id", Text),
                ("name", Text),
                ("full-name", Text),
                ("name-zh", Text),
                ("kind", Named),
                ("city", Text),
                ("place", Place),
                ("start", Day),
                ("end", Day),
                ("dates", Text),
                ("note", Text),
                ("sectors", list(Named)),
                ("organisers", list(Text)),
                ("claims", list(Claim)),
            ],
            Claim => vec![
                ("id", Text),
                ("claim", Text),
                ("event", Event),
                ("measure", Named),
                ("figure", Bounds),
                ("text", Text),
                ("unit", Text),
                ("status", Named),
                ("scope", Named),
                ("population", Named),
                ("origin", Named),
                ("source", Source),
                ("quote", Text),
                ("note", Text),
            ],
            Source => vec![
                ("id", Text),
                ("title", Text),
                ("name", Text),
                ("publisher", Text),
                ("origin", Text),
                ("kind", Text),
                ("published", Day),
                ("accessed", Day),
                ("url", Text),
                ("language", Text),
                ("grade", Named),
                ("note", Text),
            ],
        };
        fields.into_iter().map(|(name, shape)| (name.to_owned(), shape)).collect()
    }

    /// What a shape has by a name; `None` if it has not.
    pub(super) fn field(&self, shape: &Shape<'a>, name: &str) -> Option<Shape<'a>> {
        match shape {
            Shape::Any => Some(Shape::Any),
            Shape::List(of) => match name {
                "length" => Some(Shape::Number),
                index if index.bytes().all(|byte| byte.is_ascii_digit()) => Some((**of).clone()),
                _ => None,
            },
            _ => self.fields(shape).into_iter().find(|(other, _)| other == name).map(|(_, of)| of),
        }
    }
}

impl Shape<'_> {
    /// Whether it can be printed as it is.
    pub(super) fn prints(&self) -> bool {
        matches!(
            self,
            Self::Any | Self::Absent | Self::Text | Self::Number | Self::Boolean | Self::Day
        )
    }

    /// What it is, for messages.
    pub(super) fn describe(&self) -> &'static str {
        match self {
            Self::Any | Self::Absent => "something",
            Self::Text => "text",
            Self::Number => "a number",
            Self::Boolean => "yes or no",
            Self::Day => "a day",
            Self::List(_) => "a list",
            Self::Metric(_) => "a metric",
            Self::Row(_) => "a row",
            Self::Figure => "a figure",
            Self::Coverage => "a coverage",
            Self::Named | Self::Place => "a thing with a name",
            Self::Event => "an event",
            Self::Claim => "a claim",
            Self::Source => "a source",
            Self::Root
            | Self::Report
            | Self::Period
            | Self::Edition
            | Self::Parameters
            | Self::Key(_)
            | Self::Metrics
            | Self::Bounds => "a group of values",
        }
    }

    /// How to print it, where it cannot be printed as it is.
    pub(super) fn hint(&self, path: &str) -> String {
        match self {
            Self::Metric(_) | Self::Row(_) | Self::Figure => {
                format!("print its figure: `{{{{figure {path}}}}}`")
            }
            Self::Claim => {
                format!("print its figure, `{{{{figure {path}}}}}`, or `{{{{{path}.text}}}}`")
            }
            Self::Named | Self::Place | Self::Event | Self::Source | Self::Key(_) => {
                format!("print its name: `{{{{{path}.name}}}}`")
            }
            Self::Coverage => format!("print `{{{{{path}.text}}}}`"),
            Self::Period => format!("print its label: `{{{{{path}.label}}}}`"),
            Self::List(_) => format!(
                "print its members: `{{{{join {path}}}}}`, or go through them with `{{{{#each}}}}`"
            ),
            _ => format!("print one of its values: `{{{{{path}.…}}}}`"),
        }
    }
}

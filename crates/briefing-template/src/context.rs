//! What templates see: a brief's results and data as JSON.
//!
//! Only what a template names is put in: the rows of a metric that is handed to `table` alone are
//! never turned into JSON, since the table is made from the result itself.

mod rows;

use std::collections::BTreeSet;

use briefing_model::claim::Claim;
use briefing_model::dataset::Dataset;
use briefing_model::dimension::Dimension;
use briefing_model::event::{Event, EventKind};
use briefing_model::figure::Figure;
use briefing_model::report::ParameterValue;
use briefing_model::slug::Slug;
use briefing_model::source::Source;
use indexmap::IndexSet;
use serde_json::{Map, Value, json};

use crate::BriefInput;
use crate::format::clean;
use crate::words::{self, DateStyle, FigureStyle};

/// The words that stand in the tags of a template and of the partials it calls: an
/// over-approximation of what it uses.
#[derive(Debug, Clone, Default)]
pub(crate) struct Uses {
    words: BTreeSet<String>,
    /// Whether something is called that may look at anything.
    pub(crate) all: bool,
}

impl Uses {
    /// Adds the words of all tags of a text.
    pub(crate) fn add_text(&mut self, text: &str) {
        let mut rest = text;
        while let Some((_, tag)) = rest.split_once("{{") {
            let (tag, after) = tag.split_once("}}").unwrap_or((tag, ""));
            self.add_tag(tag);
            rest = after;
        }
    }

    /// Adds the words of a tag but for the names of options.
    fn add_tag(&mut self, tag: &str) {
        let is_part = |c: char| c.is_alphanumeric() || matches!(c, '-' | '_');
        let mut rest = tag.trim_start_matches(['~', ' ']);
        // Of these names the helpers need no data in the context: their blocks are made from the
        // data set itself.
        const BLOCKS: [&str; 7] =
            ["claims", "conflicts", "corrections", "findings", "identities", "rates", "sources"];
        for helper in BLOCKS {
            if let Some(after) = rest.strip_prefix(helper)
                && !after.starts_with(|c| is_part(c) || matches!(c, '.' | '/'))
            {
                rest = after;
            }
        }
        while let Some(start) = rest.find(is_part) {
            let word = &rest[start..];
            let (word, after) = word.split_at(word.find(|c| !is_part(c)).unwrap_or(word.len()));
            if !after.starts_with('=') {
                self.words.insert(word.to_owned());
            }
            rest = after;
        }
    }

    /// Adds what another template uses.
    pub(crate) fn add(&mut self, other: &Self) {
        self.words.extend(other.words.iter().cloned());
        self.all |= other.all;
    }

    /// Whether any of these words is used.
    pub(crate) fn any(&self, words: &[&str]) -> bool {
        self.all || words.iter().any(|word| self.words.contains(*word))
    }
}

/// The context of a brief. `report.title` and `report.description` come later, as they are
/// templates themselves.
pub(crate) fn build(input: &BriefInput<'_>, uses: &Uses) -> Value {
    let locale = input.locale();
    let names = Names { dataset: input.dataset, locale };
    let mut context = Map::new();
    context.insert(
        "report".to_owned(),
        json!({
            "id": input.report.id.as_str(),
            "title": "",
            "description": "",
            "publisher": names.clean(input.publisher.in_language(locale)),
            "locale": locale,
        }),
    );
    context.insert(
        "period".to_owned(),
        json!({
            "id": input.period.to_string(),
            "label": words::period(input.period, locale),
            "start": input.period.start().map(|date| date.to_string()),
            "end": input.period.last().map(|date| date.to_string()),
        }),
    );
    context.insert(
        "edition".to_owned(),
        json!({
            "name": input.edition,
            "date": input.date.to_string(),
            "as-of": input.dataset.as_of.map(|date| date.to_string()),
        }),
    );
    let parameters: Map<String, Value> =
        input.parameters.iter().map(|(name, value)| (name.clone(), parameter(value))).collect();
    context.insert("params".to_owned(), Value::Object(parameters));
    context.insert("key".to_owned(), key(input, &names));
    context.insert("metrics".to_owned(), rows::metrics(input, uses, &names));
    if uses.any(&["events"]) {
        let events = input.covered().filter(|event| event.kind == EventKind::Event);
        let with_claims = uses.any(&["claims"]);
        let of = |event: &Event| {
            let mut value = names.event(event);
            if with_claims && let Some(object) = value.as_object_mut() {
                let claims = input.dataset.claims_of(&event.id).iter();
                let claims =
                    claims.map(|index| names.claim(&input.dataset.claims[*index as usize]));
                object.insert("claims".to_owned(), claims.collect());
            }
            value
        };
        context.insert("events".to_owned(), events.map(of).collect());
    }
    if uses.any(&["claims", "sources"]) {
        let claims: Vec<&Claim> =
            input.claims().iter().map(|index| &input.dataset.claims[*index as usize]).collect();
        let sources: IndexSet<&Slug> = claims.iter().map(|claim| &claim.source).collect();
        let sources = sources.into_iter().filter_map(|id| input.dataset.sources.get(id));
        context.insert("sources".to_owned(), sources.map(|source| names.source(source)).collect());
        context.insert(
            "claims".to_owned(),
            claims.into_iter().map(|claim| names.claim(claim)).collect(),
        );
    }
    Value::Object(context)
}

fn parameter(value: &ParameterValue) -> Value {
    match value {
        ParameterValue::Text(text) => json!(clean(text)),
        ParameterValue::Integer(number) => json!(number),
        ParameterValue::Boolean(yes) => json!(yes),
        ParameterValue::Date(date) => json!(date.to_string()),
    }
}

fn key(input: &BriefInput<'_>, names: &Names<'_>) -> Value {
    let Some((dimension, id)) = &input.key else { return Value::Null };
    let mut value = names.named(*dimension, id);
    if let Some(object) = value.as_object_mut() {
        object.insert("dimension".to_owned(), json!(dimension.as_str()));
    }
    value
}

/// Makes JSON of the data set's entries, in one language.
#[derive(Clone, Copy)]
pub(crate) struct Names<'a> {
    pub(crate) dataset: &'a Dataset,
    pub(crate) locale: &'a str,
}

impl Names<'_> {
    fn clean(&self, text: &str) -> Value {
        Value::String(clean(text).into_owned())
    }

    fn text(&self, text: Option<&briefing_model::text::Text>) -> Value {
        text.map_or_else(|| json!(""), |text| self.clean(text.in_language(self.locale)))
    }

    fn pair(&self, dimension: Dimension, id: &str) -> Value {
        let name = words::dimension_value(self.dataset, dimension, id, self.locale);
        json!({ "id": id, "name": self.clean(&name) })
    }

    /// A value of a dimension: id and name, and for events and places what is known of them.
    pub(crate) fn named(&self, dimension: Dimension, id: &str) -> Value {
        match dimension {
            Dimension::Event | Dimension::Series => match self.dataset.events.get(id) {
                Some(event) => self.event(event),
                None => self.pair(dimension, id),
            },
            Dimension::Place => match self.dataset.places.get(id) {
                Some(place) => json!({
                    "id": id,
                    "code": id,
                    "name": self.text(Some(&place.name)),
                    "name-zh": self.clean(place.name.in_language("zh")),
                    "region": self.pair(Dimension::Region, place.region.as_str()),
                }),
                None => self.pair(dimension, id),
            },
            _ => self.pair(dimension, id),
        }
    }

    /// An event. `name` is the short one, as tables print it.
    pub(crate) fn event(&self, event: &Event) -> Value {
        let days = event.start.map(|start| (start, event.end.unwrap_or(start)));
        let dates = days.map_or_else(
            || event.year.map(|year| year.to_string()).unwrap_or_default(),
            |(from, to)| words::dates(from, to, DateStyle::Long, self.locale),
        );
        let place = event.place.as_deref();
        json!({
            "id": event.id.as_str(),
            "name": self.clean(words::event_name(event, self.locale)),
            "full-name": self.text(Some(&event.name)),
            "name-zh": self.clean(event.name.in_language("zh")),
            "kind": self.pair(Dimension::Kind, event.kind.as_str()),
            "city": self.text(event.city.as_ref()),
            "place": place.map(|place| self.named(Dimension::Place, place)),
            "start": event.start.map(|date| date.to_string()),
            "end": event.end.map(|date| date.to_string()),
            "dates": dates,
            "note": self.text(event.note.as_ref()),
            "sectors": event
                .sectors
                .iter()
                .map(|sector| self.pair(Dimension::Sector, sector.as_str()))
                .collect::<Vec<_>>(),
            "organisers": event
                .organisers
                .iter()
                .map(|name| self.text(Some(name)))
                .collect::<Vec<_>>(),
        })
    }

    /// A figure as data and in words.
    pub(crate) fn figure(&self, figure: &Figure, style: FigureStyle) -> (Value, String) {
        let text = words::figure(Some(figure), self.dataset, style, self.locale);
        (serde_json::to_value(figure).unwrap_or_default(), text)
    }

    /// A claim; `claim` is its id, so that `figure` knows it for one.
    pub(crate) fn claim(&self, claim: &Claim) -> Value {
        let (figure, text) = self.figure(&claim.figure, FigureStyle::default());
        let event = self.dataset.events.get(&claim.event);
        let source = self.dataset.sources.get(&claim.source);
        json!({
            "claim": claim.id,
            "id": claim.id,
            "event": event.map(|event| self.event(event)),
            "measure": self.pair(Dimension::Measure, claim.measure.as_str()),
            "figure": figure,
            "text": text,
            "unit": claim.figure.unit().as_str(),
            "status": self.pair(Dimension::Status, claim.status.as_str()),
            "scope": self.pair(Dimension::Scope, claim.scope.as_str()),
            "population": self.pair(Dimension::Population, claim.population.as_str()),
            "origin": self.dataset.origin(claim).map(|origin| self.pair(Dimension::Origin, &origin.value())),
            "source": source.map(|source| self.source(source)),
            "quote": self.clean(&claim.quote.exact),
            "note": self.text(claim.note.as_ref()),
        })
    }

    pub(crate) fn source(&self, source: &Source) -> Value {
        json!({
            "id": source.id.as_str(),
            "title": self.text(Some(&source.title)),
            "name": self.text(Some(&source.title)),
            "publisher": self.text(Some(&source.publisher)),
            "origin": self.text(source.origin.as_ref()),
            "kind": source.kind.as_str(),
            "published": source.published.map(|date| date.to_string()),
            "accessed": source.accessed.to_string(),
            "url": source.url.as_deref().map(|url| self.clean(url)),
            "language": source.language,
            "grade": self.pair(Dimension::Grade, source.grade.as_str()),
            "note": self.text(source.note.as_ref()),
        })
    }
}

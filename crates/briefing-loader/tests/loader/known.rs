//! What is known on a day is what is left when everything later is deleted by hand.

#![allow(clippy::unwrap_used, reason = "a test ends where it fails")]

use std::collections::BTreeSet;
use std::fmt::Write as _;

use briefing_loader::{Loaded, Memory, load_as_of};
use briefing_model::claim::ClaimSpans;
use briefing_model::dataset::Dataset;
use briefing_model::date::Date;
use briefing_model::diagnostic::Span;
use proptest::prelude::*;

use super::support::{PAPER, changed, registry, sound, source, text, with};

/// A source, by days after the first of January 2024.
#[derive(Debug, Clone)]
struct ASource {
    published: Option<i8>,
    /// Days after it was published.
    accessed: i8,
    retracted: Option<i8>,
}

impl ASource {
    fn accessed(&self) -> i8 {
        self.published.unwrap_or_default() + self.accessed
    }

    fn retracted(&self) -> Option<i8> {
        self.retracted.map(|after| self.published.unwrap_or_default() + after)
    }

    fn is_known(&self, day: i8) -> bool {
        self.published.unwrap_or(self.accessed()) <= day
            && self.retracted().is_none_or(|retracted| retracted > day)
    }
}

#[derive(Debug, Clone)]
struct AnEvent {
    sources: Vec<usize>,
    /// An event before it.
    part_of: Option<usize>,
}

/// A data set in a few numbers; claims and rates by source, claims by event too.
#[derive(Debug, Clone)]
struct Data {
    sources: Vec<ASource>,
    events: Vec<AnEvent>,
    claims: Vec<(usize, usize)>,
    rates: Vec<usize>,
}

impl Data {
    /// The files of it. `day`: without what was not known on it.
    fn world(&self, day: Option<i8>) -> Memory {
        let is_known = |source: &usize| day.is_none_or(|day| self.sources[*source].is_known(day));
        let mut sources = String::new();
        for (id, source) in self.sources.iter().enumerate().filter(|(id, _)| is_known(id)) {
            let _ = writeln!(
                sources,
                "[s{id}]\ntitle = \"S{id}\"\npublisher = \"P\"\nkind = \"press\"\nlanguage = \"en\"\n\
                 grade = \"original\"\naccessed = {}",
                date(source.accessed())
            );
            if let Some(published) = source.published {
                let _ = writeln!(sources, "published = {}", date(published));
            }
            if let (Some(retracted), None) = (source.retracted(), day) {
                let _ = writeln!(sources, "retracted = {}", date(retracted));
            }
        }
        let mut rates = String::new();
        for (index, source) in self.rates.iter().enumerate().filter(|(_, id)| is_known(id)) {
            let _ = writeln!(
                rates,
                "[[rate]]\npair = \"USD/CNY\"\ndate = {}\nvalue = \"7\"\nsource = \"s{source}\"",
                date(i8::try_from(index).unwrap())
            );
        }
        let known = day.map(|day| self.known_events(day));
        let mut world = sound()
            .with("data/events/2024-gansu.toml", "name = \"Gansu\"\nsources = [\"paper\"]\n")
            .with("data/events/series-2024.toml", "name = \"2024\"\nsources = [\"paper\"]\n")
            .with(
                "data/sources/papers.toml",
                changed(PAPER, "published = 2024-10-28", "published = 2023-01-01"),
            );
        if !sources.is_empty() {
            world = world.with("data/sources/made.toml", sources);
        }
        if !rates.is_empty() {
            world = world.with("data/rates.toml", rates);
        }
        for (id, event) in self.events.iter().enumerate() {
            if known.as_ref().is_some_and(|known| !known.contains(&id)) {
                continue;
            }
            let own: Vec<String> =
                event.sources.iter().filter(|s| is_known(s)).map(|s| format!("\"s{s}\"")).collect();
            let mut file = format!("name = \"E{id}\"\nsources = [{}]\n", own.join(", "));
            if let Some(umbrella) = event.part_of {
                let _ = writeln!(file, "part-of = \"e{umbrella}\"");
            }
            for (number, (_, source)) in self.claims.iter().enumerate().filter(|(_, c)| c.0 == id) {
                if is_known(source) {
                    let _ = writeln!(
                        file,
                        "[[claim]]\nid = \"c{number}\"\nmeasure = \"projects\"\nfigure = \"{number}\"\n\
                         status = \"expected\"\nsource = \"s{source}\"\nquote = \"{number} projects\""
                    );
                }
            }
            world = world.with(&format!("data/events/e{id}.toml"), file);
        }
        world
    }

    /// The events that somebody spoke of by a day, themselves or their parts.
    fn known_events(&self, day: i8) -> BTreeSet<usize> {
        let mut known = BTreeSet::new();
        for (id, event) in self.events.iter().enumerate() {
            let claimed = self.claims.iter().filter(|(event, _)| *event == id).map(|(_, s)| s);
            if event.sources.iter().chain(claimed).any(|s| self.sources[*s].is_known(day)) {
                let mut next = Some(id);
                while let Some(id) = next {
                    known.insert(id);
                    next = self.events[id].part_of;
                }
            }
        }
        known
    }
}

fn data() -> impl Strategy<Value = Data> {
    let source =
        (prop::option::weighted(0.8, 0..20i8), 0..20i8, prop::option::weighted(0.2, 0..20i8))
            .prop_map(|(published, accessed, retracted)| ASource {
                published,
                accessed,
                retracted,
            });
    prop::collection::vec(source, 1..6).prop_flat_map(|sources| {
        let source = 0..sources.len();
        let event = (
            prop::collection::vec(source.clone(), 0..2),
            any::<prop::sample::Index>(),
            any::<bool>(),
        );
        let events = prop::collection::vec(event, 1..6).prop_map(|events| {
            events
                .into_iter()
                .enumerate()
                .map(|(id, (mut sources, umbrella, is_part))| {
                    sources.dedup();
                    let part_of = (is_part && id > 0).then(|| umbrella.index(id));
                    AnEvent { sources, part_of }
                })
                .collect::<Vec<_>>()
        });
        let claims = prop::collection::vec((0..5usize, source.clone()), 0..10);
        let rates = prop::collection::vec(source, 0..3);
        (Just(sources), events, claims, rates).prop_map(|(sources, events, claims, rates)| {
            let claims = claims.into_iter().filter(|(event, _)| *event < events.len()).collect();
            Data { sources, events, claims, rates }
        })
    })
}

fn date(day: i8) -> Date {
    let first: Date = "2024-01-01".parse().unwrap();
    first
        .checked_add(std::time::Duration::from_secs(86_400 * u64::from(day.unsigned_abs())))
        .unwrap()
}

/// The data set of some files, without mistakes, and without places in files that differ.
fn dataset(world: &Memory, as_of: Option<Date>) -> Dataset {
    let Loaded { project, files, diagnostics } = load_as_of(world, &registry(), as_of).unwrap();
    assert!(!diagnostics.has_errors(), "{}", text(&diagnostics, &files));
    let mut dataset = project.dataset;
    dataset.as_of = None;
    dataset.withheld = Default::default();
    for source in dataset.sources.values_mut() {
        source.span = Span::NONE;
    }
    for event in dataset.events.values_mut() {
        event.span = Span::NONE;
    }
    for claim in &mut dataset.claims {
        claim.spans = ClaimSpans::default();
    }
    for rate in &mut dataset.rates {
        rate.span = Span::NONE;
    }
    dataset
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(128))]

    #[test]
    fn as_of_a_day_is_what_is_left_when_the_later_is_deleted_by_hand(data in data(), day in 0..40i8) {
        let asked = dataset(&data.world(None), Some(date(day)));
        let by_hand = dataset(&data.world(Some(day)), None);
        let ids = |dataset: &Dataset| dataset.claims.iter().map(|c| c.id.clone()).collect::<Vec<_>>();
        prop_assert_eq!(ids(&asked), ids(&by_hand));
        prop_assert_eq!(asked.events.keys().collect::<Vec<_>>(), by_hand.events.keys().collect::<Vec<_>>());
        prop_assert_eq!(asked.events, by_hand.events);
        prop_assert_eq!(asked.claims, by_hand.claims);
        prop_assert_eq!(asked.rates, by_hand.rates);
        prop_assert_eq!(asked.sources, by_hand.sources);
    }

    #[test]
    fn later_days_know_more_until_something_is_taken_back(data in data(), day in 0..40i8, later in 0..10i8) {
        let claims = |day| {
            let known = dataset(&data.world(None), Some(date(day)));
            known.claims.into_iter().map(|claim| claim.id).collect::<BTreeSet<_>>()
        };
        let (before, after) = (claims(day), claims(day + later));
        for lost in before.difference(&after) {
            let number: usize = lost.trim_start_matches('c').parse().unwrap();
            let source = &data.sources[data.claims[number].1];
            prop_assert!(source.retracted().is_some_and(|retracted| retracted <= day + later), "{}", lost);
        }
        prop_assert!(after.len() >= before.len() || data.sources.iter().any(|s| s.retracted.is_some()));
    }
}

/// What is said as of a day.
fn told_as_of(world: &Memory, day: &str) -> String {
    let day = day.parse().unwrap();
    let Loaded { files, diagnostics, .. } = load_as_of(world, &registry(), Some(day)).unwrap();
    text(&diagnostics, &files)
}

#[test]
fn a_source_without_a_date_is_left_out_of_days_before_it_was_read() {
    let world = source("published = 2024-10-28\n", "");
    snapbox::assert_data_eq!(
        told_as_of(&world, "2024-10-31"),
        snapbox::str![[r#"
warning B0851 data/events/series-2024.toml:1:1 «»
  1 event without a source is left out: `series-2024`
  hint: nobody can say whether it was known on 2024-10-31; add `sources`: who says that it was held
warning B0850 data/sources/papers.toml:1:2 «paper»
  1 source of unknown date is left out: `paper`
  label: no `published`, and read on a later day
  hint: nobody can say whether it was published by 2024-10-31; add `published` where it can be found

"#]]
    );
    assert_eq!(told_as_of(&world, "2024-11-01"), told_as_of(&sound(), "2024-11-01"));
}

#[test]
fn an_event_that_no_source_speaks_of_is_on_no_certain_day() {
    let world = with(&[("data/events/2024-jilin.toml", "name = \"Jilin\"\nstart = 2024-05-01\n")]);
    snapbox::assert_data_eq!(
        told_as_of(&world, "2024-12-31"),
        snapbox::str![[r#"
warning B0851 data/events/2024-jilin.toml:1:1 «»
  1 event without a source is left out: `2024-jilin`
  hint: nobody can say whether it was known on 2024-12-31; add `sources`: who says that it was held

"#]]
    );
    let whole = load_as_of(&world, &registry(), None).unwrap().project.dataset;
    assert!(whole.events.contains_key("2024-jilin"));
}

#[test]
fn definitions_may_name_what_is_not_known_yet() {
    let world = with(&[(
        "reports/metrics.toml",
        "[signed]\naggregate = \"sum\"\nmeasure = \"projects\"\n\
         where = { event = \"2024-gansu\", source = \"paper\" }\n",
    )]);
    assert_eq!(told_as_of(&world, "2024-10-27"), told_as_of(&sound(), "2024-10-27"));
}

#[test]
fn retractions_have_their_day_in_order() {
    for (to, expected) in [
        ("grade = \"original\"\nretracted = 2025-01-01\nretraction-note = \"wrong year\"", ""),
        ("grade = \"original\"\nretracted = \"spring\"", "B0204"),
        ("grade = \"original\"\nretracted = 2024-10-27", "B0205"),
        ("grade = \"original\"\nretraction-note = \"wrong year\"", "B0107"),
    ] {
        let told = super::support::told(&source("grade = \"original\"", to));
        assert_eq!(told.contains("error"), !expected.is_empty(), "{told}");
        assert!(told.contains(expected), "{told}");
    }
}

#[test]
fn what_is_taken_back_is_withheld() {
    let world = source("grade = \"original\"", "grade = \"original\"\nretracted = 2025-01-01");
    let known = |day: Option<&str>| {
        let day = day.map(|day| day.parse().unwrap());
        load_as_of(&world, &registry(), day).unwrap().project.dataset
    };
    assert_eq!(known(Some("2024-12-31")).claims.len(), 1);
    for dataset in [known(Some("2025-01-01")), known(None)] {
        assert!(dataset.claims.is_empty() && dataset.sources.is_empty());
        assert!(dataset.events.is_empty() || dataset.as_of.is_none(), "{:?}", dataset.events);
        assert_eq!(dataset.withheld.claims.len(), 1);
    }
}

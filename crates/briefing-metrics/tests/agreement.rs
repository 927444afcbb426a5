//! Thousands of random data sets and metrics: the engine with one thread, with eight, and with
//! chunks of a few rows, against the naive evaluator.

#![allow(clippy::unwrap_used)]

mod common;
mod naive;

use std::collections::BTreeSet;

use briefing_metrics::{Columns, Query, evaluate};
use briefing_model::claim::{Claim, Counts};
use briefing_model::dataset::Dataset;
use briefing_model::dimension::Dimension;
use briefing_model::event::EventKind;
use briefing_model::evidence::QuoteGrade;
use briefing_model::metric::{Change, ConflictPolicy, Counted, Metric, Sort, SortKey, Unmatched};
use briefing_model::origin::Origin;
use briefing_model::period::Period;
use briefing_model::result::Absence;
use briefing_model::selection::{Condition, Selection, Test};
use briefing_model::status::Status;
use briefing_model::text::Text;
use common::*;

/// xorshift64*: small, and the same everywhere.
struct Dice(u64);

impl Dice {
    fn roll(&mut self, sides: usize) -> usize {
        self.0 ^= self.0 >> 12;
        self.0 ^= self.0 << 25;
        self.0 ^= self.0 >> 27;
        let number = self.0.wrapping_mul(0x2545_F491_4F6C_DD1D) >> 33;
        number as usize % sides
    }

    fn one_in(&mut self, sides: usize) -> bool {
        self.roll(sides) == 0
    }

    fn of<'a, T: ?Sized>(&mut self, choices: &[&'a T]) -> &'a T {
        choices[self.roll(choices.len())]
    }
}

const DAYS: [&str; 5] = ["2023-05-05", "2023-11-20", "2024-02-01", "2024-05-10", "2024-12-30"];
const PLACES: [&str; 4] = ["CN-GS", "CN-SC", "CN-HL", "CN-JL"];
const SECTORS: [&str; 3] = ["energy", "chips", "textiles"];
const STATUSES: [&str; 4] = ["expected", "signed", "started", "cancelled"];

fn dataset(dice: &mut Dice) -> Dataset {
    let mut data = lists();
    let count = 1 + dice.roll(8);
    let mut events = Vec::new();
    for number in 0..count {
        let kind = match dice.roll(6) {
            0 => EventKind::Series,
            1 => EventKind::Session,
            _ => EventKind::Event,
        };
        let start = if dice.one_in(5) { None } else { Some(dice.of(&DAYS)) };
        let place = if dice.one_in(5) { None } else { Some(dice.of(&PLACES)) };
        let mut event = event(&format!("e{number}"), kind, start, place);
        if start.is_none() && dice.one_in(2) {
            event.year = Some(2023 + dice.roll(2) as i16);
        }
        for sector in SECTORS {
            if dice.one_in(4) {
                event.sectors.push(slug(sector));
            }
        }
        if number > 0 && dice.one_in(4) {
            event.part_of = part_of(&format!("e{}", dice.roll(number)));
        }
        events.push(event);
    }
    add_events(&mut data, events);
    // Of two populations it is said where they come from.
    for (population, place) in [("industrial", "western"), ("foreign", PLACES[0])] {
        let origin = Origin { of: slug("all"), places: vec![place.to_owned()] };
        data.origins.insert(slug(population), origin);
    }
    // Who depends on whom.
    let names = ["xinhua", "miit", "agency"];
    for source in data.sources.values_mut() {
        if dice.one_in(4) {
            source.publisher = Text::en(dice.of(&names));
            if dice.one_in(4) {
                source.publisher = source.publisher.clone().with("zh", "新华社");
            }
        }
        if dice.one_in(3) {
            source.origin = Some(Text::en(dice.of(&names)));
        }
        if dice.one_in(5) {
            source.sha256 = Some(dice.of(&["00", "ff"]).to_owned());
        }
    }
    // Half of the data sets are tame, so that metrics have something to answer.
    let tame = dice.one_in(2);
    for _ in 0..dice.roll(8 * count + 4) {
        let claim = a_claim(dice, &data, count, tame);
        data.claims.push(claim);
    }
    for _ in 0..dice.roll(5) {
        let (base, quote) = if dice.one_in(3) { ("CNY", "USD") } else { ("USD", "CNY") };
        let day = dice.of(&["2023-05-01", "2023-11-20", "2024-01-20", "2024-05-11", "2024-12-01"]);
        add_rate(&mut data, base, quote, day, dice.of(&["7", "7.1090", "0.14"]));
    }
    data
}

fn a_claim(dice: &mut Dice, data: &Dataset, events: usize, tame: bool) -> Claim {
    let measure = dice.of(&["value", "projects", "projects", "companies", "balance"]);
    let mut figure = match dice.roll(if tame { 5 } else { 10 }) {
        0 | 1 => format!("{}", 1 + dice.roll(4)),
        2 => format!("> {}", dice.roll(4)),
        3 => format!(">= {}", dice.roll(4)),
        4 if dice.one_in(2) => {
            // Roundings of each other, and what is not.
            dice.of(&["3 thousand", "2_600", "2.6 thousand", "3.4 thousand", "3_400"]).to_owned()
        }
        4 => format!("{}", 10 * (1 + dice.roll(4))),
        5 => format!("< {}", 1 + dice.roll(4)),
        6 => format!("~ {}", 1 + dice.roll(21)),
        7 => format!("{}..{}", dice.roll(2), 2 + dice.roll(3)),
        8 => "0".to_owned(),
        _ => {
            if measure == "projects" || measure == "companies" {
                "7".to_owned()
            } else {
                // More places than columns hold, and amounts they hold.
                dice.of(&["0.1", "2.25", "0.000001", "3 million"]).to_owned()
            }
        }
    };
    // A balance may be below zero.
    if measure == "balance" && figure.bytes().all(|byte| byte.is_ascii_digit()) && dice.one_in(2) {
        figure.insert(0, '-');
    }
    if measure == "value" && dice.one_in(if tame { 12 } else { 4 }) {
        figure.push_str(" USD");
    }
    let status = if tame { "signed" } else { dice.of(&STATUSES) };
    let mut claim = claim(data, &format!("e{}", dice.roll(events)), measure, status, &figure);
    claim.source = slug(dice.of(&["xinhua", "miit", "blog", "undated"]));
    if !tame {
        claim.scope = slug(dice.of(&["event", "event", "event", "ceremony", "session", "before"]));
        claim.population = slug(dice.of(&["all", "all", "all", "industrial", "foreign"]));
    }
    if dice.one_in(if tame { 20 } else { 6 }) {
        claim.sector = Some(slug(dice.of(&SECTORS)));
    }
    if dice.one_in(if tame { 40 } else { 12 }) {
        claim.counts = Counts::Now;
    }
    claim.checked.quote =
        *dice.of(&[&QuoteGrade::Exact, &QuoteGrade::Absent, &QuoteGrade::SourceMissing]);
    if dice.one_in(5) {
        claim.as_of = Some(date(dice.of(&DAYS)));
    }
    claim
}

fn words(dimension: Dimension) -> Vec<&'static str> {
    match dimension {
        Dimension::Event | Dimension::Series => vec!["e0", "e1", "e2", "e3"],
        Dimension::Kind => vec!["series", "event", "session"],
        Dimension::Place => PLACES.to_vec(),
        Dimension::Region => vec!["western", "northeastern"],
        Dimension::Sector => SECTORS.to_vec(),
        Dimension::Year => vec!["2023", "2024", "2025"],
        Dimension::Quarter => vec!["2023-Q2", "2024-Q1", "2024-Q4"],
        Dimension::Month => vec!["2023-05", "2023-11", "2024-02"],
        Dimension::Week => vec!["2023-W18", "2024-W05", "2025-W01"],
        Dimension::Measure => vec!["value", "projects"],
        Dimension::Status => Status::ALL.iter().map(|status| status.as_str()).collect(),
        Dimension::Counts => vec!["reached", "now"],
        Dimension::Scope => vec!["event", "ceremony", "session"],
        Dimension::Population => vec!["all", "industrial"],
        Dimension::Origin => vec!["western", PLACES[0]],
        Dimension::Unit => vec!["CNY", "USD", "project"],
        Dimension::Source => vec!["xinhua", "miit", "blog"],
        Dimension::Grade => vec!["unverified", "republished", "original"],
        Dimension::Checked => vec!["exact", "absent", "source-missing"],
    }
}

fn a_selection(dice: &mut Dice, most: usize) -> Selection {
    let mut conditions: Vec<Condition> = Vec::new();
    for _ in 0..dice.roll(most + 1) {
        let dimension = Dimension::ALL[dice.roll(Dimension::ALL.len())];
        if conditions.iter().any(|condition| condition.dimension == dimension) {
            continue;
        }
        let words = words(dimension);
        let mut some = |most: usize| -> Vec<String> {
            (0..1 + dice.roll(most)).map(|_| words[dice.roll(words.len())].to_owned()).collect()
        };
        let values = some(3);
        let test = match dice.roll(4) {
            0 => Test::NotIn(values),
            1 if dimension.is_ordered() => Test::Range {
                from: dice.one_in(2).then(|| (values[0].clone(), dice.one_in(2))),
                to: dice.one_in(2).then(|| (values[values.len() - 1].clone(), dice.one_in(2))),
            },
            _ => Test::In(values),
        };
        conditions.push(Condition { dimension, test, span: place(8) });
    }
    selection(conditions)
}

fn a_metric(dice: &mut Dice) -> Metric {
    let aggregate = dice.of(&[
        "sum", "sum", "sum", "count", "min", "max", "mean", "median", "latest", "share", "ratio",
        "change", "rank",
    ]);
    let measure = dice.of(&["value", "projects", "projects", "companies", "balance"]);
    let is_compared = matches!(aggregate, "share" | "change");
    let measure = if is_compared && dice.one_in(3) { "balance" } else { measure };
    let mut metric = metric(aggregate, measure);
    let most = dice.roll(3);
    metric.selection = a_selection(dice, most);
    for _ in 0..dice.roll(3) {
        let dimension = match dice.roll(4) {
            0 => Dimension::ALL[dice.roll(Dimension::ALL.len())],
            1 => Dimension::Event,
            2 => Dimension::Place,
            _ => Dimension::Sector,
        };
        if !metric.by.contains(&dimension) {
            metric.by.push(dimension);
        }
    }
    match aggregate {
        "count" if dice.one_in(2) => {
            metric.measure = None;
            metric.count = Some(
                [Counted::Events, Counted::Claims, Counted::Sources, Counted::Voices][dice.roll(4)],
            );
        }
        "ratio" => metric.per = Some(slug(dice.of(&["projects", "value", "companies"]))),
        "share" if metric.by.is_empty() || dice.one_in(2) => {
            let mut of = a_selection(dice, 1);
            // Sides that differ in what a share may differ in, and parts of an event.
            if dice.one_in(2) {
                let (dimension, part, whole) = match dice.roll(4) {
                    0 => (Dimension::Status, "started", "signed"),
                    1 => (Dimension::Population, "industrial", "all"),
                    2 => (Dimension::Kind, "session", "event"),
                    _ => (Dimension::Kind, "event", "series"),
                };
                let other = |condition: &Condition| condition.dimension != dimension;
                of.conditions.retain(other);
                of.conditions.push(is(dimension, &[whole]));
                metric.selection.conditions.retain(other);
                metric.selection.conditions.push(is(dimension, &[part]));
            }
            metric.of = Some(of);
        }
        "change" => {
            // Sides by chance are seldom single enough to be found unlike.
            let unlike = dice.one_in(4);
            let mut side = |status: &str| {
                let by_status = || selection([is(Dimension::Status, &[status])]);
                if unlike { by_status() } else { a_selection(dice, 1) }
            };
            let (mut from, mut to) = (side("expected"), side("signed"));
            // What changes of which is mostly asked of years.
            if dice.one_in(2) {
                from = selection([is(Dimension::Year, &["2023"])]);
                to = selection([is(Dimension::Year, &["2024"])]);
            }
            let keys = [Dimension::Series, Dimension::Place, Dimension::Kind, Dimension::Event];
            let matched = keys.into_iter().filter(|_| dice.one_in(2)).collect();
            let unmatched = Unmatched::ALL[dice.roll(3)];
            let relative = dice.one_in(2);
            metric.change = Some(Change { from, to, relative, matched, unmatched });
        }
        "rank" if metric.by.is_empty() => metric.by.push(Dimension::Event),
        _ => {}
    }
    metric.total = aggregate != "rank" && dice.one_in(2);
    let consent = dice.one_in(2);
    metric.mixed_status = consent || dice.one_in(3);
    metric.mixed_scope = consent || dice.one_in(3);
    metric.mixed_population = consent || dice.one_in(3);
    metric.conflict = ConflictPolicy::ALL[dice.roll(ConflictPolicy::ALL.len())];
    if metric.measure.as_ref().is_some_and(|m| m.as_str() == "value") && dice.one_in(3) {
        metric.convert = Some(unit(dice.of(&["CNY", "USD"])));
    }
    if dice.one_in(3) {
        let key = match metric.by.first() {
            Some(first) if dice.one_in(2) => SortKey::Dimension(*first),
            _ => SortKey::Value,
        };
        metric.sort = Some(Sort { key, descending: dice.one_in(2) });
    }
    if dice.one_in(6) {
        metric.limit = Some(dice.roll(4) as u32);
    }
    if dice.one_in(6) {
        metric.period = Some(a_period(dice));
    }
    metric
}

fn a_period(dice: &mut Dice) -> Period {
    let periods = [
        "all",
        "all",
        "all",
        "all",
        "all",
        "all",
        "2023",
        "2024",
        "2024-Q2",
        "2023-11",
        "2023-01-01..2024-12-31",
    ];
    Period::parse(dice.of(&periods)).unwrap()
}

fn pool(threads: usize) -> rayon::ThreadPool {
    rayon::ThreadPoolBuilder::new().num_threads(threads).build().unwrap()
}

#[test]
fn the_engine_and_the_definitions_agree() {
    let (one, eight) = (pool(1), pool(8));
    let registry = registry();
    let (mut cases, mut answered, mut rows) = (0, 0, 0);
    let mut aggregates = BTreeSet::new();
    let mut refused = BTreeSet::new();
    let mut absences = BTreeSet::new();
    for seed in 1..=600_u64 {
        let mut dice = Dice(seed.wrapping_mul(0x9E37_79B9_7F4A_7C15));
        let data = dataset(&mut dice);
        let metrics: Vec<Metric> = (0..8).map(|_| a_metric(&mut dice)).collect();
        let queries: Vec<Query<'_>> = metrics
            .iter()
            .map(|metric| Query {
                metric,
                period: a_period(&mut dice),
                key: dice
                    .one_in(4)
                    .then(|| [Dimension::Place, Dimension::Event, Dimension::Sector][dice.roll(3)]),
            })
            .collect();
        let columns = Columns::new(&data);
        let single = one.install(|| evaluate(&columns, &data, &queries, &registry));
        let eightfold = eight.install(|| evaluate(&columns, &data, &queries, &registry));
        assert_eq!(single, eightfold, "seed {seed}: threads");
        let columns = columns.with_chunk(1 + dice.roll(5));
        let chunked = eight.install(|| evaluate(&columns, &data, &queries, &registry));
        assert_eq!(single, chunked, "seed {seed}: chunks");
        for (query, answer) in queries.iter().zip(single) {
            cases += 1;
            let expected = naive::evaluate(&data, query.metric, query.period, query.key);
            let context = || story(seed, query, &data);
            match (answer, expected) {
                (Ok(answer), Ok(expected)) => {
                    assert_eq!(lines(&answer), naive_lines(&expected), "{}", context());
                    assert_eq!(answer.rows, expected.rows, "{}", context());
                    assert_eq!(answer.total, expected.total, "{}", context());
                    answered += 1;
                    rows += answer.rows.iter().filter(|row| row.figure().is_some()).count();
                    absences.extend(answer.rows.iter().filter_map(|row| row.value.absence()));
                    aggregates.insert(query.metric.aggregate.clone());
                }
                (Err(found), Err(expected)) => {
                    let codes: BTreeSet<&str> = found.iter().map(|d| d.code.0).collect();
                    assert_eq!(codes, expected, "{}", context());
                    refused.extend(codes.iter().map(|code| (*code).to_owned()));
                }
                (Ok(answer), Err(expected)) => {
                    panic!("answered {:?}, expected {expected:?}; {}", lines(&answer), context())
                }
                (Err(found), Ok(expected)) => {
                    panic!("{found:#?}, expected {:?}; {}", naive_lines(&expected), context())
                }
            }
        }
    }
    // The cases are worth something: most have an answer, and each kind of it was met.
    assert!(cases >= 3_000 && answered > cases / 2 && rows > 3_000, "{cases} {answered} {rows}");
    assert_eq!(aggregates.len(), 11, "{aggregates:?}");
    for absence in Absence::ALL {
        assert!(absences.contains(&absence), "no case is {}: {absences:?}", absence.as_str());
    }
    for code in [
        "B0304", "B0305", "B0306", "B0307", "B0308", "B0309", "B0310", "B0311", "B0312", "B0313",
        "B0317",
    ] {
        assert!(refused.contains(code), "no case was refused with {code}: {refused:?}");
    }
}

/// A case in a few lines.
fn story(seed: u64, query: &Query<'_>, data: &Dataset) -> String {
    let metric = query.metric;
    let mut story = format!(
        "seed {seed}: {} of {:?} {:?} per {:?} where {} of {:?} by {:?} key {:?} in {} (own {:?})\n",
        metric.aggregate,
        metric.measure,
        metric.count,
        metric.per,
        metric.selection,
        metric.of.as_ref().map(ToString::to_string),
        metric.by,
        query.key,
        query.period,
        metric.period,
    );
    if let Some(change) = &metric.change {
        story += &format!("from {} to {}\n", change.from, change.to);
    }
    story += &format!(
        "sort {:?} limit {:?} consent {} {} {} conflict {} convert {:?}\n",
        metric.sort,
        metric.limit,
        metric.mixed_status,
        metric.mixed_scope,
        metric.mixed_population,
        metric.conflict.as_str(),
        metric.convert,
    );
    for event in data.events.values() {
        story += &format!(
            "{} {} {:?} {:?} {:?} {:?} {:?}\n",
            event.id,
            event.kind.as_str(),
            event.start,
            event.year,
            event.place,
            event.sectors,
            event.part_of.as_ref().map(|tie| &tie.event),
        );
    }
    for (index, claim) in data.claims.iter().enumerate() {
        story += &format!(
            "{index}: {} {} {} {:?} {} {} {:?} {} ({:?}) {:?} {}\n",
            claim.event,
            claim.measure,
            claim.status,
            claim.counts,
            claim.scope,
            claim.population,
            claim.sector,
            claim.figure,
            claim.precision,
            claim.as_of,
            claim.source,
        );
    }
    story
}

fn naive_lines(answer: &naive::Answer) -> Vec<String> {
    let total = answer.total.iter().map(|row| format!("total {}", line(row)));
    answer.rows.iter().map(line).chain(total).collect()
}

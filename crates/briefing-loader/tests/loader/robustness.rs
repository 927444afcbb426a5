//! Whatever bytes a project has, it is loaded, and what is made of it holds together.

use briefing_loader::{Loaded, Memory};
use proptest::prelude::*;

use super::support::{GANSU, PAPER, loaded, sound, told, with};

/// Every reference that the data set makes a promise about.
fn assert_sound_references(loaded: &Loaded) {
    let data = &loaded.project.dataset;
    for claim in &data.claims {
        assert!(data.events.contains_key(&claim.event), "event {}", claim.event);
        assert!(data.measures.contains_key(&claim.measure), "measure {}", claim.measure);
        assert!(data.sources.contains_key(&claim.source), "source {}", claim.source);
        assert!(data.scopes.contains_key(&claim.scope), "scope {}", claim.scope);
        let population = &claim.population;
        assert!(
            data.populations.contains_key(population) || data.sectors.contains_key(population),
            "population {population}"
        );
    }
    for event in data.events.values() {
        assert!(
            event.place.iter().all(|place| data.places.contains_key(place)),
            "{:?}",
            event.place
        );
        assert!(
            event.sectors.iter().all(|id| data.sectors.contains_key(id)),
            "{:?}",
            event.sectors
        );
        assert!(
            event.sources.iter().all(|id| data.sources.contains_key(id)),
            "{:?}",
            event.sources
        );
        assert!(
            event.part_of.iter().all(|tie| data.events.contains_key(&tie.event)),
            "{:?}",
            event.part_of
        );
    }
    for place in data.places.values() {
        assert!(data.regions.contains_key(&place.region), "{}", place.region);
    }
}

/// Every message stands at characters of a file that is there.
fn assert_sound_places(loaded: &Loaded) {
    for diagnostic in &loaded.diagnostics {
        for span in std::iter::once(diagnostic.span).chain(diagnostic.related.iter().map(|r| r.0)) {
            if let Some(text) = loaded.files.text(span.file) {
                assert!(text.get(span.range()).is_some(), "{diagnostic:?}");
            }
        }
    }
}

#[test]
fn what_is_broken_leaves_no_reference_behind() {
    for (path, text) in [
        ("data/events/2024-gansu.toml", GANSU.replace("name =", "nam =")),
        ("data/events/2024-gansu.toml", GANSU.replace("CN-GS", "CN-XX")),
        ("data/events/2024-gansu.toml", GANSU.replace("series-2024", "series-2020")),
        ("data/events/2024-gansu.toml", GANSU.replace("new-energy", "old-energy")),
        ("data/sources/papers.toml", PAPER.replace("title =", "titel =")),
        ("data/places.toml", "[region.western]\nnam = \"x\"\n".to_owned()),
        ("data/sectors.toml", "[new-energy]\nnam = \"x\"\n".to_owned()),
        ("data/scopes.toml", "[scope]\nevent = 3\n[population]\nall = \"all\"\n".to_owned()),
        ("data/measures.toml", "[projects]\nname = \"x\"\n".to_owned()),
    ] {
        let loaded = loaded(&with(&[(path, &text)]));
        assert!(loaded.diagnostics.has_errors(), "{path}:\n{text}");
        assert_sound_references(&loaded);
    }
}

#[test]
fn definitions_keep_the_order_of_the_file() {
    let scopes =
        "[scope]\nevent = \"e\"\nceremony = \"c\"\nbefore = \"b\"\n[population]\nall = \"all\"\n";
    let metrics = "[signed]\naggregate = \"sum\"\nmeasure = \"projects\"\n\
                   where = { status = \"signed\", kind = \"event\", region = \"western\" }\n\
                   [another]\naggregate = \"sum\"\nmeasure = \"projects\"\n";
    let loaded = loaded(&with(&[("data/scopes.toml", scopes), ("reports/metrics.toml", metrics)]));
    assert!(loaded.diagnostics.is_empty(), "{:?}", loaded.diagnostics);
    let project = loaded.project;
    let ids = |keys: Vec<String>| keys.join(" ");
    let data = &project.dataset;
    assert_eq!(ids(data.scopes.keys().map(ToString::to_string).collect()), "event ceremony before");
    assert_eq!(
        ids(data.measures.keys().map(ToString::to_string).collect()),
        "projects agreement-value start-rate"
    );
    assert_eq!(ids(project.metrics.keys().map(ToString::to_string).collect()), "signed another");
    assert_eq!(
        project.metrics["signed"].selection.to_string(),
        "status = signed, kind = event, region = western"
    );
}

#[test]
fn ends_of_lines_and_byte_order_marks_change_nothing() {
    let note = "note = \"\"\"\nfirst\nsecond\"\"\"\nsectors";
    let text = GANSU.replacen("sectors", note, 1);
    let plain = loaded(&with(&[("data/events/2024-gansu.toml", &text)]));
    let crlf = text.replace('\n', "\r\n");
    let world = with(&[("data/events/2024-gansu.toml", &format!("\u{feff}{crlf}"))]);
    let windows = loaded(&world);
    assert!(windows.diagnostics.is_empty(), "{:?}", windows.diagnostics);
    let noted = |loaded: &Loaded| loaded.project.dataset.events["2024-gansu"].note.clone();
    assert_eq!(noted(&plain), noted(&windows));
    assert_eq!(plain.project.dataset.claims[0].figure, windows.project.dataset.claims[0].figure);
    // And mistakes stand at the same line and column.
    let broken = |text: &str| text.replace("\"195\"", "\"195 bilion\"");
    let place = |text: &str| told(&with(&[("data/events/2024-gansu.toml", text)]));
    assert_eq!(place(&broken(&text)), place(&format!("\u{feff}{}", broken(&crlf))));
}

fn mutated(text: &'static str) -> impl Strategy<Value = String> {
    let pieces = prop_oneof![
        Just("\"".to_owned()),
        Just("[".to_owned()),
        Just("]]".to_owned()),
        Just("= ".to_owned()),
        Just("\n".to_owned()),
        Just("'''".to_owned()),
        Just("中".to_owned()),
        Just("{ a = 1 }".to_owned()),
        Just("99999999999999999999".to_owned()),
        Just("1e400".to_owned()),
        Just("2024-13-45".to_owned()),
        "[ -~]{0,8}",
    ];
    prop::collection::vec((any::<prop::sample::Index>(), 0usize..12, pieces), 1..5).prop_map(
        move |changes| {
            changes.into_iter().fold(text.to_owned(), |text, (at, length, piece)| {
                let mut characters: Vec<char> = text.chars().collect();
                let start = at.index(characters.len() + 1);
                let end = (start + length).min(characters.len());
                characters.splice(start..end, piece.chars());
                characters.into_iter().collect()
            })
        },
    )
}

const METRICS: &str = "[signed]\naggregate = \"sum\"\nmeasure = \"projects\"\nby = [\"event\"]\n\
                       where = { status = \"signed\", year = \">= 2023\" }\nsort = \"-value\"\n";
const REPORT: &str = "title = \"Fairs\"\nmetrics = [\"signed\"]\nperiod = { year = 2024 }\n\
                      for-each = { dimension = \"place\", values = [\"CN-GS\"] }\n\
                      [parameters.top]\ntype = \"integer\"\ndefault = 5\n";
const CLAIMS: &str = "event,measure,figure,status,source,quote\n\
                      2024-gansu,projects,> 5,started,paper,\"more than 5, \"\"or so\"\"\"\n";

fn check(world: &Memory) {
    let loaded = loaded(world);
    assert_sound_places(&loaded);
    assert_sound_references(&loaded);
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 128, ..ProptestConfig::default() })]

    #[test]
    fn no_event_is_too_odd(text in mutated(GANSU)) {
        check(&with(&[("data/events/2024-gansu.toml", &text)]));
    }

    #[test]
    fn no_source_is_too_odd(text in mutated(PAPER)) {
        check(&with(&[("data/sources/papers.toml", &text)]));
    }

    #[test]
    fn no_definition_is_too_odd(metrics in mutated(METRICS), report in mutated(REPORT)) {
        check(&with(&[("reports/metrics.toml", &metrics), ("reports/fairs/report.toml", &report)]));
    }

    #[test]
    fn no_table_is_too_odd(text in mutated(CLAIMS)) {
        check(&with(&[("data/claims/more.csv", &text)]));
    }

    #[test]
    fn no_bytes_are_too_odd(bytes in prop::collection::vec(any::<u8>(), 0..200)) {
        check(&sound().with("data/claims/more.csv", bytes.as_slice()).with("data/rates.toml", bytes));
    }
}

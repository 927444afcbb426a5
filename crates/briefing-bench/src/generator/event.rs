//! Events with their claims.

use std::collections::BTreeMap;
use std::sync::LazyLock;

use briefing_model::date::Date;
use briefing_model::status::Status;
use jiff::ToSpan as _;

use super::random::Random;
use super::{CLAIMS_PER_EVENT, HEADLINES, Happening, Named, Said, Size, YEAR, prose};

/// The events of a project: first those of [`YEAR`], then those of the ten years before.
pub fn events(size: Size) -> impl Iterator<Item = Happening> {
    let per_brief = (size.claims / size.briefs.max(1)).min(CLAIMS_PER_EVENT);
    let of_briefs = per_brief * size.briefs;
    let others = size.claims - of_briefs;
    let briefs = (0..size.briefs).map(move |index| event(size.seed, index, YEAR, per_brief));
    let rest = (0..others.div_ceil(CLAIMS_PER_EVENT)).map(move |index| {
        let claims = CLAIMS_PER_EVENT.min(others - index * CLAIMS_PER_EVENT);
        // Ten years in turn, as far apart as they go.
        let year = YEAR - 1 - i16::try_from(index % 10).unwrap_or(0);
        event(size.seed, size.briefs + index, year, claims)
    });
    briefs.chain(rest)
}

/// The provinces of the shipped data, in its order.
pub(super) static PLACES: LazyLock<Places> =
    LazyLock::new(|| toml::from_str(PLACES_TOML).expect("the shipped places are valid"));

/// The sectors of the shipped data.
pub(super) static SECTORS: LazyLock<BTreeMap<String, Named>> =
    LazyLock::new(|| toml::from_str(SECTORS_TOML).expect("the shipped sectors are valid"));

/// `data/places.toml`, as shipped.
pub(super) const PLACES_TOML: &str = include_str!("../../../../data/places.toml");
/// `data/sectors.toml`, as shipped.
pub(super) const SECTORS_TOML: &str = include_str!("../../../../data/sectors.toml");

#[derive(Debug, serde::Deserialize)]
pub(super) struct Places {
    pub(super) region: BTreeMap<String, Named>,
    pub(super) place: BTreeMap<String, Named>,
}

fn event(seed: u64, index: usize, year: i16, claims: usize) -> Happening {
    let mut random = Random::new(seed, index as u64);
    let places: Vec<(&String, &Named)> = PLACES.place.iter().collect();
    let sectors: Vec<(&String, &Named)> = SECTORS.iter().collect();
    let (code, place) = *random.pick(&places);
    let (theme, theme_zh) = *random.pick(THEMES);
    let (form, form_zh) = *random.pick(FORMS);
    // Numbered within the year, so that no two have one name.
    let number = index + 1;
    let start = Date::constant(year, 1, 1)
        .saturating_add(i64::try_from(random.below(365)).unwrap_or(0).days());
    let about = random.some(&sectors, claims.saturating_sub(HEADLINES));

    let mut said = vec![
        count(&mut random, "projects", 20, 600, Status::Signed, "projects were signed"),
        amount(&mut random, "agreement-value", 400, 9_000, None),
        count(&mut random, "companies", 80, 3_000, Status::Realised, "companies took part"),
    ];
    said.truncate(claims);
    said.extend(sectors_of(&mut random, &about));

    let words: Vec<&str> = about.iter().map(|(_, sector)| sector.name.en.as_str()).collect();
    let words = if words.is_empty() { vec!["manufacturing"] } else { words };
    let province = code.trim_start_matches("CN-").to_lowercase();
    Happening {
        id: format!("{year}-{province}-{number:05}"),
        name: format!("{} {theme} {form} {year}, No. {number}", place.name.en),
        name_zh: format!("{year}{}{theme_zh}{form_zh}（第{number}场）", place.name.zh),
        short: format!("{} {year}/{number}", place.name.en),
        start,
        place: code.clone(),
        sectors: about.iter().map(|(id, _)| (*id).clone()).collect(),
        note: prose::paragraph(&mut random, &place.name.en, &words),
        claims: said,
    }
}

/// What each sector is worth; one within another that is told as well is worth less.
fn sectors_of(random: &mut Random, about: &[&(&String, &Named)]) -> Vec<Said> {
    let mut tenths: BTreeMap<&str, usize> = BTreeMap::new();
    let mut said = Vec::with_capacity(about.len());
    let broader = |sector: &Named| {
        let broader = sector.broader.as_deref()?;
        about.iter().any(|(id, _)| id.as_str() == broader).then(|| broader.to_owned())
    };
    let (within, around): (Vec<_>, Vec<_>) =
        about.iter().copied().partition(|(_, sector)| broader(sector).is_some());
    for (id, sector) in around.into_iter().chain(within) {
        let limit = broader(sector).and_then(|broader| tenths.get(broader.as_str()).copied());
        let (from, to) = limit.map_or((5, 900), |limit| (1, limit));
        let (value, one) = amount_of(random, "sector-value", from, to, Some((id.as_str(), sector)));
        tenths.insert(id.as_str(), value);
        said.push(one);
    }
    said
}

/// How a figure is hedged: the mark of the notation, and the words of a report.
const HEDGES: &[(&str, &str)] = &[
    ("", ""),
    ("", "a total of "),
    ("> ", "more than "),
    ("> ", "over "),
    (">= ", "at least "),
    ("~ ", "about "),
];

fn count(
    random: &mut Random,
    measure: &'static str,
    from: usize,
    to: usize,
    status: Status,
    words: &str,
) -> Said {
    let (mark, hedge) = random.pick(HEDGES);
    let value = from + random.below(to - from);
    // A number that may be a year is read as one, or not at all.
    let value = if (1900..2100).contains(&value) { value + 200 } else { value };
    Said {
        measure,
        figure: format!("{mark}{value}"),
        status,
        sector: None,
        quote: format!("{hedge}{value} {words}"),
    }
}

/// An amount of tenths of a billion yuan.
fn amount(
    random: &mut Random,
    measure: &'static str,
    from: usize,
    to: usize,
    sector: Option<(&str, &Named)>,
) -> Said {
    amount_of(random, measure, from, to, sector).1
}

fn amount_of(
    random: &mut Random,
    measure: &'static str,
    from: usize,
    to: usize,
    sector: Option<(&str, &Named)>,
) -> (usize, Said) {
    let (mark, hedge) = random.pick(HEDGES);
    let tenths = from + random.below(to - from);
    let value = format!("{}.{} billion", tenths / 10, tenths % 10);
    let of = sector
        .map_or_else(String::new, |(_, named)| format!(" in {}", named.name.en.to_lowercase()));
    let said = Said {
        measure,
        figure: format!("{mark}{value} CNY"),
        status: Status::Signed,
        sector: sector.map(|(id, _)| id.to_owned()),
        quote: format!("agreements worth {hedge}{value} yuan{of}"),
    };
    (tenths, said)
}

const THEMES: &[(&str, &str)] = &[
    ("Industrial Transfer", "产业转移"),
    ("New Energy", "新能源"),
    ("Equipment Manufacturing", "装备制造"),
    ("Electronics", "电子信息"),
    ("Green Chemicals", "绿色化工"),
    ("Light Industry and Textiles", "轻工纺织"),
    ("Advanced Materials", "先进材料"),
    ("Biopharmaceuticals", "生物医药"),
    ("Food Processing", "食品加工"),
    ("Digital Economy", "数字经济"),
];

const FORMS: &[(&str, &str)] = &[
    ("Matchmaking Conference", "对接大会"),
    ("Investment Fair", "招商会"),
    ("Cooperation Forum", "合作论坛"),
    ("Development Dialogue", "发展对话会"),
];

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::*;

    #[test]
    fn there_are_as_many_claims_and_briefs_as_were_asked_for() {
        for (briefs, claims) in [(1, 1), (3, 69), (3, 40), (3, 1_000), (10, 23_123), (100, 2_300)] {
            let made: Vec<_> = events(Size { briefs, claims, seed: 5 }).collect();
            let of_year = made.iter().filter(|event| event.start.year() == YEAR).count();
            assert_eq!(of_year, briefs);
            let count: usize = made.iter().map(|event| event.claims.len()).sum();
            assert_eq!(count, claims, "{briefs} briefs");
        }
    }

    #[test]
    fn no_two_events_read_the_same() {
        let made: Vec<_> = events(Size::of_briefs(500, 5)).collect();
        for text in [
            |event: &Happening| event.id.clone(),
            |event: &Happening| event.name.clone(),
            |event: &Happening| event.name_zh.clone(),
            |event: &Happening| format!("{:?}", event.claims),
        ] {
            let distinct: BTreeSet<String> = made.iter().map(text).collect();
            assert_eq!(distinct.len(), made.len());
        }
        let notes: BTreeSet<&str> = made.iter().map(|event| event.note.as_str()).collect();
        assert!(notes.len() > 490, "{}", notes.len());
    }

    #[test]
    fn an_event_is_the_same_in_a_larger_project() {
        let few: Vec<_> = events(Size::of_briefs(10, 9)).collect();
        let many: Vec<_> = events(Size::of_briefs(20, 9)).take(10).collect();
        assert_eq!(few, many);
        let other: Vec<_> = events(Size::of_briefs(10, 10)).collect();
        assert_ne!(few, other);
    }
}

//! Each kind of reason, by the smallest two editions that have it.

#![allow(clippy::unwrap_used, reason = "a test ends where it fails")]

mod support;

use std::collections::BTreeSet;

use briefing_diff::{Difference, FactChange, Kind};
use briefing_facts::{Conflict, Facts, Rate};
use briefing_model::status::Status::{Expected, Signed};
use support::{claim, edition, fact};

/// One figure of Gansu, from one claim.
fn gansu() -> Facts {
    edition(
        vec![fact(Some("projects"), Some("gansu"), "195", &["morning"])],
        vec![claim("morning", "gansu", "morning-paper", Signed, "195")],
    )
}

fn kinds(fact: &FactChange) -> Vec<Kind> {
    fact.reasons.iter().map(|reason| reason.kind).collect()
}

/// The kinds of the only fact that differs.
fn only(before: &Facts, after: &Facts) -> Vec<Kind> {
    let difference = Difference::between(before, after);
    let [fact] = difference.facts.as_slice() else { panic!("{difference:#?}") };
    kinds(fact)
}

#[test]
fn evidence_comes_and_goes() {
    let mut more = gansu();
    more.facts[0].claims.push("evening".to_owned());
    more.claims.push(claim("evening", "gansu", "evening-paper", Signed, "195"));
    assert_eq!(only(&gansu(), &more), [Kind::NewEvidence]);
    assert_eq!(only(&more, &gansu()), [Kind::EvidenceWithdrawn]);
}

#[test]
fn a_source_is_revised_whether_or_not_its_claim_keeps_its_id() {
    let mut revised = gansu();
    revised.claims[0].figure = support::figure("222");
    revised.claims[0].quote.exact = "222 projects were signed".to_owned();
    assert_eq!(only(&gansu(), &revised), [Kind::DataCorrected], "of the same reading");
    read_anew(&mut revised);
    assert_eq!(only(&gansu(), &revised), [Kind::SourceRevised]);
    revised.claims[0].id = "morning-2".to_owned();
    revised.facts[0].claims = vec!["morning-2".to_owned()];
    assert_eq!(only(&gansu(), &revised), [Kind::SourceRevised]);
}

#[test]
fn a_count_is_the_same_whatever_its_claims_say() {
    let counted = |notation| {
        let mut edition = gansu();
        edition.facts[0].formula = Some("count of claims in 2024".to_owned());
        edition.facts[0].figure = Some(support::figure("1"));
        edition.claims[0].figure = support::figure(notation);
        edition.claims[0].quote.exact = format!("{notation} projects were signed");
        if notation != "195" {
            read_anew(&mut edition);
        }
        edition
    };
    // That a claim says otherwise is told all the same: of the claim, and of no figure.
    let difference = Difference::between(&counted("195"), &counted("222"));
    assert!(difference.facts.is_empty() && !difference.is_empty(), "{difference:#?}");
    assert_eq!(listed(&difference), [(Kind::SourceRevised, vec!["morning"])]);
    let mut more = counted("222");
    more.facts[0].figure = Some(support::figure("2"));
    more.facts[0].claims.push("evening".to_owned());
    more.claims.push(claim("evening", "gansu", "evening-paper", Signed, "195"));
    assert_eq!(only(&counted("195"), &more), [Kind::SourceRevised, Kind::NewEvidence]);
}

#[test]
fn a_correction_is_told_from_a_revision() {
    let mut corrected = gansu();
    corrected.claims[0].figure = support::figure("190");
    corrected.claims[0].correction = Some("corrected from 195 projects by the desk".to_owned());
    assert_eq!(only(&gansu(), &corrected), [Kind::Corrected]);
}

#[test]
fn what_the_desk_had_entered_is_corrected_in_the_data_and_the_source_has_not_revised_it() {
    // The same words: a figure, a status, what it covers.
    let mut figure = gansu();
    figure.claims[0].figure = support::figure("190");
    let mut status = gansu();
    status.claims[0].status = Expected;
    let mut scope = gansu();
    scope.claims[0].scope = support::named("day");
    let mut day = gansu();
    day.claims[0].as_of = Some("2024-10-01".parse().unwrap());
    for corrected in [figure, status, scope, day] {
        assert_eq!(only(&gansu(), &corrected), [Kind::DataCorrected]);
        assert_eq!(only(&corrected, &gansu()), [Kind::DataCorrected]);
    }
    // Other words of the same copy: the desk had quoted another passage.
    let archived = |hash: &str| {
        let mut edition = gansu();
        edition.sources[0].sha256 = Some(hash.to_owned());
        edition
    };
    let other_words = |mut edition: Facts| {
        edition.claims[0].figure = support::figure("222");
        edition.claims[0].quote.exact = "222 projects in all".to_owned();
        edition
    };
    assert_eq!(only(&archived("aa"), &other_words(archived("aa"))), [Kind::DataCorrected]);
    assert_eq!(only(&archived("aa"), &other_words(archived("bb"))), [Kind::SourceRevised]);
    // Under another id, as where the id is made from the status.
    let mut renamed = gansu();
    renamed.claims[0].id = "morning-2".to_owned();
    renamed.claims[0].status = Expected;
    renamed.facts[0].claims = vec!["morning-2".to_owned()];
    assert_eq!(only(&gansu(), &renamed), [Kind::DataCorrected]);
}

#[test]
fn claims_that_no_figure_tells_of_are_told_and_their_place_in_the_brief_is_no_news() {
    let mut listed_too = gansu();
    listed_too.claims.push(claim("evening", "gansu", "morning-paper", Signed, "201"));
    let of = |before: &Facts, after: &Facts| {
        let difference = Difference::between(before, after);
        assert!(difference.facts.is_empty(), "{difference:#?}");
        let owned = |(kind, ids): (Kind, Vec<&str>)| (kind, ids.join(" "));
        listed(&difference).into_iter().map(owned).collect::<Vec<_>>()
    };
    let one = |kind| vec![(kind, "evening".to_owned())];
    assert_eq!(of(&gansu(), &listed_too), one(Kind::NewEvidence));
    assert_eq!(of(&listed_too, &gansu()), one(Kind::EvidenceWithdrawn));
    let mut noted = listed_too.clone();
    noted.claims[1].note = Some("Before the rain.".to_owned());
    assert_eq!(of(&listed_too, &noted), one(Kind::Wording));
    let mut moved = listed_too.clone();
    moved.claims[1].anchor = "e7".to_owned();
    assert_eq!(of(&listed_too, &moved), []);
}

/// Lets the first source of an edition have been read on a later day.
fn read_anew(edition: &mut Facts) {
    edition.sources[0].accessed = "2025-01-31".parse().unwrap();
}

/// The claims that no fact tells of, by what happened to them.
fn listed(difference: &Difference) -> Vec<(Kind, Vec<&str>)> {
    difference
        .claims
        .iter()
        .map(|reason| {
            let sides = reason.claims.iter();
            let sides = sides.filter_map(|change| change.after.as_ref().or(change.before.as_ref()));
            (reason.kind, sides.map(|side| side.claim.id.as_str()).collect())
        })
        .collect()
}

#[test]
fn a_status_moves_by_the_same_source_or_by_another() {
    let mut expected = gansu();
    expected.claims[0].status = Expected;
    expected.claims[0].quote.exact = "195 projects are to be signed".to_owned();
    assert_eq!(only(&expected, &gansu()), [Kind::StatusMoved]);
    expected.claims[0].id = "evening".to_owned();
    expected.claims[0].source = "evening-paper".to_owned();
    expected.facts[0].claims = vec!["evening".to_owned()];
    assert_eq!(only(&expected, &gansu()), [Kind::StatusMoved]);
    // Or beside what was expected, what was signed counts as well.
    expected.facts[0].statuses = vec![Expected];
    let mut both = expected.clone();
    both.facts[0].statuses.push(Signed);
    both.facts[0].claims.push("morning".to_owned());
    both.claims.extend(gansu().claims);
    assert_eq!(only(&expected, &both), [Kind::StatusMoved, Kind::NewEvidence]);
}

#[test]
fn another_definition_lets_other_claims_in_and_that_is_no_news() {
    let mut wider = gansu();
    wider.facts[0].formula = Some("sum of projects where status = expected in 2024".to_owned());
    wider.facts[0].claims = vec!["evening".to_owned()];
    wider.claims.push(claim("evening", "gansu", "evening-paper", Expected, "300"));
    let difference = Difference::between(&gansu(), &wider);
    assert_eq!(kinds(&difference.facts[0]), [Kind::DefinitionChanged]);
    assert_eq!(difference.facts[0].reasons[0].claims.len(), 2);
}

#[test]
fn another_period_is_another_selection() {
    let mut later = gansu();
    later.brief.period = "2025".to_owned();
    later.facts[0].formula = Some("sum of projects where status = signed in 2025".to_owned());
    later.facts[0].claims = vec!["later".to_owned()];
    later.claims = vec![claim("later", "yunnan", "morning-paper", Signed, "300")];
    assert_eq!(only(&gansu(), &later), [Kind::PeriodChanged]);
}

#[test]
fn coverage_rates_and_conflicts_are_reasons_too() {
    let mut other = gansu();
    other.facts[0].coverage.expected = 3;
    assert_eq!(only(&gansu(), &other), [Kind::CoverageChanged]);

    let mut converted = gansu();
    converted.facts[0].rates.push(Rate {
        pair: "USD/CNY".to_owned(),
        date: "2024-10-25".parse().unwrap(),
        value: "7.1".parse().unwrap(),
        source: "morning-paper".to_owned(),
    });
    assert_eq!(only(&gansu(), &converted), [Kind::RatesChanged]);

    let mut disputed = gansu();
    disputed.claims.push(claim("evening", "gansu", "evening-paper", Signed, "201"));
    let conflict = |used: &str| Conflict {
        claims: vec!["morning".to_owned(), "evening".to_owned()],
        used: vec![used.to_owned()],
    };
    disputed.facts[0].conflicts = vec![conflict("morning")];
    assert_eq!(only(&gansu(), &disputed), [Kind::NewEvidence, Kind::ConflictArisen]);
    assert_eq!(only(&disputed, &gansu()), [Kind::EvidenceWithdrawn, Kind::ConflictResolved]);
    let mut settled = disputed.clone();
    settled.facts[0].conflicts = vec![conflict("evening")];
    assert_eq!(only(&disputed, &settled), [Kind::ConflictSettled]);
}

#[test]
fn words_are_told_from_figures() {
    let mut renamed = gansu();
    renamed.facts[0].label = "Projects signed".to_owned();
    assert_eq!(only(&gansu(), &renamed), [Kind::Wording]);

    let mut rounded = gansu();
    rounded.facts[0].texts = vec!["some two hundred projects".to_owned()];
    assert_eq!(only(&gansu(), &rounded), [Kind::Wording]);

    let mut again = gansu();
    again.facts[0].texts.insert(0, "195 projects".to_owned());
    assert!(Difference::between(&gansu(), &again).is_empty(), "printed once more");

    let mut requoted = gansu();
    requoted.claims[0].quote.exact = "195 were signed".to_owned();
    assert_eq!(only(&gansu(), &requoted), [Kind::Requoted]);
}

#[test]
fn in_another_language_everything_is_worded_otherwise_and_that_is_one_difference() {
    let mut chinese = gansu();
    chinese.brief.language = "zh".to_owned();
    chinese.facts[0].label = "项目".to_owned();
    chinese.facts[0].texts = vec!["195个项目".to_owned()];
    chinese.sources[0].publisher = "晨报".to_owned();
    let difference = Difference::between(&gansu(), &chinese);
    assert!(difference.facts.is_empty() && difference.sources.is_empty(), "{difference:#?}");
    assert!(!difference.is_empty());
}

#[test]
fn a_figure_that_is_printed_at_last_is_no_news() {
    let mut silent = gansu();
    let printed = fact(Some("projects"), None, "195", &["morning"]);
    let mut both = gansu();
    both.facts.insert(0, support::edition(vec![printed], Vec::new()).facts.remove(0));
    both.facts[1].id = "f2".to_owned();
    assert_eq!(only(&gansu(), &both), [Kind::Printed], "the row below it only moved");
    silent.facts.clear();
    assert_eq!(only(&silent, &gansu()), [Kind::Printed]);
    silent.claims.clear();
    assert_eq!(only(&silent, &gansu()), [Kind::NewEvidence]);
    assert_eq!(only(&gansu(), &silent), [Kind::EvidenceWithdrawn]);
    let known = BTreeSet::from(["morning".to_owned()]);
    let difference = Difference::between_known(&gansu(), &silent, &known);
    assert_eq!(kinds(&difference.facts[0]), [Kind::Printed], "what is known was not withdrawn");
}

#[test]
fn claims_count_elsewhere_when_what_is_known_of_their_events_changed() {
    let rows = |gansu: &[&str], yunnan: &[&str]| {
        edition(
            vec![
                fact(Some("projects"), Some("gansu"), "195", gansu),
                fact(Some("projects"), Some("yunnan"), "195", yunnan),
            ],
            vec![
                claim("one", "gansu", "morning-paper", Signed, "195"),
                claim("two", "yunnan", "morning-paper", Signed, "195"),
            ],
        )
    };
    let difference = Difference::between(&rows(&["one", "two"], &[]), &rows(&["one"], &["two"]));
    assert!(difference.facts.iter().all(|fact| kinds(fact) == [Kind::Regrouped]));
    assert_eq!(difference.changed(), 2);

    // The row that it came from may be gone.
    let mut joined = rows(&["one", "two"], &[]);
    joined.facts.truncate(1);
    let difference = Difference::between(&rows(&["one"], &["two"]), &joined);
    assert!(
        difference.facts.iter().all(|fact| kinds(fact) == [Kind::Regrouped]),
        "{difference:#?}"
    );
    assert_eq!(difference.gone(), 1);
    // But a row that is merely left out is not.
    let mut short = rows(&["one"], &["two"]);
    short.facts.truncate(1);
    assert_eq!(only(&rows(&["one"], &["two"]), &short), [Kind::Printed]);
}

#[test]
fn a_figure_that_nothing_explains_says_so() {
    let mut other = gansu();
    other.facts[0].figure = Some(support::figure("196"));
    assert_eq!(only(&gansu(), &other), [Kind::Otherwise]);
}

//! Corrections: what they do, and when they are refused.

#![allow(clippy::unwrap_used, reason = "a test ends where it fails")]

use briefing_loader::{Memory, load_as_of};
use briefing_model::dataset::Dataset;
use snapbox::{assert_data_eq, str};

use super::support::{GANSU, changed, loaded, registry, told, with};

/// A correction of the sound project's claim.
const CORRECTION: &str = r#"[[correction]]
id = "half"
claim = "2024-gansu/projects/signed/paper"
action = "override"
figure = "> 190"
reason = "The paper's table has fewer."
reviewer = "A. Editor"
date = 2024-12-01
guard = { figure = "195", quote = "195 projects" }
"#;

fn correction(from: &str, to: &str) -> Memory {
    with(&[("data/corrections.toml", &changed(CORRECTION, from, to))])
}

/// The sound project's claims as a correction leaves them: figure, status and scope, or that there
/// is none.
fn corrected(world: &Memory, as_of: Option<&str>) -> Vec<String> {
    assert_eq!(told(world), "");
    let as_of = as_of.map(|day| day.parse().unwrap());
    let dataset: Dataset = load_as_of(world, &registry(), as_of).unwrap().project.dataset;
    let line = |mark: &str, claim: &briefing_model::claim::Claim| {
        let stated = claim.stated();
        format!(
            "{mark}{} {} {}, stated {} {}",
            claim.figure, claim.status, claim.scope, stated.figure, stated.status
        )
    };
    let used = dataset.claims.iter().map(|claim| line("", claim));
    used.chain(dataset.dropped.iter().map(|claim| line("dropped: ", claim))).collect()
}

#[test]
fn claims_are_corrected_and_keep_what_was_stated() {
    let action = |text: &str| correction("action = \"override\"\nfigure = \"> 190\"\n", text);
    for (text, expected) in [
        (
            "action = \"override\"\nfigure = \"> 190\"\nstatus = \"expected\"\nscope = \"ceremony\"\n",
            "> 190 project expected ceremony, stated 195 project signed",
        ),
        (
            "action = \"override\"\npopulation = \"emerging\"\nas-of = 2024-10-27\n",
            "195 project signed event, stated 195 project signed",
        ),
        (
            "action = \"scale\"\nfactor = 10\n",
            "1950 project signed event, stated 195 project signed",
        ),
        (
            "action = \"scale\"\nfactor = \"1/5\"\n",
            "39 project signed event, stated 195 project signed",
        ),
        (
            "action = \"scale\"\nfactor = \"0.2\"\n",
            "39 project signed event, stated 195 project signed",
        ),
        ("action = \"drop\"\n", "dropped: 195 project signed event, stated 195 project signed"),
    ] {
        assert_eq!(corrected(&action(text), None), [expected]);
        assert_eq!(corrected(&action(text), Some("2024-12-01")), [expected]);
        let before = corrected(&action(text), Some("2024-11-30"));
        assert_eq!(before, ["195 project signed event, stated 195 project signed"]);
    }
}

#[test]
fn a_claim_is_named_by_what_it_says() {
    let world = correction(
        "\"2024-gansu/projects/signed/paper\"",
        "{ event = \"2024-gansu\", measure = \"projects\", status = \"signed\", source = \"paper\" }",
    );
    assert_eq!(corrected(&world, None), ["> 190 project signed event, stated 195 project signed"]);
}

#[test]
fn the_corrected_claim_has_the_id_it_had() {
    let loaded = loaded(&correction("figure = \"> 190\"", "status = \"expected\""));
    assert_eq!(loaded.project.dataset.claims[0].id, "2024-gansu/projects/signed/paper");
}

#[test]
fn unknown_claim() {
    assert_data_eq!(
        told(&correction("signed/paper", "signd/paper")),
        str![[r#"
error B0202 data/corrections.toml:3:9 «"2024-gansu/projects/signd/paper"»
  unknown claim `2024-gansu/projects/signd/paper`
  hint: did you mean `2024-gansu/projects/signed/paper`?
  hint: claims are defined in the files of `data/events/` and `data/claims/`

"#]]
    );
}

#[test]
fn b0840_no_claim() {
    let sought = |claim: &str| correction("\"2024-gansu/projects/signed/paper\"", claim);
    assert_data_eq!(
        told(&sought("{ event = \"2024-gansu\", status = \"started\" }")),
        str![[r#"
error B0840 data/corrections.toml:3:9 «{ event = "2024-gansu", status = "started" }»
  no claim says this
  hint: there are `2024-gansu/projects/signed/paper`

"#]]
    );
    assert_data_eq!(
        told(&sought("{ event = \"2024-gansu\", mesure = \"projects\", source = \"papr\" }")),
        str![[r#"
error B0105 data/corrections.toml:3:33 «mesure»
  unknown key `mesure`
  hint: did you mean `measure`?

"#]]
    );
}

#[test]
fn b0841_several_claims() {
    let again = GANSU.to_owned()
        + "\n[[claim]]\nmeasure = \"agreement-value\"\n\
        figure = \"3062亿\"\nstatus = \"signed\"\nsource = \"paper\"\nquote = \"3062亿元\"\n";
    let claim =
        changed(CORRECTION, "\"2024-gansu/projects/signed/paper\"", "{ event = \"2024-gansu\" }");
    assert_data_eq!(
        told(&with(&[("data/events/2024-gansu.toml", &again), ("data/corrections.toml", &claim)])),
        str![[r#"
error B0841 data/corrections.toml:3:9 «{ event = "2024-gansu" }»
  2 claims say this
  see: data/events/2024-gansu.toml:7:1 «[[claim]]» `2024-gansu/projects/signed/paper`
  see: data/events/2024-gansu.toml:14:1 «[[claim]]» `2024-gansu/agreement-value/signed/paper`
  hint: one correction is of one claim: say which, by its id

"#]]
    );
}

#[test]
fn b0842_corrected_twice() {
    let twice = format!("{CORRECTION}\n{}", changed(CORRECTION, "\"half\"", "\"again\""));
    assert_data_eq!(
        told(&with(&[("data/corrections.toml", &twice)])),
        str![[r#"
error B0842 data/corrections.toml:13:9 «"2024-gansu/projects/signed/paper"»
  `2024-gansu/projects/signed/paper` is corrected twice
  label: again here
  see: data/corrections.toml:3:9 «"2024-gansu/projects/signed/paper"» first here
  hint: one correction may change several of its parts

"#]]
    );
    let same_id = format!("{CORRECTION}\n{CORRECTION}");
    assert!(told(&with(&[("data/corrections.toml", &same_id)])).contains("B0203"));
}

#[test]
fn b0843_guard() {
    let now = changed(GANSU, "195 projects", "196 projects")
        .replace("figure = \"195\"", "figure = \"> 195\"");
    assert_data_eq!(
        told(&with(&[
            ("data/events/2024-gansu.toml", &now),
            ("data/corrections.toml", CORRECTION)
        ])),
        str![[r#"
error B0843 data/corrections.toml:9:20 «"195"»
  `2024-gansu/projects/signed/paper` no longer says what was corrected
  label: now `> 195 project`
  see: data/events/2024-gansu.toml:9:10 «"> 195"» here
  hint: if the source has mended it, delete the correction
  hint: if not, look at it again, and put what it says now into `guard`
error B0843 data/corrections.toml:9:35 «"195 projects"»
  `2024-gansu/projects/signed/paper` no longer says what was corrected
  label: now “196 projects”
  see: data/events/2024-gansu.toml:12:9 «"196 projects"» here
  hint: if the source has mended it, delete the correction
  hint: if not, look at it again, and put what it says now into `guard`
error B0810 data/events/2024-gansu.toml:12:9 «"196 projects"»
  the quote states `196 projects`, not > 195
  see: data/events/2024-gansu.toml:9:10 «"> 195"» the claim's figure
  hint: the words are read as `figure = "196"`
  hint: where that is how the sources have it, accept it on the claim: `accepted = { B0810 = "why" }`

"#]]
    );
    assert_data_eq!(
        told(&correction("quote = \"195 projects\"", "sha256 = \"00\"")),
        str![[r#"
error B0843 data/corrections.toml:9:36 «"00"»
  `2024-gansu/projects/signed/paper` no longer says what was corrected
  label: its source has no `sha256` now
  see: data/sources/papers.toml:1:2 «paper» here
  hint: if the source has mended it, delete the correction
  hint: if not, look at it again, and put what it says now into `guard`

"#]]
    );
    assert!(
        told(&correction("{ figure = \"195\", quote = \"195 projects\" }", "{}")).contains("B0107")
    );
}

#[test]
fn b0844_no_correction() {
    assert_data_eq!(
        told(&correction("> 190", "195")),
        str![[r#"
error B0844 data/corrections.toml:4:10 «"override"»
  `half` leaves the claim as it is
  see: data/events/2024-gansu.toml:7:1 «[[claim]]» the claim
  hint: say what is used in its place, or delete the correction

"#]]
    );
    let scaled = correction("\"override\"\nfigure = \"> 190\"", "\"scale\"\nfactor = 1");
    assert!(told(&scaled).contains("B0844"));
}

#[test]
fn b0845_wrong_key_for_action() {
    assert_data_eq!(
        told(&correction("\"override\"", "\"drop\"\nfactor = 2")),
        str![[r#"
error B0845 data/corrections.toml:5:1 «factor»
  `factor` goes with `action = "scale"`
error B0845 data/corrections.toml:6:1 «figure»
  `figure` goes with `action = "override"`

"#]]
    );
}

#[test]
fn factors_are_exact_and_leave_a_count_whole() {
    let scale = |factor: &str| {
        let to = format!("\"scale\"\nfactor = {factor}");
        told(&correction("\"override\"\nfigure = \"> 190\"", &to))
    };
    for (factor, code) in [
        ("\"1/2\"", "B0210"),
        ("0", "B0211"),
        ("-1", "B0211"),
        ("\"1/0\"", "B0211"),
        ("\"a tenth\"", "B0211"),
        ("0.1", "B0106"),
        ("\"1e9\"", "B0211"),
    ] {
        assert!(scale(factor).contains(code), "{factor}: {}", scale(factor));
    }
    let none = told(&correction("\"override\"\nfigure = \"> 190\"", "\"scale\""));
    assert!(none.contains("missing key `factor`"), "{none}");
}

#[test]
fn dates_are_in_order_and_parts_are_known() {
    for (from, to, code) in [
        ("date = 2024-12-01", "date = 2024-10-01", "B0205"),
        ("figure = \"> 190\"", "figure = \"> 190 CNY\"", "B0209"),
        ("figure = \"> 190\"", "scope = \"ceremon\"", "B0202"),
        ("figure = \"> 190\"", "population = \"emergin\"", "B0202"),
        ("figure = \"> 190\"", "status = \"sined\"", "B0108"),
        ("\"195\"", "\"195 CNY\"", "B0209"),
        ("reviewer = \"A. Editor\"\n", "", "B0107"),
        ("guard = { figure = \"195\", quote = \"195 projects\" }\n", "", "B0107"),
    ] {
        let told = told(&correction(from, to));
        assert!(told.contains(code) && told.matches("error").count() == 1, "{to}: {told}");
    }
}

#[test]
fn a_claim_that_cannot_be_read_is_not_said_to_be_missing_too() {
    let broken = changed(GANSU, "figure = \"195\"", "figure = \"195 CNY\"");
    let told = told(&with(&[
        ("data/events/2024-gansu.toml", &broken),
        ("data/corrections.toml", CORRECTION),
    ]));
    assert_eq!(told.matches("error").count(), 1, "{told}");
}

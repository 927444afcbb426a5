//! Archived copies, how bad findings are, and which of them may stay.

use briefing_loader::{EditError, Memory};
use briefing_loader::{NewSource, add_source, set_sha256, sha256, unknown_checks};
use briefing_model::diagnostic::{Code, CodePage};
use briefing_model::evidence::QuoteGrade;
use snapbox::{assert_data_eq, str};

use super::support::{GANSU, PAPER, changed, event, loaded, text, told, with};

const PAGE: &str = "<p>At the fair 195 projects were signed.";
/// The hash of that page, by `sha256sum`.
const HASH: &str = "dcbf38c710d405a3b6b44797ef14ff23304ef98d211d7202f4b43bde7d3f611d";

fn grade(world: &Memory) -> QuoteGrade {
    loaded(world).project.dataset.claims[0].checked.quote
}

/// The sound project with a hash for its source, and files.
fn recorded(hash: &str, files: &[(&str, &str)]) -> Memory {
    let paper = changed(PAPER, "grade =", &format!("sha256 = \"{hash}\"\ngrade ="));
    let sound = with(&[("data/sources/papers.toml", &paper)]);
    files.iter().fold(sound, |world, (path, text)| world.with(path, *text))
}

#[test]
fn a_copy_is_found_by_its_name_and_known_by_its_hash() {
    assert_eq!(sha256(PAGE.as_bytes()), HASH);
    let world = recorded(HASH, &[("data/archive/paper.html", PAGE)]);
    assert_eq!(told(&world), "");
    assert_eq!(grade(&world), QuoteGrade::Exact);
    // Of two copies the recorded one is read.
    let world = recorded(
        HASH,
        &[("data/archive/paper.html", PAGE), ("data/archive/paper.txt", "another page")],
    );
    assert_eq!(grade(&world), QuoteGrade::Exact);
    // Elsewhere, where the settings say so.
    let settings = "archive = \"copies/\"\n";
    let elsewhere = recorded(HASH, &[("copies/paper.html", PAGE)]);
    assert_eq!(grade(&elsewhere), QuoteGrade::SourceMissing);
    assert_eq!(grade(&elsewhere.with("reports/project.toml", settings)), QuoteGrade::Exact);
    let within = recorded(HASH, &[("data/copies/paper.html", PAGE)])
        .with("reports/project.toml", "archive = \"data/copies\"\n");
    assert_eq!(told(&within), "");
    assert_eq!(grade(&within), QuoteGrade::Exact);
}

#[test]
fn a_copy_that_is_not_the_one_recorded_is_not_looked_into() {
    let world = recorded(&HASH.replace('d', "e"), &[("data/archive/paper.html", PAGE)]);
    assert_eq!(grade(&world), QuoteGrade::HashDiffers);
    assert_data_eq!(
        told(&world),
        str![[r#"
error B0804 data/sources/papers.toml:1:2 «paper»
  the archived copy of `paper` is not the one recorded
  label: its SHA-256 is dcbf38c710d405a3b6b44797ef14ff23304ef98d211d7202f4b43bde7d3f611d
  hint: put the recorded copy back, or record this one: `briefing source add FILE --id paper`
  hint: where that is how the sources have it, accept it on the claim: `accepted = { B0804 = "why" }`

"#]]
    );
}

#[test]
fn a_copy_that_cannot_be_read_says_why() {
    let unreadable = |name: &str, bytes: &[u8]| {
        let world = recorded(&sha256(bytes), &[]).with(name, bytes);
        assert_eq!(grade(&world), QuoteGrade::SourceMissing);
        let told = told(&world);
        assert!(told.starts_with("warning B0805"), "{told}");
        told.lines().nth(1).unwrap().trim().to_owned()
    };
    let of = "the archived copy of `paper` has no text";
    assert_eq!(
        unreadable("data/archive/paper.pdf", b"%PDF-no"),
        format!("{of}: it is not a PDF that can be read")
    );
    assert_eq!(
        unreadable("data/archive/paper.html", b" \n"),
        format!("{of}: it is a picture, or empty")
    );
    assert_eq!(
        unreadable("data/archive/paper.txt", b"\xD2\xDA"),
        format!("{of}: its encoding is not known: it is neither UTF-8 nor says what it is")
    );
}

#[test]
fn copies_of_nothing_are_told() {
    let world = with(&[("data/archive/papr.txt", "x"), ("data/archive/README.md", "x")]);
    assert_data_eq!(
        told(&world),
        str![[r#"
warning B0806 data/archive/papr.txt:1:1 «»
  `data/archive/papr.txt` is a copy of no source
  hint: copies are named after their sources: `SOURCE.txt`, `.html` or `.pdf`

"#]]
    );
    let unrecorded = with(&[("data/archive/paper.html", PAGE)]);
    assert_eq!(grade(&unrecorded), QuoteGrade::Exact);
    assert!(told(&unrecorded).starts_with("warning B0807"));
}

#[test]
fn a_project_says_how_bad_a_finding_is() {
    let wrong = || event("\"195 projects\"", "\"196 projects\"");
    assert!(told(&wrong()).starts_with("error B0810"));
    let as_warning = wrong().with("reports/project.toml", "[checks]\nB0810 = \"warning\"\n");
    assert!(told(&as_warning).starts_with("warning B0810"));
    let off = wrong().with("reports/project.toml", "[checks]\nB0810 = \"off\"\n");
    assert_eq!(told(&off), "");
    assert!(loaded(&off).project.dataset.evidence.findings.is_empty());
    // Off unless it is asked for.
    let asked = with(&[("reports/project.toml", "[checks]\nB0803 = \"error\"\n")]);
    assert!(told(&asked).starts_with("error B0803"));
    // A level is one of three words.
    let word = with(&[("reports/project.toml", "[checks]\nB0810 = \"quiet\"\n")]);
    assert_data_eq!(
        told(&word),
        str![[r#"
error B0108 reports/project.toml:2:9 «"quiet"»
  unknown word `quiet`
  hint: words here are `off`, `warning`, `error`

"#]]
    );
}

#[test]
fn b0605_unknown_check() {
    let page = |code| CodePage { code: Code(code), title: "", page: "" };
    let pages = [page("B0810"), page("B0203"), page("B0901")];
    let pages: Vec<&CodePage> = pages.iter().collect();
    let settings = "[checks]\nB0810 = \"off\"\nB0901 = \"off\"\nB0801 = \"off\"\nB0203 = \"off\"\n";
    let accepted =
        changed(GANSU, "quote =", "accepted = { B0811 = \"x\", B0810 = \"y\" }\nquote =");
    let world =
        with(&[("reports/project.toml", settings), ("data/events/2024-gansu.toml", &accepted)]);
    let loaded = loaded(&world);
    assert_data_eq!(
        text(&unknown_checks(&loaded.project, &pages), &loaded.files),
        str![[r#"
error B0605 reports/project.toml:5:1 «B0203»
  `B0203` is a mistake, whatever one thinks of it
  hint: findings that may be judged are those of evidence (B08), lints and audits (B09)
error B0605 reports/project.toml:4:1 «B0801»
  no finding has the code `B0801`
  hint: did you mean `B0810`?
  hint: `briefing explain` lists all codes
error B0605 data/events/2024-gansu.toml:12:12 «{ B0811 = "x", B0810 = "y" }»
  no finding has the code `B0811`
  hint: did you mean `B0810`?
  hint: `briefing explain` lists all codes

"#]]
    );
}

#[test]
fn what_is_accepted_has_a_reason_and_a_finding() {
    let accepted = |accepted: &str, figure: &str| {
        let text = changed(GANSU, "quote =", &format!("accepted = {{ {accepted} }}\nquote ="));
        told(&with(&[("data/events/2024-gansu.toml", &text.replace("\"195\"", figure))]))
    };
    assert_eq!(accepted("B0810 = \"looked at\"", "\"196\""), "");
    assert_data_eq!(
        accepted("B0810 = \" \"", "\"195\""),
        str![[r#"
error B0211 data/events/2024-gansu.toml:12:12 «{ B0810 = " " }»
  `B0810` is accepted without a reason

"#]]
    );
    assert_data_eq!(
        accepted("B0810 = \"no longer\"", "\"195\""),
        str![[r#"
warning B0808 data/events/2024-gansu.toml:12:12 «{ B0810 = "no longer" }»
  no finding `B0810` is made about this claim
  hint: take it out

"#]]
    );
}

#[test]
fn tolerances_are_numbers() {
    let world = with(&[("reports/project.toml", "[tolerance]\nrate = \"2,5\"\nshare = \"0.5\"\n")]);
    assert_data_eq!(
        told(&world),
        str![[r#"
error B0211 reports/project.toml:2:8 «"2,5"»
  expected a number that is not below zero, such as `2`, found `2,5`

"#]]
    );
}

#[test]
fn a_share_says_what_it_is_a_share_of() {
    let measures = |fields: &str| {
        let text = format!(
            "[projects]\nname = \"P\"\nkind = \"count\"\nunit = \"project\"\nadditive = true\n\
                            [rate]\nname = \"R\"\nunit = \"%\"\nadditive = false\n{fields}\n"
        );
        told(&with(&[("data/measures.toml", &text)]))
    };
    let share = "kind = \"share\"";
    assert!(!measures(&format!("{share}\nof = \"projects\"")).contains("measures.toml:11"));
    assert!(measures(&format!("{share}\nof = \"project\"")).contains("unknown measure `project`"));
    assert!(measures(&format!("{share}\nof-status = \"signed\"")).contains("and `of` of what"));
    let count = "kind = \"count\"\nof = \"projects\"";
    assert!(measures(count).contains("`of` belongs to a measure of kind `share`"));
}

#[test]
fn a_source_is_added_to_a_file_and_the_rest_is_left_alone() {
    let text = "# Reports.\n[paper]          # the first\ntitle     = \"A\"\naccessed  = 2024-11-01\n\n# The end.\n";
    let source = NewSource {
        id: "other-paper".parse().unwrap(),
        title: "\"Over\" 300 billion".to_owned(),
        publisher: "商报".to_owned(),
        origin: None,
        kind: "press".to_owned(),
        published: "2024-10-27".parse().ok(),
        accessed: "2024-11-01".parse().unwrap(),
        url: None,
        language: "en".to_owned(),
        grade: "original".to_owned(),
        note: None,
    };
    let added = add_source(text, &source, HASH).unwrap();
    assert_data_eq!(
        added.as_str(),
        str![[r##"
# Reports.
[paper]          # the first
title     = "A"
accessed  = 2024-11-01

[other-paper]
title     = '"Over" 300 billion'
publisher = "商报"
kind      = "press"
published = 2024-10-27
accessed  = 2024-11-01
language  = "en"
grade     = "original"
sha256    = "dcbf38c710d405a3b6b44797ef14ff23304ef98d211d7202f4b43bde7d3f611d"

# The end.

"##]]
    );
    let known = EditError::Known("other-paper".parse().unwrap());
    assert_eq!(add_source(&added, &source, HASH), Err(known));
    assert!(add_source("", &source, HASH).unwrap().starts_with("[other-paper]\ntitle"));
    assert!(matches!(add_source("[a\n", &source, HASH), Err(EditError::Syntax(_))));
}

#[test]
fn a_hash_is_set_or_replaced_and_the_rest_is_left_alone() {
    let paper = "paper".parse().unwrap();
    let text = "# Reports.\n[paper]\ntitle     = \"A\"  # as printed\nnote      = \"\"\"\nx\"\"\"\n\n[b]\nx = 1\n";
    let set = set_sha256(text, &paper, "0").unwrap();
    assert_eq!(set, text.replace("x\"\"\"\n", "x\"\"\"\nsha256    = \"0\"\n"));
    let replaced = set_sha256(&set.replace("\"0\"", "\"0\" # read twice"), &paper, "1").unwrap();
    assert_eq!(replaced, set.replace("\"0\"", "\"1\" # read twice"));
    let narrow = set_sha256("[paper]\ntitle = \"A\"\n", &paper, "0").unwrap();
    assert_eq!(narrow, "[paper]\ntitle = \"A\"\nsha256 = \"0\"\n");
    let inline = set_sha256("paper = { title = \"A\" }\n", &paper, "0").unwrap();
    assert_eq!(inline, "paper = { title = \"A\" , sha256 = \"0\" }\n");
    assert_eq!(
        set_sha256(text, &"c".parse().unwrap(), "0"),
        Err(EditError::Unknown("c".parse().unwrap()))
    );
}

//! Mistakes in files and their structure: B01.

use snapbox::{assert_data_eq, str};

use super::support::{event, sound, told, with};

#[test]
fn a_sound_project_has_no_mistakes() {
    assert_data_eq!(told(&sound()), str![]);
}

#[test]
fn b0101_not_utf8() {
    // "甘肃" as GBK.
    let world = sound().with("data/events/2024-gansu.toml", &b"name = \"\xb8\xca\xcb\xe0\"\n"[..]);
    assert_data_eq!(
        told(&world),
        str![[r#"
error B0101 data/events/2024-gansu.toml:1:9 «�»
  the file is not UTF-8
  label: not UTF-8 from here
  hint: save it as UTF-8; Chinese text is often saved as GBK or Big5

"#]]
    );
}

#[test]
fn b0102_empty_file() {
    assert_data_eq!(
        told(&with(&[("data/rates.toml", "")])),
        str![[r#"
error B0102 data/rates.toml:1:1 «»
  the file is empty
  hint: fill it, or delete it

"#]]
    );
    assert_data_eq!(
        told(&with(&[("data/rates.toml", "# none yet\n")])),
        str![[r#"
error B0102 data/rates.toml:1:1 «»
  the file is empty
  hint: fill it, or delete it

"#]]
    );
}

#[test]
fn b0103_too_large() {
    let large = "#".repeat((4 << 20) + 1);
    assert_data_eq!(
        told(&with(&[("data/rates.toml", &large)])),
        str![[r#"
error B0103 data/rates.toml:1:1 «»
  `data/rates.toml` is too large: it has more than 4 MiB (`file-size`), namely 4194305 bytes
  hint: if it is meant to be so, raise the limit with `--limit file-size=8MiB`

"#]]
    );
    // The largest that is read.
    let fits = "#".repeat(4 << 20);
    assert!(!told(&with(&[("data/rates.toml", &fits)])).contains("B0103"));
}

#[test]
fn b0116_to_b0118_characters_that_act() {
    for (name, expected) in [
        ("a\u{202e}b", "error B0116 data/events/acting.toml:1:"),
        ("a\\u202eb", "error B0116 data/events/acting.toml:1:"),
        ("a\u{85}b", "error B0117 data/events/acting.toml:1:"),
        ("a\\u001bb", "error B0117 data/events/acting.toml:1:"),
        ("a\\nb", "error B0118 data/events/acting.toml:1:"),
    ] {
        let event = format!("name = \"{name}\"\nyear = 2024\nplace = \"CN-GS\"\n");
        let told_of = told(&with(&[("data/events/acting.toml", &event)]));
        assert!(told_of.contains(expected), "{name:?}: {told_of}");
    }
}

#[test]
fn b0607_a_language_without_words() {
    let told_of = told(&with(&[("reports/project.toml", "name = \"Fairs\"\nlocale = \"de\"\n")]));
    assert!(told_of.contains("error B0607 reports/project.toml:2:10"), "{told_of}");
}

#[test]
fn b0115_too_long() {
    let event = |note: &str| {
        format!("name = \"Fair\"\nyear = 2024\nplace = \"CN-GS\"\nnote = \"{note}\"\n")
    };
    let long = event(&"x".repeat((64 << 10) + 1));
    let told_of = told(&with(&[("data/events/long.toml", &long)]));
    assert!(told_of.contains("error B0115 data/events/long.toml:4:8"), "{told_of}");
    assert!(told_of.contains("`--limit text-size=128KiB`"), "{told_of}");
    let fits = event(&"x".repeat(64 << 10));
    assert!(!told(&with(&[("data/events/long.toml", &fits)])).contains("B0115"));
}

#[test]
fn b0104_syntax() {
    assert_data_eq!(
        told(&event("name = \"Gansu\"", "name = \"Gansu")),
        str![[r#"
error B0104 data/events/2024-gansu.toml:1:14 «»
  invalid basic string, expected `"`

"#]]
    );
    assert_data_eq!(
        told(&event("status = \"signed\"", "status = signed")),
        str![[r#"
error B0104 data/events/2024-gansu.toml:10:10 «signed»
  string values must be quoted, expected literal string

"#]]
    );
    assert_data_eq!(
        told(&event("start = 2024-10-27", "start = 2024-02-30")),
        str![[r#"
error B0104 data/events/2024-gansu.toml:2:9 «2024-02-30»
  invalid date, expected day between 01 and 29

"#]]
    );
    assert_data_eq!(
        told(&event("place = \"CN-GS\"", "place = \"CN-GS\"\nplace = \"CN-GS\"")),
        str![[r#"
error B0104 data/events/2024-gansu.toml:4:1 «place»
  duplicate key

"#]]
    );
}

#[test]
fn b0105_unknown_key() {
    assert_data_eq!(
        told(&event("status =", "statsu =")),
        str![[r#"
error B0107 data/events/2024-gansu.toml:7:1 «[[claim]]»
  missing key `status`
  label: expected `status` here
error B0105 data/events/2024-gansu.toml:10:1 «statsu»
  unknown key `statsu`
  hint: did you mean `status`?

"#]]
    );
    assert_data_eq!(
        told(&event("name = \"Gansu\"", "name = \"Gansu\"\nweather = \"fine\"")),
        str![[r#"
error B0105 data/events/2024-gansu.toml:2:1 «weather»
  unknown key `weather`
  hint: keys here are `city`, `claim`, `end`, `kind`, `name`, `note`, `opening`, `organisers`, `part-of`, `part-of-basis`, `parts`, `place`, `sectors`, `short`, `sources`, `start`, `year`

"#]]
    );
    assert_data_eq!(
        told(&with(&[("reports/project.toml", "name = \"Fairs\"\nlocal = \"en\"\n")])),
        str![[r#"
error B0105 reports/project.toml:2:1 «local»
  unknown key `local`
  hint: did you mean `locale`?

"#]]
    );
    // In a claim that an event's file already says the event of.
    assert_data_eq!(
        told(&event("figure = \"195\"", "event = \"2024-gansu\"\nfigure = \"195\"")),
        str![[r#"
error B0105 data/events/2024-gansu.toml:9:9 «"2024-gansu"»
  a claim in an event's file is about that event

"#]]
    );
}

#[test]
fn b0106_wrong_type() {
    assert_data_eq!(
        told(&event("\"195\"", "195")),
        str![[r#"
error B0106 data/events/2024-gansu.toml:9:10 «195»
  expected a text, found a whole number
  hint: write it in quotes, so that it is kept as it is written

"#]]
    );
    assert_data_eq!(
        told(&event("\"195\"", "19.5")),
        str![[r#"
error B0106 data/events/2024-gansu.toml:9:10 «19.5»
  expected a text, found a decimal number
  hint: write it in quotes, so that it is kept as it is written

"#]]
    );
    assert_data_eq!(
        told(&event("sectors = [\"new-energy\"]", "sectors = \"new-energy\"")),
        str![[r#"
error B0106 data/events/2024-gansu.toml:5:11 «"new-energy"»
  expected a list, found a text

"#]]
    );
    assert_data_eq!(
        told(&event("name = \"Gansu\"", "name = [\"Gansu\"]")),
        str![[r#"
error B0106 data/events/2024-gansu.toml:1:8 «["Gansu"]»
  expected a text or a table, found a list

"#]]
    );
    assert_data_eq!(
        told(&event("name = \"Gansu\"", "name = { en = 3 }")),
        str![[r#"
error B0106 data/events/2024-gansu.toml:1:15 «3»
  expected a text, found a whole number
  hint: write it in quotes, so that it is kept as it is written

"#]]
    );
}

#[test]
fn b0107_missing_key() {
    assert_data_eq!(
        told(&event("source = \"paper\"\n", "")),
        str![[r#"
error B0107 data/events/2024-gansu.toml:7:1 «[[claim]]»
  missing key `source`
  label: expected `source` here

"#]]
    );
    assert_data_eq!(
        told(&event("name = \"Gansu\"\n", "")),
        str![[r#"
error B0107 data/events/2024-gansu.toml:1:1 «start»
  missing key `name`
  label: expected `name` above this

"#]]
    );
    let claims = "[[claim]]\nmeasure = \"projects\"\nfigure = \"1\"\nstatus = \"signed\"\n\
                  source = \"paper\"\nquote = \"1\"\n";
    assert_data_eq!(
        told(&with(&[("data/claims/more.toml", claims)])),
        str![[r#"
error B0107 data/claims/more.toml:1:1 «[[claim]]»
  missing key `event`

"#]]
    );
}

#[test]
fn b0108_unknown_word() {
    assert_data_eq!(
        told(&event("\"signed\"", "\"singed\"")),
        str![[r#"
error B0108 data/events/2024-gansu.toml:10:10 «"singed"»
  unknown word `singed`
  hint: did you mean `signed`?
  hint: words here are `offered`, `intended`, `expected`, `signed`, `started`, `realised`, `cancelled`

"#]]
    );
    assert_data_eq!(
        told(&event("place =", "kind = \"fair\"\nplace =")),
        str![[r#"
error B0108 data/events/2024-gansu.toml:3:8 «"fair"»
  unknown word `fair`
  hint: words here are `series`, `event`, `session`

"#]]
    );
}

#[test]
fn b0109_unknown_file() {
    assert_data_eq!(
        told(&with(&[("data/measure.toml", "[a]\n")])),
        str![[r#"
warning B0109 data/measure.toml:1:1 «»
  nothing reads `data/measure.toml`
  hint: files that are read end in .toml, .csv
  hint: they are `measures`, `places`, `sectors`, `scopes`, `rates`, `corrections`, `identities`, and those in `sources/`, `events/`, `claims/`

"#]]
    );
    assert_data_eq!(
        told(&with(&[("data/notes.txt", "x")])),
        str![[r#"
warning B0109 data/notes.txt:1:1 «»
  nothing reads `data/notes.txt`
  hint: files that are read end in .toml, .csv
  hint: they are `measures`, `places`, `sectors`, `scopes`, `rates`, `corrections`, `identities`, and those in `sources/`, `events/`, `claims/`

"#]]
    );
    // What is not data: an account for people, archived copies.
    let world = with(&[("data/README.md", "x"), ("data/archive/picture.webp", "x")]);
    assert_data_eq!(told(&world), str![]);
}

#[test]
fn b0110_repeated() {
    for (path, text) in [
        ("reports/fairs/report.toml", "title = \"x\"\noutputs = [\"md\", \"html\", \"md\"]\n"),
        (
            "data/events/2024-x.toml",
            "name = \"x\"\nyear = 2024\nsectors = [\"new-energy\", \"new-energy\"]\n",
        ),
        (
            "data/events/2024-x.toml",
            "name = \"x\"\nyear = 2024\nsources = [\"paper\", \"paper\"]\n",
        ),
        ("data/sectors.toml", "[new-energy]\nname = \"x\"\naliases = [\"a\", \"a\"]\n"),
        (
            "reports/metrics.toml",
            "[signed]\naggregate = \"sum\"\nmeasure = \"projects\"\nby = [\"event\", \"event\"]\n",
        ),
        (
            "reports/metrics.toml",
            "[signed]\naggregate = \"sum\"\nmeasure = \"projects\"\nwhere = { year = [2024, \"2024\"] }\n",
        ),
        (
            "reports/fairs/report.toml",
            "title = \"x\"\nfor-each = { dimension = \"place\", values = [\"CN-GS\", \"CN-GS\"] }\n",
        ),
    ] {
        let told = told(&with(&[(path, text)]));
        let repeated = told.lines().filter(|line| line.starts_with("error ")).collect::<Vec<_>>();
        assert_eq!(repeated.len(), 1, "{text}{told}");
        assert!(repeated[0].starts_with("error B0110 "), "{told}");
    }
}

#[test]
fn b0111_blank() {
    for (path, text, key) in [
        ("data/events/2024-x.toml", "name = \"\"\nyear = 2024\n", "name"),
        ("data/events/2024-x.toml", "name = { en = \"x\", zh = \" \" }\nyear = 2024\n", "zh"),
        (
            "data/events/2024-x.toml",
            "name = \"x\"\nyear = 2024\nnote = \"\u{3000}\u{200b}\"\n",
            "note",
        ),
        (
            "data/events/2024-x.toml",
            "name = \"x\"\nyear = 2024\norganisers = [\"\"]\n",
            "organisers",
        ),
        ("reports/project.toml", "name = \"\"\n", "name"),
        ("reports/fairs/report.toml", "title = \"x\"\ntheme = \"\"\n", "theme"),
    ] {
        let told = told(&with(&[(path, text)]));
        assert!(told.starts_with("error B0111 "), "{told}");
        assert!(told.contains(&format!("`{key}` has no words")), "{told}");
        assert_eq!(told.matches("error ").count(), 1, "{told}");
    }
    // A parameter may be empty unless it is set.
    let report = "title = \"x\"\n[parameters.note]\ntype = \"text\"\ndefault = \"\"\n";
    assert_eq!(told(&with(&[("reports/fairs/report.toml", report)])), "");
}

#[test]
fn b0107_of_a_key_that_stands_in_a_table() {
    let report = "[schedule]\nevery = \"month\"\ntitle = \"Fairs\"\n";
    assert_data_eq!(
        told(&with(&[("reports/fairs/report.toml", report)])),
        str![[r#"
error B0105 reports/fairs/report.toml:3:1 «title»
  unknown key `title`
  hint: keys here are `at`, `catch-up`, `catch-up-limit`, `covers`, `cron`, `deadline`, `every`, `from`, `time-zone`
error B0107 reports/fairs/report.toml:3:1 «title»
  missing key `title`
  label: here it belongs to `schedule`
  hint: write `title` above the first line in square brackets

"#]]
    );
}

#[test]
fn all_mistakes_of_several_files_are_told_in_one_run() {
    let world = with(&[
        ("data/measures.toml", "[projects]\nname = \"Projects\"\nkind = \"number\"\n"),
        ("data/sources/papers.toml", "[paper]\ntitel = \"x\"\n"),
        ("reports/fairs/report.toml", "title = 3\noutput = [\"html\"]\n"),
    ]);
    assert_data_eq!(
        told(&world),
        str![[r#"
error B0107 data/measures.toml:1:2 «projects»
  missing key `additive`
  label: expected `additive` here
error B0107 data/measures.toml:1:2 «projects»
  missing key `unit`
  label: expected `unit` here
error B0108 data/measures.toml:3:8 «"number"»
  unknown word `number`
  hint: words here are `money`, `count`, `share`
error B0107 data/sources/papers.toml:1:2 «paper»
  missing key `accessed`
  label: expected `accessed` here
error B0107 data/sources/papers.toml:1:2 «paper»
  missing key `grade`
  label: expected `grade` here
error B0107 data/sources/papers.toml:1:2 «paper»
  missing key `kind`
  label: expected `kind` here
error B0107 data/sources/papers.toml:1:2 «paper»
  missing key `language`
  label: expected `language` here
error B0107 data/sources/papers.toml:1:2 «paper»
  missing key `publisher`
  label: expected `publisher` here
error B0107 data/sources/papers.toml:1:2 «paper»
  missing key `title`
  label: expected `title` here
error B0105 data/sources/papers.toml:2:1 «titel»
  unknown key `titel`
  hint: did you mean `title`?
error B0106 reports/fairs/report.toml:1:9 «3»
  expected a text, found a whole number
  hint: write it in quotes, so that it is kept as it is written
error B0105 reports/fairs/report.toml:2:1 «output»
  unknown key `output`
  hint: did you mean `outputs`?
error B0202 reports/metrics.toml:3:11 «"projects"»
  unknown measure `projects`
  hint: measures are defined in `data/measures.toml`

"#]]
    );
}

#[test]
fn b0117_in_the_name_of_a_file() {
    for (path, code, number) in [
        ("reports/partials/a\nb.md.hbs", "B0117", "U+000A"),
        ("reports/partials/a\u{1b}b.md.hbs", "B0117", "U+001B"),
        ("reports/partials/a\u{202e}b.md.hbs", "B0116", "U+202E"),
    ] {
        let told = told(&with(&[(path, "Text.\n")]));
        assert!(told.starts_with(&format!("error {code} ")), "{told}");
        assert!(told.contains(&format!("has the character {number}")), "{told}");
        assert_eq!(told.matches("error ").count(), 1, "{told}");
    }
}

#[test]
fn b0111_of_titles_labels_and_options() {
    let metric = "title = \"x\"\n[metric.fairs]\naggregate = \"count\"\ncount = \"events\"\n";
    let rule = "title = \"x\"\n[schedule]\nevery = \"month\"\n";
    for (path, text, key) in [
        ("reports/fairs/report.toml", "title = \"\"\n".to_owned(), "title"),
        ("reports/fairs/report.toml", "title = \" \\u200b\\n\"\n".to_owned(), "title"),
        ("reports/fairs/report.toml", format!("{metric}label = \"\"\n"), "label"),
        ("reports/fairs/report.toml", format!("{metric}label = {{ en = \" \" }}\n"), "en"),
        ("reports/fairs/report.toml", format!("{metric}description = \"\\t\"\n"), "description"),
        ("reports/project.toml", "publisher = \"\"\n".to_owned(), "publisher"),
        ("reports/project.toml", "out = \" \"\n".to_owned(), "out"),
        ("reports/project.toml", "locale = \"\"\n".to_owned(), "locale"),
        ("reports/fairs/report.toml", "title = \"x\"\nmetrics = [\"\"]\n".to_owned(), "metrics"),
        ("reports/fairs/report.toml", format!("{rule}at = \"\"\n"), "at"),
    ] {
        let told = told(&with(&[(path, &text)]));
        assert!(told.starts_with("error B0111 "), "{text}{told}");
        assert!(told.contains(&format!("`{key}` has no words")), "{text}{told}");
        assert_eq!(told.matches("error ").count(), 1, "{text}{told}");
    }
}

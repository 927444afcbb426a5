//! Mistakes in data: B02.

use snapbox::{assert_data_eq, str};

use super::support::{GANSU, PAPER, changed, event, loaded, sound, source, told, with};

#[test]
fn b0201_bad_id() {
    let world =
        with(&[("data/sectors.toml", "[new-energy]\nname = \"x\"\n[New_Steel]\nname = \"y\"\n")]);
    assert_data_eq!(
        told(&world),
        str![[r#"
error B0201 data/sectors.toml:3:2 «New_Steel»
  expected lower-case letters, digits and single hyphens, found `New_Steel`
  hint: did you mean `new-steel`?

"#]]
    );
    assert_data_eq!(
        told(&with(&[("data/events/Gansu 2025.toml", "name = \"x\"\n")])),
        str![[r#"
error B0201 data/events/Gansu 2025.toml:1:1 «»
  expected lower-case letters, digits and single hyphens, found `Gansu 2025`
  hint: did you mean `gansu-2025`?

"#]]
    );
    let places = "[region.western]\nname = \"Western\"\n[place.CN-GS]\ngb = \"620000\"\n\
                  name = \"Gansu\"\nregion = \"western\"\n[place.gansu]\ngb = \"620000\"\n\
                  name = \"Gansu\"\nregion = \"western\"\n";
    assert_data_eq!(
        told(&with(&[("data/places.toml", places)])),
        str![[r#"
error B0201 data/places.toml:7:8 «gansu»
  `gansu` is not an ISO 3166-2 code
  hint: write the country, a hyphen and the subdivision: `CN-GS`

"#]]
    );
}

#[test]
fn b0202_unknown_reference() {
    for (what, from, to) in [
        ("measure", "measure = \"projects\"", "measure = \"project\""),
        ("source", "source = \"paper\"", "source = \"papre\""),
        ("place", "place = \"CN-GS\"", "place = \"CN-GX\""),
        ("sector", "sectors = [\"new-energy\"]", "sectors = [\"new-enrgy\"]"),
        ("event", "part-of = \"series-2024\"", "part-of = \"series-2023\""),
        ("scope", "quote =", "scope = \"ceremon\"\nquote ="),
        ("population", "quote =", "population = \"emergin\"\nquote ="),
    ] {
        let told = told(&event(from, to));
        assert!(told.contains(&format!("unknown {what} `")), "{what}:\n{told}");
        assert!(told.contains("did you mean"), "{what}:\n{told}");
        assert_eq!(told.matches("error").count(), 1, "{what}:\n{told}");
    }
    assert_data_eq!(
        told(&event("source = \"paper\"", "source = \"papre\"")),
        str![[r#"
error B0202 data/events/2024-gansu.toml:11:10 «"papre"»
  unknown source `papre`
  hint: did you mean `paper`?
  hint: sources are defined in the files of `data/sources/`

"#]]
    );
    let places = "[region.western]\nname = \"Western\"\n[place.CN-GS]\ngb = \"620000\"\n\
                  name = \"Gansu\"\nregion = \"west\"\n";
    assert_data_eq!(
        told(&with(&[("data/places.toml", places)])),
        str![[r#"
error B0202 data/places.toml:6:10 «"west"»
  unknown region `west`
  hint: did you mean `western`?
  hint: regions are defined in `data/places.toml`, under `[region]`

"#]]
    );
}

#[test]
fn b0203_duplicate_id() {
    assert_data_eq!(
        told(&with(&[("data/sources/more.toml", PAPER)])),
        str![[r#"
error B0203 data/sources/papers.toml:1:2 «paper»
  the source `paper` is defined twice
  label: again here
  see: data/sources/more.toml:1:2 «paper» first here

"#]]
    );
    assert_data_eq!(
        told(&with(&[("data/events/old/2024-gansu.toml", "name = \"x\"\n")])),
        str![[r#"
error B0203 data/events/old/2024-gansu.toml:1:1 «»
  the event `2024-gansu` is defined twice
  label: again here
  see: data/events/2024-gansu.toml:1:1 «» first here

"#]]
    );
    let twice = "[[claim]]\nmeasure = \"projects\"\nfigure = \"195\"\nstatus = \"signed\"\n\
                 source = \"paper\"\nquote = \"a total of 195\"\n\n[[claim]]";
    assert_data_eq!(
        told(&event("[[claim]]", twice)),
        str![[r#"
error B0203 data/events/2024-gansu.toml:14:1 «[[claim]]»
  the claim `2024-gansu/projects/signed/paper` is defined twice
  label: again here
  see: data/events/2024-gansu.toml:7:1 «[[claim]]» first here
  hint: if both are meant, tell them apart by an `id` on one of them

"#]]
    );
    let sectors = "[new-energy]\nname = \"x\"\naliases = [\"Wind\"]\n\
                   [machines]\nname = \"y\"\naliases = [\"wind\"]\n";
    assert_data_eq!(
        told(&with(&[("data/sectors.toml", sectors)])),
        str![[r#"
error B0203 data/sectors.toml:6:12 «"wind"»
  the alias `wind` is given twice
  label: again here
  see: data/sectors.toml:3:12 «"Wind"» first here
  hint: a word names one sector only

"#]]
    );
    let rate =
        "[[rate]]\npair = \"USD/CNY\"\ndate = 2024-10-25\nvalue = \"7.1\"\nsource = \"paper\"\n";
    assert_data_eq!(
        told(&with(&[("data/rates.toml", &rate.repeat(2))])),
        str![[r#"
error B0203 data/rates.toml:6:1 «[[rate]]»
  the rate of USD/CNY on 2024-10-25 is given twice
  see: data/rates.toml:1:1 «[[rate]]» first here

"#]]
    );
}

#[test]
fn b0204_bad_date() {
    assert_data_eq!(
        told(&event("start = 2024-10-27", "start = \"27 October\"")),
        str![[r#"
error B0204 data/events/2024-gansu.toml:2:9 «"27 October"»
  `27 October` is not a date
  label: expected a day such as `2024-10-27`

"#]]
    );
    assert_data_eq!(
        told(&event("start = 2024-10-27", "start = 2024-10-27T10:00:00")),
        str![[r#"
error B0204 data/events/2024-gansu.toml:2:9 «2024-10-27T10:00:00»
  `2024-10-27T10:00:00` is not a date
  label: expected a day such as `2024-10-27`

"#]]
    );
}

#[test]
fn b0205_dates_out_of_order() {
    assert_data_eq!(
        told(&event("start = 2024-10-27", "start = 2024-10-27\nend = 2024-10-26")),
        str![[r#"
error B0205 data/events/2024-gansu.toml:3:7 «2024-10-26»
  the event ends before it starts
  see: data/events/2024-gansu.toml:2:9 «2024-10-27» starts here

"#]]
    );
    assert_data_eq!(
        told(&event("start = 2024-10-27", "start = 2024-10-27\nopening = 2024-10-26")),
        str![[r#"
error B0205 data/events/2024-gansu.toml:3:11 «2024-10-26»
  the event opens outside its days
  see: data/events/2024-gansu.toml:2:9 «2024-10-27» starts here

"#]]
    );
    assert_data_eq!(
        told(&event("start = 2024-10-27", "start = 2024-10-27\nyear = 2023")),
        str![[r#"
error B0205 data/events/2024-gansu.toml:3:8 «2023»
  the event starts in 2024, not in 2023
  see: data/events/2024-gansu.toml:2:9 «2024-10-27» starts here
  hint: leave out `year`: it is taken from `start`
error B0206 data/events/2024-gansu.toml:5:11 «"series-2024"»
  `2024-gansu` takes place outside `series-2024`
  hint: a part takes place within the days, or the year, of what it is part of

"#]]
    );
    assert_data_eq!(
        told(&source("accessed = 2024-11-01", "accessed = 2024-10-01")),
        str![[r#"
error B0205 data/sources/papers.toml:6:12 «2024-10-01»
  `paper` was read before it was published
  see: data/sources/papers.toml:5:13 «2024-10-28» published here

"#]]
    );
}

#[test]
fn b0206_outside_umbrella() {
    let world = with(&[(
        "data/events/series-2024.toml",
        "name = \"2023 series\"\nkind = \"series\"\nyear = 2023\n",
    )]);
    assert_data_eq!(
        told(&world),
        str![[r#"
error B0206 data/events/2024-gansu.toml:4:11 «"series-2024"»
  `2024-gansu` takes place outside `series-2024`
  hint: a part takes place within the days, or the year, of what it is part of

"#]]
    );
}

#[test]
fn b0207_circle_of_umbrellas() {
    let world = with(&[(
        "data/events/series-2024.toml",
        "name = \"x\"\nkind = \"series\"\nyear = 2024\npart-of = \"2024-gansu\"\n",
    )]);
    assert_data_eq!(
        told(&world),
        str![[r#"
error B0207 data/events/2024-gansu.toml:4:11 «"series-2024"»
  `2024-gansu` is part of itself, by way of `series-2024`
  hint: `part-of` leads from a session to its event to its series
error B0207 data/events/series-2024.toml:4:11 «"2024-gansu"»
  `series-2024` is part of itself, by way of `2024-gansu`
  hint: `part-of` leads from a session to its event to its series

"#]]
    );
}

#[test]
fn b0208_bad_figure() {
    assert_data_eq!(
        told(&event("\"195\"", "\"195 bilion\"")),
        str![[r#"
error B0208 data/events/2024-gansu.toml:9:15 «bilion»
  `bilion` is neither a magnitude nor a unit
  hint: did you mean `billion`?

"#]]
    );
    assert_data_eq!(
        told(&event("\"195\"", "\"many\"")),
        str![[r#"
error B0208 data/events/2024-gansu.toml:9:11 «many»
  expected a number, found `many`
  hint: write digits, as in `> 300 billion CNY`

"#]]
    );
    assert_data_eq!(
        told(&event("\"195\"", "'300..200'")),
        str![[r#"
error B0208 data/events/2024-gansu.toml:9:11 «300..200»
  the range is empty: it begins where it ends or above

"#]]
    );
    assert_data_eq!(
        told(&event("\"195\"", "\"\"")),
        str![[r#"
error B0208 data/events/2024-gansu.toml:9:10 «""»
  expected a figure such as `> 300 billion`

"#]]
    );
}

#[test]
fn b0209_unit_mismatch() {
    assert_data_eq!(
        told(&event("\"195\"", "\"300 billion CNY\"")),
        str![[r#"
error B0209 data/events/2024-gansu.toml:9:23 «CNY»
  `projects` is measured in `project`, not in `CNY`
  hint: leave the unit out, or name another measure

"#]]
    );
    let money = event(
        "measure = \"projects\"\nfigure = \"195\"",
        "measure = \"agreement-value\"\nfigure = \"300 billion EUR\"",
    );
    assert_data_eq!(
        told(&money),
        str![[r#"
error B0209 data/events/2024-gansu.toml:9:23 «EUR»
  `agreement-value` is measured in `CNY`, not in `EUR`
  hint: or list `EUR` in the measure's `also`

"#]]
    );
    let measures =
        "[projects]\nname = \"x\"\nkind = \"money\"\nunit = \"project\"\nadditive = true\n";
    assert_data_eq!(
        told(&with(&[("data/measures.toml", measures)])),
        str![[r#"
error B0209 data/measures.toml:4:8 «"project"»
  the unit of a measure of kind `money` is a currency such as `CNY`, not `project`

"#]]
    );
}

#[test]
fn b0210_impossible_figure() {
    assert_data_eq!(
        told(&event("\"195\"", "\"-195\"")),
        str![[r#"
error B0210 data/events/2024-gansu.toml:9:10 «"-195"»
  `projects` cannot be below zero

"#]]
    );
    assert_data_eq!(
        told(&event("\"195\"", "\"19.5\"")),
        str![[r#"
error B0210 data/events/2024-gansu.toml:9:10 «"19.5"»
  `projects` are counted in whole numbers

"#]]
    );
}

#[test]
fn b0211_bad_value() {
    assert_data_eq!(
        told(&source("https://", "ftp://")),
        str![[r#"
error B0211 data/sources/papers.toml:7:7 «"ftp://example.org/a"»
  expected an address that begins with `https://`, found `ftp://example.org/a`

"#]]
    );
    assert_data_eq!(
        told(&source("language = \"en\"", "language = \"English\"")),
        str![[r#"
error B0211 data/sources/papers.toml:8:12 «"English"»
  expected a language such as `en` or `zh-Hant`, found `English`

"#]]
    );
    assert_data_eq!(
        told(&source("grade =", "sha256 = \"abc\"\ngrade =")),
        str![[r#"
error B0211 data/sources/papers.toml:9:10 «"abc"»
  expected the 64 hexadecimal digits of a SHA-256

"#]]
    );
    for (value, good) in [("7.1090", true), ("0", false), ("-7", false), ("seven", false)] {
        let rate = format!(
            "[[rate]]\npair = \"USD/CNY\"\ndate = 2024-10-25\nvalue = \"{value}\"\nsource = \"paper\"\n"
        );
        let told = told(&with(&[("data/rates.toml", &rate)]));
        assert_eq!(told.is_empty(), good, "{value}:\n{told}");
    }
    let pair =
        "[[rate]]\npair = \"dollar\"\ndate = 2024-10-25\nvalue = \"7\"\nsource = \"paper\"\n";
    assert_data_eq!(
        told(&with(&[("data/rates.toml", pair)])),
        str![[r#"
error B0211 data/rates.toml:2:8 «"dollar"»
  expected two currencies such as `USD/CNY`, found `dollar`

"#]]
    );
}

#[test]
fn b0212_source_older_than_what_it_reports() {
    let paper = changed(PAPER, "published = 2024-10-28", "published = 2024-10-01");
    let world =
        event("\"signed\"", "\"realised\"").with("data/sources/papers.toml", paper.as_str());
    assert_data_eq!(
        told(&world),
        str![[r#"
warning B0212 data/events/2024-gansu.toml:10:10 «"realised"»
  `paper` was published before the event began, and says `realised`
  label: published 2024-10-01, the event began 2024-10-27

"#]]
    );
}

#[test]
fn what_was_signed_before_an_event_may_be_told_before_it() {
    let paper = changed(PAPER, "published = 2024-10-28", "published = 2024-10-01");
    let early = |scope: &str| {
        let scopes = "[scope]\nevent = \"event\"\nbefore = \"before it\"\n";
        event("quote =", &format!("scope = \"{scope}\"\nquote ="))
            .with("data/scopes.toml", scopes)
            .with("data/sources/papers.toml", paper.as_str())
    };
    assert_eq!(told(&early("before")), "");
    assert!(told(&early("event")).contains("B0212"));
}

#[test]
fn b0213_share_above_the_whole() {
    let share = |figure: &str| {
        let share = format!("measure = \"start-rate\"\nfigure = \"{figure}\"");
        let from = "measure = \"projects\"\nfigure = \"195\"";
        let text = changed(GANSU, from, &share).replace("195 projects", figure);
        with(&[("data/events/2024-gansu.toml", &text)])
    };
    assert_data_eq!(
        told(&share("120 %")),
        str![[r#"
warning B0213 data/events/2024-gansu.toml:9:10 «"120 %"»
  a share of more than the whole
  hint: a change in percent has a measure of its own, with `non-negative = false`

"#]]
    );
    assert_eq!(told(&share("100 %")), "");
}

#[test]
fn a_quote_has_words() {
    assert_data_eq!(
        told(&event("\"195 projects\"", "\" \"")),
        str![[r#"
error B0211 data/events/2024-gansu.toml:12:9 «" "»
  expected the words of the source that state the figure, found none

"#]]
    );
}

#[test]
fn a_list_that_is_not_there_is_told_quickly() {
    let claim = |n: usize| format!("2024-gansu,projects,{n},signed,source-number-{n},q\n");
    let claims: String = (0..5_000).map(claim).collect();
    let sources: String =
        (0..2_000).map(|n| PAPER.replace("[paper]", &format!("[paper-number-{n}]"))).collect();
    let world = with(&[
        ("data/claims/more.csv", &format!("event,measure,figure,status,source,quote\n{claims}")),
        ("data/sources/many.toml", &format!("{PAPER}{sources}")),
    ])
    .with("data/sources/papers.toml", "# moved\n");
    let found = loaded(&world).diagnostics;
    let unknown = || found.iter().filter(|found| found.code.0 == "B0202");
    assert_eq!(unknown().count(), 5_000);
    // Beyond the first ones nothing is compared with everything.
    let is_meant = |hint: &String| hint.starts_with("did you mean");
    assert!(unknown().filter(|found| found.hints.iter().any(is_meant)).count() <= 100);
}

#[test]
fn a_broken_definition_is_told_once_and_not_at_every_reference() {
    for world in [
        source("kind = \"press\"", "kind = \"prss\""),
        event("name = \"Gansu\"", "nam = \"Gansu\""),
        with(&[("data/sectors.toml", "[new-energy]\ntitle = \"x\"\n")]),
    ] {
        let told = told(&world);
        assert!(!told.contains("B0202"), "{told}");
        assert!(!told.is_empty());
    }
}

#[test]
fn ids_of_claims_are_made_from_what_they_say() {
    let claims = "event,measure,figure,status,scope,population,source,quote,sector\n\
                  2024-gansu,agreement-value,40.98 billion USD,expected,ceremony,emerging,paper,$40.98 billion,\n\
                  2024-gansu,projects,9,started,,,paper,9 projects,new-energy\n";
    let loaded = loaded(&sound().with("data/claims/more.csv", claims));
    let ids: Vec<&str> = loaded.project.dataset.claims.iter().map(|c| c.id.as_str()).collect();
    assert_eq!(
        ids,
        [
            "2024-gansu/projects/signed/paper",
            "2024-gansu/agreement-value/expected/ceremony/emerging/USD/paper",
            "2024-gansu/projects/started/new-energy/paper",
        ]
    );
    assert!(loaded.diagnostics.is_empty(), "{:?}", loaded.diagnostics);
}

#[test]
fn mistakes_in_a_table_of_claims_are_at_their_cells() {
    let claims = "event,measure,figure,status,source,quote\n\
                  2024-gansu,projects,>> 5,started,paper,\"more than 5, in all\"\n\
                  2024-gansu,projects,7,singed,paper,\"7\"\n\
                  2024-gansu,projects\n";
    assert_data_eq!(
        told(&with(&[("data/claims/more.csv", claims)])),
        str![[r#"
error B0208 data/claims/more.csv:2:22 «>»
  `>` is neither a magnitude nor a unit
  hint: magnitudes are `thousand`, `million`, `billion`, `trillion`, `万`, `亿`
error B0108 data/claims/more.csv:3:23 «singed»
  unknown word `singed`
  hint: did you mean `signed`?
  hint: words here are `offered`, `intended`, `expected`, `signed`, `started`, `realised`, `cancelled`
error B0104 data/claims/more.csv:4:1 «2024-gansu,projects»
  expected 6 fields, as in the head, found 2
  hint: a text that has a comma in it stands in quotation marks

"#]]
    );
}

#[test]
fn origins_are_places_or_regions() {
    let claims = |rows: &str| {
        let head = "event,measure,figure,status,source,quote,origin,population\n";
        with(&[("data/claims/more.csv", &format!("{head}{rows}"))])
    };
    let world = claims(
        "2024-gansu,projects,9,expected,paper,nine,western,\n\
         2024-gansu,projects,8,expected,paper,eight,CN-GS,emerging\n\
         2024-gansu,projects,7,offered,paper,seven,western,from-western\n\
         2024-gansu,projects,6,offered,paper,six,CN-GS,emerging-from-cn-gs\n",
    );
    assert_eq!(told(&world), "");
    let dataset = loaded(&world).project.dataset;
    let ids: Vec<&str> = dataset.claims.iter().map(|claim| claim.id.as_str()).collect();
    for id in [
        "2024-gansu/projects/expected/from-western/paper",
        "2024-gansu/projects/expected/emerging-from-cn-gs/paper",
        "2024-gansu/projects/offered/from-western/paper",
        "2024-gansu/projects/offered/emerging-from-cn-gs/paper",
    ] {
        assert!(ids.contains(&id), "{id} in {ids:?}");
    }
    let name = |id: &str| dataset.populations[id].get("en").map(str::to_owned);
    assert_eq!(name("from-western").as_deref(), Some("from the Western region"));
    assert_eq!(name("emerging-from-cn-gs").as_deref(), Some("emerging industries from Gansu"));
    assert_data_eq!(
        told(&claims(
            "2024-gansu,projects,9,expected,paper,nine,westen,\n\
             2024-gansu,projects,8,expected,paper,eight,western; CN-GS,\n"
        )),
        str![[r#"
error B0202 data/claims/more.csv:2:43 «westen»
  unknown place or region `westen`
  hint: did you mean `western`?
  hint: places and regions are defined in `data/places.toml`
error B0211 data/claims/more.csv:3:44 «western; CN-GS»
  `CN-GS` lies in `western`, which stands beside it
  hint: name the wider one alone

"#]]
    );
}

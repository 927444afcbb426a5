//! Tables: claims, events, sources and rates as CSV.

use snapbox::{assert_data_eq, str};

use super::support::{loaded, sound, told, with};

const HEAD: &str = "event,measure,figure,status,source,quote\n";

fn claims(text: &str) -> String {
    told(&with(&[("data/claims/more.csv", text)]))
}

#[test]
fn unknown_and_missing_columns_are_told_once() {
    assert_data_eq!(
        claims(
            "event,measure,figure,statsu,quote\n\
             2024-gansu,projects,1,signed,one\n\
             2024-gansu,projects,2,signed,two\n"
        ),
        str![[r#"
error B0107 data/claims/more.csv:1:1 «event,measure,figure,statsu,quote»
  missing column `source`
  label: expected `source` among the columns
error B0107 data/claims/more.csv:1:1 «event,measure,figure,statsu,quote»
  missing column `status`
  label: expected `status` among the columns
error B0105 data/claims/more.csv:1:22 «statsu»
  unknown column `statsu`
  hint: did you mean `status`?

"#]]
    );
    assert_data_eq!(
        claims("2024-gansu,projects,1,signed,paper,one\n2024-gansu,projects,2,signed,paper,two\n"),
        str![[r#"
error B0104 data/claims/more.csv:1:1 «2024-gansu,projects,1,signed,paper,one»
  the first row does not name the columns
  hint: columns are `accepted`, `as-of`, `counts`, `event`, `figure`, `id`, `measure`, `note`, `origin`, `population`, `quote`, `quote-prefix`, `quote-suffix`, `scope`, `sector`, `source`, `status`

"#]]
    );
    assert_data_eq!(
        claims("event;measure;figure\n2024-gansu;projects;1\n2024-gansu;projects;2\n"),
        str![[r#"
error B0104 data/claims/more.csv:1:6 «;»
  columns are separated by semicolons, expected commas
  hint: save it as CSV with commas; a text that has a comma in it stands in quotation marks

"#]]
    );
}

#[test]
fn encodings_of_spreadsheets() {
    let row = "2024-gansu,projects,7,expected,paper,seven\r\n";
    let text = format!("{HEAD}{row}");
    assert_eq!(claims(&format!("\u{feff}{text}")), "");
    let utf_16: Vec<u8> =
        [0xfeff].into_iter().chain(text.encode_utf16()).flat_map(u16::to_le_bytes).collect();
    let bare: Vec<u8> = text.encode_utf16().flat_map(u16::to_be_bytes).collect();
    for bytes in [utf_16, bare] {
        assert_data_eq!(
            told(&sound().with("data/claims/more.csv", bytes)),
            str![[r#"
error B0101 data/claims/more.csv:1:1 «»
  the file is UTF-16, expected UTF-8
  hint: save it as UTF-8; a spreadsheet calls its tables "CSV UTF-8"

"#]]
        );
    }
}

#[test]
fn events_sources_and_rates_are_read_from_tables() {
    let world = with(&[
        (
            "data/sources/more.csv",
            "id,title,title.zh,publisher,kind,published,accessed,url,language,grade\n\
             noon-paper,Noon,正午,Noon Paper,press,2024-11-01,2024-11-02,https://example.org/,en,original\n",
        ),
        (
            "data/events/more.csv",
            "id,name.en,name.zh,start,end,year,place,sectors,sources,organisers,note\n\
             2024-a,\"A, first\",甲,2024-10-27,2024-10-28,,CN-GS,new-energy,paper; noon-paper,One;Two,\n\
             2023-b,B,,,,2023,,,,,\"Said \"\"b\"\"\"\n",
        ),
        ("data/rates.csv", "pair,date,value,source\nUSD/CNY,2024-10-25,7.1090,noon-paper\n"),
        ("data/claims/more.csv", &format!("{HEAD}2023-b,projects,7,expected,noon-paper,seven\n")),
    ]);
    let project = loaded(&world).project;
    assert_eq!(told(&world), "");
    let dataset = project.dataset;
    let first = &dataset.events["2024-a"];
    assert_eq!((first.name.get("en"), first.name.get("zh")), (Some("A, first"), Some("甲")));
    assert_eq!(
        first.sources.iter().map(|id| id.as_str()).collect::<Vec<_>>(),
        ["paper", "noon-paper"]
    );
    assert_eq!(first.organisers.len(), 2);
    assert_eq!(dataset.events["2023-b"].year, Some(2023));
    assert_eq!(
        dataset.events["2023-b"].note.as_ref().and_then(|n| n.get("en")),
        Some("Said \"b\"")
    );
    assert_eq!(dataset.sources["noon-paper"].title.get("zh"), Some("正午"));
    assert_eq!(dataset.rates.len(), 1);
}

#[test]
fn mistakes_in_tables_of_events_and_sources() {
    let world = with(&[
        (
            "data/sources/more.csv",
            "id,title,publisher,kind,accessed,language,grade\n\
             noon-paper,Noon,Noon Paper,prss,2024-11-02,en,original\n\
             noon-paper,Noon,Noon Paper,press,2024-11-02,en,original\n\
             ,Noon,Noon Paper,press,2024-11-02,en,original\n",
        ),
        (
            "data/events/more.csv",
            "id,name,start,year,sectors\n\
             2024-gansu,Gansu,2024-10-27,,\n\
             2024-b,,2024-10-27,,\n\
             2024-c,C,27/10/2024,,\n\
             2024-d,D,,soon,new-enrgy;new-energy\n",
        ),
        ("data/measures.csv", "id,name\nx,X\n"),
    ]);
    assert_data_eq!(
        told(&world),
        str![[r#"
error B0203 data/events/more.csv:2:1 «2024-gansu»
  the event `2024-gansu` is defined twice
  label: again here
  see: data/events/2024-gansu.toml:1:1 «» first here
error B0107 data/events/more.csv:3:1 «2024-b,,2024-10-27,,»
  missing key `name`
  label: expected `name` here
error B0204 data/events/more.csv:4:10 «27/10/2024»
  `27/10/2024` is not a date
  label: expected a day such as `2024-10-27`
error B0106 data/events/more.csv:5:11 «soon»
  expected a whole number, found a text
error B0109 data/measures.csv:1:1 «»
  `data/measures.csv` is a table, and holds what is not read from one
  hint: tables are read in `events/`, `claims/` and `sources/`, and as `rates`; write it as TOML
error B0108 data/sources/more.csv:2:28 «prss»
  unknown word `prss`
  hint: did you mean `press`?
  hint: words here are `official`, `state-media`, `press`, `trade`, `reference`
error B0203 data/sources/more.csv:3:1 «noon-paper»
  the source `noon-paper` is defined twice
  label: again here
  see: data/sources/more.csv:2:1 «noon-paper» first here
error B0107 data/sources/more.csv:4:1 «,Noon,Noon Paper,press,2024-11-02,en,original»
  missing key `id`

"#]]
    );
}

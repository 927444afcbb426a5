//! JSON and CSV.

#![allow(clippy::unwrap_used, reason = "a test ends where it fails")]

mod support;

use briefing_output_data::{Csv, Json};
use support::{brief, written};

#[test]
fn the_document_as_json() {
    let text = written(&Json, &brief());
    snapbox::assert_data_eq!(&text, snapbox::file!["briefs/brief.json"].raw());
    let value: serde_json::Value = serde_json::from_str(&text).unwrap();
    assert_eq!(value["facts"][1]["figure"]["lower"], "306200000000");
}

#[test]
fn one_line_a_figure() {
    let text = written(&Csv, &brief());
    snapbox::assert_data_eq!(&text, snapbox::file!["briefs/brief.csv"].raw());
    let mut reader = csv::Reader::from_reader(text.as_bytes());
    let records: Vec<csv::StringRecord> = reader.records().map(Result::unwrap).collect();
    assert_eq!(records.len(), brief().facts.len());
    let bounds: Vec<&str> = records[0].iter().skip(5).take(4).collect();
    assert_eq!(bounds, ["556200000000", "true", "", ""]);
    assert_eq!(&records[1][1], "'=Agreement value signed, Gansu 2024", "no formula");
}

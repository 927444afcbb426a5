//! Codes, schemas and the reference.

use std::collections::BTreeSet;

use briefing_loader::codes::PAGES;
use briefing_loader::{reference, schemas};
use snapbox::assert_data_eq;

#[test]
fn every_schema_compiles() {
    let schemas = schemas();
    assert!(!schemas.is_empty());
    for (name, schema) in schemas {
        if let Err(error) = jsonschema::validator_for(&schema) {
            panic!("{name}: {error}");
        }
    }
}

/// Every key has a sentence, or the reference has a hole.
#[test]
fn every_key_is_documented() {
    fn walk(name: &str, schema: &serde_json::Value, missing: &mut Vec<String>) {
        for (key, property) in
            schema.get("properties").and_then(|p| p.as_object()).into_iter().flatten()
        {
            if property.get("description").is_none() {
                missing.push(format!("{name}.{key}"));
            }
        }
    }
    let mut missing = Vec::new();
    for (name, schema) in schemas() {
        walk(name, &schema, &mut missing);
        for (part, schema) in schema.get("$defs").and_then(|d| d.as_object()).into_iter().flatten()
        {
            walk(part, schema, &mut missing);
        }
    }
    assert_eq!(missing, Vec::<String>::new());
}

/// `SNAPSHOTS=overwrite cargo test -p briefing-loader` writes it anew.
#[test]
fn the_reference_is_that_of_the_schemas() {
    assert_data_eq!(
        reference(),
        snapbox::Data::read_from(
            &std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("../../reports/REFERENCE.md"),
            None
        )
    );
}

#[test]
fn codes_are_of_this_crate_and_have_one_page_each() {
    let mut seen = BTreeSet::new();
    for page in PAGES {
        let code = page.code.0;
        assert!(["B01", "B02", "B06", "B08"].iter().any(|range| code.starts_with(range)), "{code}");
        assert!(seen.insert(code), "{code} has two pages");
        assert!(!page.title.is_empty() && !page.page.is_empty(), "{code}");
    }
}

/// A page that no test shows is a message that nobody has read.
#[test]
fn every_code_is_shown_by_a_test() {
    let shown = concat!(
        include_str!("files.rs"),
        include_str!("data.rs"),
        include_str!("definitions.rs"),
        include_str!("corrections.rs"),
        include_str!("evidence.rs"),
        include_str!("known.rs"),
        include_str!("disk.rs"),
    );
    // What the binary says where there are more mistakes than it shows.
    let of_binary = include_str!("../../../../tests/hostile/data.rs");
    for page in PAGES {
        let code = page.code.0;
        if code == "B0114" && of_binary.contains(code) {
            continue;
        }
        assert!(
            shown.contains(&format!("error {code} "))
                || shown.contains(&format!("warning {code} ")),
            "{code}"
        );
    }
}

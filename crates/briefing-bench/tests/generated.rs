//! Generated content is what the rest of the program takes it for.

#![allow(clippy::unwrap_used, reason = "a test ends where it fails")]

use briefing_bench::generator::{Size, dataset, files};
use briefing_loader::{Loaded, Memory, load, register_all};
use briefing_model::claim::{Claim, ClaimSpans};
use briefing_model::diagnostic::Span;
use briefing_model::event::Event;
use briefing_model::evidence::{Checked, FigureGrade};
use briefing_plugin::Registry;

fn loaded(size: Size) -> Loaded {
    let mut registry = Registry::new();
    register_all(&mut registry).unwrap();
    briefing_metrics::register_all(&mut registry).unwrap();
    let world = files(size).fold(Memory::new(), |world, (path, text)| world.with(&path, text));
    load(&world, &registry).unwrap()
}

#[test]
fn a_project_loads_without_a_word_and_as_the_data_set_in_memory() {
    let size = Size { briefs: 40, claims: 40 * 23 + 500, seed: 11 };
    let loaded = loaded(size);
    let messages: Vec<&str> = loaded.diagnostics.iter().map(|d| d.message.as_str()).collect();
    assert_eq!(messages, [""; 0]);

    let read = loaded.project.dataset;
    let made = dataset(size);
    assert!(read.claims.iter().all(|claim| claim.checked.figure == FigureGrade::Read));
    // Files are read in the order of their names.
    let claims = |claims: &[Claim]| {
        let mut claims: Vec<Claim> = claims
            .iter()
            .map(|claim| Claim {
                spans: ClaimSpans::default(),
                checked: Checked::default(),
                ..claim.clone()
            })
            .collect();
        claims.sort_by(|a, b| a.id.cmp(&b.id));
        claims
    };
    let (read_claims, made_claims) = (claims(&read.claims), claims(&made.claims));
    assert_eq!(read_claims.len(), made_claims.len());
    for (read, made) in read_claims.iter().zip(&made_claims) {
        assert_eq!(read, made);
    }
    for (id, event) in &made.events {
        assert_eq!(Event { span: Span::NONE, ..read.events[id].clone() }, *event);
    }
    assert_eq!(read.events.len(), made.events.len());
    assert_eq!(read.sources.len(), made.sources.len());
}

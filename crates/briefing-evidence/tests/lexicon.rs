//! Every entry of the lexicon does in its example what its line says.

use briefing_evidence::lexicon::{Entry, LEXICON, Place};
use briefing_evidence::{Hedge, Mention, MentionKind, Quantity, mentions};
use briefing_model::figure::Comparator;

fn quantities(text: &str) -> Vec<Quantity> {
    let quantity = |mention: Mention| match mention.kind {
        MentionKind::Quantity(quantity) => Some(quantity),
        _ => None,
    };
    mentions(text).into_iter().filter_map(quantity).collect()
}

/// What is wrong with an entry.
fn fault(entry: &Entry) -> Option<String> {
    let quantities = quantities(entry.example);
    let uses = |hedge: &Hedge| hedge.entry == entry.words && hedge.comparator == entry.comparator;
    let using = quantities.iter().find(|quantity| quantity.hedges.iter().any(uses));
    match (entry.place, using) {
        (Place::Neither, _) => {
            let quantity = quantities.first()?;
            let hedged = quantity.comparator != Comparator::Exact;
            (hedged || quantity.highest_status().is_some()).then(|| "it has an effect".to_owned())
        }
        (_, None) => Some(format!("it is not found: {quantities:?}")),
        (Place::Clause, Some(quantity)) => {
            let status = entry.at_most.or(entry.reached);
            (quantity.highest_status() != status)
                .then(|| format!("the status is {:?}", quantity.highest_status()))
        }
        (_, Some(quantity)) if entry.falls => (!quantity.falls).then(|| "nothing falls".to_owned()),
        (_, Some(quantity)) => (Some(quantity.comparator) != entry.comparator)
            .then(|| format!("it is read as {:?}", quantity.comparator)),
    }
}

#[test]
fn every_entry_works_in_its_example() {
    let faults: Vec<String> = LEXICON
        .iter()
        .filter_map(|entry| {
            Some(format!("`{}` in `{}`: {}", entry.words, entry.example, fault(entry)?))
        })
        .collect();
    assert!(faults.is_empty(), "{}", faults.join("\n"));
}

#[test]
fn no_entry_stands_twice_in_one_place() {
    for (index, entry) in LEXICON.iter().enumerate() {
        let twice = LEXICON[..index]
            .iter()
            .any(|other| (other.words, other.place) == (entry.words, entry.place));
        assert!(!twice, "`{}`", entry.words);
    }
}

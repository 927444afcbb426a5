//! "Did you mean …?"

/// The candidate nearest to what was typed, if it is near enough to be what was meant.
///
/// Nearness is Damerau-Levenshtein distance without regard to case; near enough is a third of the
/// longer word, or a shared word of which one is the other's prefix.
pub fn did_you_mean<'a>(
    typed: &str,
    candidates: impl IntoIterator<Item = &'a str>,
) -> Option<&'a str> {
    let lower = typed.to_lowercase();
    candidates
        .into_iter()
        .filter_map(|candidate| {
            let other = candidate.to_lowercase();
            let distance = strsim::damerau_levenshtein(&lower, &other);
            let longer = lower.chars().count().max(other.chars().count());
            let prefix =
                lower.len() >= 3 && (other.starts_with(&lower) || lower.starts_with(&other));
            (distance * 3 <= longer || prefix).then_some((distance, candidate))
        })
        .min_by_key(|(distance, _)| *distance)
        .map(|(_, candidate)| candidate)
}

#[cfg(test)]
mod tests {
    use super::did_you_mean;

    #[test]
    fn finds_what_was_meant_and_nothing_else() {
        let words = ["projects", "agreement-value", "companies"];
        assert_eq!(did_you_mean("projcts", words), Some("projects"));
        assert_eq!(did_you_mean("Projects", words), Some("projects"));
        assert_eq!(did_you_mean("agreement", words), Some("agreement-value"));
        assert_eq!(did_you_mean("sectors", words), None);
    }
}

//! What checking the evidence has found, in words.

use super::lexicon;

/// Words of findings and implied rates.
pub(crate) struct CheckWords {
    /// Findings by code, as said of a claim: "its quote states another figure".
    pub(crate) findings: &'static [(&'static str, &'static str)],
    /// That there is none.
    pub(crate) none: &'static str,
    /// That nobody has looked at one yet.
    pub(crate) open: &'static str,
    /// That no amount is given in two currencies.
    pub(crate) no_rates: &'static str,
    /// That nothing is declared to add up.
    pub(crate) no_identities: &'static str,
    /// That the parts of an event, or of a population, are all there is.
    pub(crate) all_parts: &'static str,
    /// How far an identity was found to hold, in the order of `Held`.
    pub(crate) held: [&'static str; 2],
    /// That no reference rate is near the day.
    pub(crate) no_reference: &'static str,
    /// What facts of these tables are: `{}` is a pair or a day.
    pub(crate) implied: &'static str,
    pub(crate) reference: &'static str,
    pub(crate) difference: &'static str,
    /// `{}`: percent.
    pub(crate) above: &'static str,
    pub(crate) below: &'static str,
}

/// A finding in words, by its code; the code alone where there are none.
#[must_use]
pub fn finding<'a>(code: &'a str, locale: &str) -> &'a str {
    let findings = lexicon(locale).checks.findings;
    findings.iter().find(|(known, _)| *known == code).map_or(code, |(_, words)| words)
}

#[cfg(test)]
mod tests {
    use super::finding;

    #[test]
    fn every_finding_of_claims_has_words() {
        for page in briefing_evidence::codes::PAGES {
            for locale in ["en", "zh"] {
                let code = page.code.0;
                // A copy of no source has no claim that a table of findings could be about.
                assert!(code == "B0806" || finding(code, locale) != code, "{code} in {locale}");
            }
        }
        assert_eq!(finding("B0901", "en"), "B0901");
    }
}

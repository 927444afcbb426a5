//! What claims say against each other.
//!
//! Only what is certain is a finding: that of two figures one is larger for every value that either
//! may have. What is merely possible is passed over, and so is whatever rests on a figure that is only
//! "about" something.

mod contradictions;
mod cover;
mod identities;
mod ladder;
mod parts;
mod rates;
mod said;
mod shares;

use briefing_model::dataset::Dataset;
use briefing_model::evidence::Evidence;
use briefing_model::number::Number;

use said::Said;

/// How much is let pass.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Tolerances {
    /// Percent: how far an implied exchange rate may be from the reference rate.
    pub rate: Number,
    /// Days: how far the reference rate's day may be from the claim's.
    pub rate_days: u32,
    /// Units of the last digit of a share: how far it may be from its parts. Sources round, and not
    /// always the usual way.
    pub share: Number,
    /// How many claims about one measure of one event, of one status and scope, are compared with
    /// each other: the comparisons grow with the square of their number.
    pub compared: usize,
}

impl Default for Tolerances {
    fn default() -> Self {
        Self { rate: Number::from_integer(2), rate_days: 31, share: Number::ONE, compared: 1_000 }
    }
}

/// Compares the claims of a data set with each other and with its reference rates.
#[must_use]
pub fn consistency(dataset: &Dataset, tolerances: &Tolerances) -> Evidence {
    let said = Said::new(dataset, tolerances.compared);
    let mut evidence = Evidence::default();
    evidence.findings.extend(said.left_out(tolerances.compared));
    rates::check(&said, tolerances, &mut evidence);
    shares::check(&said, tolerances, &mut evidence.findings);
    parts::check(&said, &mut evidence.findings);
    ladder::check(&said, &mut evidence.findings);
    cover::check(&said, &mut evidence.findings);
    contradictions::check(&said, &mut evidence);
    identities::check(&said, tolerances, &mut evidence);
    evidence
}

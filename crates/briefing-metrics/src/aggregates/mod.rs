//! The aggregates that are shipped.

use briefing_plugin::{Registry, RegistryError};

mod count;
mod extreme;
mod middle;
mod quotient;
mod rank;
mod sum;

pub(crate) use sum::finish;

/// Registers the aggregates that are shipped.
///
/// # Errors
/// One of their names is taken.
pub fn register_all(registry: &mut Registry) -> Result<(), RegistryError> {
    registry.add_aggregate(sum::SumOf)?;
    registry.add_aggregate(count::Count)?;
    registry.add_aggregate(extreme::Min)?;
    registry.add_aggregate(extreme::Max)?;
    registry.add_aggregate(middle::Mean)?;
    registry.add_aggregate(middle::Median)?;
    registry.add_aggregate(extreme::Latest)?;
    registry.add_aggregate(quotient::Share)?;
    registry.add_aggregate(quotient::RatioOf)?;
    registry.add_aggregate(quotient::ChangeOf)?;
    registry.add_aggregate(rank::Rank)
}

//! Exchange rates by day.

use briefing_model::dataset::Dataset;
use briefing_model::date::Date;
use briefing_model::number::Number;
use briefing_model::unit::Unit;

use crate::vocabulary::number;

/// A rate is used for so many days.
const DAYS: i32 = 31;

/// The rates of a data set in the order of days.
#[derive(Debug)]
pub(crate) struct Rates<'a> {
    dataset: &'a Dataset,
    /// Indices into the data set's rates.
    by_day: Vec<u32>,
}

/// Why there is no rate.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum NoRate {
    /// The day of the event is not known.
    NoDay,
    /// No rate on that day or in the month before it; the nearest days there are, before and after.
    NotOn { day: Date, before: Option<Date>, after: Option<Date> },
    /// The rate is zero: nothing can be divided by it.
    Zero { day: Date },
}

impl<'a> Rates<'a> {
    pub(crate) fn new(dataset: &'a Dataset) -> Self {
        let mut by_day: Vec<u32> = (0..dataset.rates.len()).map(number).collect();
        by_day.sort_by_key(|index| dataset.rates[*index as usize].date);
        Self { dataset, by_day }
    }

    /// What one unit of a currency was worth in another on a day: by the last rate on or before
    /// it, not older than 31 days. Also the index of the rate. A rate of the pair is preferred to
    /// one of the opposite pair, of which it is one part.
    pub(crate) fn on(
        &self,
        day: Option<Date>,
        from: &str,
        to: &Unit,
    ) -> Result<(Number, u32), NoRate> {
        let day = day.ok_or(NoRate::NoDay)?;
        let rate = |index: u32| &self.dataset.rates[index as usize];
        let straight =
            |index: &u32| rate(*index).base.as_str() == from && rate(*index).quote == *to;
        let opposite =
            |index: &u32| rate(*index).base == *to && rate(*index).quote.as_str() == from;
        let (earlier, later) =
            self.by_day.split_at(self.by_day.partition_point(|index| rate(*index).date <= day));
        // Of several on one day, the first in the data set.
        let last = |pair: &dyn Fn(&u32) -> bool| {
            let last = earlier.iter().rev().find(|index| pair(index))?;
            earlier.iter().find(|index| pair(index) && rate(**index).date == rate(*last).date)
        };
        let recent = |index: &&u32| {
            let age = day.since(rate(**index).date).map_or(i32::MAX, |age| age.get_days());
            age <= DAYS
        };
        if let Some(index) = last(&straight).filter(recent) {
            return Ok((rate(*index).value, *index));
        }
        if let Some(index) = last(&opposite).filter(recent) {
            let value = Number::ONE.checked_div(rate(*index).value);
            return Ok((value.ok_or(NoRate::Zero { day: rate(*index).date })?, *index));
        }
        let either = |index: &&u32| straight(index) || opposite(index);
        Err(NoRate::NotOn {
            day,
            before: earlier.iter().rev().find(either).map(|index| rate(*index).date),
            after: later.iter().find(either).map(|index| rate(*index).date),
        })
    }
}

//! Evaluates metrics over claims held by column: bounds, coverage and evidence, or a refusal.
//!
//! ```
//! use briefing_metrics::{Columns, Query, evaluate, register_all};
//! use briefing_model::dataset::Dataset;
//! use briefing_plugin::Registry;
//!
//! let mut registry = Registry::new();
//! register_all(&mut registry)?;
//! let dataset = Dataset::default();
//! let columns = Columns::new(&dataset);
//! let queries: &[Query<'_>] = &[]; // one for each metric of each report
//! assert!(evaluate(&columns, &dataset, queries, &registry).is_empty());
//! # Ok::<(), briefing_plugin::RegistryError>(())
//! ```
//!
//! # What a metric means
//!
//! **Candidates.** An event is a candidate if it lies in the period and passes the conditions on
//! its own dimensions ([`Dimension::is_of_event`]). It lies in a period by its first day; if only
//! its year is known, the whole year must lie in the period. There is no hidden condition: series
//! and sessions are candidates as events are. Under a condition on `sector` an event is a candidate
//! if its own sectors pass, or a claim of it that names a sector does. Of several values (`series`,
//! `sector`) one must be asked for, and none shut out.
//!
//! **Observations.** Claims of a candidate that pass the other conditions and agree in measure,
//! status, what is counted of it, scope, population, sector and unit are one observation. A claim
//! without a sector has those of its event. If all the claims can be true, what they leave possible
//! together is used, and all of them are its evidence: numbers are rounded to their last digit, and
//! of those that are roundings of one the most precise is used; "about 100" is rough by a tenth, and
//! adds nothing to firm figures that fit it. If they cannot, the metric's [`ConflictPolicy`] decides, and the row's
//! `conflicts` say so. The same thing said in two currencies is one observation: that in the
//! currency of the metric, else the first.
//!
//! **One event, one figure.** Within a group an event counts once. With consent to mix statuses its
//! highest one is used (what is cancelled stands below all); with consent to mix scopes its whole
//! event, else its opening ceremony, else its one other scope; with consent to mix populations all
//! there was, else its one part. A figure limited to a sector is of another population than one
//! that is not. Several scopes or populations of which none holds the others are refused, consent
//! or not.
//!
//! **Refusals.** Without consent a group of more than one status, scope or population is refused;
//! so are currencies mixed without `convert`, sums of a measure that is not additive over several
//! events, an umbrella and a part of it that both report, and a `change` whose sides differ. `latest`
//! takes one observation and `count` adds no figures: only currencies and contested claims matter to
//! the one, nothing to the other. Each kind of refusal is said once a metric, with the first group.
//!
//! **Groups.** Every value that candidates have makes a row, with figure or without; values of claims
//! (`status`, `scope`, `source`, …) make one where a claim has them. Rows come in the order of the
//! data set, no value last, then sorted; ties keep the order, rows without a figure come last. An
//! event of several series or sectors is in each of their rows, and once in the total. The total is
//! evaluated anew over all claims, before `limit`, with refusals of its own. In a fan-out the limit
//! and ranks are each part's own.
//!
//! **Coverage.** Expected are the candidates of the group; reported those with an observation in
//! it. `ratio`, `share` and `change` have two sides: an event reports if it does on every side it
//! was expected on.
//!
//! **Comparisons.** A `change` is over matched events. One that is on both sides is its own
//! counterpart; two others are counterparts if they have the same values of `match` and no further
//! event of either side has them. A series of one year does not last, so it is not among these
//! values; the series that it is a part of is. Events that report and have no counterpart that does
//! are unmatched, and with them the sides are not comparable, unless `unmatched` excludes or
//! includes them. What neither side reports is missing from both and makes no difference.
//!
//! **Shares.** The whole is what `of` selects. The part has the conditions of `where` and of `of`,
//! but where the two exclude each other on a dimension, each side has its own. If that is a dimension
//! of claims, such as the status, part and whole are other observations of the same events, and the
//! share is over events that report both. If `where` has a condition on `kind` or `series` and leaves
//! the event to `of`, parts of that event are meant as well as itself. An event of the part that is
//! neither in the whole nor a part of what is, is refused. What is a part by its status, scope and
//! population is at most the whole.
//!
//! **No figure.** A row without a figure says why ([`Absence`]): nothing is reported; or what is
//! reported has no such value, as a quotient by zero; or it is not comparable.
//!
//! [`Absence`]: briefing_model::result::Absence
//!
//! | aggregate | figure | where some are missing |
//! |---|---|---|
//! | `sum` | the sum; between two ends, a whole number of things if there is but one | at least that; none if the measure may be negative |
//! | `min`, `max` | the least, the greatest | at most that (and not below zero); at least that |
//! | `mean`, `median` | of those that report; the median of the lower to that of the upper ends | the same |
//! | `latest` | the observation of the latest day (`as-of`, else published); of one day the highest status, the widest scope, all before parts | the same |
//! | `count` | events that report the measure; events, claims, sources or [voices](briefing_model::voice::voices) that match | the same |
//! | `share` | part by whole in percent, knowing that the whole holds the part; without `of`, of all rows; not defined of nothing | at least, or up to |
//! | `ratio` | sums over the events that report both with one status, scope and population; not defined for each of none | the same |
//! | `change` | later by earlier, in percent or as a difference, over matched events; in percent of what is zero or below not defined | the same; of sides that include unmatched events, from what each is at least |
//! | `rank` | a position, or a span of them where sums overlap, among rows with a figure | sums are at least that |
//!
//! `> 172` stays `> 172` in a sum of counts, as the source words it. Where a measure cannot be below
//! zero, `< 20` is from 0 to 20 as soon as it is combined with anything.
//!
//! **Conversion** uses the last rate on or before the event's first day, not more than 31 days
//! older, of the pair itself or else of the opposite pair; rates are evidence of the row.
//!
//! # How it is computed
//!
//! [`Columns`] holds dimensions as small numbers, and claims in the order of measure, event and
//! thing, so that observations stand together and nothing is looked up while claims are read. What a
//! claim is about, apart from its event, is one number, so that conditions on it are answered once.
//! All metrics read a chunk of claims while it is in the cache; chunks are of fixed size, so results
//! are the same whatever the number of threads. Where an event says each thing once, claims go into
//! their groups row by row; only where it says one twice is there anything to settle or choose. Sums
//! are added as whole numbers of ten-thousandths with marks for strict, open and rough ends; figures
//! that do not fit are added one by one, with the same result.
//!
//! [`Dimension::is_of_event`]: briefing_model::dimension::Dimension::is_of_event
//! [`ConflictPolicy`]: briefing_model::metric::ConflictPolicy

// What is asked.
mod evaluate;
mod prepare;

// What is known, by column.
mod columns;
mod mantissa;
mod vocabulary;

// What is looked for, and what is found.
mod condition;
mod grouping;
mod scan;

// One figure for one thing.
mod choose;
mod gathered;
mod matching;
mod pick;
mod settle;

// What is answered, or refused.
mod answer;
mod counted;
mod rates;
mod refusal;
mod row;

mod aggregates;
pub mod codes;
mod label;
mod listing;

pub use aggregates::register_all;
pub use columns::Columns;
pub use evaluate::evaluate;
pub use label::label;
pub use listing::listing;
pub use prepare::Query;

//! Evaluates metrics over claims held by column: bounds, coverage and evidence, or a refusal.

mod aggregates;
mod answer;
mod choose;
pub mod codes;
mod columns;
mod condition;
mod evaluate;
mod gathered;
mod grouping;
mod label;
mod listing;
mod mantissa;
mod pick;
mod prepare;
mod rates;
mod refusal;
mod row;
mod scan;
mod settle;
mod vocabulary;

pub use aggregates::register_all;
pub use columns::Columns;
pub use evaluate::evaluate;
pub use label::label;
pub use listing::listing;
pub use prepare::Query;

//! Calendar dates.
//!
//! Dates are the proleptic Gregorian calendar's, without a time zone: an event in Lanzhou took
//! place on its own day, wherever the brief is built.

pub use jiff::civil::Date;

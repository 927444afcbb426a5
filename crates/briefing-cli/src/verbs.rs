//! What the verbs of the command line do.

pub(crate) mod build;
pub(crate) mod check;
pub(crate) mod diff;
pub(crate) mod explain;
pub(crate) mod new;
pub(crate) mod next;
pub(crate) mod plugin;
pub(crate) mod prune;
pub(crate) mod query;
pub(crate) mod run;
pub(crate) mod schedule;
pub(crate) mod schema;
pub(crate) mod source;
pub(crate) mod trace;
pub(crate) mod verify;

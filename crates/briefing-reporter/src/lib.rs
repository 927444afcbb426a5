//! Plans, computes, renders in parallel and publishes.
//!
//! ```text
//! Project ──plan──▶ Plan ──compute──▶ results ──render──▶ documents, bytes ──publish──▶ out/
//! ```
//!
//! [`plan`] says which briefs are wanted, [`compute`] evaluates the metrics of all of them in one
//! pass over the claims, [`render`] makes documents and files on all threads, and [`publish`] is
//! the only code of the project that writes to the output folder.
//!
//! **Invariant:** the bytes of an edition do not depend on the number of threads, on what else is
//! built in the run, or on the folder it is built in.

mod audit;
pub mod codes;
mod compute;
mod difference;
mod draft;
mod editions;
mod index;
mod layout;
pub mod lint;
mod made_from;
mod manifest;
mod origin;
mod plan;
mod publish;
mod record;
mod render;
mod retracted;
mod revision;
mod verify;

pub use audit::{Auditor, Unaccounted};
pub use compute::{Computed, compute};
pub use difference::{Compared, Said, difference_document};
pub use editions::{
    EditionError, current_editions, edition_as_of, edition_name, find_edition, has_own_editions,
    read_facts,
};
pub use index::{IndexError, write_index};
pub use layout::brief_folder;
pub use made_from::{Engine, MadeFrom};
pub use manifest::{Counts, Inputs, MANIFEST, Manifest, ManifestFile, PRUNED, Previous};
pub use plan::{Brief, Key, Override, Plan, Request, data_date, plan};
pub use publish::{Failed, Policy, Pruned, PublishError, Published, Publisher, is_published};
pub use record::Record;
pub use render::{Event, Failure, Outcome, Progress, Renderer, Target};
pub use retracted::{corrected, retracted};
pub use verify::{Problem, Verified, verify};

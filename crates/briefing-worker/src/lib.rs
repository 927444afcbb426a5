//! Processes of this program that do work which cannot be bounded from inside: a theme is a program,
//! and an archived file may be made to exhaust whoever reads it.
//!
//! A [`Pool`] starts workers, keeps them for the next call, and replaces those that fail. A worker is
//! the same executable, started with an argument that makes it call [`serve`]: it reads requests from
//! its standard input and writes responses to its standard output. Before it reads the first request
//! it gives up what it does not need (see [`Limits`] and [`Confinement`]): memory beyond a limit,
//! processor time beyond a limit for each call, all files, the network, and other programs.
//!
//! ```no_run
//! use briefing_worker::{Limits, Parts, Pool, Service, serve};
//!
//! /// Repeats what it is told, after a greeting.
//! struct Greeter;
//!
//! impl Service for Greeter {
//!     type Context = Vec<u8>;
//!     fn context(&self, parts: Parts) -> Vec<u8> {
//!         parts.concat()
//!     }
//!     fn call(&self, greeting: Option<&Vec<u8>>, request: Parts) -> Parts {
//!         vec![greeting.cloned().unwrap_or_default(), request.concat()]
//!     }
//! }
//!
//! // In the worker:
//! # fn worker() -> std::io::Result<()> {
//! serve(&Greeter, &Limits::default())
//! # }
//! // In the program that has the work done:
//! # fn program() -> Result<(), briefing_worker::WorkerError> {
//! let pool = Pool::new(vec!["worker".into(), "greeter".into()]);
//! let response = pool.call(None, &[b"hello"])?;
//! # Ok(())
//! # }
//! ```

mod confinement;
mod error;
mod limits;
mod message;
mod pool;
mod process;
mod serve;

pub use confinement::Confinement;
pub use error::WorkerError;
pub use limits::Limits;
pub use message::Parts;
pub use pool::{Context, Pool};
pub use serve::{Service, serve};

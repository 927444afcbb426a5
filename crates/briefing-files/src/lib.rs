//! Folders that nothing below them leads out of.
//!
//! What lies in a project or in an output folder may come from a stranger: links travel by git, and a
//! path in a file can say `../../x`. So everything there is reached through a handle of its root
//! (`cap-std`): a [`Root`] opens each folder on the way by itself and follows no link. Files are
//! regular ones: a pipe would make its reader wait for ever.
//!
//! ```
//! use briefing_files::Root;
//!
//! # let folder = tempfile::tempdir()?;
//! # let folder = folder.path();
//! let root = Root::create(folder)?;
//! root.make_folders("fairs/2024")?;
//! root.write("fairs/2024/brief.md", b"195 projects")?;
//! assert_eq!(root.read("fairs/2024/brief.md")?, b"195 projects");
//! assert!(root.read("../outside").is_err());
//! # Ok::<(), std::io::Error>(())
//! ```

mod entry;
mod path;
mod root;

pub use entry::{Entry, Kind};
pub use path::is_name;
pub use root::Root;

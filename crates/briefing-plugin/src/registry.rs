//! Plugins by kind and name.

use std::fmt;
use std::sync::Arc;

use indexmap::IndexMap;

use crate::{Aggregate, Helper, Output, Source};

/// The files that are in every edition, whatever its outputs.
const EVERY_EDITION: [&str; 2] = ["facts.json", "manifest.json"];

/// Plugins by kind and name, in the order of registration.
///
/// ```
/// # use briefing_plugin::Registry;
/// let registry = Registry::new();
/// assert!(registry.output("html").is_none());
/// ```
#[derive(Clone, Default)]
pub struct Registry {
    sources: IndexMap<String, Arc<dyn Source>>,
    aggregates: IndexMap<String, Arc<dyn Aggregate>>,
    helpers: IndexMap<String, Arc<dyn Helper>>,
    outputs: IndexMap<String, Arc<dyn Output>>,
}

/// A kind of plugin.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Kind {
    /// [`Source`].
    Source,
    /// [`Aggregate`].
    Aggregate,
    /// [`Helper`].
    Helper,
    /// [`Output`].
    Output,
}

impl fmt::Display for Kind {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Source => "source",
            Self::Aggregate => "aggregate",
            Self::Helper => "helper",
            Self::Output => "output",
        })
    }
}

/// Why a plugin was not registered.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum RegistryError {
    /// There is one of this kind and name already.
    #[error("two plugins of kind {kind} are named `{name}`")]
    Duplicate {
        /// The kind.
        kind: Kind,
        /// The name.
        name: String,
    },
    /// Two sources read files of one ending.
    #[error("the sources `{first}` and `{second}` both read `.{extension}` files")]
    DuplicateExtension {
        /// The one registered before.
        first: String,
        /// The one refused.
        second: String,
        /// The ending.
        extension: String,
    },
    /// A file of an edition would be written twice.
    #[error("the output `{second}` makes `{file}`, as {first} does")]
    DuplicateFile {
        /// Who makes it already: `the output `html``, `every edition`.
        first: String,
        /// The output refused.
        second: String,
        /// The file.
        file: String,
    },
}

/// A line of [`Registry::list`].
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Listed {
    /// The kind.
    pub kind: Kind,
    /// The name.
    pub name: String,
    /// What it does, in a line.
    pub about: String,
}

impl Registry {
    /// No plugins.
    #[must_use]
    pub fn new() -> Self {
        Self::default()
    }

    /// Adds a source.
    ///
    /// # Errors
    /// One of its name, or of one of its file endings, is there already.
    pub fn add_source(&mut self, plugin: impl Source + 'static) -> Result<(), RegistryError> {
        for extension in plugin.extensions() {
            if let Some(first) = self.source_for(extension) {
                return Err(RegistryError::DuplicateExtension {
                    first: first.name().to_owned(),
                    second: plugin.name().to_owned(),
                    extension: (*extension).to_owned(),
                });
            }
        }
        let name = plugin.name().to_owned();
        insert(&mut self.sources, Kind::Source, name, Arc::new(plugin))
    }

    /// Adds an aggregate.
    ///
    /// # Errors
    /// One of its name is there already.
    pub fn add_aggregate(&mut self, plugin: impl Aggregate + 'static) -> Result<(), RegistryError> {
        let name = plugin.name().to_owned();
        insert(&mut self.aggregates, Kind::Aggregate, name, Arc::new(plugin))
    }

    /// Adds a helper.
    ///
    /// # Errors
    /// One of its name is there already.
    pub fn add_helper(&mut self, plugin: impl Helper + 'static) -> Result<(), RegistryError> {
        let name = plugin.name().to_owned();
        insert(&mut self.helpers, Kind::Helper, name, Arc::new(plugin))
    }

    /// Adds an output.
    ///
    /// # Errors
    /// One of its name, or of its file's name, is there already.
    pub fn add_output(&mut self, plugin: impl Output + 'static) -> Result<(), RegistryError> {
        let name = plugin.name().to_owned();
        let file = plugin.file_name();
        let other = self.outputs.values().find(|other| other.file_name() == file);
        let first = match other {
            Some(other) if other.name() != name => Some(format!("the output `{}`", other.name())),
            _ if EVERY_EDITION.contains(&file) => Some("every edition".to_owned()),
            _ => None,
        };
        if let Some(first) = first {
            let file = file.to_owned();
            return Err(RegistryError::DuplicateFile { first, second: name, file });
        }
        insert(&mut self.outputs, Kind::Output, name, Arc::new(plugin))
    }

    /// The source that reads files of this ending.
    #[must_use]
    pub fn source_for(&self, extension: &str) -> Option<&Arc<dyn Source>> {
        self.sources.values().find(|source| source.extensions().contains(&extension))
    }

    /// The aggregate of this name.
    #[must_use]
    pub fn aggregate(&self, name: &str) -> Option<&Arc<dyn Aggregate>> {
        self.aggregates.get(name)
    }

    /// The helper of this name.
    #[must_use]
    pub fn helper(&self, name: &str) -> Option<&Arc<dyn Helper>> {
        self.helpers.get(name)
    }

    /// The output of this name.
    #[must_use]
    pub fn output(&self, name: &str) -> Option<&Arc<dyn Output>> {
        self.outputs.get(name)
    }

    /// All sources.
    pub fn sources(&self) -> impl Iterator<Item = &Arc<dyn Source>> {
        self.sources.values()
    }

    /// All aggregates.
    pub fn aggregates(&self) -> impl Iterator<Item = &Arc<dyn Aggregate>> {
        self.aggregates.values()
    }

    /// All helpers.
    pub fn helpers(&self) -> impl Iterator<Item = &Arc<dyn Helper>> {
        self.helpers.values()
    }

    /// All outputs.
    pub fn outputs(&self) -> impl Iterator<Item = &Arc<dyn Output>> {
        self.outputs.values()
    }

    /// Every plugin: kinds in the order of [`Kind`], names in that of registration.
    #[must_use]
    pub fn list(&self) -> Vec<Listed> {
        let line = |kind, name: &str, about: &str| Listed {
            kind,
            name: name.to_owned(),
            about: about.to_owned(),
        };
        let sources = self.sources.values().map(|p| line(Kind::Source, p.name(), p.about()));
        let aggregates =
            self.aggregates.values().map(|p| line(Kind::Aggregate, p.name(), p.about()));
        let helpers = self.helpers.values().map(|p| line(Kind::Helper, p.name(), p.about()));
        let outputs = self.outputs.values().map(|p| line(Kind::Output, p.name(), p.about()));
        sources.chain(aggregates).chain(helpers).chain(outputs).collect()
    }
}

impl fmt::Debug for Registry {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_list().entries(self.list()).finish()
    }
}

fn insert<T: ?Sized>(
    map: &mut IndexMap<String, Arc<T>>,
    kind: Kind,
    name: String,
    plugin: Arc<T>,
) -> Result<(), RegistryError> {
    if map.contains_key(&name) {
        return Err(RegistryError::Duplicate { kind, name });
    }
    map.insert(name, plugin);
    Ok(())
}

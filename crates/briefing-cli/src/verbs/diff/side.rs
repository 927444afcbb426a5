//! What is compared, as people name it: an edition, or all current editions of a folder.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use briefing_facts::Facts;
use briefing_reporter::{
    EditionError, Said, brief_folder, current_editions, edition_name, read_facts,
};

use crate::exit::UsageError;
use crate::verbs::trace::as_usage;
use crate::verbs::trace::place::{Place, report_of};

/// One side of a comparison.
#[derive(Debug)]
pub(crate) enum Side {
    /// An edition that was named, or the current one of a brief that was.
    One(Edition),
    /// The current editions of several briefs.
    Several {
        /// By the folders of the briefs.
        editions: BTreeMap<String, Edition>,
        /// Whether these are all there are.
        is_all: bool,
    },
}

/// A published edition.
#[derive(Debug)]
pub(crate) struct Edition {
    /// What it is called: by its name where it was named so, else by its folder.
    pub(crate) name: String,
    /// Whether somebody named this very edition, and not its brief.
    pub(crate) is_named: bool,
    folder: PathBuf,
}

impl Edition {
    /// What it says.
    pub(crate) fn read(&self) -> anyhow::Result<Said> {
        Ok(Said {
            name: self.name.clone(),
            is_draft: false,
            facts: read_facts(&self.folder)?,
            known: Arc::default(),
        })
    }
}

impl Side {
    /// What is called so: as a path, else by the name of an edition or brief below the output folder;
    /// without a name, all that is published there.
    ///
    /// # Errors
    /// There is nothing of that name, nothing is published, or there is no output folder.
    pub(crate) fn find(
        name: Option<&str>,
        out: &dyn Fn() -> anyhow::Result<PathBuf>,
    ) -> anyhow::Result<Self> {
        let Some(name) = name else {
            let out = out()?;
            let editions = Self::several(&out, "", true);
            return editions.ok_or_else(|| {
                let out = out.display();
                UsageError(format!(
                    "nothing is published in `{out}` that could be compared: `briefing build` \
                     publishes, `--out` names another folder"
                ))
                .into()
            });
        };
        let report = report_of(name);
        let name = report.as_deref().unwrap_or(name);
        let place = Place::parse(name);
        if let Some(anchor) = &place.anchor {
            return Err(UsageError(format!(
                "editions are compared as a whole: leave out `#{anchor}`"
            ))
            .into());
        }
        let error = match place.folder(out) {
            Ok(folder) => return Ok(Self::One(edition(folder, out, name))),
            Err(error) => error,
        };
        let below = match error.downcast_ref() {
            Some(EditionError::NoEdition { .. }) => Self::several(&out()?, name, true),
            _ => None,
        };
        let as_folder = || Self::several(Path::new(name), "", false);
        below.or_else(as_folder).ok_or_else(|| as_usage(error))
    }

    /// The current editions in a folder; `None` where there are none.
    fn several(out: &Path, below: &str, by_name: bool) -> Option<Self> {
        let found = current_editions(out, below);
        let editions: BTreeMap<String, Edition> = found
            .into_iter()
            .map(|(brief, folder)| {
                let by_name = by_name.then(|| edition_name(&folder)).flatten();
                let name = by_name.unwrap_or_else(|| folder.display().to_string());
                (brief, Edition { name, is_named: false, folder })
            })
            .collect();
        (!editions.is_empty()).then_some(Self::Several { editions, is_all: below.is_empty() })
    }
}

/// The folder of the brief that facts are of.
pub(crate) fn brief(facts: &Facts) -> String {
    brief_folder(&facts.brief.report, facts.brief.key.as_deref())
}

fn edition(folder: PathBuf, out: &dyn Fn() -> anyhow::Result<PathBuf>, typed: &str) -> Edition {
    let is_below = out().is_ok_and(|out| folder.starts_with(&out)) && !Path::new(typed).exists();
    let by_name = if is_below { edition_name(&folder) } else { None };
    let name = by_name.unwrap_or_else(|| folder.display().to_string());
    // A brief has its editions below it, an edition has none.
    let typed = typed.trim_end_matches('/');
    let last = folder.file_name().map(|name| name.to_string_lossy().into_owned());
    let is_named = last.is_some_and(|last| typed.split('/').any(|part| part == last));
    Edition { name, is_named, folder }
}

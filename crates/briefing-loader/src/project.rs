//! A project: everything that its folder holds.

use std::collections::BTreeMap;

use briefing_evidence::Tolerances;
use briefing_model::dataset::Dataset;
use briefing_model::diagnostic::{FileId, Levels, Span};
use briefing_model::metric::Metric;
use briefing_model::report::{Publish, Report, Spanned};
use briefing_model::slug::Slug;
use briefing_model::text::Text;
use briefing_plugin::Theme;
use indexmap::IndexMap;

/// A project: everything that its folder holds.
#[derive(Debug, Clone)]
pub struct Project {
    /// Its settings.
    pub settings: Settings,
    /// What is known.
    pub dataset: Dataset,
    /// The metrics that reports share, in order.
    pub metrics: IndexMap<Slug, Metric>,
    /// The reports, in order of their folders.
    pub reports: IndexMap<Slug, Report>,
    /// Templates by path: every `.hbs` file below `reports/` but the partials.
    pub templates: BTreeMap<String, FileId>,
    /// Partials by name: the path below `reports/partials/` without its endings.
    pub partials: BTreeMap<String, FileId>,
    /// Themes by name.
    pub themes: BTreeMap<String, Theme>,
}

/// `reports/project.toml`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Settings {
    /// Name of the project.
    pub name: Text,
    /// Who publishes the briefs.
    pub publisher: Text,
    /// Language and forms of reports that do not say.
    pub locale: String,
    /// Folder that editions go to, relative to the project.
    pub out: String,
    /// Theme of reports that do not say, and where it is named.
    pub theme: Spanned<String>,
    /// Folder of archived copies of sources, relative to the project.
    pub archive: String,
    /// Whether all editions of a `build` appear together.
    pub publish: Publish,
    /// How bad findings are.
    pub checks: Levels,
    /// How much is let pass.
    pub tolerances: Tolerances,
    /// IANA name of the time zone of schedules that do not say.
    pub time_zone: String,
}

impl Default for Settings {
    fn default() -> Self {
        Self {
            name: Text::en("Briefs"),
            publisher: Text::default(),
            locale: "en".to_owned(),
            out: "out".to_owned(),
            theme: Spanned { value: "default".to_owned(), span: Span::NONE },
            archive: "data/archive".to_owned(),
            publish: Publish::default(),
            checks: Levels::default(),
            tolerances: Tolerances::default(),
            time_zone: "UTC".to_owned(),
        }
    }
}

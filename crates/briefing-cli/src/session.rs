//! A project as a run sees it: loaded, its templates read, its claims by column.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use anyhow::{Context as _, bail};
use briefing_files::{Kind, Root};
use briefing_loader::{
    Disk, LoadOptions, Loaded, Project, Snapshot, find_project, load_with, settings, sha256,
    unknown_checks,
};
use briefing_metrics::Columns;
use briefing_model::date::Date;
use briefing_model::diagnostic::{Diagnostics, Files};
use briefing_model::limits::Limits;
use briefing_model::slug::Slug;
use briefing_model::suggest::did_you_mean;
use briefing_plugin::Registry;
use briefing_reporter::{Engine, MadeFrom, Plan, Request, data_date};
use briefing_template::{Environment, TemplateFiles};
use briefing_text::Isolated;

use crate::arguments::{Common, Known, Selected, WorkerKind};
use crate::exit::UsageError;
use crate::plugins;
use crate::verbs::explain;
use crate::workers;

/// A loaded project.
pub(crate) struct Session {
    pub(crate) root: PathBuf,
    /// The project as the command line names it.
    pub(crate) named: Option<PathBuf>,
    pub(crate) registry: Registry,
    /// What the run may read and do at most.
    pub(crate) limits: Limits,
    pub(crate) project: Project,
    pub(crate) files: Files,
    pub(crate) environment: Environment,
    pub(crate) columns: Columns,
    pub(crate) engine: Engine,
    /// SHA-256 of the project's files by path.
    pub(crate) hashes: BTreeMap<String, String>,
}

/// A project's files, read but not understood yet.
pub(crate) struct Unopened {
    root: PathBuf,
    named: Option<PathBuf>,
    registry: Registry,
    snapshot: Snapshot<Disk>,
    /// The folder that editions go to.
    out: String,
    as_of: Option<Date>,
    limits: Limits,
}

impl Unopened {
    /// Reads the files of the project that the command line names, or of the one around the current
    /// folder.
    pub(crate) fn read(common: &Common, known: &Known) -> anyhow::Result<Self> {
        let root = root(common)?;
        let limits = common.limits();
        let registry = plugins::register_all(&limits)?;
        let world = Disk::new(&root);
        let settings = settings(&world, &registry, &limits)?;
        let snapshot = Snapshot::take(world, &settings.archive, &limits)?;
        let named = common.project.clone();
        let (out, as_of) = (settings.out, known.as_of);
        Ok(Self { root, named, registry, snapshot, out, as_of, limits })
    }

    /// The folder that editions go to: as told, else the project's own.
    ///
    /// # Errors
    /// The project's own is reached by a link.
    pub(crate) fn out(&self, told: Option<&Path>) -> anyhow::Result<PathBuf> {
        told.map_or_else(|| own_out(&self.root, &self.out), |told| Ok(told.to_owned()))
    }

    /// A hash over all that a run depends on: the files, the engine, and what it is asked for.
    pub(crate) fn digest(&self, asked: &str) -> anyhow::Result<String> {
        let engine = plugins::engine();
        let files = self.snapshot.digest(self.as_of);
        let epoch = epoch()?;
        Ok(sha256(format!("{engine:?}\n{files}\n{epoch:?}\n{asked}\n").as_bytes()))
    }

    /// Loads the project with every mistake found on the way.
    pub(crate) fn open(self) -> anyhow::Result<(Session, Diagnostics)> {
        let Self { root, named, registry, snapshot, as_of, limits, .. } = self;
        let text_reader = Isolated::new(workers::pool(WorkerKind::Text, &limits));
        let options = LoadOptions { as_of, text_reader: &text_reader, limits };
        let Loaded { project, files, mut diagnostics } = load_with(&snapshot, &registry, &options)?;
        diagnostics.extend(unknown_checks(&project, &explain::pages()));
        let templates = TemplateFiles {
            templates: project.templates.clone(),
            partials: project.partials.clone(),
        };
        let (environment, found) = Environment::with_limits(&templates, &files, &registry, &limits);
        diagnostics.extend(found);
        let columns = Columns::new(&project.dataset);
        let (engine, hashes) = (plugins::engine(), snapshot.hashes().clone());
        let session = Session {
            root,
            named,
            registry,
            limits,
            project,
            files,
            environment,
            columns,
            engine,
            hashes,
        };
        Ok((session, diagnostics))
    }
}

impl Session {
    /// Loads the project that the command line names, or the one around the current folder, with
    /// every mistake found on the way.
    pub(crate) fn open(common: &Common, known: &Known) -> anyhow::Result<(Self, Diagnostics)> {
        Unopened::read(common, known)?.open()
    }

    /// What all briefs of a run are made from.
    pub(crate) fn made_from(&self) -> MadeFrom<'_> {
        MadeFrom { engine: &self.engine, hashes: &self.hashes, files: &self.files }
    }

    /// Checks names that were typed against the project.
    pub(crate) fn request(&self, selected: &Selected) -> anyhow::Result<Request> {
        let reports = selected.reports.iter().map(|name| self.report(name));
        let reports = reports.collect::<anyhow::Result<Vec<Slug>>>()?;
        for name in &selected.outputs {
            if self.registry.output(name).is_none() {
                let names: Vec<&str> = self.registry.outputs().map(|o| o.name()).collect();
                return Err(unknown("output", name, names.into_iter()));
            }
        }
        Ok(Request {
            reports: once(&reports),
            keys: once(&selected.only),
            outputs: once(&selected.outputs),
            parameters: selected.parameters.clone(),
            period: selected.period,
        })
    }

    /// The report of a name, or of a path to its folder or to a file in it, as a shell completes it:
    /// from the current folder, or from that of the project.
    pub(crate) fn report(&self, name: &str) -> anyhow::Result<Slug> {
        let reports = &self.project.reports;
        if let Some((id, _)) = reports.get_key_value(name) {
            return Ok(id.clone());
        }
        let folder = |path: PathBuf| {
            let found = path.canonicalize().ok()?;
            if found.is_file() { found.parent().map(Path::to_owned) } else { Some(found) }
        };
        let named = [folder(PathBuf::from(name)), folder(self.root.join(name))];
        let is_named = |id: &&Slug| {
            let own = folder(self.root.join("reports").join(id.as_str()));
            own.is_some() && named.contains(&own)
        };
        if let Some(id) = reports.keys().find(is_named) {
            return Ok(id.clone());
        }
        // Of a path it is the folder's name that may be misspelt.
        let mut parts =
            name.split(['/', '\\']).filter(|part| !matches!(*part, "" | "." | "report.toml"));
        let last = parts.next_back().unwrap_or(name);
        Err(unknown("report", last, reports.keys().map(Slug::as_str)))
    }

    /// The folder that editions go to: as told, else the project's own.
    ///
    /// # Errors
    /// The project's own is reached by a link.
    pub(crate) fn out(&self, told: Option<&Path>) -> anyhow::Result<PathBuf> {
        let own = || own_out(&self.root, &self.project.settings.out);
        told.map_or_else(own, |told| Ok(told.to_owned()))
    }

    /// Checks that each value of `--only` makes a brief of the plan.
    pub(crate) fn check_keys(request: &Request, plan: &Plan<'_>) -> anyhow::Result<()> {
        for key in &request.keys {
            let mut values = plan.briefs.iter().filter_map(|brief| brief.key.as_ref());
            if !values.any(|value| value.value.eq_ignore_ascii_case(key)) {
                return Err(UsageError(format!("no brief of `{key}` is made")).into());
            }
        }
        Ok(())
    }

    /// The date of the editions: as told, else the day the data are as of, else
    /// `SOURCE_DATE_EPOCH`, else the data's.
    pub(crate) fn date(&self, selected: &Selected) -> anyhow::Result<Date> {
        if let Some(date) = selected.date.or(selected.known.as_of) {
            return Ok(date);
        }
        let of_data = data_date(&self.project);
        if let Some(date) = epoch()? {
            // Build systems set one for all that they build; none is dated before its own sources.
            return Ok(of_data.map_or(date, |of_data| of_data.max(date)));
        }
        // Without a single source there is nothing to date, and nothing to print either.
        Ok(of_data.unwrap_or(jiff::civil::date(1970, 1, 1)))
    }
}

/// Each of what was typed once: to ask for a thing twice is to ask for it.
fn once<T: Clone + PartialEq>(typed: &[T]) -> Vec<T> {
    let mut kept: Vec<T> = Vec::new();
    for one in typed {
        if !kept.contains(one) {
            kept.push(one.clone());
        }
    }
    kept
}

/// The day of `SOURCE_DATE_EPOCH`, where that is set.
fn epoch() -> anyhow::Result<Option<Date>> {
    let Ok(epoch) = std::env::var("SOURCE_DATE_EPOCH") else { return Ok(None) };
    epoch
        .parse::<i64>()
        .ok()
        .and_then(|seconds| jiff::Timestamp::from_second(seconds).ok())
        .map(|time| Some(jiff::tz::TimeZone::UTC.to_datetime(time).date()))
        .ok_or_else(|| {
            UsageError(format!("SOURCE_DATE_EPOCH: expected seconds, found `{epoch}`")).into()
        })
}

/// The day of `SOURCE_DATE_EPOCH`, else today's by the clock, in UTC.
pub(crate) fn today() -> anyhow::Result<Date> {
    let now = || jiff::tz::TimeZone::UTC.to_datetime(jiff::Timestamp::now()).date();
    Ok(epoch()?.unwrap_or_else(now))
}

/// A folder that editions go to, below the project or an output folder. A link would put them where
/// whoever made the project pleases, for links travel with it.
pub(crate) fn own_out(root: &Path, out: &str) -> anyhow::Result<PathBuf> {
    let project = Root::open(root)
        .with_context(|| format!("failed to open the project `{}`", root.display()))?;
    let mut place = String::new();
    for part in out.split('/') {
        place = if place.is_empty() { part.to_owned() } else { format!("{place}/{part}") };
        match project.kind(&place).with_context(|| format!("failed to look at `{place}`"))? {
            None => break,
            Some(Kind::Folder) => {}
            Some(kind) => bail!(
                "`{place}` is {} where editions go: remove it, or name a folder with `--out`",
                kind.as_str()
            ),
        }
    }
    Ok(root.join(out))
}

/// "unknown report `x`; did you mean `y`?"
pub(crate) fn unknown<'a>(
    what: &str,
    name: &str,
    known: impl Iterator<Item = &'a str> + Clone,
) -> anyhow::Error {
    let fix = match did_you_mean(name, known.clone()) {
        Some(candidate) => format!("; did you mean `{candidate}`?"),
        None => match known.map(|name| format!("`{name}`")).collect::<Vec<_>>().as_slice() {
            [] => "; there is none".to_owned(),
            [only] => format!("; there is {only}"),
            few if few.len() <= 12 => format!("; there are {}", few.join(", ")),
            _ => String::new(),
        },
    };
    UsageError(format!("unknown {what} `{name}`{fix}")).into()
}

fn root(common: &Common) -> anyhow::Result<PathBuf> {
    if let Some(folder) = &common.project {
        if !folder.is_dir() {
            bail!(UsageError(format!("`{}` is not a folder", folder.display())))
        }
        return Ok(folder.clone());
    }
    let here = std::env::current_dir().context("failed to find the current folder")?;
    find_project(&here).ok_or_else(|| no_project(&here))
}

fn no_project(here: &Path) -> anyhow::Error {
    UsageError(format!(
        "no project at `{}` or above: a project is a folder that holds `reports/` and `data/` \
         (`briefing new project DIR` begins one)",
        here.display()
    ))
    .into()
}

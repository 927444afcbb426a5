//! From a folder to a project, and everything that is wrong with it.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use briefing_model::dataset::Dataset;
use briefing_model::date::Date;
use briefing_model::diagnostic::{Diagnostic, Diagnostics, FileId, Files, Span};
use briefing_model::limits::{Limit, Limits};
use briefing_model::metric::Metric;
use briefing_model::report::Spanned;
use briefing_model::slug::Slug;
use briefing_plugin::{Node, NodeValue, Registry, Source, SourceOutput, Theme};
use briefing_schedule::is_time_zone;
use briefing_text::{Direct, TextReader};
use indexmap::IndexMap;
use rayon::prelude::*;

use crate::characters::{Notation, check_data, check_path, check_text, has_forbidden};
use crate::codes;
use crate::convert::{Known, bad_value, slug, text, unwritten};
use crate::data::{DataFile, DataReader};
use crate::evidence::{check_evidence, tolerances};
use crate::known::known_on;
use crate::metrics::metric;
use crate::project::{Project, Settings};
use crate::raw;
use crate::reports::{ReportReader, publish};
use crate::rows::{self, may_be_table};
use crate::schedule::unknown_zone;
use crate::snapshot::size_limit_of;
use crate::sources::Toml;
use crate::structure::Structure;
use crate::tree::{FileTree, step};
use crate::world::{PassedOver, Why, World, WorldError};

/// What came of loading a project.
#[derive(Debug)]
pub struct Loaded {
    /// As much of the project as could be read.
    pub project: Project,
    /// The texts of its files, which spans point into.
    pub files: Files,
    /// What is wrong with it.
    pub diagnostics: Diagnostics,
}

/// Why a project could not be loaded at all.
#[derive(Debug, thiserror::Error)]
pub enum LoadError {
    /// The file system.
    #[error(transparent)]
    World(#[from] WorldError),
}

/// Loads a project: settings, data, metrics, reports, templates and themes. Sources that were taken
/// back are [withheld](briefing_model::known::Withheld).
///
/// # Errors
/// A file or folder cannot be read. Mistakes in files are not errors but diagnostics.
pub fn load(world: &dyn World, registry: &Registry) -> Result<Loaded, LoadError> {
    load_as_of(world, registry, None)
}

/// Loads a project with nothing in its data that was not known on a day. Mistakes are those of all
/// its files; what definitions refer to need not be known on that day.
///
/// # Errors
/// As [`load`].
pub fn load_as_of(
    world: &dyn World,
    registry: &Registry,
    as_of: Option<Date>,
) -> Result<Loaded, LoadError> {
    load_with(world, registry, &LoadOptions { as_of, ..LoadOptions::default() })
}

/// How a project is loaded.
#[derive(Clone, Copy)]
pub struct LoadOptions<'a> {
    /// Nothing is in the data that was not known on this day.
    pub as_of: Option<Date>,
    /// Who reads the text of archived copies.
    pub text_reader: &'a dyn TextReader,
    /// How large files may be.
    pub limits: Limits,
}

impl Default for LoadOptions<'_> {
    /// All that is known, and copies read in this process.
    fn default() -> Self {
        Self { as_of: None, text_reader: &Direct, limits: Limits::default() }
    }
}

/// Loads a project as [`load_as_of`] does.
///
/// # Errors
/// As [`load`].
pub fn load_with(
    world: &dyn World,
    registry: &Registry,
    options: &LoadOptions<'_>,
) -> Result<Loaded, LoadError> {
    let as_of = options.as_of;
    let mut loader = Loader::new(world, registry, options.limits);
    let mut project = loader.project()?;
    let mut untimely = Diagnostics::new();
    project.dataset = known_on(project.dataset.corrected_on(as_of), as_of, &mut untimely);
    loader.diagnostics.extend(project.settings.checks.apply(untimely));
    project.dataset.evidence = check_evidence(
        world,
        options,
        &project.settings,
        &mut project.dataset,
        &mut loader.files,
        &mut loader.diagnostics,
    )?;
    let mut diagnostics = without_echoes(loader.diagnostics, &loader.files);
    diagnostics.sort(&loader.files);
    Ok(Loaded { project, files: loader.files, diagnostics })
}

/// The settings of a project, whatever else is wrong with it.
///
/// # Errors
/// A file or folder cannot be read.
pub fn settings(
    world: &dyn World,
    registry: &Registry,
    limits: &Limits,
) -> Result<Settings, LoadError> {
    let mut loader = Loader::new(world, registry, *limits);
    loader.settings(&world.list("reports")?)
}

/// Leaves out what is said of a place that is no TOML to begin with: the value that the parser put
/// there is not the author's. So is one with characters that no text may have.
fn without_echoes(diagnostics: Diagnostics, files: &Files) -> Diagnostics {
    let is_syntax = |found: &Diagnostic| matches!(found.code, codes::SYNTAX | codes::TEXT_TOO_LONG);
    let is_character = |found: &Diagnostic| matches!(found.code, codes::DIRECTION | codes::CONTROL);
    let places = |is: &dyn Fn(&Diagnostic) -> bool| -> BTreeSet<Span> {
        diagnostics.iter().filter(|found| is(found)).map(|found| found.span).collect()
    };
    let (broken, characters) = (places(&is_syntax), places(&is_character));
    let is_echo = |found: &Diagnostic| {
        let within = found.span.within(0..0);
        let mut around = characters.range(within..).take_while(|other| {
            other.file == found.span.file && other.range().start < found.span.range().end
        });
        let is_line = || {
            let text = files.text(found.span.file).and_then(|text| text.get(found.span.range()));
            text.is_some_and(|text| !text.contains('\n'))
        };
        broken.contains(&found.span) || around.next().is_some() && is_line()
    };
    diagnostics
        .iter()
        .filter(|found| is_syntax(found) || is_character(found) || !is_echo(found))
        .cloned()
        .collect()
}

/// Reads a metric from the fields of its definition, with commas between them:
/// `aggregate = "sum", measure = "projects"`.
///
/// # Errors
/// What is wrong with it; spans point into a file that is added to `files`.
pub fn parse_metric(
    id: Slug,
    definition: &str,
    project: &Project,
    registry: &Registry,
    files: &mut Files,
) -> Result<Metric, Diagnostics> {
    let mut diagnostics = Diagnostics::new();
    let path = format!("metric `{id}`");
    let definition = format!("{id} = {{ {definition} }}");
    let read = Toml.read(&definition);
    let file = files.add(path.as_str(), definition);
    for mistake in read.mistakes {
        let span = Span::new(file, mistake.span);
        diagnostics.push(Diagnostic::error(codes::SYNTAX, span, mistake.message));
    }
    if !diagnostics.is_empty() {
        return Err(diagnostics);
    }
    let root = match read.tree.value {
        NodeValue::Table(mut entries) => match entries.swap_remove(id.as_str()) {
            Some(entry) => entry.node,
            None => return Err(diagnostics),
        },
        _ => return Err(diagnostics),
    };
    let tree = FileTree { file, path, root, table: None };
    let checked = Structure::<raw::Metric>::new().check(&tree, &mut diagnostics);
    let found = checked
        .read::<raw::Metric>("")
        .and_then(|raw| metric(id, raw, "", &tree, &project.dataset, registry, &mut diagnostics));
    match found {
        Some(metric) if diagnostics.is_empty() => Ok(metric),
        _ => Err(diagnostics),
    }
}

/// Templates, or partials, by path or name.
type Templates = BTreeMap<String, FileId>;

struct Loader<'a> {
    world: &'a dyn World,
    registry: &'a Registry,
    limits: Limits,
    files: Files,
    diagnostics: Diagnostics,
}

impl<'a> Loader<'a> {
    fn new(world: &'a dyn World, registry: &'a Registry, limits: Limits) -> Self {
        let (files, diagnostics) = (Files::default(), Diagnostics::new());
        Self { world, registry, limits, files, diagnostics }
    }

    fn project(&mut self) -> Result<Project, LoadError> {
        let reports = self.world.list("reports")?;
        let settings = self.settings(&reports)?;
        for path in reports.iter().chain(&self.world.list("data")?) {
            check_path(path, &mut self.files, &mut self.diagnostics);
        }
        self.passed_over(&settings.archive)?;
        let dataset = self.dataset(&settings.archive)?;
        let (templates, partials) = self.templates(&reports)?;
        let themes = self.themes(&reports)?;

        let mut metrics = IndexMap::new();
        let mut broken = Vec::new();
        if reports.iter().any(|path| path == "reports/metrics.toml")
            && let Some(tree) = self.toml("reports/metrics.toml")?
        {
            let structure = Structure::<IndexMap<String, raw::Metric>>::new();
            let checked = structure.check(&tree, &mut self.diagnostics);
            for key in checked.keys("", &tree) {
                let at = step("", &key);
                let id = slug(&key, tree.key_span(&at), &mut self.diagnostics);
                let found = id.and_then(|id| {
                    let raw = checked.read(&at)?;
                    let diagnostics = &mut self.diagnostics;
                    metric(id, raw, &at, &tree, &dataset, self.registry, diagnostics)
                });
                match found {
                    Some(metric) => {
                        metrics.insert(metric.id.clone(), metric);
                    }
                    None => broken.push(key),
                }
            }
        }

        let mut definitions = IndexMap::new();
        let mut trees = Vec::new();
        for path in reports.iter().filter(|path| is_report(path)) {
            trees.extend(self.toml(path)?);
        }
        self.folders_without_report(&reports);
        let exists = |path: &str| templates.contains_key(path);
        let reader = ReportReader {
            settings: &settings,
            dataset: &dataset,
            metrics: &metrics,
            broken: &broken,
            registry: self.registry,
            templates: &exists,
            structure: Structure::new(),
        };
        for tree in &trees {
            if let Some(report) = reader.read(tree, &mut self.diagnostics) {
                definitions.insert(report.id.clone(), report);
            }
        }
        Ok(Project {
            settings,
            dataset,
            metrics,
            reports: definitions,
            templates,
            partials,
            themes,
        })
    }

    fn settings(&mut self, reports: &[String]) -> Result<Settings, LoadError> {
        let path = "reports/project.toml";
        let mut settings = Settings::default();
        if !reports.iter().any(|other| other == path) {
            return Ok(settings);
        }
        let Some(tree) = self.toml(path)? else { return Ok(settings) };
        let checked = Structure::<raw::Settings>::new().check(&tree, &mut self.diagnostics);
        let Some(raw) = checked.read::<raw::Settings>("") else { return Ok(settings) };
        if let Some(locale) = raw.locale {
            match unwritten(&locale, tree.span("/locale")) {
                None => settings.locale = locale,
                Some(diagnostic) => self.diagnostics.push(diagnostic),
            }
        }
        settings.name = raw.name.map_or(settings.name, text);
        settings.publisher = raw.publisher.map_or_else(|| settings.name.clone(), text);
        if let Some(out) = raw.out {
            match own_folder(&out, &["data", "reports"]) {
                Some(out) => settings.out = out,
                None => self.diagnostics.push(
                    bad_value(
                        tree.span("/out"),
                        format!(
                            "expected a folder of the project for editions alone, found `{out}`"
                        ),
                    )
                    .hint(
                        "editions go into a folder of the project apart from `data` and `reports`, \
                         such as `out`; only the command line can name another (`--out`)",
                    ),
                ),
            }
        }
        if let Some(value) = raw.theme {
            settings.theme = Spanned { value, span: tree.span("/theme") };
        }
        settings.publish = publish(raw.publish);
        if let Some(archive) = raw.archive {
            match own_folder(&archive, &["reports", &settings.out]) {
                Some(archive) if archive != "data" => settings.archive = archive,
                _ => self.diagnostics.push(
                    bad_value(
                        tree.span("/archive"),
                        format!("expected a folder of the project, found `{archive}`"),
                    )
                    .hint("nothing outside a project is read; the default is `data/archive`"),
                ),
            }
        }
        for (code, level) in raw.checks {
            settings.checks.set(&code, level.into(), tree.key_span(&step("/checks", &code)));
        }
        settings.tolerances = tolerances(&raw.tolerance, &tree, &mut self.diagnostics);
        if let Some(zone) = raw.time_zone {
            if is_time_zone(&zone) {
                settings.time_zone = zone;
            } else {
                self.diagnostics.push(unknown_zone(&zone, tree.span("/time-zone")));
            }
        }
        Ok(settings)
    }

    /// Names what is in the project's folders and not read.
    fn passed_over(&mut self, archive: &str) -> Result<(), LoadError> {
        let mut all = self.world.passed_over("reports")?;
        all.extend(self.world.passed_over("data")?);
        if !["reports/", "data/"].iter().any(|folder| archive.starts_with(folder)) {
            all.extend(self.world.passed_over(archive)?);
        }
        for PassedOver { path, why } in all {
            let (code, message, hint) = match why {
                Why::Dangling => (
                    codes::LINK,
                    format!("the link `{path}` leads to nothing"),
                    "delete it, or put back what it led to",
                ),
                Why::Outside => (
                    codes::LINK,
                    format!("the link `{path}` leads out of the project"),
                    "a project is its own folder: copy into it what belongs to it",
                ),
                Why::Circle => (
                    codes::LINK,
                    format!("the link `{path}` leads to a folder that it is in"),
                    "delete it",
                ),
                Why::TooMany => (
                    codes::LINK,
                    format!(
                        "`{path}` and others are not read: too many files are reached by links"
                    ),
                    "links to folders that have links in them multiply: put folders in their place",
                ),
                Why::Name => (
                    codes::FILE_NAME,
                    format!("the name of `{path}` is not UTF-8"),
                    "rename it; names from an old archive are often in GBK or Shift JIS",
                ),
                Why::Special => (
                    codes::LINK,
                    format!("`{path}` is neither a file nor a folder"),
                    "delete it, or move it out of the project",
                ),
            };
            let span = Span::new(self.files.add(path.as_str(), ""), 0..0);
            // What is missing of the archive leaves quotes unchecked, and no figure out.
            let is_copy = path.strip_prefix(archive).is_some_and(|rest| rest.starts_with('/'));
            let diagnostic = match is_copy {
                true => Diagnostic::warning(code, span, message),
                false => Diagnostic::error(code, span, message),
            };
            self.diagnostics.push(diagnostic.hint(hint));
        }
        Ok(())
    }

    fn dataset(&mut self, archive: &str) -> Result<Dataset, LoadError> {
        let archive = format!("{archive}/");
        let mut texts = Vec::new();
        for path in self.world.list("data")? {
            // What the data set is about, for people; and copies of sources, which are no data.
            if path.ends_with(".md") || path.starts_with(&archive) {
                continue;
            }
            let extension = path.rsplit_once('.').map_or("", |(_, extension)| extension);
            let source = self.registry.source_for(extension).cloned();
            let (Some(kind), Some(source)) = (DataFile::of(&path), source) else {
                self.unread(&path);
                continue;
            };
            if let Some(text) = self.text(&path)? {
                texts.push((kind, path, source, text));
            }
        }
        let read: Vec<_> = texts.par_iter().map(|(_, _, source, text)| source.read(text)).collect();
        let mut trees = Vec::with_capacity(read.len());
        for ((kind, path, _, text), mut read) in texts.into_iter().zip(read) {
            let head = read.head.take();
            let Some(tree) = self.read(&path, text, read) else { continue };
            let Some(head) = head else {
                trees.push((kind, tree));
                continue;
            };
            let rows = match tree.root.value {
                NodeValue::List(rows) if may_be_table(kind) => rows,
                _ => {
                    self.diagnostics.push(
                        Diagnostic::error(
                            codes::UNKNOWN_FILE,
                            Span::new(tree.file, 0..0),
                            format!("`{path}` is a table, and holds what is not read from one"),
                        )
                        .hint("tables are read in `events/`, `claims/` and `sources/`, and as `rates`; write it as TOML"),
                    );
                    continue;
                }
            };
            let diagnostics = &mut self.diagnostics;
            let of_rows = rows::trees(kind, tree.file, &path, &head, rows, diagnostics);
            trees.extend(of_rows.into_iter().map(|tree| (kind, tree)));
        }
        let mut reader = DataReader::new();
        reader.read(&trees, &self.files, &mut self.diagnostics);
        Ok(reader.dataset)
    }

    /// A data file that nothing reads.
    fn unread(&mut self, path: &str) {
        let file = self.files.add(path, "");
        let endings: Vec<String> = self
            .registry
            .sources()
            .flat_map(|source| source.extensions().iter().map(|e| format!(".{e}")))
            .collect();
        self.diagnostics.push(
            Diagnostic::warning(
                codes::UNKNOWN_FILE,
                Span::new(file, 0..0),
                format!("nothing reads `{path}`"),
            )
            .hint(format!("files that are read end in {}", endings.join(", ")))
            .hint("they are `measures`, `places`, `sectors`, `scopes`, `rates`, `corrections`, `identities`, and those in `sources/`, `events/`, `claims/`"),
        );
    }

    fn templates(&mut self, reports: &[String]) -> Result<(Templates, Templates), LoadError> {
        let mut templates = BTreeMap::new();
        let mut partials = BTreeMap::new();
        let mut known = Known::new("partial", "`reports/partials/`");
        for path in reports.iter().filter(|path| path.ends_with(".hbs")) {
            let Some(text) = self.text(path)? else { continue };
            let file = self.files.add(path.as_str(), text.as_str());
            check_text(file, &text, Notation::Template, &mut self.diagnostics);
            match path.strip_prefix("reports/partials/") {
                Some(rest) => {
                    let (folder, name) = rest.rsplit_once('/').map_or(("", rest), |(f, n)| (f, n));
                    let stem = name.split('.').next().unwrap_or(name);
                    let name = if folder.is_empty() {
                        stem.to_owned()
                    } else {
                        format!("{folder}/{stem}")
                    };
                    let span = Span::new(file, 0..0);
                    let mut found = Diagnostics::new();
                    if known.define(&name, span, &mut found) {
                        partials.insert(name.clone(), file);
                    }
                    self.diagnostics.extend(found.into_iter().map(|diagnostic| {
                        diagnostic.hint(format!(
                            "a partial is called by the part of its name before the first dot, here \
                             `{{{{> {name}}}}}`: give each file a name of its own"
                        ))
                    }));
                }
                None => {
                    templates.insert(path.clone(), file);
                }
            }
        }
        Ok((templates, partials))
    }

    fn themes(&mut self, reports: &[String]) -> Result<BTreeMap<String, Theme>, LoadError> {
        let mut themes: BTreeMap<String, Theme> = BTreeMap::new();
        for path in reports {
            let Some(rest) = path.strip_prefix("reports/themes/") else { continue };
            let Some((name, file)) = rest.split_once('/') else { continue };
            let Some(bytes) = self.bytes(path)? else { continue };
            let bytes: Arc<[u8]> = bytes.into();
            // What an output finds wrong is shown at its place.
            let notation = match path.rsplit_once('.') {
                Some((_, "typ")) => Some(Notation::Typst),
                Some((_, "css")) => Some(Notation::Css),
                _ => None,
            };
            if let (Ok(text), Some(notation)) = (std::str::from_utf8(&bytes), notation) {
                let file = self.files.add(&**path, text);
                check_text(file, text, notation, &mut self.diagnostics);
            }
            let theme = themes.entry(name.to_owned()).or_default();
            name.clone_into(&mut theme.name);
            theme.files.insert(file.to_owned(), bytes);
        }
        Ok(themes)
    }

    fn folders_without_report(&mut self, reports: &[String]) {
        let mut last = "";
        for path in reports {
            let mut parts = path.split('/').skip(1);
            let (Some(folder), Some(_)) = (parts.next(), parts.next()) else { continue };
            if matches!(folder, "partials" | "themes") || folder == last {
                continue;
            }
            last = folder;
            let definition = format!("reports/{folder}/report.toml");
            if !reports.contains(&definition) {
                let file = self.files.add(path.as_str(), "");
                self.diagnostics.push(
                    Diagnostic::error(
                        codes::NO_REPORT,
                        Span::new(file, 0..0),
                        format!("`{definition}` is not there"),
                    )
                    .hint("every folder of `reports/` but `partials` and `themes` is a report"),
                );
            }
        }
    }

    fn toml(&mut self, path: &str) -> Result<Option<FileTree>, LoadError> {
        self.tree(path, &Toml)
    }

    /// A file as a tree, with what is not of its format.
    fn tree(&mut self, path: &str, source: &dyn Source) -> Result<Option<FileTree>, LoadError> {
        let Some(text) = self.text(path)? else { return Ok(None) };
        let read = source.read(&text);
        Ok(self.read(path, text, read))
    }

    /// The same, of a text that was read.
    fn read(&mut self, path: &str, text: String, mut read: SourceOutput) -> Option<FileTree> {
        let file = self.files.add(path, text.as_str());
        if check_data(file, &text, &read.tree, &mut self.diagnostics) {
            // That the format does not allow them either need not be said.
            read.mistakes.retain(|mistake| {
                let (start, end) =
                    (mistake.span.start, mistake.span.end.max(mistake.span.start + 1));
                !has_forbidden(text.get(start..end).unwrap_or_default())
            });
        }
        let is_empty = matches!(&read.tree.value, NodeValue::Table(t) if t.is_empty());
        if is_empty && read.mistakes.is_empty() {
            self.diagnostics.push(
                Diagnostic::error(codes::EMPTY_FILE, Span::new(file, 0..0), "the file is empty")
                    .hint("fill it, or delete it"),
            );
            return None;
        }
        for mistake in read.mistakes {
            let span = Span::new(file, mistake.span);
            let diagnostic = Diagnostic::error(codes::SYNTAX, span, mistake.message);
            self.diagnostics.push(mistake.hints.into_iter().fold(diagnostic, Diagnostic::hint));
        }
        let mut root = read.tree;
        self.cut(&mut root, file);
        Some(FileTree { file, path: path.to_owned(), root, table: None })
    }

    /// Reports texts that are longer than they may be, and cuts them off: what else is wrong with
    /// them would take long to find, and is not said. Trees are as deep as their readers let them be.
    fn cut(&mut self, node: &mut Node, file: FileId) {
        match &mut node.value {
            NodeValue::Text(text) => {
                let limit = self.limits.get(Limit::TextSize);
                let most = usize::try_from(limit).unwrap_or(usize::MAX);
                if text.len() <= most {
                    return;
                }
                let message = format!(
                    "a text of {} bytes; one has at most {} (`{}`)",
                    text.len(),
                    Limit::TextSize.written(limit),
                    Limit::TextSize
                );
                text.truncate(text.floor_char_boundary(most));
                let span = Span::new(file, node.span.clone());
                self.diagnostics.push(
                    Diagnostic::error(codes::TEXT_TOO_LONG, span, message)
                        .hint("a quote is the words that carry the figure, not the whole page")
                        .hint(Limit::TextSize.raise(limit)),
                );
            }
            NodeValue::List(items) => items.iter_mut().for_each(|item| self.cut(item, file)),
            NodeValue::Table(entries) => {
                entries.values_mut().for_each(|entry| self.cut(&mut entry.node, file));
            }
            _ => {}
        }
    }

    /// The bytes of a file; `None` if it is too large.
    fn bytes(&mut self, path: &str) -> Result<Option<Vec<u8>>, LoadError> {
        let own = size_limit_of(path, false);
        match self.world.read(path, self.limits.get(own)) {
            Ok(bytes) => Ok(Some(bytes)),
            Err(error) if error.is_too_large() => {
                let size = self.world.size(path)?;
                let (limit, subject) = match size > self.limits.get(own) {
                    true => (own, "it"),
                    false => (Limit::ProjectSize, "the project up to it"),
                };
                let value = self.limits.get(limit);
                let message = format!(
                    "`{path}` is too large: {subject} has more than {} (`{limit}`)",
                    limit.written(value)
                );
                let message = match limit {
                    Limit::ProjectSize => message,
                    _ => format!("{message}, namely {size} bytes"),
                };
                let span = Span::new(self.files.add(path, ""), 0..0);
                let diagnostic = Diagnostic::error(codes::FILE_TOO_LARGE, span, message);
                self.diagnostics.push(diagnostic.hint(limit.raise(value)));
                Ok(None)
            }
            Err(error) => Err(error.into()),
        }
    }

    /// The text of a file, without a byte order mark and with plain ends of lines: a checkout on
    /// another system makes the same briefs.
    fn text(&mut self, path: &str) -> Result<Option<String>, LoadError> {
        let Some(bytes) = self.bytes(path)? else { return Ok(None) };
        if is_utf_16(&bytes) {
            let file = self.files.add(path, "");
            self.diagnostics.push(
                Diagnostic::error(
                    codes::NOT_UTF8,
                    Span::new(file, 0..0),
                    "the file is UTF-16, expected UTF-8",
                )
                .hint("save it as UTF-8; a spreadsheet calls its tables \"CSV UTF-8\""),
            );
            return Ok(None);
        }
        match String::from_utf8(bytes) {
            Ok(text) => {
                let plain = text.strip_prefix('\u{feff}').unwrap_or(&text);
                Ok(Some(plain.replace("\r\n", "\n")))
            }
            Err(error) => {
                let good = error.utf8_error().valid_up_to();
                let text = String::from_utf8_lossy(error.as_bytes()).into_owned();
                let file = self.files.add(path, text);
                self.diagnostics.push(
                    Diagnostic::error(
                        codes::NOT_UTF8,
                        Span::new(file, good..good + '\u{fffd}'.len_utf8()),
                        "the file is not UTF-8",
                    )
                    .label("not UTF-8 from here")
                    .hint("save it as UTF-8; Chinese text is often saved as GBK or Big5"),
                );
                Ok(None)
            }
        }
    }
}

/// Whether bytes are text in UTF-16: they begin with its mark, or with a letter and a zero byte.
fn is_utf_16(bytes: &[u8]) -> bool {
    bytes.starts_with(&[0xff, 0xfe])
        || bytes.starts_with(&[0xfe, 0xff])
        || matches!(bytes, [0, second, ..] if *second != 0)
        || matches!(bytes, [first, 0, ..] if *first != 0)
}

/// A folder relative to the project, without steps that change nothing; `None` if it is outside, in or
/// around one of the `others`, or one of those that begin with a dot, which belong to programs.
fn own_folder(folder: &str, others: &[&str]) -> Option<String> {
    let folder = inside(folder)?;
    let is_in = |inner: &str, outer: &str| {
        inner.strip_prefix(outer).is_some_and(|rest| rest.is_empty() || rest.starts_with('/'))
    };
    let is_apart = |other: &&str| !is_in(&folder, other) && !is_in(other, &folder);
    let is_plain = !folder.split('/').any(|part| part.starts_with('.'))
        && !folder.contains(|c: char| c.is_control() || c == '\\');
    (is_plain && others.iter().all(is_apart)).then_some(folder)
}

/// A folder relative to the project, without steps that change nothing; `None` if it is outside.
fn inside(folder: &str) -> Option<String> {
    let mut parts = Vec::new();
    if folder.starts_with('/') {
        return None;
    }
    for part in folder.split('/') {
        match part {
            "" | "." => {}
            ".." => {
                parts.pop()?;
            }
            part => parts.push(part),
        }
    }
    (!parts.is_empty()).then(|| parts.join("/"))
}

fn is_report(path: &str) -> bool {
    let mut parts = path.split('/').skip(1);
    matches!(
        (parts.next(), parts.next(), parts.next()),
        (Some(folder), Some("report.toml"), None) if !matches!(folder, "partials" | "themes")
    )
}

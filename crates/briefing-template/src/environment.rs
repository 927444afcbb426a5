//! The templates of a project, parsed once and shared by all threads.

use std::collections::{BTreeMap, BTreeSet};

use briefing_model::dataset::Dataset;
use briefing_model::diagnostic::{Diagnostic, Diagnostics, FileId, Files, Span};
use briefing_model::document::Document;
use briefing_model::limits::{Limit, Limits};
use briefing_model::metric::Metric;
use briefing_model::report::Report;
use briefing_model::slug::Slug;
use briefing_model::suggest::did_you_mean;
use briefing_plugin::{HelperError, Registry};
use handlebars::{Context, Handlebars, RenderError, RenderErrorReason, Template};
use indexmap::IndexMap;
use serde_json::Value;

use crate::adapter::Adapter;
use crate::budget::{self, Budget};
use crate::check::{self, Source, tag_at};
use crate::context::{self, Uses};
use crate::document::Builder;
use crate::format::{is_folded, printed};
use crate::helpers::is_shipped;
use crate::typed::{Typed, is_prose, strings};
use crate::{BriefInput, Format, codes};

/// The templates of a project, with the helpers they may call.
pub struct Environment {
    engines: Vec<(Format, Handlebars<'static>)>,
    registry: Registry,
    sources: BTreeMap<String, Source>,
    limits: Limits,
}

/// Where the templates of a project stand among its files.
#[derive(Debug, Clone, Default)]
pub struct TemplateFiles {
    /// Templates by path relative to the project: `reports/transfer-events/brief.md.hbs`.
    pub templates: BTreeMap<String, FileId>,
    /// Partials by name: `method` for `reports/partials/method.hbs`.
    pub partials: BTreeMap<String, FileId>,
}

/// A brief as a document.
#[derive(Debug)]
pub struct Rendered {
    /// The document, of which every output is made.
    pub document: Document,
    /// What should be looked at.
    pub warnings: Diagnostics,
}

/// A brief as the text of one file.
#[derive(Debug)]
pub struct RenderedText {
    /// The text.
    pub text: String,
    /// What should be looked at.
    pub warnings: Diagnostics,
}

/// The name that a title's template goes by in error messages of the engine.
const TITLE: &str = "title";

impl Environment {
    /// Parses the templates and partials, and says what is wrong with any of them by itself: its
    /// syntax, partials that do not exist or call each other in a circle.
    #[must_use]
    pub fn new(
        templates: &TemplateFiles,
        files: &Files,
        registry: &Registry,
    ) -> (Self, Diagnostics) {
        Self::with_limits(templates, files, registry, &Limits::default())
    }

    /// As [`Environment::new`], with limits on what rendering may do and how large a document may be.
    #[must_use]
    pub fn with_limits(
        templates: &TemplateFiles,
        files: &Files,
        registry: &Registry,
        limits: &Limits,
    ) -> (Self, Diagnostics) {
        let mut diagnostics = Diagnostics::new();
        let mut sources = BTreeMap::new();
        let all = templates
            .templates
            .iter()
            .map(|(path, file)| (path, *file, false))
            .chain(templates.partials.iter().map(|(name, file)| (name, *file, true)));
        for (name, file, is_partial) in all {
            let text = files.text(file).unwrap_or_default();
            let source = Source::parse(name, text, file, is_partial, &mut diagnostics);
            sources.insert(name.clone(), source);
        }
        // A helper from elsewhere may look at all of what it is handed.
        for helper in registry.helpers().filter(|helper| !is_shipped(helper.name())) {
            for source in sources.values_mut() {
                source.uses.all |= source.uses.any(&[helper.name()]);
            }
        }
        check::partials(&mut sources, &templates.partials, limits, &mut diagnostics);

        let formats: BTreeSet<Format> = sources
            .iter()
            .filter(|(_, source)| !source.is_partial)
            .filter_map(|(path, _)| Format::of(path))
            .chain([Format::Text])
            .collect();
        let engines =
            formats.into_iter().map(|format| (format, engine(format, registry, &sources)));
        let engines = engines.collect();
        let (registry, limits) = (registry.clone(), *limits);
        (Self { engines, registry, sources, limits }, diagnostics)
    }

    /// Checks the template and title of a report against what it will be given: every path, also in
    /// conditions, every call of a helper. `defined` are the metrics that the report could select.
    #[must_use]
    pub fn check(
        &self,
        report: &Report,
        dataset: &Dataset,
        defined: &IndexMap<Slug, Metric>,
    ) -> Diagnostics {
        let mut diagnostics = Diagnostics::new();
        if self.template(report, &mut diagnostics).is_some() {
            let checked = check::report(report, dataset, defined, &self.sources, &self.registry);
            diagnostics.extend(checked);
        }
        diagnostics
    }

    /// What the author of a report typed by hand: its title, description, template and partials.
    /// Templates of HTML, Typst and CSV, whose numbers are mostly markup's, are left out.
    #[must_use]
    pub fn typed(&self, report: &Report) -> Vec<Typed> {
        let titles = [Some(&report.title), report.description.as_ref()];
        let titles = titles.into_iter().flatten().map(|title| {
            if title.value.contains("{{") {
                let source = Source::inline(&title.value, title.span, &mut Diagnostics::new());
                Typed::new(&source, false)
            } else {
                Typed::plain(&title.value, title.span)
            }
        });
        let templates =
            self.of_report(report).filter(|(name, source)| is_prose(name, source.is_partial));
        titles
            .chain(templates.map(|(name, source)| {
                let is_markdown = Format::of(name).is_none_or(|format| format == Format::Markdown);
                Typed::new(source, is_markdown)
            }))
            .collect()
    }

    /// The texts that templates of a report print by `literal`: numbers meant to be there.
    #[must_use]
    pub fn literals(&self, report: &Report) -> Vec<String> {
        let mut literals = Vec::new();
        for (_, source) in self.of_report(report) {
            let tags = source.tags.iter().map(|tag| &source.text[tag.range.clone()]);
            for tag in tags.filter(|tag| tag.contains("literal")) {
                literals.extend(strings(tag).into_iter().map(|range| tag[range].to_owned()));
            }
        }
        literals
    }

    /// Whether the templates of a report name a metric, or may look at any.
    #[must_use]
    pub fn names_metric(&self, report: &Report, metric: &Slug) -> bool {
        let source = self.sources.get(&report.template.value);
        source.is_none_or(|source| self.uses(report, source).any(&[metric.as_str()]))
    }

    /// The partials that no template calls, by whatever way round, with their files.
    #[must_use]
    pub fn unused_partials(&self) -> Vec<(&str, FileId)> {
        let mut called: BTreeSet<&str> = BTreeSet::new();
        let roots = self.sources.iter().filter(|(_, source)| !source.is_partial);
        for (_, source) in roots {
            self.called_by(source, &mut called);
        }
        self.sources
            .iter()
            .filter(|(name, source)| source.is_partial && !called.contains(name.as_str()))
            .map(|(name, source)| (name.as_str(), source.file))
            .collect()
    }

    /// The files of the template of a report and of every partial it calls.
    pub fn files<'s>(&'s self, report: &'s Report) -> impl Iterator<Item = FileId> + 's {
        self.of_report(report).map(|(_, source)| source.file)
    }

    /// The template of a report and every partial it calls.
    fn of_report<'s>(&'s self, report: &'s Report) -> impl Iterator<Item = (&'s str, &'s Source)> {
        let mut names: BTreeSet<&str> = BTreeSet::new();
        if let Some(source) = self.sources.get(&report.template.value) {
            self.called_by(source, &mut names);
            names.insert(&report.template.value);
        }
        names.into_iter().filter_map(move |name| Some((name, self.sources.get(name)?)))
    }

    fn called_by<'s>(&'s self, source: &'s Source, called: &mut BTreeSet<&'s str>) {
        for (name, _) in &source.calls {
            if called.insert(name)
                && let Some(partial) = self.sources.get(name)
            {
                self.called_by(partial, called);
            }
        }
    }

    /// Makes the document of a brief from the template its report names.
    ///
    /// # Errors
    /// Mistakes that only the values show: a helper that cannot do as it is told, a link to a
    /// figure that is not there.
    pub fn render(&self, input: &BriefInput<'_>) -> Result<Rendered, Diagnostics> {
        let mut diagnostics = Diagnostics::new();
        let template = &input.report.template;
        let Some(source) = self.template(input.report, &mut diagnostics) else {
            return Err(unusable(&template.value, template.span, diagnostics));
        };
        if Format::of(&template.value) != Some(Format::Markdown) {
            let message = format!("`{}` does not make a document", template.value);
            diagnostics.push(
                Diagnostic::error(codes::NO_TEMPLATE, template.span, message)
                    .hint("name the template `brief.md.hbs`, and every output is made of it"),
            );
            return Err(diagnostics);
        }
        let mut builder = Builder::new(input, source, &self.limits);
        let markdown = self.expand(input, source, &template.value, &mut builder)?;
        builder.document(&markdown).map(|(document, warnings)| Rendered { document, warnings })
    }

    /// Makes the text of a brief from a template of any format, given by its path.
    ///
    /// # Errors
    /// As [`Environment::render`].
    pub fn render_text(
        &self,
        input: &BriefInput<'_>,
        path: &str,
    ) -> Result<RenderedText, Diagnostics> {
        let mut diagnostics = Diagnostics::new();
        let Some(source) = self.source(path, Span::NONE, &mut diagnostics) else {
            return Err(unusable(path, Span::NONE, diagnostics));
        };
        let format = Format::of(path).unwrap_or(Format::Text);
        let mut builder = Builder::new(input, source, &self.limits);
        let text = self.expand(input, source, path, &mut builder)?;
        let text = builder.plain(&text, format);
        builder.believe_conflicts();
        builder.finish().map(|warnings| RenderedText { text, warnings })
    }

    /// Runs a template after those of the title and the description.
    fn expand(
        &self,
        input: &BriefInput<'_>,
        source: &Source,
        path: &str,
        builder: &mut Builder<'_>,
    ) -> Result<String, Diagnostics> {
        let report = input.report;
        let budget = Budget::new(&self.limits);
        let mut context = Context::from(context::build(input, &self.uses(report, source)));
        let plain = self.engine(Format::Text);
        let description = report.description.as_ref();
        for (field, template) in [("title", Some(&report.title)), ("description", description)] {
            let Some(template) = template else { continue };
            let text = if template.value.contains("{{") {
                let engine_text =
                    Template::compile(&template.value).map_err(RenderError::from).and_then(
                        |parsed| budget::render(&budget::metered(parsed), plain, &context, &budget),
                    );
                let text = engine_text
                    .map_err(|error| self.mistake(&error, Some(template.span), &budget))?;
                builder.plain(&text, Format::Text)
            } else {
                template.value.clone()
            };
            // A title is one line, however its template is written.
            let words: Vec<&str> = text.split(is_folded).filter(|word| !word.is_empty()).collect();
            let text = words.join(" ");
            if text.is_empty() && field == "title" {
                let message = "the title of the report is empty";
                let label = "this prints nothing";
                let diagnostic =
                    Diagnostic::error(codes::EMPTY, template.span, message).label(label);
                return Err(Diagnostics::from_iter([
                    diagnostic.hint("give it words; it stands at the head of every page")
                ]));
            }
            context.data_mut()["report"][field] = Value::String(text.clone());
            match field {
                "title" => builder.title = text,
                _ => builder.description = text,
            }
        }
        let engine = self.engine(Format::of(path).unwrap_or(Format::Text));
        let template = engine.get_template(path);
        let template = template.ok_or_else(|| unusable(path, Span::NONE, Diagnostics::new()))?;
        let rendered = budget::render(template, engine, &context, &budget);
        rendered.map_err(|error| self.mistake(&error, None, &budget))
    }

    /// What the templates of a brief name, so that nothing else need be given to them.
    fn uses(&self, report: &Report, source: &Source) -> Uses {
        let mut uses = source.uses.clone();
        uses.add_text(&report.title.value);
        if let Some(description) = &report.description {
            uses.add_text(&description.value);
        }
        uses
    }

    fn engine(&self, format: Format) -> &Handlebars<'static> {
        let found = self.engines.iter().find(|(other, _)| *other == format);
        // The text engine is always there, and comes with those of all templates.
        &found.unwrap_or(&self.engines[0]).1
    }

    fn template(&self, report: &Report, diagnostics: &mut Diagnostics) -> Option<&Source> {
        self.source(&report.template.value, report.template.span, diagnostics)
    }

    /// A template by its path; `None`, with or without a new mistake, where it cannot be used.
    fn source(&self, path: &str, span: Span, diagnostics: &mut Diagnostics) -> Option<&Source> {
        let found = self.sources.get(path).filter(|source| !source.is_partial);
        let Some(source) = found else {
            let paths = self.sources.iter().filter(|(_, source)| !source.is_partial);
            let nearest = did_you_mean(path, paths.map(|(path, _)| path.as_str()));
            let message = format!("no template `{path}`");
            diagnostics
                .push(Diagnostic::error(codes::NO_TEMPLATE, span, message).did_you_mean(nearest));
            return None;
        };
        if Format::of(path).is_none() {
            let message = format!("the name of `{path}` does not say its format");
            diagnostics.push(Diagnostic::error(codes::NO_TEMPLATE, span, message).hint(
                "name it `brief.md.hbs`, or `.html.hbs`, `.txt.hbs`, `.csv.hbs`, `.typ.hbs`",
            ));
            return None;
        }
        source.is_sound.then_some(source)
    }

    /// What the engine could not do, at its place.
    fn mistake(&self, error: &RenderError, title: Option<Span>, budget: &Budget) -> Diagnostics {
        let name = error.template_name.as_deref().unwrap_or(TITLE);
        let span = match (title, self.sources.get(name)) {
            (Some(title), _) => title,
            (None, Some(source)) => {
                let place = error.line_no.zip(error.column_no);
                let at = place.map_or(0, |(line, column)| source.offset(line, column));
                Span::new(source.file, tag_at(&source.text, at))
            }
            (None, None) => Span::NONE,
        };
        if let Some(limit) = budget.over() {
            let value = self.limits.get(limit);
            let message = match limit {
                Limit::RenderedSize => {
                    format!("the template prints more than {} (`{limit}`)", limit.written(value))
                }
                _ => format!("the template takes more than {value} steps (`{limit}`)"),
            };
            return Diagnostics::from_iter([Diagnostic::error(codes::TOO_MUCH, span, message)
                .label("here")
                .hint("lists within lists, and partials that call partials twice, multiply")
                .hint(limit.raise(value))]);
        }
        let diagnostic = match error.reason() {
            RenderErrorReason::NestedError(nested) if nested.is::<HelperError>() => {
                let empty = HelperError::new("");
                let error = nested.downcast_ref::<HelperError>().unwrap_or(&empty);
                let diagnostic = Diagnostic::error(codes::CALL, span, error.message.clone());
                error.hints.iter().fold(diagnostic, Diagnostic::hint)
            }
            reason => {
                let message = reason.to_string();
                let mut chars = message.chars();
                let lower = chars.next().map(|first| first.to_lowercase().collect::<String>());
                let message = lower.unwrap_or_default() + chars.as_str();
                Diagnostic::error(codes::CALL, span, message)
            }
        };
        Diagnostics::from_iter([diagnostic])
    }
}

/// Why a template was not rendered: at least that it has mistakes, which have been reported already
/// when it was read.
fn unusable(path: &str, span: Span, mut diagnostics: Diagnostics) -> Diagnostics {
    if diagnostics.is_empty() {
        let message = format!("`{path}` has mistakes and cannot be rendered");
        diagnostics.push(Diagnostic::error(codes::NO_TEMPLATE, span, message));
    }
    diagnostics
}

fn engine(
    format: Format,
    registry: &Registry,
    sources: &BTreeMap<String, Source>,
) -> Handlebars<'static> {
    let mut engine = Handlebars::new();
    // What the static check has let pass and is not there is a mistake, never an empty text.
    engine.set_strict_mode(true);
    engine.register_escape_fn(move |text| printed(format, text));
    // Comparisons of JSON know nothing of intervals, and a log has no place in a brief.
    for name in ["log", "len", "gte", "lte", "eq", "ne", "gt", "lt", "and", "or", "not"] {
        engine.unregister_helper(name);
    }
    for helper in registry.helpers() {
        engine.register_helper(helper.name(), Box::new(Adapter::new(helper.clone())));
    }
    for (name, source) in sources {
        let template = if format == Format::Markdown { &source.located } else { &source.template };
        if let Some(template) = template
            && (source.is_partial || Format::of(name) == Some(format))
        {
            engine.register_template(name, budget::metered(template.clone()));
        }
    }
    engine
}

//! Documents and files of all briefs, on all threads.

use std::collections::BTreeSet;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::Arc;

use briefing_facts::Facts;
use briefing_loader::Project;
use briefing_model::date::Date;
use briefing_model::diagnostic::{Diagnostic, Diagnostics, Severity};
use briefing_model::document::Document;
use briefing_model::slug::Slug;
use briefing_plugin::{Output, OutputError, OutputInput};
use briefing_template::{BriefInput, Environment, Indexed};
use rayon::prelude::*;

use crate::audit::Auditor;
use crate::codes;
use crate::compute::Computed;
use crate::plan::{Brief, Plan};
use crate::publish::{Edition, PublishError, Published, Publisher};

/// How many briefs are made between two calls of [`Output::settle`]. What outputs keep between
/// documents grows with it; a brief takes long enough that threads seldom wait at its end.
const BATCH: usize = 64;

/// Makes the briefs of a plan.
pub struct Renderer<'a> {
    /// The project.
    pub project: &'a Project,
    /// Its templates.
    pub environment: &'a Environment,
    /// The date of the editions.
    pub date: Date,
    /// Who reads finished files back; nobody where that is not wanted.
    pub auditor: Option<&'a Auditor<'a>>,
    /// Where editions go; nowhere for a check.
    pub publisher: Option<&'a Publisher>,
    /// Reports whose briefs are not made, since something is wrong with them.
    pub without: &'a BTreeSet<Slug>,
    /// Whom to tell how far it is.
    pub progress: &'a dyn Progress,
}

/// What happened to one brief.
pub struct Outcome {
    /// Its place in the plan.
    pub brief: usize,
    /// Its edition, or why there is none; `None` where nothing was to be published.
    pub result: Result<Option<Published>, Failure>,
    /// What should be looked at.
    pub warnings: Diagnostics,
}

/// Why a brief was not made.
#[derive(Debug)]
pub enum Failure {
    /// Its report was left out.
    LeftOut,
    /// Mistakes of the project.
    Mistakes(Diagnostics),
    /// The disk.
    World(PublishError),
    /// A defect of the program or a plugin: what it said before it gave up.
    Defect(String),
}

/// Hears how far a run is. Called from several threads.
pub trait Progress: Sync {
    /// Something happened.
    fn event(&self, event: Event<'_>);
}

/// What [`Progress`] hears.
#[derive(Debug, Clone, Copy)]
pub enum Event<'a> {
    /// So many briefs are to be made.
    Began {
        /// How many.
        briefs: usize,
    },
    /// A brief is done, well or not.
    Done {
        /// Its folder: `province-profile/cn-gs`.
        folder: &'a str,
        /// Whether it was made.
        ok: bool,
    },
}

impl Renderer<'_> {
    /// Makes every brief; one that fails does not stop the others. Outcomes are in the order of
    /// the plan. Runs on the current rayon pool.
    #[must_use]
    pub fn run(&self, plan: &Plan<'_>, computed: &Computed) -> Vec<Outcome> {
        self.progress.event(Event::Began { briefs: plan.briefs.len() });
        let outputs = distinct_outputs(plan);
        for output in &outputs {
            output.begin(plan.briefs.len());
        }
        let dataset = Indexed::new(&self.project.dataset);
        let mut outcomes = Vec::with_capacity(plan.briefs.len());
        for (batch, briefs) in plan.briefs.chunks(BATCH).enumerate() {
            outcomes.par_extend(briefs.par_iter().enumerate().map(|(offset, brief)| {
                let index = batch * BATCH + offset;
                self.brief(index, brief, |warnings| {
                    self.make(brief, computed, index, &dataset, warnings)
                })
            }));
            for output in &outputs {
                output.settle();
            }
        }
        outcomes
    }

    /// What happens to one brief; a defect met on the way ends that brief alone.
    pub(crate) fn brief(
        &self,
        index: usize,
        brief: &Brief<'_>,
        make: impl FnOnce(&mut Diagnostics) -> Result<Option<Published>, Failure>,
    ) -> Outcome {
        let mut warnings = Diagnostics::new();
        if self.without.contains(&brief.report.id) {
            self.progress.event(Event::Done { folder: &brief.folder(), ok: false });
            return Outcome { brief: index, result: Err(Failure::LeftOut), warnings };
        }
        let made = catch_unwind(AssertUnwindSafe(|| make(&mut warnings)));
        let result = made.unwrap_or_else(|panic| {
            let said = panic
                .downcast_ref::<&str>()
                .map(|text| (*text).to_owned())
                .or_else(|| panic.downcast_ref::<String>().cloned())
                .unwrap_or_else(|| "it did not say why".to_owned());
            Err(Failure::Defect(said))
        });
        self.progress.event(Event::Done { folder: &brief.folder(), ok: result.is_ok() });
        Outcome { brief: index, result, warnings }
    }

    fn make(
        &self,
        brief: &Brief<'_>,
        computed: &Computed,
        index: usize,
        dataset: &Indexed<'_>,
        warnings: &mut Diagnostics,
    ) -> Result<Option<Published>, Failure> {
        let mut mistakes = Diagnostics::new();
        let document = &self.document(brief, computed, index, dataset, &mut mistakes, warnings)?;
        let written: Vec<_> = brief
            .outputs
            .par_iter()
            .map(|output| {
                let bytes = output.write(&OutputInput::new(document, &brief.theme));
                bytes.map(|bytes| (output.file_name().to_owned(), bytes))
            })
            .collect();
        let mut files = Vec::with_capacity(written.len() + 1);
        for (output, written) in brief.outputs.iter().zip(written) {
            match written {
                Ok(file) => files.push(file),
                Err(error) => mistakes.extend(located(brief, output.name(), &error)),
            }
        }
        if mistakes.is_empty() {
            let environment = self.environment;
            let audited = self.auditor.map(|auditor| {
                auditor.brief(brief, environment, document, computed.brief(index), &files)
            });
            self.judge(audited.into_iter().flatten(), &mut mistakes, warnings);
        }
        if !mistakes.is_empty() {
            return Err(Failure::Mistakes(mistakes));
        }
        // Beside every brief, whatever outputs its report names: no output of choice, since no
        // figure is published without its evidence.
        files.push((briefing_facts::FILE.to_owned(), Facts::of(document).to_json()));
        let Some(publisher) = self.publisher else { return Ok(None) };
        let edition = Edition {
            folder: brief.folder(),
            name: brief.edition(),
            report: brief.report.id.to_string(),
            key: brief.key.as_ref().map(|key| key.value.clone()),
            title: document.meta.title.clone(),
            period: brief.period,
            date: self.date,
            as_of: brief.as_of,
        };
        publisher.publish(&edition, &files).map(Some).map_err(Failure::World)
    }
}

impl Renderer<'_> {
    /// The document of a brief, from which its files are made; mistakes that the project lets pass
    /// until then are collected.
    pub(crate) fn document(
        &self,
        brief: &Brief<'_>,
        computed: &Computed,
        index: usize,
        dataset: &Indexed<'_>,
        mistakes: &mut Diagnostics,
        warnings: &mut Diagnostics,
    ) -> Result<Document, Failure> {
        let input = BriefInput {
            report: brief.report,
            dataset,
            results: computed.brief(index),
            period: brief.period,
            key: brief.key.as_ref().map(|key| (key.dimension, key.value.clone())),
            parameters: &brief.parameters,
            edition: &brief.edition(),
            date: self.date,
            publisher: &self.project.settings.publisher,
        };
        let rendered = self.environment.render(&input).map_err(Failure::Mistakes)?;
        self.judge(rendered.warnings, mistakes, warnings);
        Ok(rendered.document)
    }

    /// Tells what stops a brief from what should be looked at, as the project has it.
    fn judge(
        &self,
        found: impl IntoIterator<Item = Diagnostic>,
        mistakes: &mut Diagnostics,
        warnings: &mut Diagnostics,
    ) {
        let levels = &self.project.settings.checks;
        for diagnostic in found.into_iter().filter_map(|found| levels.apply_one(found)) {
            match diagnostic.severity {
                Severity::Error => mistakes.push(diagnostic),
                Severity::Warning => warnings.push(diagnostic),
            }
        }
    }
}

fn distinct_outputs(plan: &Plan<'_>) -> Vec<Arc<dyn Output>> {
    let mut names = BTreeSet::new();
    plan.briefs
        .iter()
        .flat_map(|brief| &brief.outputs)
        .filter(|output| names.insert(output.name().to_owned()))
        .cloned()
        .collect()
}

/// An output's mistakes at the place that can mend them: the theme's file, else the template.
fn located(brief: &Brief<'_>, output: &str, error: &OutputError) -> Vec<Diagnostic> {
    error
        .mistakes
        .iter()
        .map(|mistake| {
            let mut message = format!("`{}` as {output}: {}", brief.folder(), mistake.message);
            if let Some((file, line, column)) = &mistake.theme {
                let theme = &brief.theme.name;
                message = format!("{message} (theme `{theme}`, {file}:{line}:{column})");
            }
            let mut diagnostic =
                Diagnostic::error(codes::OUTPUT, brief.report.template.span, message);
            if let Some(near) = &mistake.near {
                diagnostic = diagnostic.hint(format!("it stands in `{near}`"));
            }
            mistake.hints.iter().fold(diagnostic, Diagnostic::hint)
        })
        .collect()
}

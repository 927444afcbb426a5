//! Documents and files of all briefs, on all threads.

use std::collections::{BTreeMap, BTreeSet};
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::Arc;

use briefing_diff::Difference;
use briefing_facts::Facts;
use briefing_loader::Project;
use briefing_model::date::Date;
use briefing_model::diagnostic::{Diagnostic, Diagnostics, Files, Severity, Span};
use briefing_model::report::{Publish, Report};
use briefing_model::result::MetricResult;
use briefing_model::slug::Slug;
use briefing_plugin::{Output, OutputError, OutputInput};
use briefing_template::{BriefInput, Environment, Indexed, Rendered};
use indexmap::IndexMap;
use rayon::prelude::*;

use crate::audit::{Auditor, marks};
use crate::codes;
use crate::compute::Computed;
use crate::made_from::{self, MadeFrom};
use crate::manifest::{Manifest, ManifestFile};
use crate::origin;
use crate::plan::{Brief, Plan};
use crate::publish::{PublishError, Published, Publisher, Staged, Standing};
use crate::record::Record;

/// How many briefs are made between two calls of [`Output::settle`]. What outputs keep between
/// documents grows with it; a brief takes long enough that threads seldom wait at its end.
const BATCH: usize = 64;

/// Makes the briefs of a plan.
pub struct Renderer<'a> {
    /// The project.
    pub project: &'a Project,
    /// The texts of its files.
    pub files: &'a Files,
    /// Its templates.
    pub environment: &'a Environment,
    /// The date of the editions.
    pub date: Date,
    /// Who reads finished files back; nobody where that is not wanted.
    pub auditor: Option<&'a Auditor<'a>>,
    /// Where editions go; nowhere for a check.
    pub target: Option<Target<'a>>,
    /// Reports whose briefs are not made, since something is wrong with them.
    pub without: &'a BTreeSet<Slug>,
    /// Whom to tell how far it is.
    pub progress: &'a dyn Progress,
}

/// Where editions go, and which are made.
#[derive(Clone, Copy)]
pub struct Target<'a> {
    /// The output folder.
    pub publisher: &'a Publisher,
    /// What all briefs are made from.
    pub made_from: MadeFrom<'a>,
    /// What earlier runs found out.
    pub record: &'a Record,
    /// Whether the date of the editions was asked for: otherwise an edition that would be the same but
    /// for its date is left as it is.
    pub is_date_fixed: bool,
    /// Whether all are made, those too of which nothing has changed.
    pub force: bool,
    /// Whether all editions of the run appear together or not at all.
    pub all_or_nothing: bool,
}

/// What happened to one brief.
pub struct Outcome {
    /// Its place in the plan.
    pub brief: usize,
    /// Its edition, or why there is none; `None` where nothing was to be published.
    pub result: Result<Option<Published>, Failure>,
    /// What should be looked at.
    pub warnings: Diagnostics,
    /// Why it was made, in words; none where it was not.
    pub why: Vec<String>,
    /// A key that was found to give the files that are there already: edition and key.
    pub learned: Option<(String, String)>,
}

/// Why a brief was not made.
#[derive(Debug)]
pub enum Failure {
    /// Its report was left out.
    LeftOut,
    /// It was made, and others that must appear with it were not.
    HeldBack,
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
        let mut works = Vec::with_capacity(plan.briefs.len());
        for (batch, briefs) in plan.briefs.chunks(BATCH).enumerate() {
            works.par_extend(briefs.par_iter().enumerate().map(|(offset, brief)| {
                let index = batch * BATCH + offset;
                let results = computed.brief(index);
                self.brief(index, brief, |work| self.make(brief, results, &dataset, work))
            }));
            for output in &outputs {
                output.settle();
            }
        }
        self.publish_sets(plan, works)
    }

    /// What happens to one brief; a defect met on the way ends that brief alone.
    pub(crate) fn brief(
        &self,
        index: usize,
        brief: &Brief<'_>,
        make: impl FnOnce(&mut Work) -> Result<Option<Published>, Failure>,
    ) -> Work {
        let mut work = Work {
            outcome: Outcome {
                brief: index,
                result: Ok(None),
                warnings: Diagnostics::new(),
                why: Vec::new(),
                learned: None,
            },
            staged: None,
        };
        if self.without.contains(&brief.report.id) {
            work.outcome.result = Err(Failure::LeftOut);
        } else {
            let made = catch_unwind(AssertUnwindSafe(|| make(&mut work)));
            work.outcome.result = made.unwrap_or_else(|panic| {
                let said = panic
                    .downcast_ref::<&str>()
                    .map(|text| (*text).to_owned())
                    .or_else(|| panic.downcast_ref::<String>().cloned())
                    .unwrap_or_else(|| "it did not say why".to_owned());
                Err(Failure::Defect(said))
            });
        }
        let ok = work.outcome.result.is_ok();
        self.progress.event(Event::Done { folder: &brief.folder(), ok });
        work
    }

    /// Makes a brief and publishes it, or leaves it staged for its set; leaves the edition there is
    /// where nothing would change.
    fn make(
        &self,
        brief: &Brief<'_>,
        results: &IndexMap<Slug, MetricResult>,
        dataset: &Indexed<'_>,
        work: &mut Work,
    ) -> Result<Option<Published>, Failure> {
        let Some(target) = &self.target else {
            let rendered = self.document(brief, results, dataset, self.date)?;
            self.files(brief, &rendered, results, work)?;
            return Ok(None);
        };
        let found = target.publisher.misplaced(brief).map_err(Failure::World)?;
        if let Some(mistake) = found {
            return Err(Failure::Mistakes(std::iter::once(mistake).collect()));
        }
        // Before anything is published there: a copy in place of the link may be all that is left.
        target.publisher.restore_link(&brief.folder()).map_err(Failure::World)?;
        let standing = target.publisher.standing(&brief.folder(), &brief.edition());
        let standing = standing.map_err(Failure::World)?;
        let made_with = target.made_from.made_with(brief);
        let key = |sha256: &str| target.made_from.key(brief, sha256, &made_with);
        let mut rendered = None;
        // What stands is compared as of its own date.
        if let Some(standing) = &standing
            && !target.force
            && standing.damage.is_none()
            && standing.manifest.audit_warnings == 0
            && !becomes_own(standing, brief)
        {
            let date = if target.is_date_fixed { self.date } else { standing.manifest.date };
            let found = self.document(brief, results, dataset, date)?;
            let sha256 = made_from::document_sha256(&found.document);
            let key = key(&sha256);
            if standing.manifest.content_key == key || target.record.knows(&standing.path(), &key) {
                let mut mistakes = Diagnostics::new();
                self.judge(found.warnings, &mut mistakes, &mut work.outcome.warnings);
                if !mistakes.is_empty() {
                    return Err(Failure::Mistakes(mistakes));
                }
                let left = target.publisher.leave(standing);
                return left.map(Some).map_err(Failure::World);
            }
            // What says the same is only made otherwise: by another engine, in another format.
            let says_the_same = standing.manifest.document_sha256 == sha256;
            rendered = (date == self.date || says_the_same).then_some(found);
        }
        let rendered = match rendered {
            Some(rendered) => rendered,
            None => self.document(brief, results, dataset, self.date)?,
        };
        let Made { files, facts, audit_warnings } = self.files(brief, &rendered, results, work)?;

        let document = &rendered.document;
        let document_sha256 = made_from::document_sha256(document);
        let manifest = Manifest {
            report: brief.report.id.to_string(),
            key: brief.key.as_ref().map(|key| key.value.clone()),
            title: document.meta.title.clone(),
            edition: brief.edition(),
            period: brief.period.to_string(),
            date: document.meta.date,
            as_of: brief.as_of,
            overrides: brief.overrides.iter().map(|option| option.as_str().to_owned()).collect(),
            previous: None,
            engine: target.made_from.engine.name.clone(),
            content_key: key(&document_sha256),
            document_sha256,
            made_with,
            theme: brief.theme.name.clone(),
            parameters: brief
                .parameters
                .iter()
                .map(|(name, value)| (name.clone(), value.to_string()))
                .collect(),
            counts: made_from::counts(&facts),
            audit_warnings,
            inputs: target.made_from.inputs(brief, self.environment, dataset, &facts),
            files: files
                .iter()
                .map(|(name, bytes)| (name.clone(), ManifestFile::of(bytes)))
                .collect(),
        };
        let has_edition = || target.publisher.has_edition(&brief.folder(), &brief.edition());
        let has_edition = standing.is_none() && has_edition().map_err(Failure::World)?;
        work.outcome.why = match &standing {
            None if has_edition => {
                vec!["the manifest of what is there cannot be read".to_owned()]
            }
            None => vec!["not published yet".to_owned()],
            Some(standing) => {
                let before = target.publisher.facts(standing);
                let difference = before.map(|before| {
                    let ids = before.claims.iter().map(|claim| claim.id.as_str());
                    let known = ids.filter(|id| dataset.claim_of(id).is_some());
                    let known = known.map(str::to_owned).collect();
                    Difference::between_known(&before, &facts, &known)
                });
                reasons(standing, &manifest, difference.as_ref(), target.force)
            }
        };
        if let Some(standing) = &standing
            && standing.damage.is_none()
            && standing.manifest.files == manifest.files
            && !becomes_own(standing, brief)
        {
            work.outcome.learned = Some((standing.path(), manifest.content_key));
            return target.publisher.leave(standing).map(Some).map_err(Failure::World);
        }
        let staged = target.publisher.stage(&brief.folder(), manifest, &files, standing.as_ref());
        let staged = staged.map_err(Failure::World)?;
        if target.set(brief.report).is_some() {
            work.staged = Some(staged);
            return Ok(None);
        }
        target.publisher.publish(staged).map(Some).map_err(Failure::World)
    }

    /// The document of a brief, from which its files are made.
    pub(crate) fn document(
        &self,
        brief: &Brief<'_>,
        results: &IndexMap<Slug, MetricResult>,
        dataset: &Indexed<'_>,
        date: Date,
    ) -> Result<Rendered, Failure> {
        let input = BriefInput {
            report: brief.report,
            dataset,
            results,
            period: brief.period,
            key: brief.key.as_ref().map(|key| (key.dimension, key.value.clone())),
            parameters: &brief.parameters,
            edition: &brief.edition(),
            date,
            publisher: &self.project.settings.publisher,
        };
        self.environment.render(&input).map_err(Failure::Mistakes)
    }

    /// The files of a brief, read back by the auditor.
    fn files(
        &self,
        brief: &Brief<'_>,
        rendered: &Rendered,
        results: &IndexMap<Slug, MetricResult>,
        work: &mut Work,
    ) -> Result<Made, Failure> {
        let warnings = &mut work.outcome.warnings;
        let mut mistakes = Diagnostics::new();
        self.judge(rendered.warnings.iter().cloned(), &mut mistakes, warnings);

        let document = &rendered.document;
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
                Err(error) => mistakes.extend(self.located(brief, output.name(), &error)),
            }
        }
        let before = warnings.len();
        // Whatever a project wants checked: a mark is no matter of taste.
        mistakes.extend(marks(brief, document, &files));
        if mistakes.is_empty() {
            let environment = self.environment;
            let audited = self.auditor.map(|auditor| {
                auditor.brief(brief, environment, document, results, &files, self.files)
            });
            self.judge(audited.into_iter().flatten(), &mut mistakes, warnings);
        }
        if !mistakes.is_empty() {
            return Err(Failure::Mistakes(mistakes));
        }
        // Beside every brief, whatever outputs its report names: no output of choice, since no
        // figure is published without its evidence.
        let facts = Facts::of(document);
        if let Some(mistake) = self.dated_before(brief, &facts) {
            return Err(Failure::Mistakes(std::iter::once(mistake).collect()));
        }
        files.push((briefing_facts::FILE.to_owned(), facts.to_json()));
        Ok(Made { files, facts, audit_warnings: warnings.len() - before })
    }

    /// That an edition is dated before something that it cites was published or corrected: its date
    /// is the day that its data are of. One as of a day knows nothing later.
    fn dated_before(&self, brief: &Brief<'_>, facts: &Facts) -> Option<Diagnostic> {
        let date = facts.brief.date;
        let published = facts.sources.iter().map(|source| {
            let day = source.published.unwrap_or(source.accessed);
            (day, format!("`{}`, published on {day}", source.id))
        });
        let corrections = self.project.dataset.corrections.values();
        let corrected = corrections
            .filter(|correction| facts.claim(&correction.claim).is_some())
            .map(|found| (found.date, format!("`{}`, corrected on {}", found.claim, found.date)));
        let latest = published.chain(corrected).max_by(|one, other| one.0.cmp(&other.0));
        let (_, cited) = latest.filter(|(day, _)| brief.as_of.is_none() && *day > date)?;
        let message = format!("`{}` would be dated {date}, and cites {cited}", brief.folder());
        Some(
            Diagnostic::error(codes::DATED_BEFORE, Span::NONE, message)
                .hint(format!("`--as-of {date}` makes what could be said on that day"))
                .hint("without `--date`, an edition has the day that its data are of"),
        )
    }

    /// Publishes what was staged, each set of it if nothing of the set has failed.
    fn publish_sets(&self, plan: &Plan<'_>, works: Vec<Work>) -> Vec<Outcome> {
        let Some(target) = &self.target else {
            return works.into_iter().map(|work| work.outcome).collect();
        };
        let set = |outcome: &Outcome| target.set(plan.briefs[outcome.brief].report);
        let mut failed: BTreeSet<&str> = works
            .iter()
            .filter(|work| work.outcome.result.is_err())
            .filter_map(|work| set(&work.outcome))
            .collect();
        if target.all_or_nothing && !self.without.is_empty() {
            failed.insert(WHOLE_RUN);
        }
        let mut outcomes = Vec::with_capacity(works.len());
        let mut sets: BTreeMap<&str, (Vec<usize>, Vec<Staged>)> = BTreeMap::new();
        for Work { mut outcome, staged } in works {
            if let (Some(staged), Some(set)) = (staged, set(&outcome)) {
                if failed.contains(set) {
                    outcome.result = Err(Failure::HeldBack);
                } else {
                    let path = staged.path();
                    outcome.result = Ok(Some(Published { path, is_new: true }));
                    let set = sets.entry(set).or_default();
                    set.0.push(outcomes.len());
                    set.1.push(staged);
                }
            }
            outcomes.push(outcome);
        }
        for (members, staged) in sets.into_values() {
            if let Err(error) = target.publisher.publish_together(staged) {
                for (place, index) in members.into_iter().enumerate() {
                    // Said once for all of them.
                    outcomes[index].result = Err(match place {
                        0 => Failure::World(PublishError::again(&error)),
                        _ => Failure::HeldBack,
                    });
                }
            }
        }
        outcomes
    }
}

/// The name of the set that all editions of a run are: no report can have it.
const WHOLE_RUN: &str = "";

impl Target<'_> {
    /// The set that editions of a report appear with; `None` where each appears by itself.
    fn set<'r>(&self, report: &'r Report) -> Option<&'r str> {
        match (self.all_or_nothing, report.publish) {
            (true, _) => Some(WHOLE_RUN),
            (false, Publish::AllOrNothing) => Some(report.id.as_str()),
            (false, Publish::KeepGoing) => None,
        }
    }
}

/// One brief on its way.
pub(crate) struct Work {
    pub(crate) outcome: Outcome,
    /// Its edition, where it waits for others.
    staged: Option<Staged>,
}

/// The files of a brief.
struct Made {
    files: Vec<(String, Vec<u8>)>,
    facts: Facts,
    audit_warnings: usize,
}

/// Whether what was asked for by options before is by now what the report says by itself. It is
/// published again, as an edition that can be the current one.
fn becomes_own(standing: &Standing, brief: &Brief<'_>) -> bool {
    !standing.manifest.overrides.is_empty() && brief.overrides.is_empty()
}

/// Why a brief is made though there is an edition of it.
fn reasons(
    standing: &Standing,
    manifest: &Manifest,
    difference: Option<&Difference>,
    force: bool,
) -> Vec<String> {
    if let Some(damage) = &standing.damage {
        return vec![damage.clone()];
    }
    let mut reasons = Vec::new();
    if manifest.overrides.is_empty() && !standing.manifest.overrides.is_empty() {
        reasons.push("it was made by options, and is what the report says now".to_owned());
    }
    reasons.extend(made_from::why(&standing.manifest, manifest, difference));
    if !reasons.is_empty() {
        return reasons;
    }
    if standing.manifest.date != manifest.date {
        reasons.push(format!("dated {}, was {}", manifest.date, standing.manifest.date));
    }
    if standing.manifest.audit_warnings > 0 {
        reasons.push("it was published with warnings of the audit".to_owned());
    }
    if force {
        reasons.push("it was asked for by `--force`".to_owned());
    }
    if reasons.is_empty() {
        reasons.push("names or notes that it prints have changed".to_owned());
    }
    reasons
}

impl Renderer<'_> {
    /// Tells what stops a brief from what should be looked at, as the project has it.
    pub(crate) fn judge(
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

    /// An output's mistakes at the place that can mend them: the theme's file, or where a character
    /// was written that cannot be shown, else the template.
    fn located(
        &self,
        brief: &Brief<'_>,
        output: &str,
        error: &OutputError,
    ) -> impl Iterator<Item = Diagnostic> {
        error.mistakes.iter().map(move |mistake| {
            let theme = &brief.theme.name;
            let place = mistake.theme.as_ref().and_then(|(name, line, column)| {
                let file = self.files.find(&format!("reports/themes/{theme}/{name}"))?;
                self.files.word_at(file, *line, *column)
            });
            let written = || {
                let near = mistake.near.as_deref()?;
                mistake.character.and_then(|character| origin::of(character, near, self.files))
            };
            let place = place.or_else(written);
            let diagnostic = match (place, &mistake.theme) {
                // In the theme or the data, whichever brief it is met in first.
                (Some(place), _) => Diagnostic::error(codes::OUTPUT, place, &mistake.message),
                (None, theme_place) => {
                    let message = format!("`{}` as {output}: {}", brief.folder(), mistake.message);
                    let message = match theme_place {
                        Some((name, line, column)) => {
                            format!("{message} (theme `{theme}`, {name}:{line}:{column})")
                        }
                        None => message,
                    };
                    Diagnostic::error(codes::OUTPUT, brief.report.template.span, message)
                }
            };
            let near = mistake.near.as_ref().map(|near| format!("it stands in `{near}`"));
            near.into_iter().chain(mistake.hints.iter().cloned()).fold(diagnostic, Diagnostic::hint)
        })
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

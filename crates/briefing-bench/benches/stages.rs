//! Each stage of a build by itself, and the whole build, on generated projects in memory.
//!
//! Divan and not Criterion: what is measured takes from milliseconds to seconds, so that the
//! statistics of many short samples say nothing; it takes the number of briefs as an argument and
//! prints items a second; and it brings a dozen crates less.

use std::collections::BTreeMap;
use std::sync::{Arc, Mutex, OnceLock, PoisonError};

use briefing_bench::generator::{Size, archive, dataset, files};
use briefing_evidence::{Archive, Archived, Tolerances};
use briefing_loader::{Loaded, Memory, Project, Snapshot, load};
use briefing_metrics::Columns;
use briefing_model::diagnostic::{Diagnostics, Files};
use briefing_model::document::Document;
use briefing_model::limits::Limits;
use briefing_model::source::Source;
use briefing_plugin::{Output, OutputInput, Registry};
use briefing_reporter::{
    Computed, Engine, Event, MadeFrom, Plan, Progress, Publisher, Record, Renderer, Request,
    Target, compute, data_date, plan,
};
use briefing_template::{BriefInput, Environment, Indexed, TemplateFiles};
use divan::Bencher;
use divan::counter::ItemsCount;
use rayon::prelude::*;

fn main() {
    divan::main();
}

/// A generated project in memory, and what the stages make of it.
struct Made {
    world: Memory,
    registry: Registry,
    project: Project,
    environment: Environment,
    columns: Columns,
}

impl Made {
    fn new(briefs: usize) -> Self {
        let world = files(Size::of_briefs(briefs, 1))
            .fold(Memory::new(), |world, (path, text)| world.with(&path, text));
        let registry = registry();
        let Loaded { project, files, diagnostics } = load(&world, &registry).expect("it loads");
        clean(&diagnostics);
        let environment = environment(&project, &files, &registry);
        let columns = Columns::new(&project.dataset);
        Self { world, registry, project, environment, columns }
    }

    /// Made once for each number of briefs, and kept.
    fn of(briefs: usize) -> &'static Self {
        static KEPT: Mutex<BTreeMap<usize, &'static Made>> = Mutex::new(BTreeMap::new());
        let mut kept = KEPT.lock().unwrap_or_else(PoisonError::into_inner);
        kept.entry(briefs).or_insert_with(|| Box::leak(Box::new(Self::new(briefs))))
    }

    fn plan(&self, report: &str) -> Plan<'_> {
        let reports = vec![report.parse().expect("a slug")];
        let request = Request { reports, ..Request::default() };
        let (plan, found) = plan(&self.project, &self.columns, &self.registry, &request);
        clean(&found);
        plan
    }

    fn compute(&self, plan: &Plan<'_>) -> Computed {
        let (computed, found) = compute(&self.project, &self.columns, &self.registry, plan);
        clean(&found);
        computed
    }

    fn documents(&self, plan: &Plan<'_>, computed: &Computed) -> Vec<Document> {
        let date = data_date(&self.project).expect("there are sources");
        let dataset = Indexed::new(&self.project.dataset);
        plan.briefs
            .par_iter()
            .enumerate()
            .map(|(index, brief)| {
                let input = BriefInput {
                    report: brief.report,
                    dataset: &dataset,
                    results: computed.brief(index),
                    period: brief.period,
                    key: brief.key.as_ref().map(|key| (key.dimension, key.value.clone())),
                    parameters: &brief.parameters,
                    edition: &brief.edition(),
                    date,
                    publisher: &self.project.settings.publisher,
                };
                let rendered = self.environment.render(&input);
                rendered.unwrap_or_else(|found| panic!("{found:?}")).document
            })
            .collect()
    }
}

fn registry() -> Registry {
    let mut registry = Registry::new();
    for register_all in [
        briefing_loader::register_all,
        briefing_metrics::register_all,
        briefing_template::register_all,
        briefing_output_html::register_all,
        briefing_output_pdf::register_all,
        briefing_output_data::register_all,
    ] {
        register_all(&mut registry).expect("names are distinct");
    }
    registry
}

fn environment(project: &Project, files: &Files, registry: &Registry) -> Environment {
    let templates =
        TemplateFiles { templates: project.templates.clone(), partials: project.partials.clone() };
    let (environment, found) = Environment::new(&templates, files, registry);
    clean(&found);
    environment
}

fn clean(found: &Diagnostics) {
    assert!(!found.has_errors(), "{found:?}");
}

const BRIEFS: [usize; 2] = [100, 1_000];

#[divan::bench(args = BRIEFS, sample_count = 10, sample_size = 1)]
fn a_load(bencher: Bencher<'_, '_>, briefs: usize) {
    let made = Made::of(briefs);
    bencher
        .counter(ItemsCount::new(briefs))
        .bench(|| load(&made.world, &made.registry).expect("it loads"));
}

/// Claims against their words, the archived copies of their sources, and each other: a part of
/// loading, by itself, for more claims than a hand types.
#[divan::bench(args = [10_000, 100_000], sample_count = 5, sample_size = 1)]
fn a_check(bencher: Bencher<'_, '_>, claims: usize) {
    let made = dataset(Size { briefs: 0, claims, seed: 1 });
    let copies = archive(&made);
    bencher.counter(ItemsCount::new(claims)).with_inputs(|| made.clone()).bench_values(
        |mut dataset| {
            let mut open = |source: &Source| match copies.get(&source.id) {
                Some(text) => Archive::Text(Archived::new(text.clone())),
                None => Archive::Missing,
            };
            briefing_evidence::check(&mut dataset, &mut open, &Tolerances::default())
        },
    );
}

#[divan::bench(args = BRIEFS, sample_count = 10, sample_size = 1)]
fn b_columns(bencher: Bencher<'_, '_>, briefs: usize) {
    let made = Made::of(briefs);
    bencher.counter(ItemsCount::new(briefs)).bench(|| Columns::new(&made.project.dataset));
}

#[divan::bench(args = BRIEFS, sample_count = 10, sample_size = 1)]
fn c_plan(bencher: Bencher<'_, '_>, briefs: usize) {
    let made = Made::of(briefs);
    bencher.counter(ItemsCount::new(briefs)).bench(|| made.plan("brief").briefs.len());
}

#[divan::bench(args = BRIEFS, sample_count = 10, sample_size = 1)]
fn d_compute(bencher: Bencher<'_, '_>, briefs: usize) {
    let made = Made::of(briefs);
    let plan = made.plan("brief");
    bencher.counter(ItemsCount::new(briefs)).bench(|| made.compute(&plan));
}

#[divan::bench(args = BRIEFS, sample_count = 10, sample_size = 1)]
fn e_render(bencher: Bencher<'_, '_>, briefs: usize) {
    let made = Made::of(briefs);
    let plan = made.plan("brief");
    let computed = made.compute(&plan);
    bencher.counter(ItemsCount::new(briefs)).bench(|| made.documents(&plan, &computed));
}

/// The documents of a report's briefs with their theme, made once.
fn documents(report: &'static str) -> &'static (Vec<Document>, Arc<briefing_plugin::Theme>) {
    static BRIEF: OnceLock<(Vec<Document>, Arc<briefing_plugin::Theme>)> = OnceLock::new();
    static PAGE: OnceLock<(Vec<Document>, Arc<briefing_plugin::Theme>)> = OnceLock::new();
    let kept = if report == "page" { &PAGE } else { &BRIEF };
    kept.get_or_init(|| {
        let made = Made::of(100);
        let plan = made.plan(report);
        let theme = Arc::clone(&plan.briefs[0].theme);
        let documents = made.documents(&plan, &made.compute(&plan));
        (documents, theme)
    })
}

/// A hundred briefs as files of one kind, with all that goes before and after a batch.
#[divan::bench(
    args = [("html", "brief"), ("md", "brief"), ("json", "brief"), ("csv", "brief"), ("pdf", "brief"), ("pdf", "page")],
    sample_count = 10,
    sample_size = 1
)]
fn f_output(bencher: Bencher<'_, '_>, (output, report): (&'static str, &'static str)) {
    let (documents, theme) = documents(report);
    let registry = registry();
    let output: &Arc<dyn Output> = registry.output(output).expect("it is shipped");
    bencher.counter(ItemsCount::new(documents.len())).bench(|| {
        output.begin(documents.len());
        let write = |document| output.write(&OutputInput::new(document, theme)).expect("it writes");
        let sizes: Vec<usize> =
            documents.par_iter().map(|document| write(document).len()).collect();
        output.settle();
        sizes
    });
}

struct Silence;

impl Progress for Silence {
    fn event(&self, _event: Event<'_>) {}
}

/// From files in memory to editions on the disk, in the formats that the report asks for.
#[divan::bench(args = [100], sample_count = 5, sample_size = 1)]
fn g_build(bencher: Bencher<'_, '_>, briefs: usize) {
    let world = &Made::of(briefs).world;
    bencher
        .counter(ItemsCount::new(briefs))
        .with_inputs(|| tempfile::tempdir().expect("a folder"))
        .bench_values(|out| {
            let registry = registry();
            let snapshot = Snapshot::take(world.clone(), "data/archive", &Limits::default())
                .expect("it can be read");
            let Loaded { project, files, diagnostics } =
                load(&snapshot, &registry).expect("it loads");
            clean(&diagnostics);
            let environment = environment(&project, &files, &registry);
            let columns = Columns::new(&project.dataset);
            let reports = vec!["brief".parse().expect("a slug")];
            let request = Request { reports, ..Request::default() };
            let (plan, _) = plan(&project, &columns, &registry, &request);
            let (computed, _) = compute(&project, &columns, &registry, &plan);
            let publisher =
                Publisher::new(out.path().to_owned(), "a benchmark").expect("it can be written to");
            let date = data_date(&project).expect("there are sources");
            let renderer = Renderer {
                auditor: None,
                project: &project,
                files: &files,
                environment: &environment,
                date,
                target: Some(Target {
                    publisher: &publisher,
                    made_from: MadeFrom {
                        engine: &Engine { name: "a benchmark".to_owned(), build: String::new() },
                        hashes: snapshot.hashes(),
                        files: &files,
                    },
                    record: &Record::default(),
                    is_date_fixed: false,
                    force: false,
                    all_or_nothing: false,
                }),
                without: &std::collections::BTreeSet::new(),
                progress: &Silence,
            };
            let outcomes = renderer.run(&plan, &computed);
            assert!(outcomes.iter().all(|outcome| outcome.result.is_ok()));
            out
        });
}

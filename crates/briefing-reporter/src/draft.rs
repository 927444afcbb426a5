//! Briefs as they would be built now, as far as their figures go: nothing is written.

use briefing_facts::Facts;
use briefing_model::diagnostic::Diagnostics;
use briefing_template::Indexed;
use rayon::prelude::*;

use crate::compute::Computed;
use crate::plan::Plan;
use crate::render::{Event, Failure, Outcome, Renderer};

impl Renderer<'_> {
    /// The facts of every brief as it would be built, in the order of the plan; none of a brief that
    /// could not be made. No output is made, so that what only an output would find is not found.
    /// Runs on the current rayon pool.
    #[must_use]
    pub fn drafts(&self, plan: &Plan<'_>, computed: &Computed) -> Vec<(Outcome, Option<Facts>)> {
        self.progress.event(Event::Began { briefs: plan.briefs.len() });
        let dataset = Indexed::new(&self.project.dataset);
        let briefs = plan.briefs.par_iter().enumerate();
        let drafts = briefs.map(|(index, brief)| {
            let mut facts = None;
            let work = self.brief(index, brief, |work| {
                let results = computed.brief(index);
                let rendered = self.document(brief, results, &dataset, self.date)?;
                let mut mistakes = Diagnostics::new();
                self.judge(rendered.warnings, &mut mistakes, &mut work.outcome.warnings);
                if !mistakes.is_empty() {
                    return Err(Failure::Mistakes(mistakes));
                }
                facts = Some(Facts::of(&rendered.document));
                Ok(None)
            });
            (work.outcome, facts)
        });
        drafts.collect()
    }
}

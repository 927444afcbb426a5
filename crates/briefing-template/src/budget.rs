//! How much rendering a template may do: partials that call partials, and lists within lists,
//! multiply.
//!
//! The engine itself has no limits, but helpers that are registered for one rendering. Before a
//! template is given to it, each call of a partial and each `{{#each}}` is put into a block of the
//! helper [`METER`], which counts the steps that follow and the bytes that are printed, and ends the
//! rendering with an error when a limit is reached.

use std::io;
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Arc, OnceLock};

use briefing_model::limits::{Limit, Limits};
use handlebars::template::{HelperTemplate, TemplateElement};
use handlebars::{
    Context, Handlebars, Helper, HelperDef, HelperResult, Output, RenderContext, RenderError,
    RenderErrorReason, Renderable as _, ScopedJson, Template,
};
use serde_json::Value;

/// The name of the helper that counts. No template can call it: the static check knows no such block.
pub(crate) const METER: &str = "briefing-meter";

/// How many values of JSON are looked at or copied in the time of one step.
const VALUES_A_STEP: u64 = 8;

/// What is left of the limits on one rendering.
#[derive(Debug)]
pub(crate) struct Budget {
    steps: AtomicU64,
    bytes: AtomicU64,
}

/// That a limit was reached.
#[derive(Debug, thiserror::Error)]
#[error("it goes over the limit `{0}`")]
struct OverLimit(Limit);

impl Budget {
    pub(crate) fn new(limits: &Limits) -> Arc<Self> {
        Arc::new(Self {
            steps: AtomicU64::new(limits.get(Limit::RenderSteps)),
            bytes: AtomicU64::new(limits.get(Limit::RenderedSize)),
        })
    }

    /// The limit that was reached, if one was.
    pub(crate) fn over(&self) -> Option<Limit> {
        let is_spent = |left: &AtomicU64| left.load(Ordering::Relaxed) == 0;
        match () {
            () if is_spent(&self.steps) => Some(Limit::RenderSteps),
            () if is_spent(&self.bytes) => Some(Limit::RenderedSize),
            () => None,
        }
    }

    fn step(&self, steps: u64) -> Result<(), RenderError> {
        spend(&self.steps, steps, Limit::RenderSteps)
            .map_err(|error| RenderErrorReason::NestedError(Box::new(error)).into())
    }

    fn print(&self, text: &str) -> io::Result<()> {
        spend(&self.bytes, text.len() as u64, Limit::RenderedSize).map_err(io::Error::other)
    }
}

/// Takes from what is left; it is used by one thread at a time.
fn spend(left: &AtomicU64, amount: u64, limit: Limit) -> Result<(), OverLimit> {
    let rest = left.load(Ordering::Relaxed).saturating_sub(amount);
    left.store(rest, Ordering::Relaxed);
    if rest == 0 { Err(OverLimit(limit)) } else { Ok(()) }
}

/// Renders a [metered](metered) template with a budget.
pub(crate) fn render(
    template: &Template,
    engine: &Handlebars<'_>,
    context: &Context,
    budget: &Arc<Budget>,
) -> Result<String, RenderError> {
    let mut scope = RenderContext::new(None);
    scope.register_local_helper(METER, Box::new(Meter(Arc::clone(budget))));
    let mut text = Text { text: String::new(), budget };
    template.render(engine, context, &mut scope, &mut text)?;
    Ok(text.text)
}

/// Counts the call of a helper by the size of what it is given.
pub(crate) fn count_call<'reg: 'rc, 'rc>(
    call: &Helper<'rc>,
    engine: &'reg Handlebars<'reg>,
    context: &'rc Context,
    scope: &mut RenderContext<'reg, 'rc>,
) -> Result<(), RenderError> {
    match scope.get_local_helper(METER) {
        Some(meter) => meter.call_inner(call, engine, context, scope).map(|_| ()),
        None => Ok(()),
    }
}

/// What is printed, as long as it may be.
struct Text<'b> {
    text: String,
    budget: &'b Budget,
}

impl Output for Text<'_> {
    fn write(&mut self, text: &str) -> io::Result<()> {
        self.budget.print(text)?;
        self.text.push_str(text);
        Ok(())
    }
}

/// The same on the way into another output: what a partial's block prints is kept by the engine.
struct Counted<'o> {
    out: &'o mut dyn Output,
    budget: &'o Budget,
}

impl Output for Counted<'_> {
    fn write(&mut self, text: &str) -> io::Result<()> {
        self.budget.print(text)?;
        self.out.write(text)
    }
}

/// The helper [`METER`].
struct Meter(Arc<Budget>);

impl HelperDef for Meter {
    /// Counts a helper's call.
    fn call_inner<'reg: 'rc, 'rc>(
        &self,
        call: &Helper<'rc>,
        _: &'reg Handlebars<'reg>,
        _: &'rc Context,
        _: &mut RenderContext<'reg, 'rc>,
    ) -> Result<ScopedJson<'rc>, RenderError> {
        let arguments = call.params().iter().map(|value| size(value.value()));
        let options = call.hash().values().map(|value| size(value.value()));
        self.0.step(1 + arguments.chain(options).sum::<u64>() / VALUES_A_STEP)?;
        Ok(ScopedJson::Missing)
    }

    /// Counts what it is around, as often as it is repeated, and lets it be rendered.
    fn call<'reg: 'rc, 'rc>(
        &self,
        call: &Helper<'rc>,
        engine: &'reg Handlebars<'reg>,
        context: &'rc Context,
        scope: &mut RenderContext<'reg, 'rc>,
        out: &mut dyn Output,
    ) -> HelperResult {
        let Some(inner) = call.template() else { return Ok(()) };
        let times = match call.param(0).map(|list| list.value()) {
            Some(Value::Array(items)) => items.len() as u64,
            Some(Value::Object(entries)) => entries.len() as u64,
            // A partial, which is given a copy of what it is about.
            None if is_partial(inner) => {
                size(scope.evaluate(context, "this")?.as_json()) / VALUES_A_STEP
            }
            _ => 1,
        };
        self.0.step(steps(inner).saturating_mul(times.max(1)))?;
        let mut counted = Counted { out, budget: &self.0 };
        inner.render(engine, context, scope, &mut counted)
    }
}

fn is_partial(template: &Template) -> bool {
    matches!(
        template.elements.as_slice(),
        [TemplateElement::PartialExpression(_) | TemplateElement::PartialBlock(_)]
    )
}

/// How many values a value holds, itself included. What templates are given is never deep.
fn size(value: &Value) -> u64 {
    1 + match value {
        Value::Array(items) => items.iter().map(size).sum(),
        Value::Object(entries) => entries.values().map(size).sum(),
        _ => 0,
    }
}

/// How many elements a template has, without those of the partials that it calls. Blocks within each
/// other have been [counted](crate::check) when the template was read.
pub(crate) fn steps(template: &Template) -> u64 {
    let inner = |inner: &Option<Template>| inner.as_ref().map_or(0, steps);
    let own = template.elements.iter().map(|element| match element {
        TemplateElement::HelperBlock(block) => 1 + inner(&block.template) + inner(&block.inverse),
        TemplateElement::PartialBlock(call) => 1 + inner(&call.template),
        _ => 1,
    });
    own.sum()
}

/// A template in which calls of partials and `{{#each}}` stand in blocks of [`METER`].
pub(crate) fn metered(mut template: Template) -> Template {
    template.elements = template
        .elements
        .into_iter()
        .map(|element| match element {
            TemplateElement::HelperBlock(mut block) => {
                block.template = block.template.take().map(metered);
                block.inverse = block.inverse.take().map(metered);
                if block.name.as_name() != Some("each") {
                    return TemplateElement::HelperBlock(block);
                }
                let list = block.params.first().cloned();
                let mut meter = around(TemplateElement::HelperBlock(block));
                meter.params.extend(list);
                TemplateElement::HelperBlock(Box::new(meter))
            }
            TemplateElement::PartialBlock(mut call) => {
                call.template = call.template.take().map(|inner| {
                    let mapping = inner.mapping.first().cloned();
                    let mut meter = meter();
                    meter.template = Some(metered(inner));
                    let mut outer = Template::new();
                    outer.elements = vec![TemplateElement::HelperBlock(Box::new(meter))];
                    outer.mapping = mapping.into_iter().collect();
                    outer
                });
                let meter = around(TemplateElement::PartialBlock(call));
                TemplateElement::HelperBlock(Box::new(meter))
            }
            element @ TemplateElement::PartialExpression(_) => {
                TemplateElement::HelperBlock(Box::new(around(element)))
            }
            element => element,
        })
        .collect();
    template
}

/// A block of [`METER`] around an element, which has the place of the element.
fn around(element: TemplateElement) -> HelperTemplate {
    let mut inner = Template::new();
    inner.elements = vec![element];
    let mut block = meter();
    block.template = Some(inner);
    block
}

/// An empty block of [`METER`], as the engine's parser makes one.
fn meter() -> HelperTemplate {
    static EMPTY: OnceLock<HelperTemplate> = OnceLock::new();
    let parsed = || {
        let text = format!("{{{{#{METER}}}}}{{{{/{METER}}}}}");
        let template = Template::compile(&text).expect("a template of this file");
        match template.elements.into_iter().next() {
            Some(TemplateElement::HelperBlock(block)) => *block,
            other => unreachable!("a block, found {other:?}"),
        }
    };
    EMPTY.get_or_init(parsed).clone()
}

//! Helpers of the plugin contract as helpers of Handlebars.

use std::collections::BTreeMap;
use std::sync::Arc;

use briefing_plugin::{ArgumentKind, Helper, HelperCall, HelperError, HelperOutput};
use handlebars::{
    Context, Handlebars, HelperDef, RenderContext, RenderError, RenderErrorReason, ScopedJson,
};
use serde_json::Value;

use crate::budget::count_call;
use crate::format::{OPEN, mark};

/// A helper of the plugin contract.
pub(crate) struct Adapter {
    helper: Arc<dyn Helper>,
    needs_arguments: bool,
}

impl Adapter {
    pub(crate) fn new(helper: Arc<dyn Helper>) -> Self {
        let needs_arguments = needs_arguments(&*helper);
        Self { helper, needs_arguments }
    }
}

/// Whether a call without arguments is none.
pub(crate) fn needs_arguments(helper: &dyn Helper) -> bool {
    helper.signature().positional.first().is_some_and(|first| !first.optional)
}

impl HelperDef for Adapter {
    /// Markdown comes out as a text between marks: whatever prints it in the end knows it by them,
    /// be that this expression or another helper that it was an argument of.
    fn call_inner<'reg: 'rc, 'rc>(
        &self,
        call: &handlebars::Helper<'rc>,
        engine: &'reg Handlebars<'reg>,
        context: &'rc Context,
        scope: &mut RenderContext<'reg, 'rc>,
    ) -> Result<ScopedJson<'rc>, RenderError> {
        count_call(call, engine, context, scope)?;
        // A name alone that the helper cannot do with is a path: `{{quote}}` in `{{#each claims}}`.
        if self.needs_arguments && call.params().is_empty() && call.hash().is_empty() {
            let value = scope.evaluate(context, call.name())?;
            return Ok(ScopedJson::Derived(value.as_json().clone()));
        }
        let signature = self.helper.signature();
        let rows: Vec<Option<Value>> = call
            .params()
            .iter()
            .enumerate()
            .map(|(index, argument)| {
                let kind = signature.positional.get(index).map(|argument| &argument.kind);
                let is_absent = argument.value().is_null() && kind == Some(&ArgumentKind::Figure);
                let path = argument.relative_path().filter(|_| is_absent)?;
                row_of(path, |row| Some(scope.evaluate(context, row).ok()?.as_json().clone()))
            })
            .collect();
        let arguments: Vec<&Value> = call
            .params()
            .iter()
            .zip(&rows)
            .map(|(argument, row)| row.as_ref().unwrap_or_else(|| argument.value()))
            .collect();
        let options: BTreeMap<&str, &Value> =
            call.hash().iter().map(|(name, value)| (*name, value.value())).collect();
        check_options(&options).map_err(|error| RenderErrorReason::NestedError(Box::new(error)))?;
        let locale = context.data().pointer("/report/locale").and_then(Value::as_str);
        let call = HelperCall::new(&arguments, &options, locale.unwrap_or("en"));
        let output = self.helper.call(&call);
        let value = match output.map_err(|error| RenderErrorReason::NestedError(Box::new(error)))? {
            HelperOutput::Text(text) => Value::String(text),
            HelperOutput::Value(value) => value,
            HelperOutput::Markdown(markdown) => Value::String(mark(&markdown)),
        };
        Ok(ScopedJson::Derived(value))
    }
}

/// Options are words: they hold no figure, and a caption says something.
fn check_options(options: &BTreeMap<&str, &Value>) -> Result<(), HelperError> {
    for (name, value) in options {
        let Value::String(text) = value else { continue };
        if text.contains(OPEN) {
            let message = format!("`{name}` cannot hold what a helper prints");
            return Err(HelperError::new(message)
                .hint("a caption or note is plain text: put the figure into the text beside it"));
        }
        if matches!(*name, "caption" | "note" | "empty") && text.trim().is_empty() {
            let message = format!("`{name}` is empty");
            return Err(HelperError::new(message).hint("give it words, or leave it out"));
        }
    }
    Ok(())
}

/// The row whose `value` a path leads to. A row without a figure has no value to be printed, but it
/// knows why.
fn row_of(path: &str, evaluate: impl Fn(&str) -> Option<Value>) -> Option<Value> {
    let row = match path.strip_suffix("value")? {
        "" => "this",
        before => before.strip_suffix(['.', '/'])?,
    };
    evaluate(row).filter(|row| row.get("absence").is_some_and(Value::is_string))
}

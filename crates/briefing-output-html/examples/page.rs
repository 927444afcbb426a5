//! Writes a sample brief: `cargo run -p briefing-output-html --example page -- brief.html`.
//!
//! With a second argument, `chinese`, it writes one in Chinese, with a table of many columns; with
//! `constructs`, one with every construct of a document.

use std::error::Error;

use briefing_output_html::Html;
use briefing_plugin::{Output as _, OutputInput, Theme};

#[path = "../tests/support/mod.rs"]
mod support;

fn main() -> Result<(), Box<dyn Error>> {
    let mut arguments = std::env::args().skip(1);
    let path = arguments.next().ok_or("where to? page <file> [chinese|constructs]")?;
    let document = match arguments.next().as_deref() {
        Some("chinese") => support::chinese(),
        Some("constructs") => support::constructs(),
        _ => support::brief(),
    };
    let bytes = Html.write(&OutputInput::new(&document, &Theme::default()))?;
    std::fs::write(path, bytes)?;
    Ok(())
}

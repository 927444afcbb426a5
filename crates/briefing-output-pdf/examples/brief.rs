//! Writes a sample brief: `cargo run -p briefing-output-pdf --example brief -- brief.pdf`.
//!
//! With a second argument, `trials`, it writes what tries a page instead: many rows, many columns,
//! long words.

use std::error::Error;

use briefing_output_pdf::Pdf;
use briefing_plugin::{Output as _, OutputInput, Theme};

#[path = "../tests/sample/mod.rs"]
mod sample;

fn main() -> Result<(), Box<dyn Error>> {
    let mut arguments = std::env::args().skip(1);
    let path = arguments.next().ok_or("where to? sample <file> [trials]")?;
    let document = match arguments.next().as_deref() {
        Some("trials") => sample::trials(),
        _ => sample::brief(),
    };
    let bytes = Pdf.write(&OutputInput::new(&document, &Theme::default()))?;
    std::fs::write(path, bytes)?;
    Ok(())
}

//! Writes a realistic brief, and pages that try the layout, for people to look at.
//!
//! `cargo run -p briefing-output-pdf --example sample -- out/` makes `brief.pdf` and `trials.pdf`.

#[path = "../tests/sample/mod.rs"]
mod sample;

use std::path::PathBuf;

use briefing_output_pdf::Pdf;
use briefing_plugin::{Output as _, OutputInput, Theme};

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let folder = std::env::args_os().nth(1).map_or_else(|| PathBuf::from("."), PathBuf::from);
    let theme = Theme::default();
    for (name, document) in [("brief", sample::brief()), ("trials", sample::trials())] {
        let bytes = Pdf.write(&OutputInput::new(&document, &theme))?;
        std::fs::write(folder.join(name).with_extension("pdf"), bytes)?;
    }
    Ok(())
}

//! Measures what a run of many briefs costs: `cargo run -p briefing-output-pdf --example measure --
//! many|large [count] [batch]`, on `RAYON_NUM_THREADS` threads.

use std::error::Error;
use std::time::Instant;

use briefing_model::document::{Block, Document};
use briefing_output_pdf::Pdf;
use briefing_plugin::{Output as _, OutputInput, Theme};
use rayon::prelude::*;

#[path = "../tests/sample/mod.rs"]
mod sample;

/// A one-page brief that shares no text with the others but its frame.
fn small(number: usize) -> Document {
    let mut document = sample::empty(&format!("Brief number {number}"));
    let rows = (0..20)
        .map(|row| {
            let figure = format!("more than {} billion yuan", number * 31 + row * 7);
            sample::row(&[&format!("Event {number}-{row} 兰州"), "signed", &figure])
        })
        .collect();
    let words = format!("Of what was announced, number {number} was the most notable of all. ");
    document.blocks = vec![
        sample::paragraph(&words.repeat(4)),
        sample::paragraph(&words.repeat(5)),
        sample::paragraph(&words.repeat(6)),
        Block::Table(sample::table("table-1", &["Event", "Status", "Value"], rows)),
    ];
    document
}

/// A table of so many rows and six columns.
fn large(rows: usize) -> Document {
    let mut document = sample::empty("A large table");
    let rows = (0..rows)
        .map(|row| {
            let value = format!("more than {} billion yuan", row * 7);
            let count = (row * 37).to_string();
            sample::row(&[
                &format!("Event {row} of Gansu"),
                "Lanzhou 兰州",
                "signed",
                &count,
                &value,
                "2024",
            ])
        })
        .collect();
    let labels = ["Event", "Place", "Status", "Projects", "Value", "Year"];
    document.blocks = vec![Block::Table(sample::table("table-1", &labels, rows))];
    document
}

fn memory() -> Result<String, Box<dyn Error>> {
    let status = std::fs::read_to_string("/proc/self/status")?;
    let line =
        |name: &str| status.lines().find(|line| line.starts_with(name)).unwrap_or("").to_owned();
    Ok(format!("{}, {}", line("VmRSS"), line("VmHWM")))
}

#[expect(clippy::print_stdout, reason = "what it measures is what it prints")]
fn main() -> Result<(), Box<dyn Error>> {
    let mut arguments = std::env::args().skip(1);
    let mode = arguments.next().unwrap_or_else(|| "many".to_owned());
    let count: usize = arguments.next().map_or(Ok(500), |text| text.parse())?;
    let batch: usize = arguments.next().map_or(Ok(64), |text| text.parse())?;
    let theme = Theme::default();
    let write = |document: &Document| Pdf.write(&OutputInput::new(document, &theme));
    let started = Instant::now();
    write(&small(0))?;
    println!("first: {:.1?}", started.elapsed());
    let started = Instant::now();
    if mode == "large" {
        let size = write(&large(count))?.len();
        println!("{count} rows: {:.1?}, {size} bytes; {}", started.elapsed(), memory()?);
        return Ok(());
    }
    let numbers: Vec<_> = (1..=count).collect();
    for numbers in numbers.chunks(batch) {
        numbers.par_iter().try_for_each(|&number| write(&small(number)).map(drop))?;
        Pdf.settle();
    }
    let each = started.elapsed() / u32::try_from(count)?;
    println!("{count} briefs, settled every {batch}: {each:.2?} a brief; {}", memory()?);
    Ok(())
}

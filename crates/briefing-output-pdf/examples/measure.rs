//! Makes many distinct briefs and prints what they cost.
//!
//! `cargo run --profile bench -p briefing-output-pdf --example measure -- BRIEFS THREADS EVERY`:
//! how many briefs, on how many threads, and after how many of them `settle` is called.

#![expect(clippy::print_stdout, reason = "what was measured is printed")]

#[path = "../tests/sample/mod.rs"]
mod sample;

use std::time::Instant;

use briefing_output_pdf::Pdf;
use briefing_plugin::{Output as _, OutputInput, Theme};
use rayon::prelude::*;

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let mut numbers = std::env::args().skip(1).map(|argument| argument.parse::<usize>());
    let mut number = |default| numbers.next().unwrap_or(Ok(default));
    let (briefs, threads, every) = (number(500)?, number(1)?, number(64)?);
    let theme = Theme::default();
    let pool = rayon::ThreadPoolBuilder::new().num_threads(threads).build()?;
    let all: Vec<usize> = (0..briefs).collect();
    Pdf.begin(briefs);
    let started = Instant::now();
    let mut bytes = 0;
    for batch in all.chunks(every.max(1)) {
        let made = pool.install(|| {
            let make = |&n: &usize| {
                let mut document = sample::brief();
                document.meta.key = Some(format!("cn-{n}"));
                document.meta.title = format!("Industrial transfer events, part {n}");
                document.blocks.push(sample::paragraph(&format!("Brief {n} of {briefs}.")));
                Pdf.write(&OutputInput::new(&document, &theme)).map(|pdf| pdf.len())
            };
            batch.par_iter().map(make).sum::<Result<usize, _>>()
        })?;
        bytes += made;
        Pdf.settle();
    }
    let wall = started.elapsed().as_millis();
    println!("{briefs} briefs, {threads} threads, settled every {every}:");
    println!(
        "{wall} ms, {} µs a brief, {} bytes a brief",
        wall * 1000 / briefs as u128,
        bytes / briefs
    );
    println!("processor: {} ms; most memory: {}", processor_ms()?, most_memory()?);
    Ok(())
}

/// What all threads have worked so far, in milliseconds; clocks of Linux tick a hundred times a
/// second.
fn processor_ms() -> Result<u64, Box<dyn std::error::Error>> {
    let stat = std::fs::read_to_string("/proc/self/stat")?;
    let after_name = stat.rsplit(')').next().unwrap_or_default();
    let ticks = after_name.split_whitespace().skip(11).take(2).map(str::parse::<u64>);
    Ok(ticks.sum::<Result<u64, _>>()? * 10)
}

fn most_memory() -> Result<String, Box<dyn std::error::Error>> {
    let status = std::fs::read_to_string("/proc/self/status")?;
    let line = status.lines().find_map(|line| line.strip_prefix("VmHWM:"));
    Ok(line.unwrap_or("not known").trim().to_owned())
}

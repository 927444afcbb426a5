//! `briefing explain`: the long form of a message.

use briefing_model::diagnostic::CodePage;
use serde_json::json;

use crate::arguments::Explain;
use crate::exit::Exit;
use crate::formats::Format;
use crate::session::unknown;
use crate::terminal::Terminal;

/// The pages of every crate, in the order of their codes.
pub(crate) fn pages() -> Vec<&'static CodePage> {
    let mut pages: Vec<&CodePage> = [
        briefing_loader::codes::PAGES,
        briefing_evidence::codes::PAGES,
        briefing_metrics::codes::PAGES,
        briefing_template::codes::PAGES,
        briefing_reporter::codes::PAGES,
        briefing_reporter::lint::codes::PAGES,
    ]
    .into_iter()
    .flatten()
    .collect();
    pages.sort_by_key(|page| page.code);
    pages
}

/// Prints the page of a code, or the list of codes.
pub(crate) fn run(options: &Explain, terminal: &Terminal) -> anyhow::Result<Exit> {
    let pages = pages();
    let value =
        |page: &CodePage| json!({ "code": page.code, "title": page.title, "page": page.page });
    let Some(code) = &options.code else {
        if terminal.format == Format::Json {
            terminal.json(&pages.iter().map(|page| value(page)).collect())?;
        } else {
            let list: String =
                pages.iter().map(|page| format!("{}  {}\n", page.code.0, page.title)).collect();
            terminal.print(&list)?;
        }
        return Ok(Exit::Done);
    };
    let Some(page) = pages.iter().find(|page| page.code.0.eq_ignore_ascii_case(code)) else {
        return Err(unknown("code", code, pages.iter().map(|page| page.code.0)));
    };
    if terminal.format == Format::Json {
        terminal.json(&value(page))?;
    } else {
        terminal.print(&format!(
            "{}: {}\n\n{}\n",
            page.code.0,
            page.title,
            page.page.trim_end()
        ))?;
    }
    Ok(Exit::Done)
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::*;

    #[test]
    fn every_code_has_one_page() {
        let mut seen = BTreeSet::new();
        for page in pages() {
            assert!(seen.insert(page.code), "{} has two pages", page.code.0);
            assert!(!page.title.is_empty() && !page.page.is_empty(), "{}", page.code.0);
        }
    }
}

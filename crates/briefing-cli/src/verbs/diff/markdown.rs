//! A comparison as Markdown for the comment of a pull request.
//!
//! GitHub takes comments of 65,536 characters, lets HTML through, and sends mail to whoever is
//! `@mentioned`: what comes from data is text here, whatever is in it.

use std::collections::BTreeSet;

use briefing_diff::{ClaimChange, Evidence, FactChange, Key, Kind};
use briefing_facts::Fact;
use briefing_model::link::is_address;
use briefing_reporter::{Compared, Said};
use briefing_template::words::{self, difference as word};

/// How many characters a comment may have, with room for what others put around it.
const FULL: usize = 60_000;

/// How many figures of a brief are named where there are too many for a comment.
const SHORT: usize = 20;

/// The comment: a line that sums it up, a table a brief, and the evidence folded away. Where that is
/// too long, without the evidence, and then without all rows but the first. `failed` are briefs that
/// mistakes of the project stop.
pub(crate) fn comment(compared: &[Compared], failed: &BTreeSet<String>) -> String {
    let lengths = [(usize::MAX, true), (usize::MAX, false), (SHORT, false)];
    let mut written = lengths
        .into_iter()
        .map(|(rows, with_evidence)| write(compared, failed, rows, with_evidence));
    let first = written.next().unwrap_or_default();
    if first.chars().count() <= FULL {
        return first;
    }
    let shorter: Vec<String> = written.collect();
    let fits = shorter.iter().find(|text| text.chars().count() <= FULL);
    fits.or(shorter.last()).cloned().unwrap_or_default()
}

fn write(
    compared: &[Compared],
    failed: &BTreeSet<String>,
    rows: usize,
    with_evidence: bool,
) -> String {
    let mut out = format!("{}\n", summary(compared));
    for one in compared.iter().filter(|one| one.differs()) {
        brief(one, rows, with_evidence, &mut out);
    }
    if !with_evidence {
        out.push_str("\nThis is not all: `briefing diff` prints every figure with its evidence.\n");
    }
    let same: Vec<&Compared> = compared.iter().filter(|one| !one.differs()).collect();
    if !failed.is_empty() {
        let names: Vec<String> = failed.iter().map(|name| code(name)).collect();
        let names = names.join(", ");
        out.push_str(&format!("\nNot compared, since the project has mistakes: {names}.\n"));
    }
    if !same.is_empty() && compared.len() > 1 {
        let names: Vec<String> = same.iter().map(|one| code(&one.brief)).collect();
        out.push_str(&format!("\nNo difference: {}.\n", names.join(", ")));
    }
    out
}

/// "**2 of 12 briefs differ: 3 figures changed, 1 is new**".
fn summary(compared: &[Compared]) -> String {
    let differing = compared.iter().filter(|one| one.differs()).count();
    let of = |count: fn(&briefing_diff::Difference) -> usize| -> usize {
        compared.iter().filter_map(|one| one.difference.as_ref()).map(count).sum()
    };
    let (changed, added, gone) = (of(|d| d.changed()), of(|d| d.added()), of(|d| d.gone()));
    let counts = words::difference_counts(changed, added, gone, 0, "en");
    let colon = if counts.is_empty() { "" } else { ": " };
    let verb = if compared.len() == 1 { "brief differs" } else { "briefs differ" };
    match (differing, compared.len()) {
        (_, 0) => "**No brief could be compared.**".to_owned(),
        (0, 1) => "**No difference in the brief.**".to_owned(),
        (0, all) => format!("**No difference in {all} briefs.**"),
        (1, 1) => format!("**The brief differs{colon}{counts}**"),
        (some, all) => format!("**{some} of {all} {verb}{colon}{counts}**"),
    }
}

fn brief(one: &Compared, rows: usize, with_evidence: bool, out: &mut String) {
    let locale = one.language();
    out.push_str(&format!("\n### {}\n\n", escaped(one.title())));
    let side = |side: &Said| match side.is_draft {
        true => format!("{}, {}", side.called(locale), side.facts.brief.date),
        false => format!("{}, {}", code(&side.name), side.facts.brief.date),
    };
    let (Some(difference), Some(before), Some(after)) = (&one.difference, &one.before, &one.after)
    else {
        let id = if one.before.is_none() { "brief-added" } else { "brief-gone" };
        out.push_str(&format!("{} ({})\n", word(id, locale), code(&one.brief)));
        return;
    };
    let counts = words::difference_counts(
        difference.changed(),
        difference.added(),
        difference.gone(),
        difference.same.len(),
        locale,
    );
    out.push_str(&format!("{} → {}  \n{counts}\n", side(before), side(after)));
    let none = || word("none", locale).to_owned();
    let is_named = |key| matches!(key, Key::Edition | Key::Date | Key::AsOf);
    for altered in difference.edition.iter().filter(|altered| !is_named(altered.key)) {
        let [was, is] =
            [&altered.before, &altered.after].map(|text| text.clone().unwrap_or_else(none));
        let name = word(altered.key.as_str(), locale);
        out.push_str(&format!("- {name}: {} → {}\n", escaped(&was), escaped(&is)));
    }
    for change in &difference.sources {
        let id = match (&change.before, &change.after) {
            (None, _) => "source-added",
            (_, None) => "source-gone",
            _ => "source-changed",
        };
        let Some(source) = change.after.as_ref().or(change.before.as_ref()) else { continue };
        let title = link(&source.title, source.url.as_deref());
        let (name, colon) = (words::difference(id, locale), words::colon(locale));
        let comma = words::comma(locale);
        out.push_str(&format!("- {name}{colon}{title}{comma}{}\n", escaped(&source.publisher)));
    }
    for reason in &difference.claims {
        let ids = reason.claims.iter().filter_map(|change| {
            let side = change.after.as_ref().or(change.before.as_ref())?;
            Some(code(&side.claim.id))
        });
        let ids: Vec<String> = ids.collect();
        let (name, colon) = (Compared::listed(reason, locale), words::colon(locale));
        let more = ids.len().saturating_sub(rows);
        let more = if more > 0 { format!(", … {more} more") } else { String::new() };
        let ids = ids.into_iter().take(rows).collect::<Vec<_>>().join(", ");
        out.push_str(&format!("- {}{colon}{ids}{more}\n", escaped(&name)));
    }
    if difference.facts.is_empty() {
        return;
    }
    let head = ["figure", "before", "after", "change", "why"].map(|id| word(id, locale));
    out.push_str(&format!("\n| {} |\n|---|---|---|---|---|\n", head.join(" | ")));
    for fact in difference.facts.iter().take(rows) {
        out.push_str(&row(fact, locale));
    }
    let left = difference.facts.len().saturating_sub(rows);
    if left > 0 {
        out.push_str(&format!("| … {left} more | | | | |\n"));
    }
    if with_evidence {
        details(&difference.facts, locale, out);
    }
}

fn row(fact: &FactChange, locale: &str) -> String {
    let side = |side: &Option<Fact>| match side {
        Some(fact) => escaped(fact.texts.first().map_or("", String::as_str)),
        None => word("none", locale).to_owned(),
    };
    let reasons: Vec<String> = fact
        .reasons
        .iter()
        .map(|reason| Compared::reason_at_length(fact, reason, locale))
        .collect();
    format!(
        "| {} | {} | {} | {} | {} |\n",
        escaped(fact.label()),
        side(&fact.before),
        side(&fact.after),
        Compared::change(fact, locale),
        reasons.join(words::semicolon(locale)),
    )
}

/// The claims of every fact, folded away; a claim that several facts changed by stands once.
fn details(facts: &[FactChange], locale: &str, out: &mut String) {
    let mut lines: Vec<String> = Vec::new();
    let mut shown: Vec<&ClaimChange> = Vec::new();
    for fact in facts {
        for reason in &fact.reasons {
            let name = Compared::reason(fact, reason, locale);
            let colon = words::colon(locale);
            if let Some([was, is]) = Compared::besides(fact, reason, locale)
                && !Compared::is_short(reason)
            {
                let said = |text: &str| match reason.kind {
                    Kind::DefinitionChanged => code(text),
                    _ => escaped(text),
                };
                let what = escaped(fact.label());
                lines.push(format!(
                    "- **{name}**{colon}{what}{colon}{} → {}",
                    said(&was),
                    said(&is)
                ));
            }
            for claim in &reason.claims {
                if !shown.contains(&claim) {
                    shown.push(claim);
                    lines.push(format!("- **{name}**{colon}{}", claim_line(claim, locale)));
                }
            }
        }
    }
    lines.dedup();
    if !lines.is_empty() {
        let title = words::document(locale).evidence;
        let lines = lines.join("\n");
        out.push_str(&format!("\n<details><summary>{title}</summary>\n\n{lines}\n\n</details>\n"));
    }
}

fn claim_line(change: &ClaimChange, locale: &str) -> String {
    let mut line = String::new();
    if let Some(last) = change.after.as_ref().or(change.before.as_ref()) {
        let (comma, colon) = (words::comma(locale), words::colon(locale));
        let claim = &last.claim;
        let what = format!("{}{comma}{}", claim.measure.label, claim.event.label);
        line.push_str(&format!("{}{colon}", escaped(&what)));
    }
    match (&change.before, &change.after) {
        (Some(before), Some(after)) => {
            let is_said_twice =
                before.claim.quote == after.claim.quote && before.source == after.source;
            let was = if is_said_twice { figure(before, locale) } else { said(before, locale) };
            line.push_str(&format!("{was} → {}", said(after, locale)));
        }
        (Some(gone), None) => {
            line.push_str(&format!("~~{}~~{}", figure(gone, locale), words_of(gone)))
        }
        (None, Some(new)) => line.push_str(&said(new, locale)),
        (None, None) => {}
    }
    let remarks = [
        change.after.as_ref().and_then(|after| after.claim.correction.as_ref()),
        change.before.as_ref().and_then(|before| before.why.as_ref()),
    ];
    for remark in remarks.into_iter().flatten() {
        line.push_str(&format!("; {}", escaped(remark)));
    }
    line
}

fn said(stated: &Evidence, locale: &str) -> String {
    format!("{}{}", figure(stated, locale), words_of(stated))
}

fn figure(stated: &Evidence, locale: &str) -> String {
    let (open, close) = words::brackets(locale);
    let counts = stated.claim.counts.unwrap_or_default();
    let status = words::state(stated.claim.status, counts, locale);
    format!("{}{open}{status}{close}", escaped(&stated.claim.text))
}

/// `, “the words” ([Publisher](address of the words), 2024-10-28)`.
fn words_of(stated: &Evidence) -> String {
    let claim = &stated.claim;
    let quote = escaped(&claim.quote.exact);
    let Some(source) = &stated.source else { return format!(", “{quote}”") };
    let url = claim.quote_url.as_deref().or(source.url.as_deref());
    let day = source.published.map(|day| format!(", {day}")).unwrap_or_default();
    format!(", “{quote}” ({}{day})", link(&source.publisher, url))
}

/// A link, where there is an address that a page may lead to.
fn link(text: &str, url: Option<&str>) -> String {
    match url.filter(|url| is_address(url)) {
        Some(url) => format!("[{}]({})", escaped(text), address(url)),
        None => escaped(text),
    }
}

/// An address as the target of a link: what would end it, or the cell it stands in, by number.
fn address(url: &str) -> String {
    let mut out = String::with_capacity(url.len());
    for c in url.chars() {
        match c {
            '(' | ')' | '<' | '>' | '|' | '\\' | '`' | '"' => {
                out.push_str(&format!("%{:02X}", u32::from(c)));
            }
            '&' => out.push_str("&amp;"),
            c if c.is_whitespace() || c.is_control() => {
                let mut bytes = [0; 4];
                for byte in c.encode_utf8(&mut bytes).bytes() {
                    out.push_str(&format!("%{byte:02X}"));
                }
            }
            c => out.push(c),
        }
    }
    out
}

/// Code, which nothing within can end.
fn code(text: &str) -> String {
    let text: String = text
        .chars()
        .map(|c| if c.is_control() || matches!(c, '`' | '|') { ' ' } else { c })
        .collect();
    format!("`{text}`")
}

/// Text as text: no markup, no HTML, no end of a cell, no mention of a person or an issue. A mark that
/// GitHub reads only after Markdown (`@`, `#`) is parted from what follows by a space of no width.
fn escaped(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut chars = text.chars().peekable();
    while let Some(c) = chars.next() {
        match c {
            '@' if chars.peek().is_some_and(|next| next.is_alphanumeric()) => {
                out.push_str("@&#8203;")
            }
            '#' if chars.peek().is_some_and(char::is_ascii_digit) => out.push_str("#&#8203;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '&' => out.push_str("&amp;"),
            '\\' | '`' | '*' | '_' | '[' | ']' | '|' | '~' | '$' | '!' => {
                out.push('\\');
                out.push(c);
            }
            // An address would become a link.
            ':' if chars.peek() == Some(&'/') => out.push_str(":&#8203;"),
            '.' if out.to_ascii_lowercase().ends_with("www") => out.push_str(".&#8203;"),
            c if c.is_control() || matches!(c, '\u{2028}' | '\u{2029}') => out.push(' '),
            c => out.push(c),
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_comes_from_data_is_text() {
        for (text, expected) in [
            ("a | b", "a \\| b"),
            ("<img src=x onerror=alert(1)>", "&lt;img src=x onerror=alert(1)&gt;"),
            ("by @octocat, see #12", "by @&#8203;octocat, see #&#8203;12"),
            ("a @ b # c", "a @ b # c"),
            ("[x](javascript:alert(1))", "\\[x\\](javascript:alert(1))"),
            (
                "https://example.org www.example.org",
                "https:&#8203;//example.org www.&#8203;example.org",
            ),
            ("*a* _b_ `c` ~~d~~ $e$", "\\*a\\* \\_b\\_ \\`c\\` \\~\\~d\\~\\~ \\$e\\$"),
            ("one\ntwo", "one two"),
        ] {
            assert_eq!(escaped(text), expected);
        }
        assert_eq!(code("a`b|c\nd"), "`a b c d`");
        assert_eq!(link("x", Some("javascript:alert(1)")), "x");
        assert_eq!(link("x", Some("https://a.b/(c)|d e")), "[x](https://a.b/%28c%29%7Cd%20e)");
    }
}

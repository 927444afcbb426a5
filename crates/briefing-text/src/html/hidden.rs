//! What the style sheet of a page hides.

use std::collections::{HashMap, HashSet};

use ego_tree::NodeId;
use scraper::{Html, Selector};

/// The elements that the style sheets of a page hide, with all that is in them: by `display`,
/// `visibility`, `opacity`, `font-size`, `color` or `content-visibility`. Of several rules for one
/// element the last counts, whatever their specificity; rules that hold under a condition (print, a
/// narrow screen) are passed over.
pub(super) fn hidden(page: &Html) -> HashSet<NodeId> {
    let Ok(styles) = Selector::parse("style") else { return HashSet::new() };
    let css: String = page.select(&styles).flat_map(|style| style.text()).collect();
    let mut rules = Vec::new();
    let css = without_comments(&css);
    collect(&css, &mut rules);
    if !rules.iter().any(|(_, effects)| effects.iter().any(|effect| effect.hides)) {
        return HashSet::new();
    }
    let mut decided: HashMap<(NodeId, &'static str), Effect> = HashMap::new();
    for (selectors, effects) in &rules {
        // One by one: what a browser does not know makes it pass over the whole rule, but here a
        // selector may only be one that nothing in a document can match, such as `::before`.
        for selector in
            split(selectors, ',').into_iter().filter_map(|one| Selector::parse(one).ok())
        {
            for element in page.select(&selector) {
                for effect in effects {
                    let before = decided.get(&(element.id(), effect.property));
                    if effect.is_important || before.is_none_or(|before| !before.is_important) {
                        decided.insert((element.id(), effect.property), *effect);
                    }
                }
            }
        }
    }
    decided.into_iter().filter(|(_, effect)| effect.hides).map(|((id, _), _)| id).collect()
}

/// What a declaration does to the text of an element.
#[derive(Debug, Clone, Copy)]
struct Effect {
    property: &'static str,
    hides: bool,
    is_important: bool,
}

/// The properties that can hide text.
const PROPERTIES: [&str; 7] =
    ["display", "visibility", "opacity", "font-size", "font", "color", "content-visibility"];

/// The rules of a style sheet that hold without a condition: selectors and effects, in order.
fn collect<'c>(css: &'c str, rules: &mut Vec<(&'c str, Vec<Effect>)>) {
    let mut rest = css;
    while let Some(open) = find(rest, &['{', ';']) {
        let prelude = rest[..open].trim();
        if rest[open..].starts_with(';') {
            rest = &rest[open + 1..];
            continue;
        }
        let body = &rest[open + 1..];
        let close = closing(body);
        rest = body.get(close + 1..).unwrap_or_default();
        let body = &body[..close];
        let Some(at) = prelude.strip_prefix('@') else {
            let effects: Vec<Effect> = split(body, ';').into_iter().filter_map(effect).collect();
            if !effects.is_empty() {
                rules.push((prelude, effects));
            }
            continue;
        };
        let (name, condition) = at.split_at(at.find([' ', '(']).unwrap_or(at.len()));
        let condition = condition.trim().to_ascii_lowercase();
        let is_certain = match name.to_ascii_lowercase().as_str() {
            "media" => {
                split(&condition, ',').iter().any(|one| matches!(one.trim(), "screen" | "all"))
            }
            "layer" | "supports" => true,
            _ => false,
        };
        if is_certain {
            collect(body, rules);
        }
    }
}

fn effect(declaration: &str) -> Option<Effect> {
    let (property, value) = declaration.split_once(':')?;
    let property = property.trim().to_ascii_lowercase();
    let property = PROPERTIES.into_iter().find(|known| *known == property)?;
    let value = value.trim().to_ascii_lowercase();
    let (value, is_important) = match value.split_once('!') {
        Some((value, mark)) => (value.trim().to_owned(), mark.trim() == "important"),
        None => (value, false),
    };
    let is_zero = |value: &str| {
        let number = value.trim_end_matches(|c: char| c.is_ascii_alphabetic() || c == '%');
        !number.is_empty() && number.parse::<f64>().is_ok_and(|number| number <= 0.0)
    };
    let hides = match property {
        "display" => value == "none",
        "visibility" => matches!(value.as_str(), "hidden" | "collapse"),
        "opacity" | "font-size" => is_zero(&value),
        // `font: 0/1 serif`: the size is the first length.
        "font" => value
            .split_whitespace()
            .map(|part| part.split('/').next().unwrap_or(part))
            .any(|part| part.starts_with(['0', '.']) && is_zero(part)),
        "color" => value == "transparent",
        _ => value == "hidden",
    };
    // The shorthand sets the size as well.
    let property = if property == "font" { "font-size" } else { property };
    Some(Effect { property, hides, is_important })
}

/// Where the first of some characters stands that is not within a string or brackets.
fn find(css: &str, wanted: &[char]) -> Option<usize> {
    let (mut quote, mut depth, mut escaped) = (None, 0_usize, false);
    for (at, c) in css.char_indices() {
        match (quote, c) {
            _ if escaped => escaped = false,
            (_, '\\') => escaped = true,
            (Some(mark), _) => {
                if c == mark {
                    quote = None;
                }
            }
            (None, '"' | '\'') => quote = Some(c),
            (None, _) if depth == 0 && wanted.contains(&c) => return Some(at),
            (None, '(' | '[') => depth += 1,
            (None, ')' | ']') => depth = depth.saturating_sub(1),
            (None, _) => {}
        }
    }
    None
}

/// Where the block ends that a body begins; its length where it never does.
fn closing(body: &str) -> usize {
    let (mut at, mut depth) = (0, 0_usize);
    while let Some(next) = find(&body[at..], &['{', '}']) {
        if body[at + next..].starts_with('{') {
            depth += 1;
        } else if depth == 0 {
            return at + next;
        } else {
            depth -= 1;
        }
        at += next + 1;
    }
    body.len()
}

/// The parts of a text between marks that are not within strings or brackets.
fn split(text: &str, mark: char) -> Vec<&str> {
    let mut parts = Vec::new();
    let mut rest = text;
    while let Some(at) = find(rest, &[mark]) {
        parts.push(rest[..at].trim());
        rest = &rest[at + mark.len_utf8()..];
    }
    parts.push(rest.trim());
    parts
}

fn without_comments(css: &str) -> String {
    let mut out = String::with_capacity(css.len());
    let mut rest = css;
    while let Some((before, after)) = rest.split_once("/*") {
        out.push_str(before);
        rest = after.split_once("*/").map_or("", |(_, after)| after);
    }
    out.push_str(rest);
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The texts of the paragraphs that are hidden.
    fn texts(css: &str) -> Vec<String> {
        let page = format!("<style>{css}</style><p class=a>one</p><p id=b>two</p>");
        let page = Html::parse_document(&page);
        let hidden = hidden(&page);
        let paragraphs = Selector::parse("p").expect("a selector");
        let hidden = page.select(&paragraphs).filter(|p| hidden.contains(&p.id()));
        hidden.map(|p| p.text().collect()).collect()
    }

    #[test]
    fn what_hides_text_is_seen() {
        for css in [
            ".a { display: none }",
            ".a{color:red;display:none!important}p{display:block}",
            "p.a { visibility : hidden; }",
            "/* } */ .a { opacity: 0.0 }",
            ".a, .x::before { font-size: 0px }",
            ".a { font: 0/1 serif }",
            "@media screen { .a { color: transparent } }",
            "@layer x { .a { content-visibility: hidden } }",
            "body > :is(.a, .y) { DISPLAY: NONE }",
        ] {
            assert_eq!(texts(css), ["one"], "{css}");
        }
    }

    #[test]
    fn what_hides_nothing_or_under_a_condition_only_is_passed_over() {
        for css in [
            "",
            "@media print { p { display: none } }",
            "@media (max-width: 30rem) { p { display: none } }",
            "p { display: none } p { display: block }",
            "p::after { display: none } p:hover { opacity: 0 }",
            "p { font-size: 0.8rem; font: 600 0.9rem/1.4 serif; opacity: 0.5 }",
            "p { content: \"} p { display: none\" }",
            "} { p { display: ",
            "@import 'x'; p { colour: transparent }",
        ] {
            assert_eq!(texts(css), Vec::<String>::new(), "{css}");
        }
    }
}

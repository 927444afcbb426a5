//! What holds for every page, read back as a browser reads it.

use std::collections::{BTreeMap, BTreeSet};

use briefing_model::document::Document;
use briefing_output_html::Html;
use briefing_plugin::{Output as _, OutputInput, Theme};
use scraper::{ElementRef, Html as Parsed, Selector};

/// Elements that a page may have.
const ELEMENTS: &[&str] = &[
    "html",
    "head",
    "meta",
    "title",
    "style",
    "body",
    "header",
    "nav",
    "main",
    "section",
    "footer",
    "h1",
    "h2",
    "h3",
    "h4",
    "h5",
    "h6",
    "p",
    "ul",
    "ol",
    "li",
    "dl",
    "dt",
    "dd",
    "div",
    "span",
    "a",
    "em",
    "strong",
    "s",
    "code",
    "pre",
    "sup",
    "wbr",
    "br",
    "hr",
    "q",
    "cite",
    "blockquote",
    "data",
    "time",
    "img",
    "figure",
    "figcaption",
    "table",
    "caption",
    "thead",
    "tbody",
    "tr",
    "th",
    "td",
    "svg",
    "defs",
    "pattern",
    "linearGradient",
    "stop",
    "rect",
    "path",
    "line",
    "g",
];

/// Attributes that a page may have.
const ATTRIBUTES: &[&str] = &[
    "id",
    "class",
    "lang",
    "dir",
    "href",
    "cite",
    "src",
    "alt",
    "title",
    "value",
    "datetime",
    "name",
    "content",
    "http-equiv",
    "charset",
    "role",
    "tabindex",
    "start",
    "colspan",
    "scope",
    "translate",
    "data-mark",
    "aria-label",
    "aria-labelledby",
    "aria-describedby",
    "aria-hidden",
    "width",
    "height",
    "x",
    "x1",
    "x2",
    "y1",
    "y2",
    "transform",
    "d",
    "fill",
    "offset",
    "patternUnits",
    "patternTransform",
];

/// The page of a document in the default theme.
pub fn page(document: &Document) -> String {
    themed(document, &Theme::default())
}

/// The page of a document in a theme.
pub fn themed(document: &Document, theme: &Theme) -> String {
    String::from_utf8(Html.write(&OutputInput::new(document, theme)).unwrap()).unwrap()
}

/// Elements of a page.
pub fn select<'a>(page: &'a Parsed, selector: &str) -> Vec<ElementRef<'a>> {
    page.select(&Selector::parse(selector).unwrap()).collect()
}

/// The text of an element.
pub fn words(element: ElementRef<'_>) -> String {
    element.text().collect()
}

/// Parses a page and checks everything that must hold for each.
pub fn checked(html: &str) -> Parsed {
    let page = Parsed::parse_document(html);
    assert_eq!(page.errors, Vec::<std::borrow::Cow<'static, str>>::new(), "parse errors");
    harmless(&page);
    stated(&page);
    linked(&page);
    ordered(&page);
    named(&page);
    page
}

/// Whether an address can be nothing but that of a file beside or below the page: no scheme, no
/// host, no root.
fn is_file(address: &str) -> bool {
    let is_path = |c: char| c.is_ascii_alphanumeric() || "-_.~%/".contains(c);
    !address.is_empty() && !address.starts_with('/') && address.chars().all(is_path)
}

/// Nothing can run, load or style but what this crate wrote.
fn harmless(page: &Parsed) {
    for element in select(page, "*") {
        let name = element.value().name();
        if name == "script" {
            continue;
        }
        assert!(ELEMENTS.contains(&name), "unexpected element {name}: {}", element.html());
        for (attribute, value) in element.value().attrs() {
            assert!(ATTRIBUTES.contains(&attribute), "unexpected attribute {attribute} on {name}");
            let fine = match attribute {
                "href" | "cite" => {
                    let starts = ["#", "http://", "https://", "mailto:"];
                    starts.iter().any(|start| value.starts_with(start)) || is_file(value)
                }
                "src" => value.starts_with("data:image/"),
                "fill" => value.starts_with("url(#"),
                _ => true,
            };
            assert!(fine, "{attribute}={value}");
        }
    }
    assert_eq!(select(page, "style").len(), 1);
}

/// The one script is data that no browser runs, and says of each thing it names what it is.
fn stated(page: &Parsed) {
    let scripts = select(page, "script");
    let [script] = scripts.as_slice() else { panic!("{} scripts", scripts.len()) };
    let attributes: Vec<_> = script.value().attrs().collect();
    assert_eq!(attributes, [("type", "application/ld+json")]);
    assert_eq!(select(page, "head > script").len(), 1);
    let data: serde_json::Value = serde_json::from_str(&words(*script)).expect("JSON");
    assert_eq!(data["@context"], "https://schema.org");
    let graph = data["@graph"].as_array().expect("a graph");
    let known: BTreeSet<&str> = graph.iter().filter_map(|node| node["@id"].as_str()).collect();
    assert_eq!(known.len(), graph.len(), "two nodes of one name");
    for node in graph {
        assert!(node["@type"].is_string(), "{node}");
        for link in ["hasPart", "citation", "subjectOf"] {
            for target in node[link].as_array().into_iter().flatten() {
                assert!(known.contains(target["@id"].as_str().unwrap()), "{target} of {node}");
            }
        }
    }
}

/// Anchors are unique, and whatever names one finds it.
fn linked(page: &Parsed) {
    let mut ids = BTreeSet::new();
    for element in select(page, "[id]") {
        let id = element.value().id().unwrap();
        assert!(ids.insert(id.to_owned()), "two anchors {id}");
    }
    for link in select(page, "a[href]") {
        if let Some(id) = link.value().attr("href").unwrap().strip_prefix('#') {
            assert!(ids.contains(id), "no anchor {id}");
        }
        assert!(!words(link).trim().is_empty(), "a link without words: {}", link.html());
    }
    for attribute in ["aria-labelledby", "aria-describedby"] {
        for element in select(page, &format!("[{attribute}]")) {
            let id = element.value().attr(attribute).unwrap();
            assert!(ids.contains(id), "no {attribute} {id}");
        }
    }
    for element in select(page, "[fill]") {
        let id = element.value().attr("fill").unwrap();
        let id = id.strip_prefix("url(#").and_then(|id| id.strip_suffix(')')).unwrap();
        assert!(ids.contains(id), "no pattern {id}");
    }
}

/// One first heading, and no level skipped on the way down.
fn ordered(page: &Parsed) {
    let mut level = 0;
    for heading in select(page, "h1, h2, h3, h4, h5, h6") {
        let next: u8 = heading.value().name()[1..].parse().unwrap();
        assert!(next <= level + 1, "h{next} after h{level}");
        assert!(!words(heading).trim().is_empty(), "an empty heading");
        level = next;
    }
    assert_eq!(select(page, "h1").len(), 1);
}

/// What has to have a name has one, and regions that scroll can be reached.
fn named(page: &Parsed) {
    assert!(!select(page, "html").first().unwrap().value().attr("lang").unwrap().is_empty());
    for landmark in ["header", "main", "body > footer"] {
        assert_eq!(select(page, landmark).len(), 1, "{landmark}");
    }
    for element in select(page, "nav, section, [role=region], figure, [role=note]") {
        let value = element.value();
        let named = value.attr("aria-label").or(value.attr("aria-labelledby"));
        assert!(named.is_some_and(|name| !name.is_empty()), "no name: {}", value.name());
    }
    for region in select(page, "[role=region], pre") {
        assert_eq!(region.value().attr("tabindex"), Some("0"));
    }
    for head in select(page, "th") {
        assert!(matches!(head.value().attr("scope"), Some("col" | "row" | "rowgroup")));
    }
    for image in select(page, "img") {
        assert!(image.value().attr("alt").is_some());
    }
    for picture in select(page, "svg svg, svg") {
        let hidden = picture.ancestors().filter_map(ElementRef::wrap).chain([picture]);
        assert!(hidden.into_iter().any(|e| e.value().attr("aria-hidden") == Some("true")));
    }
}

/// How often each text stands in an attribute or between tags of the page's body.
pub fn count(page: &Parsed, text: &str) -> BTreeMap<&'static str, usize> {
    let body = select(page, "body").remove(0);
    let between = words(body).matches(text).count();
    let within = select(page, "*")
        .iter()
        .flat_map(|element| element.value().attrs())
        .filter(|(_, value)| value.contains(text))
        .count();
    BTreeMap::from([("attributes", within), ("text", between)])
}

//! What holds for every page, read back as a browser reads it.

use std::collections::{BTreeMap, BTreeSet};

use briefing_model::document::Document;
use briefing_output_html::Html;
use briefing_plugin::{Output as _, OutputInput, Theme};
use scraper::{ElementRef, Html as Parsed, Selector};

/// Elements that a page may have.
const ELEMENTS: &[&str] = &[
    "html",
    "bdi",
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
    told_apart(&page);
    structured(&page);
    tabular(&page);
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
            // A browser looks for the name as it is written, then for what its octets encode.
            assert!(ids.contains(id) || ids.contains(&decoded(id)), "no anchor {id}");
        }
        assert!(!words(link).trim().is_empty(), "a link without words: {}", link.html());
    }
    for attribute in ["aria-labelledby", "aria-describedby"] {
        for element in select(page, &format!("[{attribute}]")) {
            let named = element.value().attr(attribute).unwrap();
            assert!(!named.trim().is_empty(), "an empty {attribute}");
            for id in named.split_whitespace() {
                assert!(ids.contains(id), "no {attribute} {id}");
            }
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
    for element in select(page, "nav, section, [role=region], [role=group], figure, [role=note]") {
        let value = element.value();
        let named = value.attr("aria-label").or(value.attr("aria-labelledby"));
        assert!(named.is_some_and(|name| !name.is_empty()), "no name: {}", value.name());
    }
    for region in select(page, ".scroll, pre") {
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

/// The name of an element as it is read out.
fn name(page: &Parsed, element: ElementRef<'_>) -> String {
    let value = element.value();
    if let Some(ids) = value.attr("aria-labelledby") {
        let text = |id: &str| {
            let with_id = |other: &ElementRef<'_>| other.value().id() == Some(id);
            select(page, "[id]").into_iter().find(with_id).map(words).unwrap_or_default()
        };
        return ids.split_whitespace().map(text).collect::<Vec<_>>().join(" ");
    }
    value.attr("aria-label").unwrap_or_default().to_owned()
}

/// Landmarks of one kind have names of their own, and nothing is named that a name is not read of.
fn told_apart(page: &Parsed) {
    let mut seen = BTreeSet::new();
    let kinds = [
        ("region", "section, [role=region]"),
        ("navigation", "nav, [role=navigation]"),
        ("complementary", "aside, [role=complementary]"),
    ];
    for (kind, selector) in kinds {
        for landmark in select(page, selector) {
            let name = name(page, landmark).split_whitespace().collect::<Vec<_>>().join(" ");
            assert!(seen.insert((kind, name.clone())), "two landmarks {kind} `{name}`");
        }
    }
    for element in select(page, "[aria-label], [aria-labelledby]") {
        let value = element.value();
        let has_role = value.attr("role").is_some()
            || matches!(value.name(), "a" | "nav" | "section" | "figure" | "table" | "img");
        assert!(has_role, "a name without a role: {}", element.html());
    }
}

fn children<'a>(element: ElementRef<'a>) -> Vec<ElementRef<'a>> {
    element.children().filter_map(ElementRef::wrap).collect()
}

/// The names of an element's children.
fn tags<'a>(element: ElementRef<'a>) -> Vec<&'a str> {
    children(element).iter().map(|child| child.value().name()).collect()
}

/// Elements hold what they may, and stand in what they may.
fn structured(page: &Parsed) {
    for list in select(page, "dl") {
        assert!(!children(list).is_empty(), "a list of no terms");
        for group in children(list) {
            assert_eq!(group.value().name(), "div", "in a list of terms");
            let parts = tags(group);
            let terms = parts.iter().take_while(|part| **part == "dt").count();
            let said = &parts[terms..];
            assert!(
                terms > 0 && !said.is_empty() && said.iter().all(|part| *part == "dd"),
                "a group of {parts:?}"
            );
        }
    }
    for part in select(page, "dt, dd") {
        let above = part.parent().and_then(|group| group.parent()).and_then(ElementRef::wrap);
        assert_eq!(above.map(|above| above.value().name()), Some("dl"), "{}", part.html());
    }
    for list in select(page, "ol, ul") {
        assert!(tags(list).iter().all(|tag| *tag == "li"), "in a list: {:?}", tags(list));
    }
    for item in select(page, "li") {
        let above = item.parent().and_then(ElementRef::wrap).map(|above| above.value().name());
        assert!(matches!(above, Some("ol" | "ul")), "an item in {above:?}");
    }
    for figure in select(page, "figure") {
        let captions = tags(figure).iter().filter(|tag| **tag == "figcaption").count();
        assert!(captions == 0 || (captions == 1 && tags(figure)[0] == "figcaption"));
    }
    let nested: Vec<String> =
        select(page, "a a, a [tabindex]").into_iter().map(|link| link.html()).collect();
    assert!(nested.is_empty(), "a link or a stop of the keyboard within a link: {nested:?}");
    for element in select(page, "[href], [cite]") {
        for address in [element.value().attr("href"), element.value().attr("cite")] {
            assert!(address.is_none_or(is_valid), "{address:?}");
        }
    }
}

/// Whether an address has URL code points only, and one `#` at most. Brackets of a server that is a
/// number are let be.
fn is_valid(address: &str) -> bool {
    let rest = address
        .split_once("://")
        .map_or(address, |(_, rest)| rest.find(['/', '?', '#']).map_or("", |end| &rest[end..]));
    rest.matches('#').count() <= 1
        && rest.chars().all(|c| {
            !c.is_ascii() || c.is_ascii_alphanumeric() || "!$&'()*+,-./:;=?@_~#%".contains(c)
        })
        && rest.split('%').skip(1).all(|part| {
            part.len() >= 2 && part.bytes().take(2).all(|byte| byte.is_ascii_hexdigit())
        })
}

/// Text without percent-encoding.
fn decoded(text: &str) -> String {
    let mut bytes = Vec::new();
    let mut rest = text.as_bytes();
    while let [first, after @ ..] = rest {
        let octet = (*first == b'%')
            .then(|| after.get(..2))
            .flatten()
            .and_then(|digits| std::str::from_utf8(digits).ok())
            .and_then(|digits| u8::from_str_radix(digits, 16).ok());
        bytes.push(octet.unwrap_or(*first));
        rest = if octet.is_some() { &after[2..] } else { after };
    }
    String::from_utf8_lossy(&bytes).into_owned()
}

/// Tables are rectangles: a head, then bodies whose rows have as many columns, and no row is empty.
fn tabular(page: &Parsed) {
    for table in select(page, "table") {
        let parts = tags(table);
        let bodies = parts.iter().skip_while(|part| matches!(**part, "caption" | "thead"));
        assert!(bodies.clone().all(|part| *part == "tbody"), "{parts:?}");
        assert!(bodies.count() > 0, "a table without a body");
        let width = |row: ElementRef<'_>| -> usize {
            let span = |cell: &ElementRef<'_>| {
                cell.value().attr("colspan").map_or(1, |span| span.parse().unwrap())
            };
            children(row).iter().map(span).sum()
        };
        let rows: Vec<_> = table.select(&Selector::parse("tr").unwrap()).collect();
        let first = rows.first().map_or(0, |row| width(*row));
        for row in rows {
            assert!(tags(row).iter().all(|tag| matches!(*tag, "td" | "th")), "{:?}", tags(row));
            assert!(first > 0 && width(row) == first, "{} of {first} columns", width(row));
        }
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

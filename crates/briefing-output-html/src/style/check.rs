//! What a theme's style sheet may not do: ask for something from outside the page, or put words and
//! numbers on it that are not in its text, where no audit reads them.

use std::collections::BTreeSet;

use cssparser::{ParseError, Parser, Token};

/// How deep brackets may be nested. Style sheets are three or four deep.
const DEEPEST: usize = 64;

/// Properties whose texts a browser prints.
const PRINTED: [&str; 10] = [
    "content",
    "quotes",
    "list-style",
    "list-style-type",
    "hyphenate-character",
    "text-overflow",
    // Of `@counter-style`.
    "symbols",
    "additive-symbols",
    "prefix",
    "suffix",
];

/// Properties that say where a counter stands.
const COUNTERS: [&str; 3] = ["counter-reset", "counter-set", "counter-increment"];

/// Something in a style sheet that a brief cannot have.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Refused {
    /// Its line, from 1.
    pub(super) line: usize,
    /// Its column, from 1, in UTF-16 code units.
    pub(super) column: usize,
    /// What it is.
    pub(super) what: What,
}

/// What a brief cannot have.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum What {
    /// It asks for something from elsewhere, by these words: `url()`.
    Request(&'static str),
    /// It prints this text, which has letters or digits.
    Text(String),
    /// It moves a counter to this number.
    Counter(i32),
    /// Its brackets are nested too deeply.
    Nesting,
}

/// What of a style sheet is refused, in its order.
pub(super) fn refused(css: &str) -> Vec<Refused> {
    let mut parser = Parser::new(css);
    let mut check = Check::default();
    // A style sheet cannot be wrong: what a browser does not understand, it passes over.
    let _ = check.tokens(&mut parser, Within::Rules);
    check.finish()
}

/// Where a token stands.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Within {
    /// Among rules and declarations.
    Rules,
    /// In the value of a property whose texts are printed.
    Printed,
    /// In the value of a custom property, which may be printed where it is used.
    Custom,
    /// In the value of a property that moves counters.
    Counter,
    /// In the arguments of a function that takes an address.
    Address(&'static str),
    /// In any other value.
    Value,
}

#[derive(Default)]
struct Check {
    found: Vec<Refused>,
    depth: usize,
    /// The custom property whose value is read.
    custom: String,
    /// Texts of custom properties, by the name of the property.
    texts: Vec<(String, Refused)>,
    /// Custom properties that others use, and those that are printed.
    uses: Vec<(String, String)>,
    printed: BTreeSet<String>,
}

impl Check {
    /// What was found, with the texts of custom properties that are printed somewhere.
    fn finish(mut self) -> Vec<Refused> {
        let mut names: Vec<String> = self.printed.iter().cloned().collect();
        while let Some(name) = names.pop() {
            for (_, used) in self.uses.iter().filter(|(user, _)| *user == name) {
                if self.printed.insert(used.clone()) {
                    names.push(used.clone());
                }
            }
        }
        let texts = self.texts.into_iter().filter(|(name, _)| self.printed.contains(name));
        self.found.extend(texts.map(|(_, refused)| refused));
        self.found.sort_by_key(|refused| (refused.line, refused.column));
        self.found
    }

    fn tokens(&mut self, parser: &mut Parser<'_>, outer: Within) -> Result<(), ParseError<()>> {
        let mut within = outer;
        let mut name = String::new();
        loop {
            let place = parser.current_source_location();
            let Ok(token) = parser.next_including_whitespace_and_comments() else { return Ok(()) };
            let token = token.clone();
            let mut refuse = |what| {
                let (line, column) = (place.line as usize + 1, place.column as usize);
                self.found.push(Refused { line, column, what });
            };
            let inner = match &token {
                Token::WhiteSpace(_) | Token::Comment(_) => continue,
                Token::Ident(word) if outer == Within::Rules && within == Within::Rules => {
                    name = word.to_ascii_lowercase();
                    continue;
                }
                Token::Colon if within == Within::Rules && !name.is_empty() => {
                    within = of_property(&name);
                    self.custom.clone_from(&name);
                    continue;
                }
                Token::Ident(word) if word.starts_with("--") => {
                    let word = word.to_ascii_lowercase();
                    match within {
                        Within::Printed => {
                            self.printed.insert(word);
                        }
                        Within::Custom => self.uses.push((self.custom.clone(), word)),
                        _ => {}
                    }
                    None
                }
                Token::Semicolon if outer == Within::Rules => {
                    within = Within::Rules;
                    None
                }
                Token::AtKeyword(word) => {
                    if word.eq_ignore_ascii_case("import") {
                        refuse(What::Request("@import"));
                    }
                    None
                }
                Token::UnquotedUrl(address) => {
                    if !is_within_page(address) {
                        refuse(What::Request("url()"));
                    }
                    None
                }
                Token::BadUrl(_) => {
                    refuse(What::Request("url()"));
                    None
                }
                Token::QuotedString(text) => {
                    match within {
                        Within::Address(function) if !is_within_page(text) => {
                            refuse(What::Request(function));
                        }
                        Within::Printed if text.chars().any(char::is_alphanumeric) => {
                            refuse(What::Text(text.to_string()));
                        }
                        Within::Custom if text.chars().any(char::is_alphanumeric) => {
                            let (line, column) = (place.line as usize + 1, place.column as usize);
                            let what = What::Text(text.to_string());
                            self.texts.push((self.custom.clone(), Refused { line, column, what }));
                        }
                        _ => {}
                    }
                    None
                }
                Token::Number { int_value: Some(number), .. }
                    if within == Within::Counter && !(-1..=1).contains(number) =>
                {
                    refuse(What::Counter(*number));
                    None
                }
                Token::Function(function) => Some(of_function(function, within)),
                Token::CurlyBracketBlock => {
                    within = outer;
                    Some(Within::Rules)
                }
                Token::ParenthesisBlock | Token::SquareBracketBlock => {
                    Some(if within == Within::Rules { Within::Value } else { within })
                }
                _ => None,
            };
            name.clear();
            if let Some(inner) = inner {
                if self.depth == DEEPEST {
                    let (line, column) = (place.line as usize + 1, place.column as usize);
                    self.found.push(Refused { line, column, what: What::Nesting });
                    continue;
                }
                self.depth += 1;
                let _ = parser.parse_nested_block(|parser| self.tokens(parser, inner));
                self.depth -= 1;
            }
        }
    }
}

/// What the value of a property is for.
fn of_property(name: &str) -> Within {
    if PRINTED.contains(&name) {
        Within::Printed
    } else if name.starts_with("--") {
        Within::Custom
    } else if COUNTERS.contains(&name) {
        Within::Counter
    } else {
        Within::Value
    }
}

/// What the arguments of a function are for.
fn of_function(name: &str, within: Within) -> Within {
    const ADDRESSES: [(&str, &str); 6] = [
        ("url", "url()"),
        ("src", "src()"),
        ("image", "image()"),
        ("image-set", "image-set()"),
        ("-webkit-image-set", "image-set()"),
        ("cross-fade", "cross-fade()"),
    ];
    // `image-set("a.png" type("image/png"))`: the type is no address.
    if name.eq_ignore_ascii_case("type") || name.eq_ignore_ascii_case("format") {
        return Within::Value;
    }
    match ADDRESSES.iter().find(|(function, _)| name.eq_ignore_ascii_case(function)) {
        Some((_, shown)) => Within::Address(shown),
        None if within == Within::Rules => Within::Value,
        None => within,
    }
}

/// Whether an address leads to nothing outside the page: it has its data in it, or names a part of
/// the page.
fn is_within_page(address: &str) -> bool {
    match url::Url::parse(address) {
        Ok(address) => address.scheme() == "data",
        Err(_) => address.starts_with('#'),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn what(css: &str) -> Vec<What> {
        refused(css).into_iter().map(|refused| refused.what).collect()
    }

    #[test]
    fn requests_are_found_however_they_are_written() {
        for (css, function) in [
            ("@import 'b.css';", "@import"),
            ("@\\69mport 'b.css';", "@import"),
            ("p { background: URL( \"https://c\") }", "url()"),
            ("p { background: url(https://c) }", "url()"),
            ("p { background: u\\72l(https://c) }", "url()"),
            ("p { background: \\75 rl(\"https://c\") }", "url()"),
            ("p { content: \"/*\"; background: url(https://c) /* */ }", "url()"),
            ("p { background: image-set( \"https://c\" 1x) }", "image-set()"),
            ("p { background: -webkit-image-set(\"c.png\" 1x) }", "image-set()"),
            ("p { background: image-set(url(c.png) 1x) }", "url()"),
            ("@font-face { src: url(//c/f.woff2) format(\"woff2\") }", "url()"),
            ("@font-face { src: src(\"f.woff2\") }", "src()"),
            ("p { background: url(javascript:alert(1)) }", "url()"),
            ("@media print { p { background: url(/logo.png) } }", "url()"),
            ("p { background: url( data: text/html ,a b) }", "url()"),
        ] {
            assert_eq!(what(css), [What::Request(function)], "{css}");
        }
    }

    #[test]
    fn what_is_within_the_page_is_let_pass() {
        for css in [
            "/* url(https://a) */ p { color: red }",
            "p { background: url(data:image/png;base64,AA==), url(#d) }",
            "p { background: image-set(\"data:image/png;base64,AA\" type(\"image/png\") 1x) }",
            "a[href^=\"https://example.org\"]::after { content: \" ↗\" / \"\" }",
            "p { font-family: \"Source Sans 3\"; grid-template-areas: \"a1 b2\" }",
            "ol { counter-reset: section; counter-increment: section 1 }",
            "h2::before { content: counter(section) \". \" }",
            "a::after { content: \" (\" attr(data-mark) \")\" }",
            ":root { --serif: \"Source Serif 4\" } p { font-family: var(--serif) }",
        ] {
            assert_eq!(what(css), [], "{css}");
        }
    }

    #[test]
    fn texts_that_a_browser_would_print_are_found() {
        for (css, text) in [
            ("p::before { content: \"300 billion\" }", "300 billion"),
            ("p::before { CONTENT : '三千亿' }", "三千亿"),
            ("p::before { content: \"\\33 00\" }", "300"),
            ("p { --x: \"300\" } p::before { content: var(--x) }", "300"),
            ("p::before { content: var(--y) } p { --y: var(--x); --x: \"300\" }", "300"),
            ("@media print { p::after { content: \"9\" } }", "9"),
            ("p { &::after { content: \"9\" } }", "9"),
            ("ul { list-style: \"5 \" }", "5 "),
            ("@counter-style s { system: cyclic; symbols: \"7\" }", "7"),
            ("q { quotes: \"1\" \"-\" }", "1"),
        ] {
            assert_eq!(what(css), [What::Text(text.to_owned())], "{css}");
        }
        assert_eq!(what("ol { counter-reset: x 299 }"), [What::Counter(299)]);
        assert_eq!(what("ol { counter-set: x 12 }"), [What::Counter(12)]);
    }

    #[test]
    fn a_deep_style_sheet_ends() {
        for open in ["(", "{", "[", "a("] {
            let css = format!("p {{ x: {}", open.repeat(100_000));
            assert!(what(&css).contains(&What::Nesting), "{open}");
        }
    }

    #[test]
    fn places_count_from_one() {
        let found = refused("a{}\n@import 'b';\n  p { background: url(c) }\n");
        let places: Vec<_> = found.iter().map(|found| (found.line, found.column)).collect();
        assert_eq!(places, [(2, 1), (3, 19)]);
    }
}

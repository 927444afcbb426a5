//! A writer of HTML that cannot write anything but well-formed, escaped HTML.
//!
//! By hand rather than by a template crate: the document is a tree that only its own recursion can
//! walk, and a writer whose tag and attribute *names* are `&'static str` leaves data no way to be
//! either, which is the property that matters and is plain to see in these few lines.

use std::borrow::Cow;

use briefing_model::link::{is_address, is_file};

/// HTML as it grows.
#[derive(Debug, Default)]
pub(crate) struct Markup {
    out: String,
}

/// An attribute: a name that stands in this program, and a value that need not.
pub(crate) type Attribute<'a> = (&'static str, &'a str);

impl Markup {
    /// Markup with nothing in it.
    pub(crate) fn new() -> Self {
        Self::default()
    }

    /// Writes a start tag. An attribute of an empty name is left out, see [`when`].
    pub(crate) fn open(&mut self, tag: &'static str, attributes: &[Attribute<'_>]) -> &mut Self {
        self.out.push('<');
        self.out.push_str(tag);
        for (name, value) in attributes.iter().filter(|(name, _)| !name.is_empty()) {
            self.out.push(' ');
            self.out.push_str(name);
            self.out.push_str("=\"");
            match *name {
                "href" | "cite" => escape(&address(&clean(value)), &mut self.out),
                _ => escape(value, &mut self.out),
            }
            self.out.push('"');
        }
        self.out.push('>');
        self
    }

    /// Writes an end tag.
    pub(crate) fn close(&mut self, tag: &'static str) -> &mut Self {
        self.out.push_str("</");
        self.out.push_str(tag);
        self.out.push('>');
        self
    }

    /// Writes text.
    pub(crate) fn text(&mut self, text: &str) -> &mut Self {
        escape(text, &mut self.out);
        self
    }

    /// Writes an element that holds nothing but text.
    pub(crate) fn leaf(
        &mut self,
        tag: &'static str,
        attributes: &[Attribute<'_>],
        text: &str,
    ) -> &mut Self {
        self.open(tag, attributes).text(text).close(tag)
    }

    /// Breaks the line of the source: for who reads it, and for diffs. Only between blocks.
    pub(crate) fn line(&mut self) -> &mut Self {
        self.out.push('\n');
        self
    }

    /// Writes a style sheet as it is. It must have been made safe, see [`crate::style`].
    pub(crate) fn style_sheet(&mut self, css: &str) -> &mut Self {
        self.out.push_str("<style>");
        self.out.push_str(css);
        self.out.push_str("</style>");
        self
    }

    /// Writes data that browsers do not run: JSON that has been made safe to stand here.
    pub(crate) fn data_block(&mut self, kind: &str, json: &str) -> &mut Self {
        self.out.push_str("<script type=\"");
        escape(kind, &mut self.out);
        self.out.push_str("\">");
        self.out.push_str(json);
        self.out.push_str("</script>");
        self
    }

    /// Writes the document type.
    pub(crate) fn doctype(&mut self) -> &mut Self {
        self.out.push_str("<!doctype html>\n");
        self
    }

    /// The finished HTML.
    pub(crate) fn finish(self) -> String {
        self.out
    }
}

/// An attribute that is there only under a condition.
pub(crate) fn when<'a>(condition: bool, attribute: Attribute<'a>) -> Attribute<'a> {
    if condition { attribute } else { ("", "") }
}

/// Whether a link may go there: `http:`, `https:`, `mailto:`, a place in the page, or a file beside
/// or below it, as the index of what is published has them.
///
/// The document promises this, and the check is made again where it counts. Browsers skip white
/// space and control characters in front of and within a scheme, so an address that has any is no
/// address.
pub(crate) fn is_safe_url(url: &str) -> bool {
    if url.chars().any(|c| c.is_control() || c.is_whitespace()) {
        return false;
    }
    url.starts_with('#') || is_address(url) || is_file(url)
}

/// An address as HTML wants it: what is no URL code point of the URL Standard is percent-encoded, as
/// are a `%` that encodes nothing and a second `#`. Browsers take such addresses and checkers do not.
/// The name of the server is left alone: brackets stand around a number there.
fn address(url: &str) -> Cow<'_, str> {
    let path = url.find("://").map_or(0, |at| {
        let server = at + "://".len();
        url[server..].find(['/', '?', '#']).map_or(url.len(), |end| server + end)
    });
    let (server, rest) = url.split_at(path);
    let is_octet =
        |text: &str| text.len() >= 2 && text.bytes().take(2).all(|byte| byte.is_ascii_hexdigit());
    let mut fragment = false;
    let mut out = String::new();
    for (at, c) in rest.char_indices() {
        let is_valid = match c {
            '%' => is_octet(&rest[at + 1..]),
            '#' => !std::mem::replace(&mut fragment, true),
            c if c.is_ascii() => c.is_ascii_alphanumeric() || "!$&'()*+,-./:;=?@_~".contains(c),
            _ => true,
        };
        if is_valid {
            out.push(c);
        } else {
            out.push_str(&format!("%{:02X}", u32::from(c)));
        }
    }
    if out == rest { Cow::Borrowed(url) } else { Cow::Owned(format!("{server}{out}")) }
}

/// Text without what HTML has no characters for: control characters (but tab and line break) and
/// noncharacters become U+FFFD, as a browser would have it for NUL.
pub(crate) fn clean(text: &str) -> Cow<'_, str> {
    let bad = |c: char| {
        (c.is_control() && c != '\n' && c != '\t')
            || ('\u{fdd0}'..='\u{fdef}').contains(&c)
            || (c as u32) & 0xfffe == 0xfffe
    };
    if text.contains(bad) { text.replace(bad, "\u{fffd}").into() } else { text.into() }
}

/// Writes text so that it means itself, between tags and between double quotes alike:
/// values stand in no other quotes.
fn escape(text: &str, out: &mut String) {
    for c in clean(text).chars() {
        match c {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '"' => out.push_str("&quot;"),
            c => out.push(c),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn text_and_values_mean_themselves() {
        let mut markup = Markup::new();
        markup.leaf("p", &[("title", "\"><b a='"), when(false, ("id", "x"))], "a < b & \"c\"\0");
        assert_eq!(
            markup.finish(),
            "<p title=\"&quot;&gt;&lt;b a='\">a &lt; b &amp; &quot;c&quot;\u{fffd}</p>"
        );
    }

    #[test]
    fn addresses_are_valid_and_lead_where_they_did() {
        for (written, valid) in [
            (
                "https://example.org/a?b=c|d&e[]={f}",
                "https://example.org/a?b=c%7Cd&e%5B%5D=%7Bf%7D",
            ),
            ("https://[::1]:80/%7Ea%zz%", "https://[::1]:80/%7Ea%25zz%25"),
            ("https://example.org/#:~:text=a%20b#c", "https://example.org/#:~:text=a%20b%23c"),
            ("https://example.org/工业?x=\"y\"", "https://example.org/工业?x=%22y%22"),
            ("https://example.org", "https://example.org"),
            ("mailto:a@example.org?subject=b|c", "mailto:a@example.org?subject=b%7Cc"),
            ("#e1", "#e1"),
        ] {
            assert_eq!(address(written), valid);
            assert_eq!(address(valid), valid);
        }
    }

    #[test]
    fn only_harmless_addresses_are_linked() {
        for good in [
            "https://example.org/a?b#c",
            "HTTP://example.org",
            "mailto:a@b.c",
            "#e1",
            "a/brief.pdf",
        ] {
            assert!(is_safe_url(good), "{good}");
        }
        for bad in [
            "javascript:alert(1)",
            " javascript:alert(1)",
            "java\tscript:alert(1)",
            "data:text/html,x",
            "//example.org",
            "/brief.pdf",
            "\u{1}https://example.org",
            "",
        ] {
            assert!(!is_safe_url(bad), "{bad}");
        }
    }
}

//! The style sheet of a page: its own or the theme's, checked and hashed.

use base64::Engine as _;
use base64::prelude::BASE64_STANDARD;
use briefing_plugin::{OutputError, OutputMistake, Theme};
use sha2::{Digest as _, Sha256};

mod check;

use check::{Refused, What, refused};

/// The file of a theme that stands in for the whole style sheet.
pub(crate) const STYLE: &str = "style.css";
/// The file of a theme that is added to the style sheet.
pub(crate) const EXTRA: &str = "extra.css";
/// Files of a theme that stand in for the publisher's name, and what they are.
const LOGOS: [(&str, &str); 2] = [("logo.svg", "image/svg+xml"), ("logo.png", "image/png")];

const DEFAULT: &str = include_str!("style.css");

/// A style sheet that may stand in a page.
#[derive(Debug)]
pub(crate) struct Style {
    /// The text of the `style` element.
    pub(crate) css: String,
    /// Its hash as `Content-Security-Policy` wants it: `sha256-…`.
    pub(crate) hash: String,
}

/// The style sheet for a theme.
///
/// # Errors
/// A file of the theme is not UTF-8, asks for something from elsewhere, which the page's policy would
/// refuse without a word, or prints what is not in the text of the page.
pub(crate) fn style(theme: &Theme) -> Result<Style, OutputError> {
    let mut mistakes = Vec::new();
    let mut css = match theme_file(theme, STYLE, &mut mistakes) {
        Some(own) => own.to_owned(),
        None => DEFAULT.to_owned(),
    };
    if let Some(extra) = theme_file(theme, EXTRA, &mut mistakes) {
        css.push('\n');
        css.push_str(extra);
    }
    if !mistakes.is_empty() {
        return Err(OutputError { mistakes });
    }
    let css = embed(&css);
    let hash = format!("sha256-{}", BASE64_STANDARD.encode(Sha256::digest(&css)));
    Ok(Style { css, hash })
}

/// The theme's logo as a `data:` address.
pub(crate) fn logo(theme: &Theme) -> Option<String> {
    LOGOS.iter().find_map(|(name, kind)| {
        Some(format!("data:{kind};base64,{}", BASE64_STANDARD.encode(theme.file(name)?)))
    })
}

/// A style sheet as the text of an element. The hash is taken over what a browser reads, so what
/// its parser would change is changed here: line ends and NUL. `</style` would end the element;
/// in CSS `\/` is `/` in strings and addresses, and it stands nowhere else.
fn embed(css: &str) -> String {
    let css = css.replace("\r\n", "\n").replace(['\r', '\u{c}'], "\n").replace('\0', "\u{fffd}");
    css.replace("</", "<\\/").replace("<!--", "<\\!--")
}

fn theme_file<'a>(
    theme: &'a Theme,
    name: &str,
    mistakes: &mut Vec<OutputMistake>,
) -> Option<&'a str> {
    let bytes = theme.file(name)?;
    match std::str::from_utf8(bytes) {
        Ok(css) => {
            mistakes.extend(refused(css).into_iter().map(|found| mistake(name, css, &found)));
            Some(css)
        }
        Err(error) => {
            let good = &bytes[..error.valid_up_to()];
            let line = good.iter().filter(|byte| **byte == b'\n').count() + 1;
            mistakes.push(OutputMistake {
                message: format!("`{name}` is not UTF-8"),
                near: None,
                character: None,
                hints: vec!["save it as UTF-8".to_owned()],
                theme: Some((name.to_owned(), line, 1)),
            });
            None
        }
    }
}

/// What is refused of a theme's style sheet, for its author.
fn mistake(name: &str, css: &str, found: &Refused) -> OutputMistake {
    let (message, hint) = match &found.what {
        What::Request(what) => (
            format!("`{what}` asks for something from outside the page"),
            "a brief is one file that asks for nothing: write the style into it, or use a `data:` \
             address",
        ),
        What::Text(text) => (
            format!("the style sheet prints `{text}`, which is not in the text of the page"),
            "what a reader sees belongs into the template, where it can be copied, searched and \
             audited; a style may add punctuation and symbols",
        ),
        What::Counter(number) => (
            format!("a counter is moved to {number}"),
            "a counter begins at 0 or 1 and counts what there is: another number would be a figure \
             without evidence",
        ),
        What::Nesting => {
            ("brackets are nested too deeply".to_owned(), "style sheets are a few levels deep")
        }
    };
    OutputMistake {
        message,
        near: css.lines().nth(found.line - 1).map(|line| line.trim().to_owned()),
        character: None,
        hints: vec![hint.to_owned()],
        theme: Some((name.to_owned(), found.line, found.column)),
    }
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use super::*;

    fn theme(files: &[(&str, &[u8])]) -> Theme {
        Theme {
            name: "test".to_owned(),
            files: files
                .iter()
                .map(|(name, bytes)| ((*name).to_owned(), Arc::from(*bytes)))
                .collect(),
        }
    }

    #[test]
    fn a_theme_replaces_or_extends() {
        let own = style(&theme(&[(STYLE, b"p{color:red}")])).unwrap();
        assert_eq!(own.css, "p{color:red}");
        let more = style(&theme(&[(EXTRA, b"p{color:red}")])).unwrap();
        assert!(more.css.starts_with(DEFAULT) && more.css.ends_with("\np{color:red}"));
        assert_ne!(own.hash, more.hash);
    }

    #[test]
    fn the_hash_is_over_what_a_browser_reads() {
        let dos = style(&theme(&[(STYLE, b"a{}\r\nb{}\r")])).unwrap();
        let unix = style(&theme(&[(STYLE, b"a{}\nb{}\n")])).unwrap();
        assert_eq!(dos.hash, unix.hash);
        // Computed with `printf 'a{}\nb{}\n' | openssl dgst -sha256 -binary | base64`.
        assert_eq!(unix.hash, "sha256-VDSIfmWi3cQU7EK2nO6uXRIXAWjpRu1sEO1dH+ZLxqU=");
    }

    #[test]
    fn a_style_cannot_end_its_element() {
        let style = style(&theme(&[(STYLE, b"a[href='</STYLE><script>']{color:red}")])).unwrap();
        assert!(!style.css.contains("</"), "{}", style.css);
    }

    #[test]
    fn every_request_is_found_at_its_place() {
        let css =
            b"/* url(https://a) */\n@import 'b.css';\np { background: URL( \"https://c\") }\n\
                    p { background: url(data:image/png;base64,AA==), url(#d) }\n";
        let error = style(&theme(&[(EXTRA, css)])).unwrap_err();
        let places: Vec<_> = error.mistakes.iter().map(|m| m.theme.clone().unwrap()).collect();
        assert_eq!(places, [(EXTRA.to_owned(), 2, 1), (EXTRA.to_owned(), 3, 22)]);
    }

    #[test]
    fn a_style_that_is_not_text_is_a_mistake() {
        let error = style(&theme(&[(STYLE, b"a{}\n\xff")])).unwrap_err();
        assert_eq!(error.mistakes[0].theme, Some((STYLE.to_owned(), 2, 1)));
    }

    #[test]
    fn the_default_style_asks_for_nothing() {
        assert_eq!(refused(DEFAULT), []);
    }
}

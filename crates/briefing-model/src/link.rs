//! Where a link of a document may lead.

/// Whether a link leads somewhere from anywhere: to the web, or to a mailbox. It is read as a browser
/// reads it (WHATWG URL), but has to be written as one: control characters, line breaks and white space
/// around it, which a browser leaves out, are no part of an address.
#[must_use]
pub fn is_address(url: &str) -> bool {
    !url.contains(char::is_control)
        && url.trim() == url
        && url::Url::parse(url).is_ok_and(|url| matches!(url.scheme(), "https" | "http" | "mailto"))
}

/// Whether a link can be nothing but that of a file beside or below the one it stands in: no scheme,
/// no server, no root.
#[must_use]
pub fn is_file(url: &str) -> bool {
    let is_path =
        |c: char| c.is_ascii_alphanumeric() || matches!(c, '-' | '_' | '.' | '~' | '%' | '/');
    !url.is_empty() && !url.starts_with('/') && url.chars().all(is_path)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn links_lead_to_addresses_or_to_files() {
        for url in ["https://example.org/a?b#c", "HTTP://example.org", "mailto:a@example.org"] {
            assert!(is_address(url) && !is_file(url), "{url}");
        }
        for url in ["facts.json", "transfer-events/2024.r2/brief.pdf", "../b%20c.html"] {
            assert!(is_file(url) && !is_address(url), "{url}");
        }
        for url in [
            "",
            "javascript:alert(1)",
            "java\tscript:alert(1)",
            "https:\n//example.org",
            "https://",
            "https://exa mple.org",
            "//example.org",
            "/etc",
            "data:text/html,x",
            "a b",
            "#f1",
        ] {
            assert!(!is_file(url) && !is_address(url), "{url}");
        }
    }
}

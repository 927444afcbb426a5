//! The languages that briefs are written in.

/// Tags of the languages that there are words for.
pub const LANGUAGES: [&str; 2] = ["en", "zh"];

/// Why a brief cannot be written in a language.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Unwritten {
    /// There are no words for it.
    Unknown,
    /// Chinese in traditional characters: there are words in simplified ones only.
    Traditional,
}

/// The language of [`LANGUAGES`] that a BCP 47 tag asks for: `en` for `en-GB`, `zh` for `zh-Hans` and
/// `zh-CN`. Scripts and regions are compared without case, as RFC 5646 has it.
///
/// # Errors
/// There are no words for the language, or none in its script. A region implies a script as in
/// Unicode's likely subtags: `zh-TW` is traditional, `zh-Hans-HK` is not.
pub fn language(tag: &str) -> Result<&'static str, Unwritten> {
    let parts: Vec<String> = tag.split('-').map(str::to_ascii_lowercase).collect();
    let has = |subtags: &[&str]| parts.iter().skip(1).any(|part| subtags.contains(&part.as_str()));
    let base = parts.first().map(String::as_str).unwrap_or_default();
    let known = LANGUAGES.into_iter().find(|known| *known == base).ok_or(Unwritten::Unknown)?;
    let is_traditional = has(&["hant"]) || (has(&["tw", "hk", "mo"]) && !has(&["hans"]));
    if known == "zh" && is_traditional { Err(Unwritten::Traditional) } else { Ok(known) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_tag_is_written_in_its_language_and_script() {
        for tag in ["zh", "zh-Hans", "zh-hans", "zh-CN", "zh-SG", "zh-Hans-HK"] {
            assert_eq!(language(tag), Ok("zh"), "{tag}");
        }
        assert_eq!(language("en-GB"), Ok("en"));
        for tag in ["zh-Hant", "zh-hant", "zh-TW", "zh-HK", "zh-MO", "zh-Hant-TW"] {
            assert_eq!(language(tag), Err(Unwritten::Traditional), "{tag}");
        }
        for tag in ["de", "xx", "yue", ""] {
            assert_eq!(language(tag), Err(Unwritten::Unknown), "{tag}");
        }
    }
}

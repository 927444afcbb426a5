//! Where a character of a finished text was written.

use briefing_model::diagnostic::{FileId, Files, Span};

/// The place in a project's files where a character was written that stands in a text like this: of
/// all places that have it, the one with most of the same text around it. `None` where no file has it,
/// since it was written otherwise (as `\u1200`, say).
pub(crate) fn of(character: char, near: &str, files: &Files) -> Option<Span> {
    let near = near.trim_matches('…');
    let (before, after) = near.split_once(character)?;
    let mut best: Option<(usize, Span)> = None;
    for file in (0..).map(FileId).take_while(|file| files.path(*file).is_some()) {
        let text = files.text(file).unwrap_or_default();
        for (at, found) in text.match_indices(character) {
            let end = at + found.len();
            let alike = alike(before.chars().rev(), text[..at].chars().rev())
                + alike(after.chars(), text[end..].chars());
            if best.is_none_or(|(most, _)| alike > most) {
                best = Some((alike, Span::new(file, at..end)));
            }
        }
    }
    best.map(|(_, span)| span)
}

/// How many characters two texts have in common from where they begin, whatever their white space.
fn alike(a: impl Iterator<Item = char>, b: impl Iterator<Item = char>) -> usize {
    let is_text = |c: &char| !c.is_whitespace();
    a.filter(is_text).zip(b.filter(is_text)).take_while(|(a, b)| a == b).count()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_place_with_the_same_text_around_it_is_found() {
        let mut files = Files::default();
        files.add("a.toml", "# 𠮷\nname = \"𠮷野\"");
        let quoted = files.add("b.toml", "quote = \"the mayor,\n𠮷田先生, came\"");
        let span = of('𠮷', "…the mayor, 𠮷田先生, ca…", &files).expect("a place");
        assert_eq!((span.file, files.line_column(span)), (quoted, Some((2, 1))));
        assert_eq!(of('ሀ', "ሀ", &files), None);
    }
}

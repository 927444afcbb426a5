//! Where a mistake begins and ends, in lines and columns.

use briefing_model::diagnostic::{Files, Span};

/// A span in lines and columns, all from 1; columns count characters.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Region {
    pub(super) line: usize,
    pub(super) column: usize,
    pub(super) end_line: usize,
    /// The column after the last character.
    pub(super) end_column: usize,
}

impl Region {
    /// The region of a span; `None` where it is in no file. Line breaks at its end do not count: a
    /// span of a whole line ends on that line.
    pub(super) fn of(files: &Files, span: Span) -> Option<Self> {
        let text = files.text(span.file)?;
        let (line, column) = files.line_column(span)?;
        let mut end = span.range().end.min(text.len());
        while !text.is_char_boundary(end) {
            end -= 1;
        }
        let spanned = text.get(span.range().start..end).unwrap_or_default();
        let end = end - (spanned.len() - spanned.trim_end_matches(['\n', '\r']).len());
        let end = end.max(span.range().start.min(text.len()));
        let (end_line, end_column) = files.line_column(Span::new(span.file, end..end))?;
        Some(Self { line, column, end_line, end_column })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn columns_count_characters_and_lines_end_where_they_do() {
        let mut files = Files::default();
        let file = files.add("a.toml", "甘肃 = 1\nb = \"\"\"\nc\n\"\"\"\n");
        let region = |range| {
            let found = Region::of(&files, Span::new(file, range));
            found.map(|region| (region.line, region.column, region.end_line, region.end_column))
        };
        assert_eq!(region(0..6), Some((1, 1, 1, 3)));
        assert_eq!(region(0..11), Some((1, 1, 1, 7)), "a line with its end");
        assert_eq!(region(11..25), Some((2, 1, 4, 4)));
        assert_eq!(region(6..6), Some((1, 3, 1, 3)), "a place between two characters");
        assert_eq!(region(900..901), Some((5, 1, 5, 1)), "past the end");
        assert_eq!(Region::of(&files, Span::NONE), None);
    }
}

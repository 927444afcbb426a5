//! Tables after RFC 4180: the head names the keys, each row is an entry.
//!
//! The `csv` crate reads whatever it is given and says nothing of a quotation mark that is not closed,
//! so the text is taken apart here, and what is wrong with it is said at its place. What that crate
//! writes is read back as it was (see the tests).

use std::ops::Range;

use briefing_model::spreadsheet::from_cell;
use briefing_model::text::is_blank;
use briefing_plugin::{Entry, Node, NodeValue, Source, SourceMistake, SourceOutput};
use indexmap::IndexMap;

/// The `csv` source.
pub(crate) struct Csv;

impl Source for Csv {
    fn name(&self) -> &str {
        "csv"
    }

    fn about(&self) -> &str {
        "tables, one claim, event, source or rate a row, with the keys in the head"
    }

    fn extensions(&self) -> &[&str] {
        &["csv"]
    }

    fn read(&self, text: &str) -> SourceOutput {
        let mut mistakes = Vec::new();
        let records = records(text, &mut mistakes);
        // Rows without a word are what spreadsheets leave.
        let mut records = records.into_iter().filter(|record| !record.iter().all(Cell::is_empty));
        let is_hint = |record: &[Cell]| matches!(record, [cell, rest] if cell.text == "sep=" && rest.is_empty());
        // Excel's own first line, which says what separates the columns.
        let head = records.next().filter(|record| !is_hint(record)).or_else(|| records.next());
        let Some(head) = head else {
            // A file without a word is as empty as any other.
            let table = NodeValue::Table(IndexMap::new());
            return match mistakes.as_slice() {
                [] => {
                    SourceOutput { tree: Node { value: table, span: 0..0 }, mistakes, head: None }
                }
                _ => unreadable(mistakes),
            };
        };
        if let Some(mistake) = wrong_delimiter(text, &head) {
            return unreadable(vec![mistake]);
        }
        let columns = columns(&head, &mut mistakes);
        let mut unnamed = vec![false; head.len()];
        let mut rows = Vec::new();
        for record in records {
            rows.extend(row(&head, &columns, &record, &mut unnamed, &mut mistakes));
        }
        let head = columns
            .into_iter()
            .flatten()
            .map(|(name, span)| Node { value: NodeValue::Text(name), span })
            .collect();
        let tree = Node { value: NodeValue::List(rows), span: 0..text.len() };
        mistakes.sort_by_key(|mistake| mistake.span.start);
        SourceOutput { tree, mistakes, head: Some(head) }
    }
}

/// A table without rows, since it cannot be told which columns it has.
fn unreadable(mistakes: Vec<SourceMistake>) -> SourceOutput {
    let tree = Node { value: NodeValue::List(Vec::new()), span: 0..0 };
    SourceOutput { tree, head: Some(Vec::new()), mistakes }
}

/// A field, and the bytes of its text without quotation marks.
struct Cell {
    text: String,
    span: Range<usize>,
}

impl Cell {
    fn is_empty(&self) -> bool {
        is_blank(&self.text)
    }
}

/// What ends a field.
enum End {
    Field,
    Record,
    Text,
}

/// The records of a text. Of quotation marks that are wrong only the first is told, since what comes
/// after it may be read wrongly; reading goes on in the next line.
fn records(text: &str, mistakes: &mut Vec<SourceMistake>) -> Vec<Vec<Cell>> {
    let mut records = Vec::new();
    let mut record = Vec::new();
    let mut at = 0;
    let mut is_told = false;
    while at < text.len() {
        match cell(text, at) {
            Ok((cell, next, end)) => {
                record.push(cell);
                at = next;
                match end {
                    // Behind the last comma of a text is one more field.
                    End::Field if at == text.len() => {
                        record.push(Cell { text: String::new(), span: at..at });
                    }
                    End::Field => continue,
                    End::Record | End::Text => {}
                }
                records.push(std::mem::take(&mut record));
            }
            Err(mistake) => {
                let line = text[at..].find('\n').map_or(text.len(), |end| at + end + 1);
                at = line;
                record.clear();
                if !is_told {
                    mistakes.push(mistake);
                    is_told = true;
                }
            }
        }
    }
    records
}

/// The field that begins at a byte, the byte behind it and what ends it.
fn cell(text: &str, at: usize) -> Result<(Cell, usize, End), SourceMistake> {
    let rest = &text[at..];
    let is_space = |c: char| matches!(c, ' ' | '\t');
    let indent = rest.len() - rest.trim_start_matches(is_space).len();
    if rest[indent..].starts_with('"') {
        return quoted(text, at + indent);
    }
    let length = rest.find([',', '\n', '\r']).unwrap_or(rest.len());
    let words = &rest[..length];
    let trimmed = words.trim_matches(is_space);
    let start = at + (words.len() - words.trim_start_matches(is_space).len());
    let span = if trimmed.is_empty() { at..at + length } else { start..start + trimmed.len() };
    if let Some(mark) = trimmed.find('"') {
        // RFC 4180, 2.5: what follows may be meant to be one text, commas and all.
        return Err(SourceMistake {
            span: start + mark..start + mark + 1,
            message: "a quotation mark within a field that does not begin with one".to_owned(),
            hints: vec![
                "put the whole field in quotation marks, and double those within: \
                 `\"he said \"\"yes\"\", at last\"`"
                    .to_owned(),
            ],
        });
    }
    let (next, end) = end(text, at + length);
    Ok((Cell { text: trimmed.to_owned(), span }, next, end))
}

/// A field in quotation marks, the first of which is at a byte.
fn quoted(text: &str, open: usize) -> Result<(Cell, usize, End), SourceMistake> {
    let start = open + 1;
    let mut words = String::new();
    let mut at = start;
    loop {
        let Some(length) = text[at..].find('"') else { return Err(unclosed(open)) };
        words.push_str(&text[at..at + length]);
        let close = at + length;
        if text[close + 1..].starts_with('"') {
            words.push('"');
            at = close + 2;
            continue;
        }
        let behind = text[close + 1..].trim_start_matches([' ', '\t']);
        let next = text.len() - behind.len();
        if behind.is_empty() || behind.starts_with([',', '\n', '\r']) {
            let (after, end) = end(text, next);
            return Ok((Cell { text: words, span: start..close }, after, end));
        }
        // A mark that was forgotten in a line above is closed by the first one of another field.
        if text[start..close].contains('\n') {
            return Err(unclosed(open));
        }
        let length = behind.find([',', '\n', '\r']).unwrap_or(behind.len());
        return Err(SourceMistake {
            span: next..next + length,
            message: "text behind a quotation mark that closes".to_owned(),
            hints: vec![
                "a quotation mark within a text is doubled: `\"said \"\"yes\"\" to it\"`"
                    .to_owned(),
            ],
        });
    }
}

fn unclosed(open: usize) -> SourceMistake {
    SourceMistake {
        span: open..open + 1,
        message: "a quotation mark that is not closed".to_owned(),
        hints: vec![
            "close it at the end of the field; one within a text is doubled: `\"\"`".to_owned(),
        ],
    }
}

/// What stands at the end of a field, and the byte behind that.
fn end(text: &str, at: usize) -> (usize, End) {
    let rest = &text[at..];
    if rest.starts_with(',') {
        (at + 1, End::Field)
    } else if rest.starts_with("\r\n") {
        (at + 2, End::Record)
    } else if rest.is_empty() {
        (at, End::Text)
    } else {
        (at + 1, End::Record)
    }
}

/// The mistake of a head that is one column with other marks between its names.
fn wrong_delimiter(text: &str, head: &[Cell]) -> Option<SourceMistake> {
    let [only] = head else { return None };
    let (mark, name) =
        [(';', "semicolons"), ('\t', "tabs"), ('|', "bars"), ('，', "full-width commas")]
            .into_iter()
            .find(|(mark, _)| only.text.contains(*mark))?;
    // A text of several lines is not a head, whatever is in it.
    let line = &text[only.span.clone()];
    let at = only.span.start + line.find(mark)?;
    Some(SourceMistake {
        span: at..at + mark.len_utf8(),
        message: format!("columns are separated by {name}, expected commas"),
        hints: vec![
            "save it as CSV with commas; a text that has a comma in it stands in quotation marks"
                .to_owned(),
        ],
    })
}

/// The names of the columns and where they stand; `None` for one without a name, or with that of
/// another before it.
fn columns(
    head: &[Cell],
    mistakes: &mut Vec<SourceMistake>,
) -> Vec<Option<(String, Range<usize>)>> {
    let mut columns: Vec<Option<(String, Range<usize>)>> = Vec::with_capacity(head.len());
    for cell in head {
        let name = cell.text.trim();
        let is_known = columns.iter().flatten().any(|(other, _)| other == name);
        if is_known {
            mistakes.push(SourceMistake {
                span: cell.span.clone(),
                message: format!("the column `{name}` stands twice"),
                hints: vec!["leave out one of them".to_owned()],
            });
        }
        columns.push((!is_blank(name) && !is_known).then(|| (name.to_owned(), cell.span.clone())));
    }
    columns
}

/// A record as a table; an empty field is a key that is not there.
fn row(
    head: &[Cell],
    columns: &[Option<(String, Range<usize>)>],
    record: &[Cell],
    unnamed: &mut [bool],
    mistakes: &mut Vec<SourceMistake>,
) -> Option<Node> {
    let (first, last) = record.first().zip(record.last())?;
    let span = first.span.start..last.span.end.max(first.span.end);
    // Empty fields behind the last column say nothing.
    let extra = record.iter().skip(head.len()).find(|cell| !cell.is_empty());
    if record.len() < head.len() || extra.is_some() {
        mistakes.push(SourceMistake {
            span: extra.map_or(span, |cell| cell.span.clone()),
            message: format!(
                "expected {} fields, as in the head, found {}",
                head.len(),
                record.len()
            ),
            hints: vec!["a text that has a comma in it stands in quotation marks".to_owned()],
        });
        return None;
    }
    let mut table = IndexMap::new();
    for (index, (column, cell)) in columns.iter().zip(record).enumerate() {
        if cell.is_empty() {
            continue;
        }
        let Some((name, key)) = column else {
            if head[index].is_empty() && !unnamed[index] {
                unnamed[index] = true;
                mistakes.push(SourceMistake {
                    span: cell.span.clone(),
                    message: "a value in a column without a name".to_owned(),
                    hints: vec!["name the column in the first row, or delete it".to_owned()],
                });
            }
            continue;
        };
        let text = from_cell(&cell.text).to_owned();
        let node = Node { value: NodeValue::Text(text), span: cell.span.clone() };
        table.insert(name.clone(), Entry { key: key.clone(), node });
    }
    Some(Node { value: NodeValue::Table(table), span })
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn texts(read: &SourceOutput) -> Vec<Vec<(String, String)>> {
        let NodeValue::List(rows) = &read.tree.value else { panic!("no rows") };
        let text = |node: &Node| match &node.value {
            NodeValue::Text(text) => text.clone(),
            other => panic!("{other:?}"),
        };
        rows.iter()
            .map(|row| match &row.value {
                NodeValue::Table(table) => {
                    table.iter().map(|(key, entry)| (key.clone(), text(&entry.node))).collect()
                }
                other => panic!("{other:?}"),
            })
            .collect()
    }

    #[test]
    fn what_spreadsheets_leave_is_passed_over() {
        for text in [
            "a,b\n1,2\n",
            "sep=,\na,b\n1,2\n",
            "a,b\n1,2",
            "a,b\r\n1,2\r\n",
            "a,b\r1,2\r",
            " a , b \n 1 , 2 \n",
            "a,b,,\n1,2,,\n,,,\n",
            "\n,\na,b\n\n1,2,,,\n  ,\n\n",
            "\"a\" ,\t\"b\"\n\"1\" , \"2\"\n",
        ] {
            let read = Csv.read(text);
            assert_eq!(read.mistakes, [], "{text:?}");
            let expected =
                vec![vec![("a".to_owned(), "1".to_owned()), ("b".to_owned(), "2".to_owned())]];
            assert_eq!(texts(&read), expected, "{text:?}");
        }
    }

    #[test]
    fn each_mistake_is_told_once_at_its_place() {
        let fields = "expected 2 fields, as in the head, found";
        for (text, span, message) in [
            ("a,b\n1,\"2\n", 6..7, "a quotation mark that is not closed".to_owned()),
            ("a,b\n\"1,2\n3,\"4\"\n", 4..5, "a quotation mark that is not closed".to_owned()),
            (
                "a,b\n1 \"x, y\",2\n",
                6..7,
                "a quotation mark within a field that does not begin with one".to_owned(),
            ),
            ("a,b\n\"1\"x,2\n", 7..8, "text behind a quotation mark that closes".to_owned()),
            ("a,b,a\n1,2,3\n", 4..5, "the column `a` stands twice".to_owned()),
            ("a;b\n1;2\n", 1..2, "columns are separated by semicolons, expected commas".to_owned()),
            ("a\tb\n1\t2\n", 1..2, "columns are separated by tabs, expected commas".to_owned()),
            ("a,b\n1\n", 4..5, format!("{fields} 1")),
            ("a,b\n1,2,,3\n", 9..10, format!("{fields} 4")),
            ("a,\n1,2\n3,4\n", 5..6, "a value in a column without a name".to_owned()),
        ] {
            let read = Csv.read(text);
            let told: Vec<_> =
                read.mistakes.into_iter().map(|told| (told.span, told.message)).collect();
            assert_eq!(told, [(span, message)], "{text:?}");
        }
    }

    #[test]
    fn rows_behind_a_mark_that_is_not_closed_are_read() {
        let read = Csv.read("a,b\n\"1,2\n3,4\n5,6\n");
        assert_eq!(read.mistakes.len(), 1);
        assert_eq!(texts(&read).len(), 2);
    }

    proptest! {
        /// The `csv` crate writes, and what it wrote is read.
        #[test]
        fn what_was_written_is_read_back(
            rows in proptest::collection::vec(
                proptest::collection::vec("[a-z甘“\",;\n' =+@-]{0,6}x", 3), 1..5
            )
        ) {
            let mut writer = csv::WriterBuilder::new()
                .quote_style(csv::QuoteStyle::NonNumeric)
                .from_writer(Vec::new());
            writer.write_record(["a", "b", "c"]).unwrap();
            for row in &rows {
                writer
                    .write_record(row.iter().map(|text| briefing_model::spreadsheet::cell(text).into_owned()))
                    .unwrap();
            }
            let text = String::from_utf8(writer.into_inner().unwrap()).unwrap();
            let read = Csv.read(&text);
            prop_assert_eq!(&read.mistakes, &[]);
            let found: Vec<Vec<String>> = texts(&read)
                .into_iter()
                .map(|row| row.into_iter().map(|(_, text)| text).collect())
                .collect();
            prop_assert_eq!(found, rows);
        }

        /// Whatever it is given, it ends, and its places are those of characters of the text.
        #[test]
        fn no_text_is_too_much(text in "[a,\"\n\r \t;甘]{0,30}") {
            let read = Csv.read(&text);
            for mistake in read.mistakes {
                prop_assert!(text.get(mistake.span).is_some());
            }
        }
    }
}

//! Tables.

use briefing_model::document::{Align, Column, Inline, Table, TableRow, plain_text};

use crate::markup::when;
use crate::page::Page;

/// How many characters are not broken into lines between any two of them.
const SHORT: usize = 12;

impl Page<'_> {
    /// Writes a table. A wide one scrolls on a narrow screen, within a group that has the caption's
    /// name and that the keyboard reaches: not a region, since each would be a landmark, which have to
    /// have names of their own, and captions may repeat.
    pub(crate) fn table(&mut self, table: &Table) {
        let id = self.next_figure();
        let caption_id = format!("{id}-caption");
        let caption = !plain_text(&table.caption).trim().is_empty();
        self.html.open("div", &[("class", "table"), ("id", &id)]).line();
        self.tables += 1;
        let numbered = format!("{} {}", self.phrases.table, self.tables);
        let label =
            if caption { ("aria-labelledby", &*caption_id) } else { ("aria-label", &*numbered) };
        self.html
            .open("div", &[("class", "scroll"), ("role", "group"), label, ("tabindex", "0")])
            .line()
            .open("table", &[])
            .line();
        if caption {
            self.html.open("caption", &[]).open("span", &[("id", &caption_id)]);
            self.inlines(&table.caption);
            self.html.close("span").close("caption").line();
        }
        // A row without cells is not valid: what has no columns has no head.
        if !table.columns.is_empty() {
            self.column_heads(&table.columns);
        }
        self.html.open("tbody", &[]).line();
        for (index, row) in table.rows.iter().enumerate() {
            // The rows of a group are a body of their own, which its heading is the head of.
            if row.heading && index > 0 {
                self.html.close("tbody").line().open("tbody", &[]).line();
            }
            self.row(&table.columns, row);
        }
        if table.rows.is_empty() {
            let span = table.columns.len().max(1).to_string();
            self.html.open("tr", &[]);
            self.html.leaf("td", &[("class", "empty"), ("colspan", &span)], &table.empty);
            self.html.close("tr").line();
        }
        self.html.close("tbody").line().close("table").line().close("div").line();
        self.notes(&table.notes);
        self.html.close("div").line();
    }

    /// Writes the notes below a table or chart.
    pub(crate) fn notes(&mut self, notes: &[Vec<Inline>]) {
        if notes.is_empty() {
            return;
        }
        self.html.open("div", &[("class", "notes")]).line();
        for note in notes {
            self.html.open("p", &[]);
            self.inlines(note);
            self.html.close("p").line();
        }
        self.html.close("div").line();
    }

    fn column_heads(&mut self, columns: &[Column]) {
        self.html.open("thead", &[]).line().open("tr", &[]);
        for column in columns {
            let class = class(column.align, &column.label);
            // An empty head is no head.
            if plain_text(&column.label).trim().is_empty() {
                self.html.open("td", &[class]).close("td");
            } else {
                self.html.open("th", &[("scope", "col"), class]);
                self.inlines(&column.label);
                self.html.close("th");
            }
        }
        self.html.close("tr").line().close("thead").line();
    }

    /// A row. Totals stay in the body: a browser repeats a table's foot on every printed page.
    fn row(&mut self, columns: &[Column], row: &TableRow) {
        let id = row.id.as_ref().map(|_| {
            self.rows += 1;
            self.anchors.rows.get(self.rows - 1).cloned().unwrap_or_default()
        });
        let id = when(id.is_some(), ("id", id.as_deref().unwrap_or_default()));
        if row.heading {
            let cell = row.cells.first().map_or(&[][..], Vec::as_slice);
            let span = columns.len().max(1).to_string();
            self.html.open("tr", &[("class", "group"), id]);
            self.html.open("th", &[("scope", "rowgroup"), ("colspan", &span)]);
            self.inlines(cell);
            self.html.close("th").close("tr").line();
            return;
        }
        if columns.is_empty() {
            return;
        }
        self.html.open("tr", &[when(row.total, ("class", "total")), id]);
        for (index, column) in columns.iter().enumerate() {
            let cell = row.cells.get(index).map_or(&[][..], Vec::as_slice);
            let head = column.header && !plain_text(cell).trim().is_empty();
            let tag = if head { "th" } else { "td" };
            self.html.open(tag, &[when(head, ("scope", "row")), class(column.align, cell)]);
            self.inlines(cell);
            self.html.close(tag);
        }
        self.html.close("tr").line();
    }
}

/// The class of a cell: its side, and whether its text is too short to be broken.
fn class(align: Align, content: &[Inline]) -> (&'static str, &'static str) {
    let short = plain_text(content).chars().count() <= SHORT;
    match (align, short) {
        (Align::Start, false) => ("", ""),
        (Align::Start, true) => ("class", "short"),
        (Align::Center, false) => ("class", "center"),
        (Align::Center, true) => ("class", "center short"),
        (Align::End, false) => ("class", "end"),
        (Align::End, true) => ("class", "end short"),
    }
}

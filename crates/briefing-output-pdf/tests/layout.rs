//! Where things stand on the page, as another program finds them.

#![allow(clippy::unwrap_used, reason = "a test ends where it fails")]

mod reader;
mod sample;

use briefing_model::document::{Align, Block, Document, Inline, TableRow};

use sample::{brief, cite, column, empty, fact, heading, paragraph, row, t, table, trials};

/// A word and where it stands, in points from the top left of its page.
#[derive(Debug)]
struct Word {
    page: usize,
    left: i32,
    right: i32,
    top: i32,
    text: String,
}

struct Pages {
    /// Width and height of each page, in points.
    sizes: Vec<(i32, i32)>,
    words: Vec<Word>,
}

impl Pages {
    fn of(document: &Document) -> Self {
        let html = reader::boxes(&reader::pdf(document));
        let mut pages = Self { sizes: Vec::new(), words: Vec::new() };
        for line in html.lines().map(str::trim) {
            let points = |name: &str| -> i32 {
                let (_, rest) = line.split_once(&format!("{name}=\"")).unwrap();
                rest.split(['.', '"']).next().unwrap().parse().unwrap()
            };
            if line.starts_with("<page ") {
                pages.sizes.push((points("width"), points("height")));
            } else if line.starts_with("<word ") {
                let (_, text) = line.split_once('>').unwrap();
                pages.words.push(Word {
                    page: pages.sizes.len(),
                    left: points("xMin"),
                    right: points("xMax"),
                    top: points("yMin"),
                    text: unescaped(text.trim_end_matches("</word>")),
                });
            }
        }
        pages
    }

    /// The words of a page in one line, as they follow each other.
    fn text(&self, page: usize) -> String {
        let words: Vec<_> =
            self.words.iter().filter(|w| w.page == page).map(|w| &*w.text).collect();
        words.join(" ")
    }
}

fn unescaped(text: &str) -> String {
    text.replace("&lt;", "<").replace("&gt;", ">").replace("&apos;", "'").replace("&amp;", "&")
}

#[test]
fn nothing_stands_outside_the_margins() {
    for document in [brief(), trials()] {
        let pages = Pages::of(&document);
        for word in &pages.words {
            let (width, height) = pages.sizes[word.page - 1];
            assert!(word.left >= 60 && word.right <= width - 60, "{word:?} on {width} points");
            assert!(word.top >= 30 && word.top <= height - 30, "{word:?} of {height} points");
        }
    }
}

#[test]
fn every_page_says_which_of_how_many_it_is() {
    for document in [brief(), trials()] {
        let pages = Pages::of(&document);
        let count = pages.sizes.len();
        assert!(count > 1);
        for page in 1..=count {
            let mark = format!("Page {page} of {count}");
            assert!(pages.text(page).contains(&mark), "{mark} in {}", pages.text(page));
        }
    }
}

#[test]
fn a_table_repeats_its_head_on_every_page() {
    let rows = (0..500).map(|n| row(&[&format!("Row{n}"), &format!("{}", n * 7)])).collect();
    let mut document = empty("Many rows");
    document.blocks = vec![Block::Table(table("table-1", &["Eventhead", "Figurehead"], rows))];
    let pages = Pages::of(&document);
    assert!(pages.sizes.len() > 5, "{} pages", pages.sizes.len());
    for page in 1..=pages.sizes.len() {
        let text = pages.text(page);
        assert_eq!(text.matches("Eventhead").count(), 1, "{text}");
        assert_eq!(text.matches("Figurehead").count(), 1, "{text}");
    }
    for n in 0..500 {
        let name = format!("Row{n}");
        assert_eq!(pages.words.iter().filter(|word| word.text == name).count(), 1, "{name}");
    }
}

#[test]
fn figures_end_on_one_line() {
    let figures = ["41", "422", "4,333", "44,444", "455,555.5"];
    let mut document = empty("Figures");
    let rows = figures.iter().map(|figure| row(&["Gansu", figure])).collect();
    document.blocks = vec![Block::Table(table("table-1", &["Event", "Value"], rows))];
    let pages = Pages::of(&document);
    let ends: Vec<_> =
        pages.words.iter().filter(|w| figures.contains(&&*w.text)).map(|w| w.right).collect();
    assert_eq!(ends.len(), figures.len());
    assert!(ends.iter().all(|end| (end - ends[0]).abs() <= 1), "{ends:?}");
}

#[test]
fn no_heading_is_left_alone_at_the_foot_of_a_page() {
    // Somewhere among so many heights of what stands above it, one is just too great.
    for lines in 20..50 {
        let mut document = empty("Headings");
        document.blocks = (0..lines).map(|n| paragraph(&format!("Line {n}."))).collect();
        document.blocks.push(heading(2, "last", "Lastheading"));
        document.blocks.push(paragraph("Lastwords."));
        let pages = Pages::of(&document);
        let page = |text: &str| pages.words.iter().find(|w| w.text == text).unwrap().page;
        assert_eq!(page("Lastheading"), page("Lastwords."), "after {lines} lines");
    }
}

#[test]
fn what_has_no_words_does_no_harm() {
    let mut document = empty("Empty");
    document.meta.publisher = String::new();
    let mut nothing = table("table-1", &[], vec![row(&[])]);
    nothing.caption = Vec::new();
    document.blocks = vec![
        Block::Table(nothing),
        Block::Paragraph { content: Vec::new() },
        Block::Heading { level: 3, id: "none".to_owned(), content: Vec::new() },
        Block::List { ordered: true, start: 1, tight: true, items: vec![Vec::new()] },
        Block::Quote { content: Vec::new() },
        Block::Code { language: None, text: String::new() },
        Block::References,
        paragraph(""),
        paragraph("Thelast"),
    ];
    assert!(Pages::of(&document).text(1).contains("Thelast"));
}

#[test]
fn the_same_figure_and_source_may_stand_anywhere() {
    let mut document = brief();
    let mut many = table("table-many", &["A"], Vec::new());
    many.columns = vec![column("A", Align::Start, true)];
    many.notes = vec![vec![fact(0, "930"), cite(0)]];
    many.caption = vec![Inline::Emphasis { content: vec![fact(0, "930"), t(" "), cite(0)] }];
    document.blocks.insert(
        0,
        Block::Heading {
            level: 2,
            id: "figure".to_owned(),
            content: vec![fact(0, "930"), cite(3)],
        },
    );
    document.blocks.push(Block::Table(many));
    assert!(Pages::of(&document).text(1).contains("930"));
}

#[test]
fn an_apostrophe_does_not_split_a_word() {
    // In the sans serif, whose quotation marks fill a square where they are Chinese.
    let width = |language: &str| {
        let mut document = empty("Apostrophes");
        document.meta.language = language.to_owned();
        document.blocks = vec![heading(2, "one", "isn\u{2019}t")];
        let pages = Pages::of(&document);
        let ends = pages.words.iter().filter(|word| "isn\u{2019}t".contains(&word.text));
        let (left, right): (Vec<_>, Vec<_>) = ends.map(|word| (word.left, word.right)).unzip();
        right.into_iter().max().unwrap() - left.into_iter().min().unwrap()
    };
    assert!(width("en") + 8 < width("zh"), "{} and {} points", width("en"), width("zh"));
}

/// Whatever rows come before it: the page breaks anywhere among so many.
#[test]
fn a_total_never_stands_alone_on_a_page() {
    for count in 30..72 {
        let mut document = empty("Totals");
        let mut rows: Vec<_> =
            (0..count).map(|n| row(&[&format!("Row{n}"), &format!("{n}")])).collect();
        rows.push(TableRow { total: true, ..row(&["Total", "9"]) });
        document.blocks = vec![Block::Table(table("table-1", &["Event", "Projects"], rows))];
        let pages = Pages::of(&document);
        let page_of = |text: &str| {
            pages.words.iter().find(|word| word.text == text).map(|word| word.page).unwrap()
        };
        let last = format!("Row{}", count - 1);
        assert_eq!(page_of("Total"), page_of(&last), "{count} rows");
        // The head is repeated wherever there are rows.
        for page in 1..=page_of("Total") {
            assert!(pages.text(page).contains("Projects"), "page {page} of {count} rows");
        }
    }
}

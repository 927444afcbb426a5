//! What is in the document is in the file.

#![allow(clippy::unwrap_used, reason = "a test ends where it fails")]

use briefing_model::document::{Block, Inline, plain_text};

mod reader;
mod sample;

use reader::{attachment, flow, info, links, pdf, squeezed, structure, text, urls};

#[test]
fn every_kind_of_block_and_inline_is_printed() {
    let document = sample::brief();
    let found = flow(&pdf(&document));
    let mut missing = Vec::new();
    let mut wanted = vec![
        document.meta.title.clone(),
        document.meta.description.clone(),
        document.meta.publisher.clone(),
        document.meta.words.evidence.clone(),
        document.meta.words.evidence_intro.clone(),
    ];
    texts(&document.blocks, &mut wanted);
    for fact in &document.facts {
        wanted.extend([fact.text.clone(), fact.label.clone(), fact.formula.clone()]);
        wanted.extend([fact.coverage_text.clone(), fact.independence.clone()]);
    }
    for claim in &document.evidence {
        wanted.extend([claim.figure.clone(), claim.measure.clone(), claim.event.clone()]);
        wanted.extend([claim.status.clone(), claim.scope.clone(), claim.population.clone()]);
        wanted.extend([claim.quote.exact.clone(), claim.note.clone(), claim.id.to_uppercase()]);
        wanted.push(claim.correction.clone());
        wanted.extend(claim.quote.prefix.clone());
    }
    for source in &document.references {
        wanted.extend([source.title.clone(), source.publisher.clone(), source.origin.clone()]);
        wanted.extend([source.published.clone(), source.accessed.clone(), source.note.clone()]);
        wanted.extend(source.url.clone());
    }
    for text in wanted {
        if !found.contains(&squeezed(&text)) {
            missing.push(text);
        }
    }
    assert!(missing.is_empty(), "{missing:#?} not in {found}");
}

/// Pieces of text that must be found whole.
fn texts(blocks: &[Block], out: &mut Vec<String>) {
    for block in blocks {
        match block {
            Block::Heading { content, .. } => out.push(plain_text(content)),
            Block::Paragraph { content } => {
                out.extend(content.iter().map(|inline| plain_text(std::slice::from_ref(inline))));
            }
            Block::List { items, .. } => items.iter().for_each(|item| texts(item, out)),
            Block::Quote { content } | Block::Callout { content, .. } => texts(content, out),
            Block::Code { text, .. } => out.extend(text.lines().map(str::to_owned)),
            Block::Table(table) => {
                out.push(plain_text(&table.caption));
                out.extend(table.columns.iter().map(|column| plain_text(&column.label)));
                let cells = table.rows.iter().flat_map(|row| &row.cells).flatten();
                out.extend(cells.map(|inline| plain_text(std::slice::from_ref(inline))));
                out.extend(table.notes.iter().map(|note| plain_text(note)));
            }
            Block::Chart(chart) => {
                out.push(plain_text(&chart.caption));
                out.extend(chart.bars.iter().map(|bar| plain_text(&bar.label)));
                out.extend(chart.bars.iter().map(|bar| plain_text(&bar.value)));
                out.extend(chart.notes.iter().map(|note| plain_text(note)));
            }
            Block::Notes { notes } => out.extend(notes.iter().map(|note| plain_text(note))),
            Block::References | Block::Rule => {}
        }
    }
}

#[test]
fn the_file_says_what_it_is() {
    let info = info(&pdf(&sample::brief()));
    let has = |line: &str| {
        let squeezed =
            info.lines().map(|line| line.split_whitespace().collect::<Vec<_>>().join(" "));
        assert!(squeezed.clone().any(|found| found.starts_with(line)), "{line} not in {info}");
    };
    has("Title: Industrial transfer events, 2024");
    has("Author: Industrial Transfer Monitor");
    has("Subject: What was announced");
    has("Creator: Briefing");
    has("CreationDate: Fri Jan 31 00:00:00 2025");
    has("Tagged: yes");
    has("Pages: 3");
    has("Page size: 595.276 x 841.89 pts (A4)");
}

#[test]
fn the_file_claims_the_standard() {
    let bytes = pdf(&sample::brief());
    let metadata = String::from_utf8_lossy(&bytes);
    assert!(metadata.contains("pdfuaid:part"), "no PDF/UA identification in the metadata");
}

#[test]
fn pages_are_numbered_and_headed() {
    let text = text(&pdf(&sample::brief()));
    let pages: Vec<_> = text.trim_end_matches('\u{c}').split('\u{c}').collect();
    assert_eq!(pages.len(), 3);
    for (at, page) in pages.iter().enumerate() {
        assert!(page.contains(&format!("Page {} of 3", at + 1)), "{page}");
    }
    let head = |page: &str| page.lines().next().unwrap_or_default().to_owned();
    assert!(!head(pages[0]).contains("Industrial transfer events, 2024"), "{}", pages[0]);
    assert!(head(pages[1]).contains("Industrial Transfer Monitor"), "{}", pages[1]);
    assert!(head(pages[1]).contains("Industrial transfer events, 2024"), "{}", pages[1]);
}

#[test]
fn a_title_too_long_for_the_head_of_a_page_is_not_cut_within_a_number() {
    // What fits is found by measuring; the cut must fall before the year, or behind it.
    let titles = [
        "Beijing Advanced Manufacturing Matchmaking Conference, held in Autumn 2024 for the second time"
            .to_owned(),
        format!("{}{}", "兰州".repeat(14), "2024年活动".repeat(4)),
        format!("{}{}", "A".repeat(62), "2024".repeat(9)),
    ];
    for title in titles {
        let mut document = sample::brief();
        document.meta.title.clone_from(&title);
        let text = text(&pdf(&document));
        let head = text.split('\u{c}').nth(1).and_then(|page| page.lines().next()).unwrap();
        assert!(head.starts_with("Industrial Transfer Monitor") && head.contains('…'), "{head}");
        let before = head.split('…').next().unwrap();
        assert!(!before.ends_with(|last: char| last.is_numeric()), "{head}");
    }
}

#[test]
fn figures_link_to_their_evidence_and_back() {
    let bytes = pdf(&sample::brief());
    let links = links(&bytes);
    // The evidence begins on page 3, the first figure stands on page 1.
    assert!(links.contains("#3\">than 300 billion yuan</a>"), "{links}");
    assert!(links.contains("#1\">↑ Back to the text</a>"), "{links}");
    assert!(links.contains("#2\">[1]</a>"), "{links}");
    assert!(links.contains("#1\">table above</a>"), "{links}");
    let urls = urls(&bytes);
    assert!(urls.contains("https://globaltimes.cn/page/202410/1321956.shtml"), "{urls}");
    assert!(urls.contains("https://example.org/article#:~:text=words"), "{urls}");
}

#[test]
fn readers_by_ear_get_heads_lists_and_the_words_of_charts() {
    let structure = structure(&pdf(&sample::brief()));
    for part in [
        "H1 \"Projects and value by event\"",
        "Table (block)",
        "/Scope /Column",
        "/Scope /Row",
        "L (block)",
        "LBody",
        "BlockQuote",
        "Caption",
        "Figure:",
        "Link (inline)",
    ] {
        assert!(structure.contains(part), "{part} not in {structure}");
    }
}

/// The elements of a structure by their depth, without their attributes and words.
fn elements(structure: &str) -> Vec<(usize, String)> {
    let element = |line: &str| {
        let name = line.trim_start();
        let depth = line.len() - name.len();
        let name = name.split([' ', ':']).next().unwrap_or_default();
        let is_element = name.starts_with(|c: char| c.is_ascii_uppercase()) && name != "Object";
        is_element.then(|| (depth, name.to_owned()))
    };
    structure.lines().filter_map(element).collect()
}

#[test]
fn the_title_is_a_title() {
    let bytes = pdf(&sample::brief());
    let count = |text: &[u8]| bytes.windows(text.len()).filter(|part| *part == text).count();
    // PDF 1.7, on which PDF/UA-1 stands, has no such element of its own: the file says that whoever
    // does not know it is to take it for a paragraph.
    assert_eq!(count(b"/S/Title"), 1, "elements `Title`");
    assert_eq!(count(b"/Title/P/"), 1, "what stands in for `Title`");
    assert_eq!(count(b"/DisplayDocTitle true"), 1, "the title in the window's bar");
}

#[test]
fn sources_and_claims_are_lists() {
    let mut document = sample::brief();
    document.blocks.clear();
    let structure = structure(&pdf(&document));
    let elements = elements(&structure);
    let mut lists = 0;
    let mut items = 0;
    for (at, (depth, name)) in elements.iter().enumerate() {
        let inside = elements[at + 1..].iter().take_while(|(other, _)| other > depth);
        let children: Vec<_> = inside.filter(|(d, _)| *d == depth + 2).map(|(_, n)| &**n).collect();
        match &**name {
            "L" => {
                lists += 1;
                assert!(children.iter().all(|child| *child == "LI"), "{children:?}");
            }
            "LI" => {
                items += 1;
                assert_eq!(children, ["Lbl", "LBody"], "{structure}");
            }
            _ => {}
        }
    }
    assert_eq!(items, document.evidence.len() + document.references.len(), "{structure}");
    assert!(lists >= 2, "{lists} lists in {structure}");
    for claim in &document.evidence {
        let label = format!("\"{}", claim.id.to_uppercase());
        assert!(structure.contains(&label), "no label {label} in {structure}");
    }
}

#[test]
fn text_is_never_markup() {
    let special = r##"# $x$ *b* _i_ <l> @ref \ // c /* c */ ~ [ ] { } #let ` ' " -- --- ... https:// = + - / 1. {{x}} & % ^ | #sys.version \u{41} \#"##;
    let mut document = sample::one_paragraph(special);
    document.meta.title = special.to_owned();
    document.meta.publisher = special.to_owned();
    document.blocks.push(sample::heading(2, "x", special));
    document.blocks.push(Block::Code { language: Some("rust".into()), text: special.to_owned() });
    document.blocks.push(Block::Table(sample::table(
        "t",
        &[special],
        vec![sample::row(&[special])],
    )));
    document.blocks.push(Block::Paragraph {
        content: vec![Inline::Link { url: "#nowhere".into(), content: vec![sample::t(special)] }],
    });
    let bytes = pdf(&document);
    let found = flow(&bytes);
    let times = found.matches(&squeezed(special)).count();
    assert!(times >= 8, "{times} times in {found}");
    assert!(info(&bytes).contains("#let ` ' \" -- ---"));
}

#[test]
fn tables_repeat_their_heads_on_every_page() {
    let document = sample::trials();
    let text = text(&pdf(&document));
    let pages: Vec<_> = text.split('\u{c}').filter(|page| page.contains("Event number")).collect();
    assert!(pages.len() >= 3, "{} pages", pages.len());
    for page in pages {
        assert!(
            page.lines().any(|line| line.contains("Event") && line.contains("Projects")),
            "{page}"
        );
    }
    for row in 0..120 {
        assert!(text.contains(&format!("Event number {row} of")), "row {row}");
    }
    assert!(text.contains("No event reported a figure"));
}

#[test]
fn nothing_runs_over_the_edge() {
    // `pdftohtml` gives the place of each run of text, on pages 892 (or, turned, 1262) wide.
    let links = links(&pdf(&sample::trials()));
    let mut width = 0;
    let mut seen = 0;
    for line in links.lines() {
        let number = |name: &str| -> Option<i32> {
            let rest = line.split_once(&format!(" {name}=\""))?.1;
            rest.split_once('"')?.0.parse().ok()
        };
        if line.contains("<page ") {
            width = number("width").unwrap();
        } else if let (true, Some(left), Some(wide)) =
            (line.starts_with("<text "), number("left"), number("width"))
        {
            // A zero-width or trailing space may hang into the margin, letters may not.
            assert!(left >= 100 && left + wide <= width - 100, "{left}+{wide} of {width}: {line}");
            seen += 1;
        }
    }
    assert!(seen > 300, "{seen} runs of text");
}

#[test]
fn headings_may_skip_levels_and_briefs_may_be_in_chinese() {
    let mut document = sample::one_paragraph("签约项目195个，总金额3062亿元。");
    document.meta.language = "zh-Hans-CN".to_owned();
    document.blocks.push(sample::heading(5, "five", "五"));
    document.blocks.push(Block::Quote { content: vec![sample::heading(3, "three", "三")] });
    document.blocks.push(sample::heading(6, "six", "六"));
    let found = flow(&pdf(&document));
    assert!(found.contains("签约项目195个，总金额3062亿元。"), "{found}");
}

#[test]
fn odd_tags_of_languages_do_no_harm() {
    let mut document = sample::one_paragraph("Text");
    for tag in ["", "x", "english", "en-", "e1", "zh-Hant-TW-x-private", "--"] {
        document.meta.language = tag.to_owned();
        let foreign = Inline::Foreign { language: tag.to_owned(), text: "foreign".to_owned() };
        document.blocks = vec![Block::Paragraph { content: vec![foreign] }];
        assert!(flow(&pdf(&document)).contains("foreign"), "{tag}");
    }
}

#[test]
fn anchors_may_collide_and_lists_of_sources_repeat() {
    let mut document = sample::brief();
    document.blocks.push(sample::heading(2, "table-1", "Once more"));
    document.blocks.push(sample::heading(2, "f1", "A fact’s name"));
    document.blocks.push(Block::References);
    document.blocks.push(Block::List {
        ordered: false,
        start: 1,
        tight: false,
        items: vec![vec![], vec![Block::References]],
    });
    assert!(flow(&pdf(&document)).contains("Oncemore"));
}

#[test]
fn an_empty_brief_is_a_brief() {
    let bytes = pdf(&sample::empty("Nothing"));
    assert!(info(&bytes).contains("Pages:           1"));
}

#[test]
fn many_headings_get_a_list_of_contents() {
    let mut document = sample::empty("Many headings");
    for number in 1..=9 {
        document.blocks.push(sample::heading(
            2,
            &format!("h{number}"),
            &format!("Chapter {number}"),
        ));
        document.blocks.push(sample::paragraph("Text."));
    }
    let text = text(&pdf(&document));
    assert_eq!(text.matches("Chapter 9").count(), 2, "{text}");
    assert!(text.contains("Contents"));
}

#[test]
fn the_figures_and_their_evidence_are_attached_as_they_lie_beside_the_brief() {
    let document = sample::brief();
    let (names, attached) = attachment(&pdf(&document));
    assert!(names.starts_with("1 embedded files") && names.contains("facts.json"), "{names}");
    assert_eq!(attached, briefing_facts::Facts::of(&document).to_json());
    assert!(briefing_facts::Facts::read(&attached).is_ok());
}

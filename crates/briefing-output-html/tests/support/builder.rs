//! Puts a document together: facts from claims, claims from sources.

use briefing_model::claim::Quote;
use briefing_model::date::Date;
use briefing_model::document::{
    Align, Block, Column, Document, Evidence, Fact, Imprint, Inline, Meta, Reference, Said, Words,
};
use briefing_model::figure::Figure;
use briefing_model::number::Number;
use briefing_model::result::Coverage;
use briefing_model::slug::Slug;
use briefing_model::source::{Grade, SourceKind};
use briefing_model::status::Status;
use briefing_model::unit::Unit;

/// A document in the making.
pub struct Builder {
    document: Document,
}

impl Builder {
    pub fn new(title: &str) -> Self {
        Self {
            document: Document {
                meta: Meta {
                    title: title.to_owned(),
                    description: String::new(),
                    language: "en".to_owned(),
                    report: "transfer-events".to_owned(),
                    key: None,
                    period: "2024".to_owned(),
                    as_of: None,
                    edition: "2024".to_owned(),
                    edition_text: "2024".to_owned(),
                    date: Date::constant(2025, 1, 31),
                    date_text: "31 January 2025".to_owned(),
                    publisher: "Industrial Transfer Monitor".to_owned(),
                    words: words(),
                },
                blocks: Vec::new(),
                facts: Vec::new(),
                evidence: Vec::new(),
                references: Vec::new(),
            },
        }
    }

    pub fn meta(&mut self) -> &mut Meta {
        &mut self.document.meta
    }

    pub fn finish(self, blocks: Vec<Block>) -> Document {
        Document { blocks, ..self.document }
    }

    /// A source; publisher and origin.
    pub fn source(
        &mut self,
        title: &str,
        language: &str,
        by: (&str, &str),
        published: &str,
        url: Option<&str>,
    ) -> usize {
        let at = self.document.references.len();
        self.document.references.push(Reference {
            source: format!("source-{at}"),
            id: format!("s{}", at + 1),
            imprint: Imprint {
                kind: SourceKind::Press,
                grade: Grade::Original,
                language: language.to_owned(),
                published: None,
                accessed: "2026-11-20".parse().unwrap(),
                sha256: None,
            },
            title: title.to_owned(),
            title_language: language.to_owned(),
            publisher: by.0.to_owned(),
            origin: by.1.to_owned(),
            published: published.to_owned(),
            accessed: "20 November 2026".to_owned(),
            url: url.map(str::to_owned),
            grade: if url.is_some() { "original" } else { "unverified" }.to_owned(),
            note: String::new(),
        });
        at
    }

    /// A claim: event, measure, figure, status, scope; its quote; its source.
    pub fn claim(&mut self, said: [&str; 5], quote: (&str, &str), source: usize) -> usize {
        self.remark(said, quote, source, "")
    }

    /// A claim with a note.
    pub fn remark(
        &mut self,
        said: [&str; 5],
        quote: (&str, &str),
        source: usize,
        note: &str,
    ) -> usize {
        let [event, measure, figure, status, scope] = said.map(str::to_owned);
        let at = self.document.evidence.len();
        let said = Said {
            event: Slug::from_static("gansu"),
            measure: Slug::from_static("agreement-value"),
            figure: Figure::exact(Number::from_integer(195), Unit::new("CNY").unwrap()),
            status: Status::Signed,
            counts: briefing_model::claim::Counts::Reached,
            scope: Slug::from_static("event"),
            population: Slug::from_static("all"),
            sector: None,
            origin: None,
            as_of: None,
        };
        let url = self.document.references[source].url.as_ref();
        self.document.evidence.push(Evidence {
            claim: format!("claim-{at}"),
            id: format!("e{}", at + 1),
            said,
            event,
            measure,
            figure,
            status,
            scope,
            population: String::new(),
            contradicted_by: Vec::new(),
            quote: Quote { exact: quote.1.to_owned(), prefix: None, suffix: None },
            language: quote.0.to_owned(),
            quote_url: url.map(|url| format!("{url}#:~:text={}", quote.1.replace(' ', "%20"))),
            reference: source,
            note: note.to_owned(),
            correction: String::new(),
        });
        at
    }

    /// A figure that one claim states.
    pub fn single(&mut self, text: &str, notation: &str, label: &str, claim: usize) -> Inline {
        let coverage = Coverage { reported: 1, expected: 1, ..Coverage::default() };
        self.fact(text, Some(notation), label, "claim of one event", coverage, "", &[claim])
    }

    /// A figure made of several, not all of which are known.
    pub fn sum(
        &mut self,
        text: &str,
        notation: &str,
        label: &str,
        formula: &str,
        coverage: &str,
        claims: &[usize],
    ) -> Inline {
        let reported = u32::try_from(claims.len()).unwrap();
        let of = Coverage { reported, expected: 6, ..Coverage::default() };
        self.fact(text, Some(notation), label, formula, of, coverage, claims)
    }

    /// A figure that nobody reports.
    pub fn missing(&mut self, text: &str, label: &str) -> Inline {
        let coverage = Coverage { reported: 0, expected: 1, ..Coverage::default() };
        self.fact(
            text,
            None,
            label,
            "claim of one event",
            coverage,
            "no event reports a value",
            &[],
        )
    }

    #[expect(clippy::too_many_arguments, reason = "one for each thing a fact has")]
    fn fact(
        &mut self,
        text: &str,
        notation: Option<&str>,
        label: &str,
        formula: &str,
        coverage: Coverage,
        coverage_text: &str,
        evidence: &[usize],
    ) -> Inline {
        let at = self.document.facts.len();
        let figure = notation.map(|notation| {
            let unit = notation.rsplit(' ').next().unwrap();
            Figure::parse(notation, &Unit::new(unit).unwrap()).unwrap()
        });
        self.document.facts.push(Fact {
            id: format!("f{}", at + 1),
            text: text.to_owned(),
            figure,
            metric: "value-signed".to_owned(),
            label: label.to_owned(),
            formula: formula.to_owned(),
            coverage,
            coverage_text: coverage_text.to_owned(),
            statuses: vec![Status::Signed],
            independence: if evidence.len() > 1 {
                "2 sources, 1 independent".to_owned()
            } else {
                String::new()
            },
            evidence: evidence.to_vec(),
            ..Fact::default()
        });
        Inline::Fact { fact: at, text: text.to_owned() }
    }
}

fn words() -> Words {
    Words {
        contents: "Contents".to_owned(),
        evidence: "Evidence".to_owned(),
        evidence_intro: "Each figure of this brief rests on the claims below, in the words of \
                         their sources."
            .to_owned(),
        sources: "Sources".to_owned(),
        page: "Page {page} of {pages}".to_owned(),
        back: "Back to the text".to_owned(),
        not_reported: "Not reported".to_owned(),
        accessed: "accessed".to_owned(),
        published: "published".to_owned(),
        at_source: "Read the words at the source".to_owned(),
        formula: "Formula".to_owned(),
        coverage: "Coverage".to_owned(),
        status: "Status".to_owned(),
        scope: "Scope".to_owned(),
        source: "Source".to_owned(),
        data_as_of: "Data as of".to_owned(),
        contested: "sources disagree".to_owned(),
        contradicted_by: "Contradicted by".to_owned(),
        colon: ": ".to_owned(),
        comma: ", ".to_owned(),
        semicolon: "; ".to_owned(),
        stop: ". ".to_owned(),
        open: " (".to_owned(),
        close: ")".to_owned(),
        space: " ".to_owned(),
    }
}

pub fn t(text: &str) -> Inline {
    Inline::text(text)
}

pub fn zh(text: &str) -> Inline {
    Inline::Foreign { language: "zh".to_owned(), text: text.to_owned() }
}

pub fn strong(content: Vec<Inline>) -> Inline {
    Inline::Strong { content }
}

pub fn emphasis(text: &str) -> Inline {
    Inline::Emphasis { content: vec![t(text)] }
}

pub fn cite(reference: usize) -> Inline {
    Inline::Cite { reference }
}

pub fn paragraph(content: Vec<Inline>) -> Block {
    Block::Paragraph { content }
}

pub fn text(words: &str) -> Block {
    paragraph(vec![t(words)])
}

pub fn heading(level: u8, id: &str, words: &str) -> Block {
    Block::Heading { level, id: id.to_owned(), content: vec![t(words)] }
}

pub fn column(label: &str, align: Align, header: bool) -> Column {
    Column { label: if label.is_empty() { vec![] } else { vec![t(label)] }, align, header }
}

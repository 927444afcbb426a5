//! What stands behind the text: how figures were made, what the sources say, who they are.

use briefing_model::document::{Evidence, Reference};

use crate::anchors::unused;
use crate::markup::{is_safe_url, when};
use crate::page::Page;

impl Page<'_> {
    /// Writes the evidence section.
    pub(crate) fn evidence_section(&mut self) {
        let document = self.document;
        if document.evidence.is_empty() && self.anchors.notes.is_empty() {
            return;
        }
        let id = self.anchors.evidence.clone();
        let words = &document.meta.words;
        self.html.open("section", &[("class", "evidence"), ("aria-labelledby", &id)]).line();
        self.html.leaf("h2", &[("id", &id)], &words.evidence).line();
        if !words.evidence_intro.is_empty() && !document.evidence.is_empty() {
            self.html.leaf("p", &[("class", "intro")], &words.evidence_intro).line();
        }
        if !self.anchors.notes.is_empty() {
            self.html.leaf("h3", &[], self.phrases.made).line();
            self.html.open("ol", &[("class", "made"), ("role", "list")]).line();
            for note in 0..self.anchors.notes.len() {
                self.note(note);
            }
            self.html.close("ol").line();
        }
        if !document.evidence.is_empty() {
            if !self.anchors.notes.is_empty() {
                self.html.leaf("h3", &[], self.phrases.claims).line();
            }
            self.html.open("ol", &[("class", "claims"), ("role", "list")]).line();
            for (index, claim) in document.evidence.iter().enumerate() {
                self.claim(index, claim);
            }
            self.html.close("ol").line();
        }
        self.html.close("section").line();
    }

    /// Writes the section of sources, unless the text had them already.
    pub(crate) fn sources_section(&mut self) {
        if self.document.references.is_empty() || self.references_written {
            return;
        }
        let id = self.anchors.sources.clone();
        self.html.open("section", &[("class", "sources"), ("aria-labelledby", &id)]).line();
        self.html.leaf("h2", &[("id", &id)], &self.document.meta.words.sources).line();
        self.reference_list();
        self.html.close("section").line();
    }

    /// Writes the list of sources; once, for their anchors are there once.
    pub(crate) fn reference_list(&mut self) {
        if self.document.references.is_empty() || self.references_written {
            return;
        }
        self.references_written = true;
        self.html.open("ol", &[("class", "references")]).line();
        for reference in &self.document.references {
            self.reference(reference);
        }
        self.html.close("ol").line();
    }

    /// How a figure was made.
    fn note(&mut self, index: usize) {
        let document = self.document;
        let note = &self.anchors.notes[index];
        let id = note.id.clone();
        let facts = note.facts.clone();
        let Some(fact) = facts.first().map(|fact| &document.facts[*fact]) else { return };
        let words = &document.meta.words;
        self.html.open("li", &[("id", &id)]).line();
        self.html.leaf("span", &[("class", "mark"), ("aria-hidden", "true")], &id);
        self.html.open("p", &[("class", "what")]).leaf("strong", &[], &fact.text);
        if !fact.label.is_empty() {
            self.html.text(" ").leaf("span", &[], &fact.label);
        }
        self.html.close("p").line();
        if !fact.absence_text.is_empty() {
            self.html.leaf("p", &[("class", "remark")], &fact.absence_text).line();
        }
        let coverage = format!("{id}-coverage");
        self.terms(&[
            (&words.formula, &fact.formula, None),
            (&words.coverage, &fact.coverage_text, Some(&coverage)),
            (&words.sources, &fact.independence, None),
        ]);
        self.claims_behind(fact.evidence.iter());
        if unused(fact).next().is_some() {
            let label = format!("{}{}", words.contradicted_by, words.colon);
            self.html.leaf("p", &[("class", "remark")], label.trim_end()).line();
            self.claims_behind(unused(fact));
        }
        self.back(&facts, &[]);
        self.html.close("li").line();
    }

    /// A list of claims, each once: what each is of, and its words.
    fn claims_behind<'c>(&mut self, indices: impl Iterator<Item = &'c usize>) {
        let document = self.document;
        let words = &document.meta.words;
        let mut claims: Vec<usize> = Vec::new();
        for claim in indices.filter(|claim| **claim < document.evidence.len()) {
            if !claims.contains(claim) {
                claims.push(*claim);
            }
        }
        if claims.is_empty() {
            return;
        }
        self.html.open("ul", &[("class", "parts")]).line();
        for claim in claims {
            let claim = &document.evidence[claim];
            let href = format!("#{}", claim.id);
            self.html.open("li", &[]);
            self.html.open("a", &[("href", &href), ("data-mark", &claim.id)]);
            // A link without words cannot be seen or heard.
            let event = if claim.event.is_empty() { &claim.id } else { &claim.event };
            self.html.text(event).close("a").text(&words.colon);
            self.html.prose(&claim.figure, true);
            let of = [&claim.status, &claim.scope, &claim.population];
            for part in of.into_iter().filter(|part| !part.is_empty()) {
                self.html.text(&words.comma).text(part);
            }
            self.words_of(claim);
            self.html.close("li").line();
        }
        self.html.close("ul").line();
    }

    /// The claims that contradict one, each with its figure.
    fn contradicted_by(&mut self, claim: &Evidence) {
        let document = self.document;
        let others = claim.contradicted_by.iter().filter_map(|at| document.evidence.get(*at));
        for (index, other) in others.enumerate() {
            if index == 0 {
                self.html.open("p", &[("class", "remark")]);
                self.html
                    .text(&document.meta.words.contradicted_by)
                    .text(&document.meta.words.colon);
            } else {
                self.html.text(&document.meta.words.semicolon);
            }
            let href = format!("#{}", other.id);
            self.html.leaf("a", &[("href", &href), ("data-mark", &other.id)], &other.figure);
            let source = document.references.get(other.reference);
            if let Some(source) = source.filter(|source| !source.publisher.is_empty()) {
                self.html.text(&document.meta.words.comma).text(&source.publisher);
            }
        }
        if claim.contradicted_by.iter().any(|at| *at < document.evidence.len()) {
            self.html.close("p").line();
        }
    }

    /// The words of a claim, and the way to them: whoever doubts a figure is at the source's own page
    /// in two steps, however many claims went into it.
    fn words_of(&mut self, claim: &Evidence) {
        if !claim.quote.exact.is_empty() {
            let lang = when(!claim.language.is_empty(), ("lang", &claim.language));
            self.html.text(" ").open("q", &[lang, ("dir", "auto")]);
            self.html.prose(&claim.quote.exact, false).close("q");
        }
        let source = self.document.references.get(claim.reference);
        let publisher = source.map(|source| source.publisher.as_str()).unwrap_or_default();
        if let Some(url) = claim.quote_url.as_deref().filter(|url| is_safe_url(url)) {
            let words = &self.document.meta.words.at_source;
            let text = if publisher.is_empty() { words } else { publisher };
            let attributes = [("class", "at-source"), ("href", url), ("title", words)];
            self.html.text(" ").leaf("a", &attributes, text);
        } else if !publisher.is_empty() {
            self.html.text(" ").text(publisher);
        }
    }

    /// A list of terms with what is said of each, and the anchor of that where it has one. Terms of
    /// which nothing is said are left out, and so is a list of none.
    fn terms(&mut self, terms: &[(&str, &str, Option<&str>)]) {
        if terms.iter().all(|(_, text, _)| text.is_empty()) {
            return;
        }
        self.html.open("dl", &[]).line();
        for (term, text, id) in terms.iter().filter(|(_, text, _)| !text.is_empty()) {
            self.html.open("div", &[]).leaf("dt", &[], term).text(" ");
            self.html.leaf("dd", &[when(id.is_some(), ("id", id.unwrap_or_default()))], text);
            self.html.close("div").line();
        }
        self.html.close("dl").line();
    }

    /// A claim, in the words of its source.
    fn claim(&mut self, index: usize, claim: &Evidence) {
        let words = &self.document.meta.words;
        let html = &mut self.html;
        html.open("li", &[("id", &claim.id)]).line();
        html.leaf("span", &[("class", "mark"), ("aria-hidden", "true")], &claim.id);
        html.open("p", &[("class", "what")]).leaf("strong", &[], &claim.figure);
        let what: Vec<&str> =
            [&*claim.measure, &*claim.event].into_iter().filter(|part| !part.is_empty()).collect();
        if !what.is_empty() {
            html.text(" ").leaf("span", &[], &what.join(", "));
        }
        html.close("p").line();

        let link = claim.quote_url.as_deref().filter(|url| is_safe_url(url));
        let cite = when(link.is_some(), ("cite", link.unwrap_or_default()));
        let lang = when(!claim.language.is_empty(), ("lang", &claim.language));
        if !claim.quote.exact.is_empty() {
            html.open("blockquote", &[lang, ("dir", "auto"), cite]).open("p", &[]);
            if let Some(prefix) = &claim.quote.prefix {
                html.leaf("span", &[("class", "around")], prefix);
            }
            html.open("q", &[]).prose(&claim.quote.exact, false).close("q");
            if let Some(suffix) = &claim.quote.suffix {
                html.leaf("span", &[("class", "around")], suffix);
            }
            html.close("p").close("blockquote").line();
        }
        html.open("p", &[("class", "attribution")]);
        if let Some(source) = self.document.references.get(claim.reference) {
            let href = format!("#{}", source.id);
            html.open("a", &[("href", &href)]).text(&source.publisher);
            html.text(&format!(" [{}]", claim.reference.saturating_add(1))).close("a");
            if !source.published.is_empty() {
                html.text(", ").text(&source.published);
            }
        }
        if let Some(url) = link {
            html.text(" ").open("a", &[("class", "at-source"), ("href", url)]);
            html.text(&words.at_source).close("a");
        }
        html.close("p").line();

        self.terms(&[
            (&words.status, &claim.status, None),
            (&words.scope, &claim.scope, None),
            (self.phrases.population, &claim.population, None),
        ]);
        self.contradicted_by(claim);
        if !claim.correction.is_empty() {
            self.html.leaf("p", &[("class", "remark")], &claim.correction).line();
        }
        if !claim.note.is_empty() {
            self.html.leaf("p", &[("class", "remark")], &claim.note).line();
        }
        let uses = std::mem::take(&mut self.anchors.uses[index]);
        self.back(&uses.facts, &uses.notes);
        self.html.close("li").line();
    }

    /// Links back to the figures that a claim or note explains, and to the notes a claim is named in.
    fn back(&mut self, facts: &[usize], notes: &[usize]) {
        let facts: Vec<usize> =
            facts.iter().copied().filter(|fact| self.anchors.printed[*fact] > 0).collect();
        if facts.is_empty() && notes.is_empty() {
            return;
        }
        let words = &self.document.meta.words;
        self.html.open("p", &[("class", "back")]);
        if let ([fact], true) = (&facts[..], notes.is_empty()) {
            let href = format!("#{}", self.document.facts[*fact].id);
            self.html.leaf("a", &[("href", &href)], &words.back);
        } else {
            self.html.text(&words.back).text(&words.colon);
            let facts = facts.iter().map(|fact| self.document.facts[*fact].id.clone());
            let notes = notes.iter().map(|note| self.anchors.notes[*note].id.clone());
            for (index, id) in facts.chain(notes).enumerate() {
                if index > 0 {
                    self.html.text(&words.comma);
                }
                let href = format!("#{id}");
                self.html.leaf("a", &[("href", &href)], &id);
            }
        }
        self.html.close("p").line();
    }

    fn reference(&mut self, reference: &Reference) {
        let meta = &self.document.meta;
        let html = &mut self.html;
        html.open("li", &[("id", &reference.id)]);
        let lang = when(
            !reference.title_language.is_empty() && reference.title_language != meta.language,
            ("lang", &reference.title_language),
        );
        html.open("cite", &[lang, ("dir", "auto")]);
        match reference.url.as_deref().filter(|url| is_safe_url(url)) {
            Some(url) => html.leaf("a", &[("href", url)], &reference.title),
            None => html.text(&reference.title),
        };
        html.close("cite");
        let who = if reference.origin.is_empty() {
            reference.publisher.clone()
        } else {
            let words = &meta.words;
            format!("{}{}{}{}", reference.publisher, words.open, reference.origin, words.close)
        };
        let dated = |word: &str, date: &str| {
            if date.is_empty() {
                String::new()
            } else {
                format!("{word}{}{date}", meta.words.space)
            }
        };
        let parts = [
            who,
            dated(&meta.words.published, &reference.published),
            dated(&meta.words.accessed, &reference.accessed),
            reference.grade.clone(),
        ];
        html.text(" ").open("span", &[("class", "imprint")]);
        for (index, part) in parts.iter().filter(|part| !part.is_empty()).enumerate() {
            if index > 0 {
                html.text(" · ");
            }
            html.text(part);
        }
        html.close("span");
        if !reference.note.is_empty() {
            html.text(" ").leaf("span", &[("class", "remark")], &reference.note);
        }
        html.close("li").line();
    }
}

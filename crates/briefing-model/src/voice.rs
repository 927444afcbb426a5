//! Whether sources are independent of each other.

use std::collections::HashMap;

use crate::source::Source;
use crate::text::Text;

/// How many of some sources are independent of each other.
///
/// Sources are one voice if they have a publisher or an origin in common, which includes that one
/// was published by whom the other cites; and if their archived copies are the same to the byte.
/// Two that are one voice with a third among them are one voice: a paper that repeats an agency on
/// the very thing is no second witness of it. So three papers that repeat one agency count once, and
/// so do a republished copy and its original. Names are compared in every language they are given
/// in, without regard to case; what two sources do not say of their origin cannot be known, so the
/// number is of those that are not known to depend on each other.
#[must_use]
pub fn voices<'a>(sources: impl IntoIterator<Item = &'a Source>) -> usize {
    // A forest over the sources: what a source points at is of its voice, a root points at itself.
    let mut parents: Vec<usize> = Vec::new();
    let mut first_with: HashMap<String, usize> = HashMap::new();
    for (own, source) in sources.into_iter().enumerate() {
        parents.push(own);
        for mark in marks(source) {
            let other = *first_with.entry(mark).or_insert(own);
            let (a, b) = (root(&mut parents, own), root(&mut parents, other));
            parents[a.max(b)] = a.min(b);
        }
    }
    parents.iter().enumerate().filter(|(own, parent)| own == *parent).count()
}

fn root(parents: &mut [usize], mut at: usize) -> usize {
    while parents[at] != at {
        parents[at] = parents[parents[at]];
        at = parents[at];
    }
    at
}

/// What two sources of one voice have in common.
fn marks(source: &Source) -> Vec<String> {
    let names = |text: &Text| -> Vec<String> {
        let names = text.iter().map(|(_, name)| format!("name {}", name.trim().to_lowercase()));
        names.collect()
    };
    let mut marks = vec![format!("source {}", source.id)];
    marks.extend(names(&source.publisher));
    marks.extend(source.origin.iter().flat_map(names));
    marks.extend(source.sha256.iter().map(|hash| format!("copy {hash}")));
    marks
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::diagnostic::Span;
    use crate::slug::Slug;
    use crate::source::{Grade, SourceKind};

    fn source(id: &str, publisher: &str, origin: &str, copy: &str) -> Source {
        Source {
            id: Slug::new(id).unwrap(),
            title: Text::en(id),
            publisher: Text::en(publisher),
            origin: (!origin.is_empty()).then(|| Text::en(origin)),
            kind: SourceKind::Press,
            published: None,
            accessed: jiff::civil::date(2024, 1, 1),
            url: None,
            language: "en".to_owned(),
            grade: Grade::Original,
            sha256: (!copy.is_empty()).then(|| copy.to_owned()),
            retracted: None,
            note: None,
            span: Span::NONE,
        }
    }

    #[test]
    fn who_repeats_another_is_no_second_voice() {
        let agency = source("agency", "Xinhua", "", "");
        let repeats = [
            source("one", "Daily One", "Xinhua", ""),
            source("two", "Daily Two", "xinhua ", ""),
            source("three", "Daily Three", "Xinhua", ""),
        ];
        assert_eq!(voices([]), 0);
        assert_eq!(voices(&repeats), 1, "three papers that repeat one agency");
        assert_eq!(voices(repeats.iter().chain([&agency])), 1, "and the agency");
        let own = source("own", "Daily Four", "", "");
        assert_eq!(voices(repeats.iter().chain([&own])), 2);
        let again = source("again", "Daily Four", "", "");
        assert_eq!(voices([&own, &again]), 1, "one publisher");
        assert_eq!(voices([&own, &own]), 1, "one source");
    }

    #[test]
    fn names_in_any_language_and_copies_tell() {
        let mut both = source("both", "Hong Kong Commercial Daily", "", "");
        both.publisher = both.publisher.with("zh", "香港商报");
        let mut chinese = source("chinese", "", "", "");
        chinese.publisher = Text::new("zh", "香港商报");
        assert_eq!(voices([&both, &chinese]), 1);
        let copies = [source("a", "A", "", "00ff"), source("b", "B", "", "00ff")];
        assert_eq!(voices(&copies), 1);
        assert_eq!(voices(&[source("a", "A", "", "00ff"), source("b", "B", "", "ff00")]), 2);
    }

    #[test]
    fn two_that_depend_on_a_third_depend_on_each_other() {
        let sources = [
            source("agency", "Xinhua", "", ""),
            source("paper", "Daily", "", ""),
            source("repeat", "Daily", "Xinhua", ""),
        ];
        assert_eq!(voices(&sources[..2]), 2);
        assert_eq!(voices(&sources), 1);
    }
}

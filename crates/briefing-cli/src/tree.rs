//! A tree of words, drawn with lines.

use textwrap::{Options, WordSplitter};

/// A tree: what stands at its root, and its branches.
#[derive(Debug, Default)]
pub(crate) struct Tree {
    lines: Vec<Line>,
    branches: Vec<Tree>,
}

#[derive(Debug)]
struct Line {
    key: String,
    text: String,
    /// Whether it stays on one line, however long: an address that is broken cannot be followed.
    whole: bool,
}

/// How wide the column of keys is.
const KEYS: usize = 11;

impl Tree {
    /// A tree of this text; a key before it says what it is.
    pub(crate) fn new(key: &str, text: impl Into<String>) -> Self {
        Self::default().with_line(key, text.into(), false)
    }

    /// A tree of an address.
    pub(crate) fn address(key: &str, text: impl Into<String>) -> Self {
        Self::default().with_line(key, text.into(), true)
    }

    /// The tree with another line below its first.
    pub(crate) fn line(self, text: impl Into<String>) -> Self {
        self.with_line("", text.into(), false)
    }

    fn with_line(mut self, key: &str, text: String, whole: bool) -> Self {
        // Control characters move the cursor of a terminal, or worse.
        let text = text.replace(|c: char| c.is_control(), " ");
        self.lines.push(Line { key: key.to_owned(), text, whole });
        self
    }

    /// Adds a branch.
    pub(crate) fn push(&mut self, branch: Self) {
        self.branches.push(branch);
    }

    /// The lines of the tree, none wider than this many columns, but for addresses.
    pub(crate) fn draw(&self, width: usize) -> String {
        let mut out = String::new();
        self.write(width, "", "", &mut out);
        out
    }

    /// `first` stands before the first line, `rest` before all others.
    fn write(&self, width: usize, first: &str, rest: &str, out: &mut String) {
        let below = if self.branches.is_empty() { "" } else { "│  " };
        let next = format!("{rest}{below}{:1$}", "", KEYS - below.chars().count());
        for (index, line) in self.lines.iter().enumerate() {
            let begin =
                if index == 0 { format!("{first}{:<KEYS$}", line.key) } else { next.clone() };
            if line.whole {
                out.push_str(&format!("{begin}{}\n", line.text));
                continue;
            }
            let options = Options::new(width)
                .initial_indent(&begin)
                .subsequent_indent(&next)
                .word_splitter(WordSplitter::NoHyphenation)
                .break_words(false);
            for line in textwrap::wrap(&line.text, options) {
                out.push_str(line.trim_end());
                out.push('\n');
            }
        }
        for (index, branch) in self.branches.iter().enumerate() {
            let last = index + 1 == self.branches.len();
            let (fork, stem) = if last { ("└─ ", "   ") } else { ("├─ ", "│  ") };
            branch.write(width, &format!("{rest}{fork}"), &format!("{rest}{stem}"), out);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_break_where_they_may_and_addresses_do_not() {
        let mut tree = Tree::new("f1", "more than 300 billion yuan").line("协议金额，甘肃2024年");
        let mut claim = Tree::new("claim", "2024-gansu/agreement-value");
        claim.push(Tree::new("words", "“总签约额突破三千亿元，比上年增加一倍以上”"));
        claim.push(Tree::address("address", "https://example.org/a-long-address#:~:text=words"));
        tree.push(claim);
        tree.push(Tree::new("formula", "sum of agreement-value where status = signed"));
        let expected = "\
f1         more than 300 billion
│          yuan
│          协议金额，甘肃2024年
├─ claim      2024-gansu/
│  │          agreement-value
│  ├─ words      “总签约额突破三
│  │             千亿元，比上年
│  │             增加一倍以上”
│  └─ address    https://example.org/a-long-address#:~:text=words
└─ formula    sum of
              agreement-value
              where status =
              signed
";
        let drawn = tree.draw(32);
        assert_eq!(drawn, expected);
        for line in drawn.lines().filter(|line| line.contains(' ') && !line.contains("http")) {
            assert!(textwrap::core::display_width(line) <= 32, "{line}");
        }
    }

    #[test]
    fn nothing_in_it_moves_the_cursor() {
        assert_eq!(Tree::new("f1", "a\u{1b}[2J\nb").draw(60), "f1         a [2J b\n");
    }
}

//! A name for a line of a file that stays the same when lines are added above it.

/// How many characters make the name of a line.
const WINDOW: usize = 100;
/// The base of the polynomial.
const BASE: u64 = 37;
/// Stands for the end of the file.
const END: u16 = u16::MAX;

/// The names of all lines of a text, in order.
///
/// They are what GitHub calls `primaryLocationLineHash`, and are computed as its own upload does
/// (`fingerprints.ts` of `github/codeql-action`), which would otherwise add them, and warns where it
/// finds others: a polynomial over the hundred UTF-16 units from the line's start on, without blanks
/// and with line breaks as `\n`, modulo 2^64, in hexadecimal digits; then which of several equal
/// lines it is, from 1.
pub(super) fn of_lines(text: &str) -> Vec<String> {
    let (units, starts) = significant(text);
    let unit = |at: usize| u64::from(units.get(at).copied().unwrap_or(0));
    let first = (0..WINDOW).fold(1_u64, |power, _| power.wrapping_mul(BASE));
    let mut hash = (0..WINDOW).fold(0_u64, |hash, at| next(hash, unit(at)));
    let mut seen = std::collections::BTreeMap::new();
    let mut names = Vec::with_capacity(starts.len());
    let mut from = 0;
    for start in starts {
        while from < start {
            hash = next(hash, unit(from + WINDOW)).wrapping_sub(first.wrapping_mul(unit(from)));
            from += 1;
        }
        let count = seen.entry(hash).and_modify(|count| *count += 1).or_insert(1_usize);
        names.push(format!("{hash:x}:{count}"));
    }
    names
}

fn next(hash: u64, unit: u64) -> u64 {
    hash.wrapping_mul(BASE).wrapping_add(unit)
}

/// The units that count, with the end of the file as the last, and where among them lines start.
fn significant(text: &str) -> (Vec<u16>, Vec<usize>) {
    let mut units = Vec::new();
    let mut starts = Vec::new();
    let mut is_start = true;
    let mut after_return = false;
    for unit in text.encode_utf16().chain([END]) {
        let is_second = std::mem::take(&mut after_return) && unit == u16::from(b'\n');
        if is_second || unit == u16::from(b' ') || unit == u16::from(b'\t') {
            continue;
        }
        after_return = unit == u16::from(b'\r');
        let unit = if after_return { u16::from(b'\n') } else { unit };
        if std::mem::take(&mut is_start) {
            starts.push(units.len());
        }
        is_start = unit == u16::from(b'\n');
        units.push(unit);
    }
    (units, starts)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Values that GitHub's own program gives.
    #[test]
    fn names_are_those_that_github_gives() {
        assert_eq!(of_lines(""), ["c129715d7a2bc9a3:1"]);
        assert_eq!(
            of_lines(" a\nb\n  \t\tc\n d"),
            ["271789c17abda88f:1", "54703d4cd895b18:1", "180aee12dab6264:1", "a23a3dc5e078b07b:1"]
        );
        let ends = [
            " hello; \t\nworld!!!\n\n\n  \t\tGreetings\n End\n",
            " hello; \t\nworld!!!\r\r\r  \t\tGreetings\r End\r",
            " hello; \t\r\nworld!!!\r\n\r\n\r\n  \t\tGreetings\r\n End\r\n",
            " hello; \t\nworld!!!\r\n\n\r  \t\tGreetings\r End\r\n",
        ];
        for text in ends {
            assert_eq!(
                of_lines(text),
                [
                    "e9496ae3ebfced30:1",
                    "fb7c023a8b9ccb3f:1",
                    "ce8ba1a563dcdaca:1",
                    "e20e36e16fcb0cc8:1",
                    "b3edc88f2938467e:1",
                    "c8e28b0b4002a3a0:1",
                    "c129715d7a2bc9a3:1"
                ]
            );
        }
        assert_eq!(
            of_lines(&"Lorem ipsum dolor sit amet.\n".repeat(10)),
            [
                "a7f2ff13bc495cf2:1",
                "a7f2ff13bc495cf2:2",
                "a7f2ff13bc495cf2:3",
                "a7f2ff13bc495cf2:4",
                "a7f2ff13bc495cf2:5",
                "a7f2ff13bc495cf2:6",
                "a7f2ff1481e87703:1",
                "a9cf91f7bbf1862b:1",
                "55ec222b86bcae53:1",
                "cc97dc7b1d7d8f7b:1",
                "c129715d7a2bc9a3:1"
            ]
        );
    }

    #[test]
    fn lines_above_change_nothing() {
        let text = "id = \"a\"\nstart = 2024-01-01\n".repeat(20);
        let below = of_lines(&format!("# a comment\n\n{text}"));
        assert_eq!(below[2..], of_lines(&text)[..]);
    }
}

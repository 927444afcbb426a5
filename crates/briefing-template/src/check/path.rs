//! Paths of templates: `a.b`, `../a`, `this.a`, `@root.a`, `@index`, `a.[b c]`.

/// A path in its parts.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Path {
    pub(super) start: Start,
    /// How many scopes up.
    pub(super) up: usize,
    pub(super) names: Vec<String>,
}

/// Where a path begins.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Start {
    /// At the value at hand, or a name that a block gave.
    Here,
    /// At the value at hand: `this.a`, `./a`.
    This,
    /// At the top: `@root`.
    Root,
    /// A variable of the block: `@index`.
    Local,
}

impl Path {
    /// Takes a path apart; the engine's grammar has let it pass.
    pub(super) fn parse(raw: &str) -> Self {
        let mut start = Start::Here;
        let mut rest = raw;
        if let Some(after) = rest.strip_prefix("./") {
            (start, rest) = (Start::This, after);
        } else if let Some(after) = rest.strip_prefix("@root") {
            (start, rest) = (Start::Root, after.trim_start_matches(['.', '/']));
        } else if let Some(after) = rest.strip_prefix('@') {
            (start, rest) = (Start::Local, after);
        }
        let mut up = 0;
        while let Some(after) = rest.strip_prefix("../").or_else(|| rest.strip_prefix("..")) {
            up += 1;
            rest = after;
        }
        if let Some(after) = rest.strip_prefix('@') {
            (start, rest) = (Start::Local, after);
        }
        let mut names = Vec::new();
        while !rest.is_empty() {
            let (name, after) = match rest.strip_prefix('[') {
                Some(inner) => inner.split_once(']').unwrap_or((inner, "")),
                None => rest.split_at(rest.find(['.', '/']).unwrap_or(rest.len())),
            };
            if name == "this" {
                if names.is_empty() && start == Start::Here {
                    start = Start::This;
                }
            } else if !name.is_empty() {
                names.push(name.to_owned());
            }
            rest = after.trim_start_matches(['.', '/']);
        }
        Self { start, up, names }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn paths_are_taken_apart() {
        for (raw, start, up, names) in [
            ("a.b", Start::Here, 0, vec!["a", "b"]),
            ("this", Start::This, 0, vec![]),
            ("this.a", Start::This, 0, vec!["a"]),
            ("./a/b", Start::This, 0, vec!["a", "b"]),
            ("../../a", Start::Here, 2, vec!["a"]),
            ("@root.metrics.a-b", Start::Root, 0, vec!["metrics", "a-b"]),
            ("@index", Start::Local, 0, vec!["index"]),
            ("@../key", Start::Local, 1, vec!["key"]),
            ("a.[b c].d", Start::Here, 0, vec!["a", "b c", "d"]),
        ] {
            let names = names.into_iter().map(str::to_owned).collect();
            assert_eq!(Path::parse(raw), Path { start, up, names }, "{raw}");
        }
    }
}

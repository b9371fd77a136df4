//! How the steps are written.
//!
//! ```text
//! # A comment.
//! nodes                                   the embedded cluster keeps its nodes (a real one without kubelets has none)
//! POST /api/v1/namespaces @dev,testers    as the user dev of the group testers; the body is the block beneath, YAML
//!   {metadata: {name: a}}
//! MERGE /api/v1/namespaces/a +Accept:application/yaml
//! let uid = /metadata/uid                 from the last answer; `$uid` is its value in all that follows
//! file a.yaml                             the block beneath, to be read by commands
//! $ kubectl apply -f a.yaml               a command; the block beneath is its input; `$TEMPLATES` are the console's
//! do POST …   do $ …                      only done, and must succeed: nothing is compared
//! until GET …   until-not $ …             repeated until it succeeds, or fails
//! pending GET …                           not the same yet: compared, but neither counted nor a failure
//! differs some-id: GET …                  the answers differ, and docs/embedded-differences.md says why
//! ours: $ …                               on the embedded one only; each line of the block beneath must be in the answer
//! ```

use std::path::Path;

/// A file of steps.
pub(crate) struct Script {
    pub(crate) name: String,
    /// Does the embedded cluster keep its nodes?
    pub(crate) nodes: bool,
    pub(crate) steps: Vec<Step>,
}

pub(crate) struct Step {
    pub(crate) line: usize,
    /// As it is written.
    pub(crate) text: String,
    pub(crate) expect: Expect,
    pub(crate) action: Action,
    /// The block beneath.
    pub(crate) block: String,
}

#[derive(Debug, PartialEq)]
pub(crate) enum Expect {
    Same,
    /// Not yet.
    Pending,
    /// The id of a known difference.
    Differs(String),
    /// On the embedded one only; its answer contains these.
    Ours(Vec<String>),
    /// It succeeds.
    Done,
    /// It will succeed, or fail.
    Until(bool),
}

pub(crate) enum Action {
    Ask(Ask),
    Shell(String),
    Let { name: String, pointer: String },
    File(String),
}

/// A request.
pub(crate) struct Ask {
    pub(crate) method: String,
    pub(crate) path: String,
    pub(crate) caller: Caller,
    pub(crate) headers: Vec<(String, String)>,
}

pub(crate) enum Caller {
    Admin,
    Nobody,
    Token(String),
    As { user: String, groups: Vec<String> },
}

impl Script {
    /// Every script in the folder, by name.
    pub(crate) fn all(folder: &Path) -> Vec<Self> {
        let mut paths: Vec<_> =
            std::fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()).collect();
        paths.sort();
        paths
            .iter()
            .map(|path| {
                let name = path.file_stem().unwrap().to_str().unwrap();
                Self::parse(name, &std::fs::read_to_string(path).unwrap())
            })
            .collect()
    }

    fn parse(name: &str, text: &str) -> Self {
        let mut script = Self { name: name.to_owned(), nodes: false, steps: Vec::new() };
        for (index, line) in text.lines().enumerate() {
            match line {
                "" => {}
                comment if comment.starts_with('#') => {}
                "nodes" => script.nodes = true,
                block if block.starts_with("  ") => {
                    let step = script.steps.last_mut().expect("a block is beneath a step");
                    step.block.push_str(&block[2..]);
                    step.block.push('\n');
                }
                line => script.steps.push(Step::parse(index + 1, line)),
            }
        }
        for step in &mut script.steps {
            if let Expect::Ours(parts) = &mut step.expect {
                parts.extend(step.block.lines().map(str::to_owned));
                step.block.clear();
            }
        }
        script
    }
}

impl Step {
    fn parse(line: usize, text: &str) -> Self {
        let (expect, rest) = if let Some(rest) = text.strip_prefix("do ") {
            (Expect::Done, rest)
        } else if let Some(rest) = text.strip_prefix("pending ") {
            (Expect::Pending, rest)
        } else if let Some(rest) = text.strip_prefix("until ") {
            (Expect::Until(true), rest)
        } else if let Some(rest) = text.strip_prefix("until-not ") {
            (Expect::Until(false), rest)
        } else if let Some(rest) = text.strip_prefix("ours: ") {
            (Expect::Ours(Vec::new()), rest)
        } else if let Some((id, rest)) = text.strip_prefix("differs ").and_then(|it| it.split_once(": ")) {
            (Expect::Differs(id.to_owned()), rest)
        } else if text.starts_with("let ") || text.starts_with("file ") {
            (Expect::Done, text)
        } else {
            (Expect::Same, text)
        };
        Self { line, text: rest.to_owned(), expect, action: Action::parse(rest), block: String::new() }
    }
}

impl Action {
    fn parse(text: &str) -> Self {
        if let Some(command) = text.strip_prefix("$ ") {
            return Self::Shell(command.to_owned());
        }
        let words: Vec<&str> = text.split_whitespace().collect();
        match words.as_slice() {
            ["let", name, "=", pointer] => {
                Self::Let { name: (*name).to_owned(), pointer: (*pointer).to_owned() }
            }
            ["file", name] => Self::File((*name).to_owned()),
            [method, path, options @ ..] => Self::Ask(Ask::parse(method, path, options)),
            _ => panic!("not a step: {text}"),
        }
    }
}

impl Ask {
    fn parse(word: &str, path: &str, options: &[&str]) -> Self {
        let (method, content_type) = match word {
            "GET" | "POST" | "PUT" | "DELETE" | "HEAD" | "OPTIONS" => (word, "application/json"),
            "MERGE" => ("PATCH", "application/merge-patch+json"),
            "JSON" => ("PATCH", "application/json-patch+json"),
            "STRATEGIC" => ("PATCH", "application/strategic-merge-patch+json"),
            other => panic!("no method of a step: {other}"),
        };
        let mut ask = Self {
            method: method.to_owned(),
            path: path.to_owned(),
            caller: Caller::Admin,
            headers: vec![("Content-Type".to_owned(), content_type.to_owned())],
        };
        for option in options {
            if let Some(caller) = option.strip_prefix('@') {
                ask.caller = Caller::parse(caller);
            } else if let Some((name, value)) = option.strip_prefix('+').and_then(|it| it.split_once(':')) {
                ask.headers.retain(|(known, _)| !known.eq_ignore_ascii_case(name));
                ask.headers.push((name.to_owned(), value.to_owned()));
            } else {
                panic!("no option of a step: {option}");
            }
        }
        ask
    }
}

impl Caller {
    /// `-`, `token:…`, `user`, `user,group,group`, or `account/namespace/name`.
    fn parse(text: &str) -> Self {
        if text == "-" {
            return Self::Nobody;
        }
        if let Some(token) = text.strip_prefix("token:") {
            return Self::Token(token.to_owned());
        }
        let mut names = text.split(',').map(str::to_owned);
        let user = names.next().unwrap_or_default();
        let user = match user.strip_prefix("account/").and_then(|account| account.split_once('/')) {
            Some((namespace, name)) => format!("system:serviceaccount:{namespace}:{name}"),
            None => user,
        };
        Self::As { user, groups: names.collect() }
    }
}

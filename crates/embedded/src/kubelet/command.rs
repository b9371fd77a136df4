//! What a container's own command tells about how it ends.

use serde_json::Value;

use crate::object::{items, text};

/// Words of commands that go on.
const LASTING: &[&str] = &["sleep", "while", "tail", "infinity", "watch", "wait", "serve", "server"];

/// How a command ends.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub(super) enum End {
    /// With this code.
    Code(i64),
    /// Not by itself.
    Never,
    /// There is no command: the image decides.
    Unsaid,
}

/// A shell is not run here; `exit 3` and `sleep 1h` are understood.
pub(super) fn end(container: &Value) -> End {
    let words: Vec<&str> = items(container, "/command")
        .chain(items(container, "/args"))
        .filter_map(Value::as_str)
        .flat_map(|part| part.split([' ', ';', '\n', '\t']))
        .filter(|word| !word.is_empty())
        .collect();
    if text(container, "/command/0").is_empty() && text(container, "/args/0").is_empty() {
        return End::Unsaid;
    }
    if let Some(code) = words.windows(2).find_map(|pair| match pair {
        ["exit", code] => code.parse().ok(),
        _ => None,
    }) {
        return End::Code(code);
    }
    let program = words.first().and_then(|word| word.rsplit('/').next());
    match program {
        Some("false") => End::Code(1),
        _ if words.iter().any(|word| LASTING.contains(word)) => End::Never,
        _ => End::Code(0),
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::{End, end};

    #[test]
    fn a_command_tells_how_it_ends() {
        let check = |container: serde_json::Value, expected: End| assert_eq!(end(&container), expected);
        check(json!({}), End::Unsaid);
        check(json!({"command": ["sleep", "1h"]}), End::Never);
        check(json!({"command": ["sh", "-c", "while true; do date; sleep 5; done"]}), End::Never);
        check(json!({"command": ["sh", "-c", "echo no; exit 3"]}), End::Code(3));
        check(json!({"command": ["/bin/false"]}), End::Code(1));
        check(json!({"args": ["echo", "done"]}), End::Code(0));
    }
}

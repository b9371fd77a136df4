//! Nodes to text, in block style.

use std::fmt::Write;

use super::node::{Data, Entry, Node};
use super::scalar::is_plain;

/// The text of a document.
pub(super) fn document(root: &Node) -> String {
    let mut text = String::new();
    match &root.data {
        Data::Map(entries) if !entries.is_empty() => map(&mut text, entries, 0),
        Data::List(items) if !items.is_empty() => list(&mut text, items, 0),
        _ => {
            inline(&mut text, root, 0);
            text.push('\n');
        }
    }
    text
}

fn map(text: &mut String, entries: &[Entry], indent: usize) {
    for (index, entry) in entries.iter().enumerate() {
        // The first entry of a map in a list stands behind the list's dash.
        if index > 0 || text.is_empty() || text.ends_with('\n') {
            push_indent(text, indent);
        }
        key(text, &entry.key, indent);
        match &entry.value.data {
            Data::Map(entries) if !entries.is_empty() => {
                text.push('\n');
                map(text, entries, indent + 2);
            }
            Data::List(items) if !items.is_empty() => {
                text.push('\n');
                list(text, items, indent + 2);
            }
            _ => {
                text.push(' ');
                inline(text, &entry.value, indent + 2);
                text.push('\n');
            }
        }
    }
}

/// YAML looks for the colon of a key in 1,024 characters only; a longer key must be announced.
const LONGEST_SIMPLE_KEY: usize = 1000;

fn key(text: &mut String, key: &str, indent: usize) {
    let begin = text.len();
    scalar(text, key);
    if text.len() - begin > LONGEST_SIMPLE_KEY {
        text.insert_str(begin, "? ");
        text.push('\n');
        push_indent(text, indent);
    }
    text.push(':');
}

fn list(text: &mut String, items: &[Node], indent: usize) {
    for item in items {
        push_indent(text, indent);
        match &item.data {
            Data::Map(entries) if !entries.is_empty() => {
                text.push_str("- ");
                map(text, entries, indent + 2);
            }
            Data::List(items) if !items.is_empty() => {
                text.push_str("-\n");
                list(text, items, indent + 2);
            }
            _ => {
                text.push_str("- ");
                inline(text, item, indent + 2);
                text.push('\n');
            }
        }
    }
}

fn inline(text: &mut String, node: &Node, indent: usize) {
    match &node.data {
        Data::Null => text.push_str("null"),
        Data::Bool(value) => text.push_str(if *value { "true" } else { "false" }),
        Data::Number(value) => text.push_str(&value.to_string()),
        Data::Text(value) if is_block(value) => block(text, value, indent),
        Data::Text(value) => scalar(text, value),
        Data::List(_) => text.push_str("[]"),
        Data::Map(_) => text.push_str("{}"),
    }
}

fn scalar(text: &mut String, value: &str) {
    if is_plain(value) {
        text.push_str(value);
    } else if value.chars().all(|c| !c.is_control() && !is_break(c)) {
        text.push('\'');
        text.push_str(&value.replace('\'', "''"));
        text.push('\'');
    } else {
        text.push('"');
        for c in value.chars() {
            match c {
                '"' => text.push_str("\\\""),
                '\\' => text.push_str("\\\\"),
                '\n' => text.push_str("\\n"),
                '\t' => text.push_str("\\t"),
                // Writing to a `String` cannot fail.
                c if c.is_control() || is_break(c) => drop(write!(text, "\\U{:08x}", u32::from(c))),
                c => text.push(c),
            }
        }
        text.push('"');
    }
}

/// Characters that some readers take for the end of a line, or for none at all.
fn is_break(c: char) -> bool {
    matches!(c, '\u{85}' | '\u{2028}' | '\u{2029}' | '\u{feff}' | '\u{fffe}' | '\u{ffff}')
}

/// Is it a text of several lines that a block shows as it is?
fn is_block(value: &str) -> bool {
    let lines = value.strip_suffix('\n').unwrap_or(value);
    lines.contains('\n')
        && !lines.ends_with('\n')
        && lines.split('\n').all(|line| !line.starts_with(' ') && !line.ends_with(' '))
        && value.chars().all(|c| c == '\n' || (!c.is_control() && !is_break(c)))
}

fn block(text: &mut String, value: &str, indent: usize) {
    text.push_str(if value.ends_with('\n') { "|" } else { "|-" });
    for line in value.strip_suffix('\n').unwrap_or(value).split('\n') {
        text.push('\n');
        if !line.is_empty() {
            push_indent(text, indent);
            text.push_str(line);
        }
    }
}

fn push_indent(text: &mut String, indent: usize) {
    text.extend(std::iter::repeat_n(' ', indent));
}

//! Where a field of the API server's errors stands in the text.

use super::node::{Data, Node, Position};
use crate::field::FieldPath;

/// The position of a field: of its value, or of the innermost object around it that is there.
pub(super) fn field(root: &Node, path: &FieldPath) -> Position {
    at(root, path.as_str())
}

/// The same by the path as text.
pub(super) fn at(root: &Node, path: &str) -> Position {
    let (key, node) = find(root, path);
    match node.data {
        // The key says more than the first line of what it holds.
        Data::List(_) | Data::Map(_) | Data::Null => key,
        _ => node.at,
    }
}

/// Where the field's name stands.
pub(super) fn key(root: &Node, path: &str) -> Position {
    find(root, path).0
}

fn find<'n>(root: &'n Node, path: &str) -> (Position, &'n Node) {
    let mut at = root.at;
    let mut node = root;
    for step in steps(&as_in_the_object(path)) {
        if let Data::List(items) = &node.data {
            let Some(item) = step.parse().ok().and_then(|index: usize| items.get(index)) else { break };
            node = item;
            at = item.at;
        } else {
            let Some(entry) = node.get(&step) else { break };
            node = &entry.value;
            at = entry.at;
        }
    }
    (at, node)
}

/// The API server leaves `spec.` out of some paths and doubles a name in others.
fn as_in_the_object(path: &str) -> String {
    let path = path
        .replace("allowedFlexVolumes.allowedFlexVolumes[", "allowedFlexVolumes[")
        .replace("allowedCSIDrivers.allowedCSIDriver[", "allowedCSIDrivers[");
    let is_whole = path == "kind" || path.starts_with("metadata") || path.starts_with("spec");
    if is_whole { path } else { format!("spec.{path}") }
}

/// Names and keys, one by one. A key in brackets may hold dots.
fn steps(path: &str) -> Vec<String> {
    let mut steps = Vec::new();
    let mut rest = path;
    while !rest.is_empty() {
        let (step, after) = match rest.strip_prefix('[') {
            Some(key) => key.split_once(']').unwrap_or((key, "")),
            None => rest.split_at(rest.find(['.', '[']).unwrap_or(rest.len())),
        };
        steps.push(step.to_owned());
        rest = after.strip_prefix('.').unwrap_or(after);
    }
    steps
}

#[cfg(test)]
mod tests {
    use super::steps;

    #[test]
    fn takes_paths_apart() {
        assert_eq!(steps("spec.runAsUser.ranges[0].min"), ["spec", "runAsUser", "ranges", "0", "min"]);
        assert_eq!(steps("metadata.annotations[a.b/c]"), ["metadata", "annotations", "a.b/c"]);
    }
}

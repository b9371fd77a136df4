//! YAML for the editor: a policy to text, and text to a policy, with the place of everything that is wrong.
//!
//! Text is read as kubectl reads it (YAML 1.1, so that `yes` is true), but more strictly: what kubectl or the API
//! server would drop without a word, as a misspelt field or the first of two equal keys, is an error here.

mod locate;
mod node;
mod print;
mod problem;
mod read;
mod scalar;
mod shape;
mod tree;

use k8s_openapi::api::core::v1::Pod;
use serde_json::Value;

use crate::object::PodSecurityPolicy;
use crate::validation;
use node::{Node, Position};
pub use problem::{Found, Problem, Wanted, kinds};
pub(crate) use tree::Tree;

/// Something wrong in a text, and where.
#[derive(Clone, Debug, Eq, PartialEq, thiserror::Error)]
#[error("line {line}, column {column}: {}{problem}", field.as_ref().map(|field| format!("{field}: ")).unwrap_or_default())]
pub struct YamlError {
    /// From 1.
    pub line: usize,
    /// In characters, from 1.
    pub column: usize,
    /// The field in question as the API server names it, e.g. `spec.runAsUser.rule`; `None` when it is the text.
    pub field: Option<String>,
    /// What is wrong.
    pub problem: Problem,
}

impl YamlError {
    fn new(at: Position, field: Option<String>, problem: Problem) -> Self {
        Self { line: at.line, column: at.column, field, problem }
    }
}

/// Reads one policy and checks all of it: syntax, fields and their types, and what the API server would check.
///
/// # Errors
/// Everything that is wrong, in the order of the text. Syntax errors hide all others, wrong fields and types hide
/// what the API server would say.
///
/// ```
/// let text = "apiVersion: policy/v1beta1\nkind: PodSecurityPolicy\nspec:\n  hostPid: true\n";
/// let errors = psp::yaml::parse(text).unwrap_err();
/// assert_eq!(errors[0].to_string(), "line 4, column 3: spec.hostPid: unknown field, did you mean hostPID?");
/// ```
pub fn parse(text: &str) -> Result<PodSecurityPolicy, Vec<YamlError>> {
    policy_of(&read::document(text)?)
}

/// One document of a text of several.
#[derive(Clone, Debug)]
pub struct Document {
    /// The line in which it begins.
    pub line: usize,
    /// Its policy, or what is wrong with it.
    pub policy: Result<PodSecurityPolicy, Vec<YamlError>>,
    /// What it calls itself, whether it is right or wrong.
    pub name: Option<String>,
}

/// Reads a text of several policies, each of them as [`parse`] does. Empty documents are left out.
///
/// # Errors
/// A syntax error, behind which nothing can be read, or keys that stand twice.
pub fn parse_all(text: &str) -> Result<Vec<Document>, Vec<YamlError>> {
    let roots = read::documents(text)?.into_iter().filter(|root| !matches!(root.data, node::Data::Null));
    let document = |root: Node| {
        let name = root.to_json().pointer("/metadata/name").and_then(Value::as_str).map(str::to_owned);
        Document { line: root.at.line, policy: policy_of(&root), name }
    };
    Ok(roots.map(document).collect())
}

fn policy_of(root: &Node) -> Result<PodSecurityPolicy, Vec<YamlError>> {
    let errors = shape::check(root);
    if !errors.is_empty() {
        return Err(sorted(errors));
    }
    let policy: PodSecurityPolicy = serde_json::from_value(root.to_json())
        .map_err(|error| vec![YamlError::new(root.at, None, Problem::Refused(error.to_string()))])?;
    let mut as_stored = policy.clone();
    validation::prepare_for_storage(&mut as_stored, Some(&policy));
    let errors = validation::validate(&as_stored)
        .iter()
        .map(|error| {
            let at = locate::field(root, &error.path);
            YamlError::new(at, Some(error.path.to_string()), Problem::Refused(error.message()))
        })
        .collect::<Vec<_>>();
    if errors.is_empty() { Ok(policy) } else { Err(sorted(errors)) }
}

/// Where this field of a policy stands in the text, e.g. `spec.runAsUser.rule`: line and column as in [`YamlError`]. What is
/// not there is missing from the innermost object around it. `None` when the text is no YAML.
pub fn place_of(text: &str, field: &str) -> Option<(usize, usize)> {
    let at = locate::at(read::documents(text).ok()?.first()?, field);
    Some((at.line, at.column))
}

/// Writes a policy for the editor: as stored, without `managedFields`, which nobody edits.
pub fn print(policy: &PodSecurityPolicy) -> String {
    let mut policy = policy.clone();
    policy.metadata.managed_fields = None;
    // JSON is YAML: read back as nodes, which keep the order of the fields.
    let json = serde_json::to_string(&policy).unwrap_or_default();
    let mut documents = read::documents(&json).unwrap_or_default();
    let mut root = documents.pop().unwrap_or(Node::null(Position::START));
    root.move_to_front("apiVersion");
    print::document(&root)
}

/// Writes a policy as its author would: without what the API server adds to it.
pub fn print_own(policy: &PodSecurityPolicy) -> String {
    let mut policy = policy.clone();
    let metadata = &mut policy.metadata;
    metadata.creation_timestamp = None;
    metadata.generation = None;
    metadata.resource_version = None;
    metadata.self_link = None;
    metadata.uid = None;
    print(&policy)
}

/// Reads any YAML, of several documents; empty ones are left out.
///
/// # Errors
/// The first syntax error, or all keys that stand twice.
pub fn to_value(text: &str) -> Result<Vec<Value>, Vec<YamlError>> {
    Ok(read::documents(text)?.iter().map(Node::to_json).filter(|value| !value.is_null()).collect())
}

/// Writes a pod, its fields in alphabetical order.
pub fn print_pod(pod: &Pod) -> String {
    from_value(&serde_json::to_value(pod).unwrap_or_default())
}

/// Writes anything as YAML, its fields in alphabetical order.
pub fn from_value(value: &Value) -> String {
    // JSON is YAML: read back as nodes, which is what is printed.
    let mut documents = read::documents(&value.to_string()).unwrap_or_default();
    print::document(&documents.pop().unwrap_or(Node::null(Position::START)))
}

fn sorted(mut errors: Vec<YamlError>) -> Vec<YamlError> {
    errors.sort_by(|a, b| (a.line, a.column, &a.field).cmp(&(b.line, b.column, &b.field)));
    errors
}

#[cfg(test)]
mod tests;

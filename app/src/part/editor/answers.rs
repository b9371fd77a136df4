//! What `CodeMirror` asks, answered as JSON (`app/editor/src/service.ts` has the shapes).

use psp::language::{Cursor, Parameter, complete, parameter_at};
use serde_json::{Value, json};

use super::explain;
use crate::text::{say, texts};

/// What can be written there; empty where nothing is known.
pub(super) fn completion(text: &str, cursor: Cursor) -> String {
    let Some(found) = complete(text, cursor) else { return String::new() };
    let items = found.items.into_iter().map(|item| {
        // After a field whose value is known, or which goes on below, there is more to offer at once.
        let chained = item.insert.ends_with([' ', '\n']) && !item.detail.is_empty();
        let info = item.parameter.map(|parameter| say(parameter.decides));
        json!({ "label": item.label, "insert": item.insert, "detail": item.detail, "info": info, "chained": chained })
    });
    json!({ "from": found.from, "to": found.to, "items": items.collect::<Value>() }).to_string()
}

/// What the parameter there decides; empty where there is none.
pub(super) fn explanation(text: &str, cursor: Cursor) -> String {
    parameter_at(text, cursor).map(|parameter| explained(parameter).to_string()).unwrap_or_default()
}

fn explained(parameter: &Parameter) -> Value {
    json!({
        "name": parameter.name(),
        "decides": say(parameter.decides),
        "facts": explain(parameter),
        "link": { "text": texts().kubernetes_docs(), "url": parameter.link },
    })
}

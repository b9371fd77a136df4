//! The definitions: of each row's kind, and of everything that is in one, as 1.20 had them.

use std::collections::BTreeSet;

use k8s_openapi::schemars::SchemaGenerator;
use k8s_openapi::schemars::generate::SchemaSettings;
use serde_json::{Map, Value, json};

use super::paths::kind;
use super::{merge, release};
use crate::resource::{Definition, RESOURCES};

type Definitions = Map<String, Value>;

/// The kinds that k8s-openapi does not know, described in our words.
const OWN: &str = include_str!("own.yaml");
const REFERENCE: &str = "#/definitions/";

pub(super) fn all() -> Definitions {
    let settings = SchemaSettings::default().with(|settings| {
        settings.definitions_path = "/definitions".into();
        settings.transforms.clear();
    });
    let mut generator = SchemaGenerator::new(settings);
    let mut kinds = Vec::new();
    for row in RESOURCES {
        let name = match row.shape.definition {
            Definition::Derived(define) => define(&mut generator),
            Definition::Own(name) => name.to_owned(),
        };
        kinds.push((name, kind(row)));
    }
    let mut definitions = generator.take_definitions(true);
    definitions.extend(own());
    go_back(&mut definitions);
    merge::mark(&mut definitions);
    for (name, kind) in &kinds {
        if let Some(definition) = definitions.get_mut(name).and_then(Value::as_object_mut) {
            definition.insert("x-kubernetes-group-version-kind".to_owned(), json!([kind]));
        }
    }
    let needed = reachable(&definitions, kinds.into_iter().map(|(name, _)| name));
    definitions.retain(|name, _| needed.contains(name));
    definitions
}

fn own() -> Definitions {
    let read = psp::yaml::to_value(OWN).ok().and_then(|documents| documents.into_iter().next());
    match read {
        Some(Value::Object(definitions)) => definitions,
        _ => Map::new(),
    }
}

/// The whole name of a definition: `core.v1.Pod` is `io.k8s.api.core.v1.Pod`.
fn full(name: &str) -> String {
    match name.strip_prefix("meta.v1.") {
        Some(name) => format!("io.k8s.apimachinery.pkg.apis.meta.v1.{name}"),
        None => format!("io.k8s.api.{name}"),
    }
}

fn fields<'a>(
    definitions: &'a mut Definitions,
    definition: &str,
    of: &str,
) -> Option<&'a mut Map<String, Value>> {
    definitions.get_mut(&full(definition))?.get_mut(of)?.as_object_mut()
}

/// A field's own definition.
pub(super) fn property<'a>(
    definitions: &'a mut Definitions,
    definition: &str,
    field: &str,
) -> Option<&'a mut Map<String, Value>> {
    fields(definitions, definition, "properties")?.get_mut(field)?.as_object_mut()
}

/// To the release that this is, and to how its own document is written: k8s-openapi's is for custom resources.
fn go_back(definitions: &mut Definitions) {
    for (definition, later) in release::LATER {
        let Some(properties) = fields(definitions, definition, "properties") else { continue };
        properties.retain(|field, _| !later.contains(&field.as_str()));
    }
    for (definition, field, kind) in release::EARLIER {
        let Some(properties) = fields(definitions, definition, "properties") else { continue };
        properties.insert(field.to_owned(), json!({ "type": kind }));
    }
    for (name, definition) in definitions.iter_mut() {
        let Some(definition) = definition.as_object_mut() else { continue };
        let is = |(listed, _): &&(&str, &str)| full(listed) == *name;
        let optional: Vec<&str> = release::OPTIONAL.iter().filter(is).map(|(_, field)| *field).collect();
        let required = release::REQUIRED.iter().filter(is).map(|(_, field)| Value::from(*field));
        let mut needed = match definition.remove("required") {
            Some(Value::Array(needed)) => needed,
            _ => Vec::new(),
        };
        needed.retain(|field| field != "metadata" && !optional.iter().any(|optional| field == optional));
        needed.extend(required);
        if !needed.is_empty() {
            definition.insert("required".to_owned(), needed.into());
        }
        if definition.remove("x-kubernetes-int-or-string").is_some() {
            definition.insert("type".to_owned(), "string".into());
            if name.ends_with(".IntOrString") {
                definition.insert("format".to_owned(), "int-or-string".into());
            }
        }
    }
    for (now, then) in release::RENAMED {
        if let Some(definition) = definitions.remove(&full(now)) {
            definitions.entry(full(then)).or_insert(definition);
        }
        let (now, then) = (REFERENCE.to_owned() + &full(now), REFERENCE.to_owned() + &full(then));
        for definition in definitions.values_mut() {
            let properties = definition.get_mut("properties").and_then(Value::as_object_mut);
            for reference in properties.into_iter().flatten().filter_map(|(_, it)| it.get_mut("$ref")) {
                if *reference == now {
                    *reference = then.as_str().into();
                }
            }
        }
    }
}

/// The names of these, and of all that is in them.
fn reachable(definitions: &Definitions, from: impl Iterator<Item = String>) -> BTreeSet<String> {
    let mut found = BTreeSet::new();
    let mut waiting: Vec<String> = from.collect();
    while let Some(name) = waiting.pop() {
        if let Some(definition) = definitions.get(&name)
            && found.insert(name)
        {
            references(definition, &mut waiting);
        }
    }
    found
}

fn references(value: &Value, into: &mut Vec<String>) {
    match value {
        Value::String(text) => into.extend(text.strip_prefix(REFERENCE).map(str::to_owned)),
        Value::Array(items) => items.iter().for_each(|item| references(item, into)),
        Value::Object(fields) => fields.values().for_each(|field| references(field, into)),
        _ => {}
    }
}

//! What an object of a resource looks like: how it is read, and how it is described.

use k8s_openapi::schemars::{JsonSchema, SchemaGenerator};
use serde::Serialize;
use serde::de::DeserializeOwned;
use serde_json::{Map, Value};

use crate::quantity;

/// One kind's.
#[derive(Debug)]
pub(crate) struct Shape {
    /// Checks an object's types and drops unknown fields, as decoding does.
    pub(crate) decode: fn(Value) -> Result<Value, serde_json::Error>,
    pub(crate) definition: Definition,
}

/// Where its definition in the `OpenAPI` document comes from.
#[derive(Debug)]
pub(crate) enum Definition {
    /// From its type, with everything that is in it; returns its name.
    Derived(fn(&mut SchemaGenerator) -> String),
    /// From `openapi/own.yaml`, where it has this name.
    Own(&'static str),
}

impl Shape {
    pub(super) const fn of<T: DeserializeOwned + JsonSchema + Serialize>() -> Self {
        Self { decode: decode::<T>, definition: Definition::Derived(define::<T>) }
    }

    /// Something else reads it.
    pub(super) const fn own(definition: &'static str) -> Self {
        Self { decode: Ok, definition: Definition::Own(definition) }
    }
}

/// A structure that the type requires, and that was not given, comes out empty: it is still not given.
fn decode<T: DeserializeOwned + Serialize>(mut value: Value) -> Result<Value, serde_json::Error> {
    for part in ["spec", "status"] {
        value.get_mut(part).into_iter().for_each(quantity::as_text);
    }
    let spec = value.get("spec").and_then(Value::as_object);
    let given: Vec<String> = spec.into_iter().flat_map(Map::keys).cloned().collect();
    let mut read = serde_json::from_value::<T>(value).and_then(serde_json::to_value)?;
    if let Some(spec) = read.get_mut("spec").and_then(Value::as_object_mut) {
        let is_empty = |value: &Value| value.as_object().is_some_and(Map::is_empty);
        spec.retain(|field, value| !is_empty(value) || given.contains(field));
    }
    Ok(read)
}

fn define<T: JsonSchema>(generator: &mut SchemaGenerator) -> String {
    generator.subschema_for::<T>();
    T::schema_name().into_owned()
}

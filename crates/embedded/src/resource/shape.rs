//! What an object of a resource looks like: how it is read, and how it is described.

use k8s_openapi::schemars::{JsonSchema, SchemaGenerator};
use serde::Serialize;
use serde::de::DeserializeOwned;
use serde_json::Value;

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

fn decode<T: DeserializeOwned + Serialize>(value: Value) -> Result<Value, serde_json::Error> {
    serde_json::from_value::<T>(value).and_then(serde_json::to_value)
}

fn define<T: JsonSchema>(generator: &mut SchemaGenerator) -> String {
    generator.subschema_for::<T>();
    T::schema_name().into_owned()
}

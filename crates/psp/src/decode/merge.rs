//! JSON in which a key may stand twice: of two objects the fields of both count, of other values the last.

use std::fmt;

use serde::de::{DeserializeSeed, Deserializer, MapAccess, SeqAccess, Visitor};
use serde_json::Value;

/// Reads a text that is valid JSON.
pub(super) fn parse(text: &str) -> Result<Value, serde_json::Error> {
    Into(Value::Null).deserialize(&mut serde_json::Deserializer::from_str(text))
}

/// The value so far, into which another one is read.
struct Into(Value);

impl<'de> DeserializeSeed<'de> for Into {
    type Value = Value;

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<Value, D::Error> {
        deserializer.deserialize_any(self)
    }
}

impl<'de> Visitor<'de> for Into {
    type Value = Value;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("any value")
    }

    /// Null leaves an object as it was.
    fn visit_unit<E>(self) -> Result<Value, E> {
        Ok(if self.0.is_object() { self.0 } else { Value::Null })
    }

    fn visit_bool<E>(self, value: bool) -> Result<Value, E> {
        Ok(value.into())
    }

    fn visit_i64<E>(self, value: i64) -> Result<Value, E> {
        Ok(value.into())
    }

    fn visit_u64<E>(self, value: u64) -> Result<Value, E> {
        Ok(value.into())
    }

    fn visit_f64<E>(self, value: f64) -> Result<Value, E> {
        Ok(value.into())
    }

    fn visit_str<E>(self, value: &str) -> Result<Value, E> {
        Ok(value.into())
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut items: A) -> Result<Value, A::Error> {
        let mut list = Vec::new();
        while let Some(item) = items.next_element_seed(Into(Value::Null))? {
            list.push(item);
        }
        Ok(Value::Array(list))
    }

    fn visit_map<A: MapAccess<'de>>(self, mut entries: A) -> Result<Value, A::Error> {
        let mut map = match self.0 {
            Value::Object(map) => map,
            _ => serde_json::Map::new(),
        };
        while let Some(key) = entries.next_key::<String>()? {
            let before = map.remove(&key).unwrap_or_default();
            map.insert(key, entries.next_value_seed(Into(before))?);
        }
        Ok(Value::Object(map))
    }
}

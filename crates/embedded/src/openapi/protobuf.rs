//! The document as protobuf: the messages of gnostic's `OpenAPIv2.proto`, by their field numbers.

use serde_json::Value;

/// `Document`.
pub(super) fn document(document: &Value) -> Vec<u8> {
    let mut out = Message::default();
    out.text(1, document.get("swagger"));
    if let Some(info) = document.get("info") {
        let mut message = Message::default();
        message.text(1, info.get("title"));
        message.text(2, info.get("version"));
        out.message(2, &message);
    }
    out.named(8, 2, document.get("paths"), path);
    out.named(9, 1, document.get("definitions"), schema);
    out.0
}

/// `PathItem`: of its operations only `patch`.
fn path(path: &Value) -> Message {
    let mut message = Message::default();
    if let Some(patch) = path.get("patch") {
        message.message(8, &operation(patch));
    }
    message
}

/// `Operation`.
fn operation(operation: &Value) -> Message {
    let mut message = Message::default();
    message.text(5, operation.get("operationId"));
    message.texts(7, operation.get("consumes"));
    for parameter in list(operation.get("parameters")) {
        // ParametersItem, Parameter, NonBodyParameter and QueryParameterSubSchema: one in the other.
        let mut query = Message::default();
        query.text(2, parameter.get("in"));
        query.text(4, parameter.get("name"));
        query.text(6, parameter.get("type"));
        message.message(8, &within(1, &within(2, &within(3, &query))));
    }
    message.named(9, 1, operation.get("responses"), |response| {
        let mut described = Message::default();
        described.text(1, response.get("description"));
        within(1, &described)
    });
    message.extensions(13, operation);
    message
}

/// `Schema`.
fn schema(schema: &Value) -> Message {
    let mut message = Message::default();
    message.text(1, schema.get("$ref"));
    message.text(2, schema.get("format"));
    message.text(4, schema.get("description"));
    message.texts(19, schema.get("required"));
    if let Some(values) = schema.get("additionalProperties").filter(|values| values.is_object()) {
        message.message(21, &within(1, &self::schema(values)));
    }
    if let Some(kind) = schema.get("type") {
        let mut item = Message::default();
        item.text(1, Some(kind));
        message.message(22, &item);
    }
    if let Some(items) = schema.get("items") {
        message.message(23, &within(1, &self::schema(items)));
    }
    message.named(25, 1, schema.get("properties"), self::schema);
    message.extensions(31, schema);
    message
}

fn list(value: Option<&Value>) -> impl Iterator<Item = &Value> {
    value.and_then(Value::as_array).into_iter().flatten()
}

/// A message that holds nothing but another.
fn within(number: u64, inner: &Message) -> Message {
    let mut message = Message::default();
    message.message(number, inner);
    message
}

#[derive(Default)]
struct Message(Vec<u8>);

impl Message {
    fn bytes(&mut self, number: u64, bytes: &[u8]) {
        const LENGTH_DELIMITED: u64 = 2;
        self.varint(number << 3 | LENGTH_DELIMITED);
        self.varint(bytes.len() as u64);
        self.0.extend_from_slice(bytes);
    }

    fn varint(&mut self, mut value: u64) {
        loop {
            let [low, ..] = value.to_le_bytes();
            value >>= 7;
            if value == 0 {
                return self.0.push(low & 0x7f);
            }
            self.0.push(low | 0x80);
        }
    }

    fn message(&mut self, number: u64, message: &Self) {
        self.bytes(number, &message.0);
    }

    fn text(&mut self, number: u64, text: Option<&Value>) {
        if let Some(text) = text.and_then(Value::as_str) {
            self.bytes(number, text.as_bytes());
        }
    }

    fn texts(&mut self, number: u64, texts: Option<&Value>) {
        for text in list(texts) {
            self.text(number, Some(text));
        }
    }

    /// A map: a message (field `number`) of entries (its field `entry`) that have a name and a value.
    fn named(&mut self, number: u64, entry: u64, values: Option<&Value>, encode: impl Fn(&Value) -> Self) {
        let Some(values) = values.and_then(Value::as_object) else { return };
        let mut map = Self::default();
        for (name, value) in values {
            let mut named = Self::default();
            named.bytes(1, name.as_bytes());
            named.message(2, &encode(value));
            map.message(entry, &named);
        }
        self.message(number, &map);
    }

    /// What begins with `x-`: `NamedAny`, its value as YAML, of which JSON is a part.
    fn extensions(&mut self, number: u64, of: &Value) {
        let fields = of.as_object().into_iter().flatten().filter(|(name, _)| name.starts_with("x-"));
        for (name, value) in fields {
            let mut any = Self::default();
            any.bytes(2, value.to_string().as_bytes());
            let mut named = Self::default();
            named.bytes(1, name.as_bytes());
            named.message(2, &any);
            self.message(number, &named);
        }
    }
}

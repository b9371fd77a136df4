//! `/openapi/v2`: what kubectl validates manifests with, merges them by, and explains fields from.
//!
//! The shapes of Kubernetes' own kinds are those that requests are decoded with; their descriptions come with the same
//! crate. The policy's are ours (`openapi/policy.yaml`). Both encodings are made when the first client asks.

mod definitions;
mod merge;
mod paths;
mod protobuf;
mod release;

use std::hash::{DefaultHasher, Hash, Hasher};
use std::sync::LazyLock;

use axum::http::{HeaderMap, StatusCode, header};
use axum::response::{IntoResponse, Response};
use serde_json::{Value, json};

use crate::discovery::VERSION;

struct Encoded {
    bytes: Vec<u8>,
    etag: String,
}

static DOCUMENT: LazyLock<Value> = LazyLock::new(|| {
    json!({
        "swagger": "2.0",
        "info": { "title": "Kubernetes", "version": VERSION },
        "paths": paths::all(),
        "definitions": definitions::all(),
    })
});
static AS_JSON: LazyLock<Encoded> = LazyLock::new(|| Encoded::new(DOCUMENT.to_string().into_bytes()));
static AS_PROTOBUF: LazyLock<Encoded> = LazyLock::new(|| Encoded::new(protobuf::document(&DOCUMENT)));

impl Encoded {
    fn new(bytes: Vec<u8>) -> Self {
        let mut hasher = DefaultHasher::new();
        bytes.hash(&mut hasher);
        Self { etag: format!("\"{:016X}\"", hasher.finish()), bytes }
    }
}

/// The document, in the encoding that the client takes, unless it has it already.
pub(crate) fn serve(headers: &HeaderMap) -> Response {
    let text = |name| headers.get(name).and_then(|value| value.to_str().ok()).unwrap_or_default();
    let accept = text(header::ACCEPT);
    let (encoded, content_type) = if accept.contains("proto-openapi.spec.v2") {
        // What kubectl asks for is not how it may be called: `@` cannot stand in a media type.
        (&*AS_PROTOBUF, "application/octet-stream")
    } else if accept.is_empty() || ["*/*", "application/*", "/json"].iter().any(|it| accept.contains(it)) {
        (&*AS_JSON, "application/json")
    } else {
        return StatusCode::NOT_ACCEPTABLE.into_response();
    };
    let known = text(header::IF_NONE_MATCH).split(',').any(|tag| tag.trim() == encoded.etag);
    let heads = [(header::ETAG, encoded.etag.as_str()), (header::CONTENT_TYPE, content_type)];
    if known {
        return (StatusCode::NOT_MODIFIED, heads).into_response();
    }
    (heads, encoded.bytes.as_slice()).into_response()
}

#[cfg(test)]
mod tests {
    use super::{AS_PROTOBUF, DOCUMENT, Value};
    use crate::resource::RESOURCES;

    #[test]
    fn every_kind_is_described_and_nothing_leads_nowhere() {
        let definitions = DOCUMENT["definitions"].as_object().unwrap();
        for row in RESOURCES {
            let kind = super::paths::kind(row);
            let described = |it: &Value| it["x-kubernetes-group-version-kind"][0] == kind;
            assert!(definitions.values().any(described), "{kind}");
        }
        let text = DOCUMENT.to_string();
        for reference in text.split("\"#/definitions/").skip(1) {
            let name = reference.split('"').next().unwrap();
            assert!(definitions.contains_key(name), "{name}");
        }
    }

    #[test]
    fn it_has_the_fields_of_its_release() {
        let fields = |name: &str| DOCUMENT["definitions"][name]["properties"].as_object().unwrap();
        assert!(!fields("io.k8s.api.core.v1.PodSpec").contains_key("hostUsers"));
        assert!(fields("io.k8s.apimachinery.pkg.apis.meta.v1.ObjectMeta").contains_key("clusterName"));
        let containers = &fields("io.k8s.api.core.v1.PodSpec")["containers"];
        assert_eq!(containers["x-kubernetes-patch-merge-key"], "name");
    }

    #[test]
    fn both_encodings_say_the_same() {
        let read = crate::protobuf::openapi_definitions(&AS_PROTOBUF.bytes).unwrap();
        let definitions = DOCUMENT["definitions"].as_object().unwrap();
        assert_eq!(read.len(), definitions.len());
        for (name, definition) in read {
            let fields = definitions[&name]["properties"].as_object().into_iter().flatten();
            assert_eq!(definition, fields.map(|(name, _)| name.clone()).collect::<Vec<_>>(), "{name}");
        }
    }
}

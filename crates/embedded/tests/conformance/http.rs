//! Steps that are requests.

use std::fmt::Write;
use std::time::Duration;

use ::http::Request;
use ::http::response::Parts;
use kube::Client;
use kube::client::Body;
use serde_json::Value;

use crate::normalise;
use crate::script::{Ask, Caller};
use crate::side::{Answer, Side};

/// Headers that are part of an answer.
const HEADERS: [&str; 3] = ["content-type", "warning", "allow"];

/// Watches say how long they last; nothing else lasts.
const LONGEST: Duration = Duration::from_secs(10);

pub(crate) async fn ask(side: &mut Side, ask: &Ask, block: &str, whole: bool) -> Answer {
    let mut request = Request::builder().method(ask.method.as_str()).uri(side.fill(&ask.path));
    let mut credentials = Some(side.token.clone());
    match &ask.caller {
        Caller::Admin => {}
        Caller::Nobody => credentials = None,
        Caller::Token(token) => credentials = Some(side.fill(token)),
        Caller::As { user, groups } => {
            request = request.header("Impersonate-User", user);
            for group in groups {
                request = request.header("Impersonate-Group", group);
            }
        }
    }
    if let Some(token) = credentials {
        request = request.header("Authorization", format!("Bearer {token}"));
    }
    for (name, value) in &ask.headers {
        request = request.header(name, value);
    }
    let is_json = ask.headers.iter().any(|(name, value)| name == "Content-Type" && value.ends_with("json"));
    let body = side.fill(block);
    let body = if is_json { as_json(&body) } else { body };
    let request = request.body(Body::from(body.into_bytes())).unwrap();
    let Ok((answer, bytes)) = tokio::time::timeout(LONGEST, send(&side.client, request)).await else {
        return Answer { text: "no end of the answer".to_owned(), ok: false };
    };
    let status = answer.status;
    let mut text = format!("{}\n", status.as_u16());
    for header in HEADERS {
        for value in answer.headers.get_all(header) {
            writeln!(text, "{header}: {}", value.to_str().unwrap()).unwrap();
        }
    }
    let body = String::from_utf8_lossy(&bytes);
    let values: Result<Vec<Value>, _> = serde_json::Deserializer::from_str(&body).into_iter().collect();
    match values {
        Ok(values) => {
            side.last = values.last().cloned().unwrap_or_default();
            for value in values {
                let told = if whole { value } else { normalise::json(&value) };
                text.push_str(&serde_json::to_string_pretty(&told).unwrap());
                text.push('\n');
            }
        }
        Err(_) => text.push_str(&body),
    }
    Answer { text: normalise::text(&side.name_values(&text)), ok: status.is_success() }
}

async fn send(client: &Client, request: Request<Body>) -> (Parts, Vec<u8>) {
    let (head, body) = client.send(request).await.unwrap().into_parts();
    (head, body.collect_bytes().await.unwrap().to_vec())
}

/// Bodies are written as YAML; what is none (to see what becomes of it) is sent as it is.
fn as_json(block: &str) -> String {
    match psp::yaml::to_value(block).as_deref() {
        Ok([value]) => value.to_string(),
        _ => block.to_owned(),
    }
}

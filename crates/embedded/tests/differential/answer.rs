//! What a server says about a pod, without what differs from request to request.

use k8s_openapi::api::core::v1::Pod;
use serde_json::{Value, json};

#[derive(Clone, Debug, PartialEq)]
pub(crate) enum Answer {
    Admitted(Value),
    /// The message's pieces, sorted: the real server shuffles the policies.
    Refused(Vec<String>),
    /// Refused by something that is no matter of policies.
    Elsewhere(String),
}

impl Answer {
    /// From an answer's code and body.
    pub(crate) fn new((code, body): (u16, Value)) -> Self {
        if code < 300 {
            let pod = serde_json::from_value(body).unwrap();
            return Self::Admitted(relevant(&pod));
        }
        let message = body["message"].as_str().unwrap_or_default();
        if message.contains("PodSecurityPolicy: ") {
            Self::Refused(pieces(message))
        } else {
            Self::Elsewhere(message.to_owned())
        }
    }

    /// Does the real server say the same? It validates more of a pod, after the first pass of the policies.
    pub(crate) fn agrees_with(&self, real: &Self) -> bool {
        match (real, self) {
            (Self::Elsewhere(_), Self::Refused(pieces)) => {
                !pieces.iter().any(|piece| piece.contains("unable to admit"))
            }
            (Self::Elsewhere(_), _) => true,
            (real, ours) => real == ours,
        }
    }
}

/// What policies look at and change.
pub(crate) fn relevant(pod: &Pod) -> Value {
    let mut pod = serde_json::to_value(pod).unwrap();
    drop_empty_lists(&mut pod);
    let containers = |list: &str| -> Vec<Value> {
        let list = pod["spec"][list].as_array().cloned().unwrap_or_default();
        list.iter().map(|it| json!([it["name"], it["securityContext"]])).collect()
    };
    json!({
        "annotations": pod["metadata"]["annotations"], "securityContext": pod["spec"]["securityContext"],
        "containers": containers("containers"), "initContainers": containers("initContainers"),
        "runtimeClassName": pod["spec"]["runtimeClassName"],
    })
}

/// The real server leaves them out, the embedded one keeps them; to the policies they are the same.
fn drop_empty_lists(value: &mut Value) {
    match value {
        Value::Object(fields) => {
            fields.values_mut().for_each(drop_empty_lists);
            fields.retain(|_, value| value.as_array().is_none_or(|list| !list.is_empty()));
        }
        Value::Array(items) => items.iter_mut().for_each(drop_empty_lists),
        _ => {}
    }
}

fn pieces(message: &str) -> Vec<String> {
    let (head, errors) = message.split_once(": [").unwrap_or((message, ""));
    let mut marked = errors.strip_suffix(']').unwrap_or(errors).to_owned();
    for path in [" spec.", " metadata.", " pod."] {
        marked = marked.replace(path, &path.replace(' ', "\n"));
    }
    let mut pieces: Vec<String> = marked.lines().map(str::to_owned).collect();
    pieces.sort();
    pieces.insert(0, head.to_owned());
    pieces
}

/// What became of the pods.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct Count {
    pub(crate) admitted: usize,
    pub(crate) refused: usize,
    pub(crate) elsewhere: usize,
}

impl Count {
    pub(crate) fn of(answers: &[Answer]) -> Self {
        let mut count = Self::default();
        for answer in answers {
            *match answer {
                Answer::Admitted(_) => &mut count.admitted,
                Answer::Refused(_) => &mut count.refused,
                Answer::Elsewhere(_) => &mut count.elsewhere,
            } += 1;
        }
        count
    }

    pub(crate) fn and(self, other: Self) -> Self {
        Self {
            admitted: self.admitted + other.admitted,
            refused: self.refused + other.refused,
            elsewhere: self.elsewhere + other.elsewhere,
        }
    }
}

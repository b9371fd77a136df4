//! How a client wants its answer: the `Accept` header, taken apart as the API server does.

use axum::http::{HeaderMap, HeaderValue, StatusCode, header};
use axum::response::{IntoResponse, Response};
use serde::Serialize;

use crate::status::Failure;
use crate::target::Query;

/// What an answer is written in.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub(crate) enum Format {
    Json,
    /// JSON for people: browsers and curl, or whoever asks for it.
    PrettyJson,
    Yaml,
}

/// What is shown of objects.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub(crate) enum View {
    Whole,
    /// Their metadata.
    Metadata(Meta),
    /// The metadata of a list's items.
    MetadataList(Meta),
    /// A row for each.
    Table(Meta, Include),
}

/// The version of `meta.k8s.io`.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub(crate) enum Meta {
    V1,
    V1Beta1,
}

/// What a table's row holds beside its cells.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub(crate) enum Include {
    Nothing,
    Metadata,
    Object,
}

/// The answer that is wanted.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub(crate) struct Content {
    pub(crate) format: Format,
    pub(crate) view: View,
}

impl Meta {
    pub(crate) fn api_version(self) -> &'static str {
        match self {
            Self::V1 => "meta.k8s.io/v1",
            Self::V1Beta1 => "meta.k8s.io/v1beta1",
        }
    }
}

impl Content {
    /// The first acceptable one of those that are wanted.
    pub(crate) fn negotiate(headers: &HeaderMap, query: &Query, watch: bool) -> Result<Self, Failure> {
        let text =
            |name| headers.get(name).and_then(|value: &HeaderValue| value.to_str().ok()).unwrap_or_default();
        let accept = text(header::ACCEPT);
        let wanted = if accept.trim().is_empty() { "*/*" } else { accept };
        let mut clauses: Vec<Clause<'_>> = wanted.split(',').map(Clause::parse).collect();
        clauses.sort_by(|a, b| b.quality.total_cmp(&a.quality));
        let known = clauses.iter().filter_map(|clause| clause.format(watch).map(|format| (clause, format)));
        let mut known = known.peekable();
        if known.peek().is_none() && !clauses.iter().any(Clause::is_of_kubernetes) {
            return Err(Failure::not_acceptable_at_all());
        }
        let found = known.find_map(|(clause, format)| clause.view().map(|view| (format, view)));
        let (format, view) = found.ok_or_else(|| Failure::not_acceptable(watch))?;
        let view = match view {
            View::Table(meta, _) => View::Table(meta, include(query.get("includeObject"))?),
            view => view,
        };
        let format = if format == Format::Json && is_for_people(query, text(header::USER_AGENT)) {
            Format::PrettyJson
        } else {
            format
        };
        Ok(Self { format, view })
    }

    /// What failures are told in, when nothing else is acceptable either.
    pub(crate) fn of_failure(headers: &HeaderMap, query: &Query) -> Format {
        Self::negotiate(headers, query, false).map_or(Format::Json, |content| content.format)
    }
}

impl Format {
    /// The answer, written in this format.
    pub(crate) fn answer(self, code: StatusCode, body: &impl Serialize) -> Response {
        let (kind, text) = match self {
            Self::Json => ("application/json", serde_json::to_vec(body)),
            Self::PrettyJson => ("application/json", serde_json::to_vec_pretty(body)),
            Self::Yaml => (
                "application/yaml",
                serde_json::to_value(body).map(|value| psp::yaml::from_value(&value).into_bytes()),
            ),
        };
        match text {
            Ok(mut text) => {
                if self != Self::Yaml {
                    text.push(b'\n');
                }
                (code, [(header::CONTENT_TYPE, kind)], text).into_response()
            }
            // Objects are made of JSON: there is none that cannot be written.
            Err(_) => StatusCode::INTERNAL_SERVER_ERROR.into_response(),
        }
    }
}

/// One of the alternatives.
struct Clause<'a> {
    media: &'a str,
    target: &'a str,
    group: &'a str,
    version: &'a str,
    quality: f32,
}

impl<'a> Clause<'a> {
    fn parse(text: &'a str) -> Self {
        let mut parts = text.split(';').map(str::trim);
        let media = parts.next().unwrap_or_default();
        let mut clause = Self { media, target: "", group: "", version: "", quality: 1.0 };
        for (name, value) in parts.filter_map(|part| part.split_once('=')) {
            match name.trim() {
                "as" => clause.target = value,
                "g" => clause.group = value,
                "v" => clause.version = value,
                "q" => clause.quality = value.parse().unwrap_or(1.0),
                _ => {}
            }
        }
        clause
    }

    fn format(&self, watch: bool) -> Option<Format> {
        match self.media {
            "*/*" | "application/*" | "application/json" => Some(Format::Json),
            "application/yaml" if !watch => Some(Format::Yaml),
            _ => None,
        }
    }

    /// Is it one that a real API server could answer in?
    fn is_of_kubernetes(&self) -> bool {
        matches!(self.media, "application/yaml" | "application/vnd.kubernetes.protobuf")
    }

    fn view(&self) -> Option<View> {
        if self.target.is_empty() {
            return Some(View::Whole);
        }
        let meta = match (self.group, self.version) {
            ("meta.k8s.io", "v1") => Meta::V1,
            ("meta.k8s.io", "v1beta1") => Meta::V1Beta1,
            _ => return None,
        };
        match self.target {
            "Table" => Some(View::Table(meta, Include::Metadata)),
            "PartialObjectMetadata" => Some(View::Metadata(meta)),
            "PartialObjectMetadataList" => Some(View::MetadataList(meta)),
            _ => None,
        }
    }
}

fn include(given: &str) -> Result<Include, Failure> {
    match given {
        "" | "Metadata" => Ok(Include::Metadata),
        "Object" => Ok(Include::Object),
        "None" => Ok(Include::Nothing),
        other => Err(Failure::bad_request(format!(
            "Unable to convert to Table as requested: includeObject: Invalid value: {}: must be 'Metadata', \
             'Object', 'None', or empty",
            psp::GoQuoted(other)
        ))),
    }
}

fn is_for_people(query: &Query, agent: &str) -> bool {
    match query.get("pretty") {
        "" => ["curl", "Wget", "Mozilla/5.0"].iter().any(|prefix| agent.starts_with(prefix)),
        _ => query.is_true("pretty"),
    }
}

#[cfg(test)]
mod tests {
    use axum::http::{HeaderMap, header};

    use super::{Content, Format, Include, Meta, View};
    use crate::target::Query;

    #[test]
    fn the_first_acceptable_alternative_is_taken() {
        let check = |accept: &str, expected: Result<(Format, View), &str>| {
            let mut headers = HeaderMap::new();
            headers.insert(header::ACCEPT, accept.parse().unwrap());
            let found = Content::negotiate(&headers, &Query::default(), false);
            let found =
                found.map(|content| (content.format, content.view)).map_err(|failure| failure.message);
            assert_eq!(found, expected.map_err(str::to_owned), "{accept}");
        };
        let table = |version: &str| format!("application/json;as=Table;v={version};g=meta.k8s.io");
        check("*/*", Ok((Format::Json, View::Whole)));
        check("application/vnd.kubernetes.protobuf, application/json", Ok((Format::Json, View::Whole)));
        check("application/yaml", Ok((Format::Yaml, View::Whole)));
        check("application/json;q=0.5, application/yaml", Ok((Format::Yaml, View::Whole)));
        check(
            &format!("{},{},application/json", table("v1"), table("v1beta1")),
            Ok((Format::Json, View::Table(Meta::V1, Include::Metadata))),
        );
        check(&format!("{},application/json", table("v2")), Ok((Format::Json, View::Whole)));
        check("text/html", Err("406: Not Acceptable"));
        let accepted = "only the following media types are accepted: application/json, application/yaml, \
                        application/vnd.kubernetes.protobuf";
        check(&table("v2"), Err(accepted));
        check("application/vnd.kubernetes.protobuf", Err(accepted));
    }
}

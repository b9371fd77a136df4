//! The verbs.

pub(crate) mod body;
pub(crate) mod containers;
mod delete;
pub(crate) mod fresh;
mod list;
pub(crate) mod options;
mod read;
mod scale;
mod write;

use axum::http::StatusCode;
use axum::response::Response;
use serde_json::{Value, json};

use crate::api::Call;
use crate::content::View;
use crate::object::version;
use crate::status::Failure;
use crate::table::{self, Frame};
use crate::watch;

pub(crate) use list::{check_match, partial};
pub(crate) use write::create_in;

pub(crate) async fn serve(call: Call) -> Result<Response, Failure> {
    match call.verb {
        "get" => read::get(&call).await,
        "list" => list::serve(&call).await,
        "watch" => watch::serve(call),
        "create" => write::create(&call),
        "update" => write::update(&call),
        "patch" => write::patch(&call),
        "delete" => delete::one(&call),
        _ => delete::collection(&call),
    }
}

/// An object as the client wants it: whole, its metadata, or a row of a table.
fn answer(call: &Call, code: StatusCode, object: &Value) -> Result<Response, Failure> {
    let format = call.content.format;
    match call.content.view {
        View::Whole => Ok(format.answer(code, object)),
        View::Metadata(meta) => Ok(format.answer(code, &partial(object, meta))),
        View::Table(meta, include) => {
            let metadata = json!({ "resourceVersion": version(object) });
            let frame = Frame { meta, include, metadata, columns: true };
            Ok(format.answer(code, &table::of(call.target.resource, std::iter::once(object), &frame)))
        }
        View::MetadataList(_) => Err(Failure::wrong_shape(&format!(
            "PartialObjectMetadataList, but the requested object is not a list ({})",
            call.target.resource.go_type()
        ))),
    }
}

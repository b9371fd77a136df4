//! `get`.

use axum::http::StatusCode;
use axum::response::Response;

use super::{answer, fresh, scale};
use crate::api::Call;
use crate::status::Failure;
use crate::store::Key;

pub(super) async fn get(call: &Call) -> Result<Response, Failure> {
    let target = &call.target;
    let revision = fresh::parse(call.query.get("resourceVersion")).map_err(Failure::unexplained)?;
    fresh::wait(call, revision).await?;
    let key = Key::new(target.resource, &target.namespace, &target.name);
    let object = call.cluster.store.get(&key);
    if target.subresource == scale::SCALE {
        let object = object.ok_or_else(|| scale::not_found(target.resource, &target.name))?;
        return answer(call, StatusCode::OK, &scale::of(&object));
    }
    let object = object.ok_or_else(|| Failure::not_found(target.resource, &target.name))?;
    answer(call, StatusCode::OK, &object)
}

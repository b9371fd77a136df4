//! Reading something: its shape while it loads, the thing itself, or why it could not be read. In one place, so
//! that no part of the page forgets one of the three.

use leptos::either::Either;
use leptos::prelude::*;
use serde::Serialize;
use serde::de::DeserializeOwned;

use super::failure::Failure;
use crate::api::ApiError;

/// Shows a resource. Read again, the old content stays until the new one is there.
#[component]
pub fn Load<T, V>(
    resource: Resource<Result<T, ApiError>>,
    /// What is read, for the error, e.g. `the policies`.
    what: &'static str,
    /// Its shape while it loads.
    #[prop(into)]
    fallback: ViewFnOnce,
    /// The thing itself.
    children: impl Fn(T) -> V + Clone + Send + Sync + 'static,
) -> impl IntoView
where
    T: Clone + Send + Sync + Serialize + DeserializeOwned + 'static,
    V: IntoView + Send + 'static,
{
    view! {
        <Transition fallback>
            {move || {
                let children = children.clone();
                Suspend::new(async move {
                    match resource.await {
                        Ok(value) => Either::Left(children(value)),
                        Err(error) => Either::Right(view! { <Failure error what /> }),
                    }
                })
            }}
        </Transition>
    }
}

//! Reading something: its shape while it loads, the thing itself, or why it could not be read. In one place, so
//! that no part of the page forgets one of the three.

use std::future::Future;
use std::pin::Pin;

use leptos::prelude::*;

use super::failure::Failure;
use super::reading::{Readable, Reading};

use crate::view::view;

/// Shows what is read. Read again, the old content stays until the new one is there.
#[component]
pub fn Load<T, V>(
    reading: Reading<T>,
    /// What is read, for the error, e.g. `the policies`.
    what: &'static str,
    /// Its shape while it loads.
    #[prop(into)]
    fallback: ViewFnOnce,
    /// The thing itself.
    children: impl Fn(T) -> V + Clone + Send + Sync + 'static,
) -> impl IntoView
where
    T: Readable,
    V: IntoView + Send + 'static,
{
    view! {
        <Transition fallback>
            {move || {
                let children = children.clone();
                later(async move {
                    match reading.await {
                        Ok(value) => children(value).into_any(),
                        Err(error) => view! { <Failure error what /> }.into_any(),
                    }
                })
            }}
        </Transition>
    }
}

/// A view that waits for what it shows. All of them are of one type: each would need code of its own to be rendered, else.
pub fn later<V: IntoAny>(view: impl Future<Output = V> + Send + 'static) -> Suspend<AnyView> {
    let view: Pin<Box<dyn Future<Output = AnyView> + Send>> = Box::pin(async move { view.await.into_any() });
    Suspend::new(view)
}

//! What happens in the browser after a form's action has succeeded.
//!
//! Without JavaScript the server redirects (`api::context` does). With it the page stays: it reads everything again
//! and goes to the URL that says what was done.

use leptos::prelude::*;
use leptos::server_fn::ServerFn;
use leptos_router::NavigateOptions;
use leptos_router::hooks::use_navigate;

use super::refresh::Refresh;
use crate::api::ApiError;

/// Once the action has succeeded: reads the page again, then goes where `next` says.
pub fn after<S>(action: ServerAction<S>, next: impl Fn(&S::Output) -> String + 'static)
where
    S: ServerFn<Error = ApiError> + Clone + Send + Sync + 'static,
    S::Output: Clone + Send + Sync + 'static,
{
    let refresh = Refresh::of_page();
    let navigate = use_navigate();
    Effect::new(move |_| {
        if let Some(Ok(output)) = action.value().get() {
            refresh.now();
            navigate(&next(&output), NavigateOptions { scroll: false, ..Default::default() });
        }
    });
}

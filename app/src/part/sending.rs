//! Sending a form to a server function, and its answer. One type for all forms: what a function takes is written by the
//! form's fields and read by the server, so the browser's program needs to know neither.

use leptos::prelude::*;
use leptos::server_fn::ServerFn;
use leptos::server_fn::error::ServerFnUrlError;
#[cfg(feature = "hydrate")]
use leptos_router::NavigateOptions;
use leptos_router::hooks::use_navigate;

use crate::api::ApiError;
use crate::view::view;

/// What became of a form.
#[derive(Clone, Copy)]
pub struct Sending {
    url: &'static str,
    pending: RwSignal<bool>,
    outcome: RwSignal<Option<Result<(), ApiError>>>,
    attempts: RwSignal<usize>,
}

impl Sending {
    /// Will send to this server function. After a form was sent without JavaScript, its refusal is known already.
    pub fn to<S: ServerFn<Error = ApiError>>() -> Self {
        Self::at(S::PATH, S::url())
    }

    fn at(path: &str, url: &'static str) -> Self {
        let before = use_context::<ServerActionError>().filter(|before| before.path() == path);
        let outcome = before.map(|before| Err(ServerFnUrlError::decode_err(before.err())));
        Self {
            url,
            pending: RwSignal::new(false),
            outcome: RwSignal::new(outcome),
            attempts: RwSignal::new(0),
        }
    }

    /// As an earlier attempt was, which the server has kept.
    #[must_use]
    pub fn refused_before(self, why: Option<ApiError>) -> Self {
        if self.outcome.with_untracked(Option::is_none) {
            self.outcome.set(why.map(Err));
        }
        self
    }

    /// Has it been sent, and is not answered yet?
    pub fn pending(self) -> Signal<bool> {
        self.pending.into()
    }

    /// Why it was refused; nothing before it is sent, and nothing when it was carried out.
    pub fn error(self) -> Signal<Option<ApiError>> {
        Signal::derive(move || self.outcome.get().and_then(Result::err))
    }

    /// Was it carried out?
    pub fn is_done(self) -> Signal<bool> {
        Signal::derive(move || self.outcome.with(|outcome| matches!(outcome, Some(Ok(())))))
    }

    /// How often it has been answered.
    pub fn attempts(self) -> usize {
        self.attempts.get()
    }
}

/// The form. Without JavaScript the browser sends it.
#[component]
pub fn SendForm(
    sending: Sending,
    #[prop(default = "space-y-4")] class: &'static str,
    children: Children,
) -> impl IntoView {
    let navigate = use_navigate();
    view! {
        <form
            method="post"
            action=sending.url
            class=class
            on:submit=move |event| submit(sending, &event, navigate.clone())
        >
            {children()}
        </form>
    }
}

#[cfg(not(feature = "hydrate"))]
fn submit<N>(_: Sending, _: &leptos::ev::SubmitEvent, _: N) {}

#[cfg(feature = "hydrate")]
fn submit(
    sending: Sending,
    event: &leptos::ev::SubmitEvent,
    navigate: impl Fn(&str, NavigateOptions) + 'static,
) {
    use leptos::form::form_data_from_event;

    if event.default_prevented() {
        return;
    }
    event.prevent_default();
    if sending.pending.get_untracked() {
        return;
    }
    let Ok(fields) = form_data_from_event(event) else { return };
    sending.pending.set(true);
    leptos::task::spawn_local(async move {
        let (outcome, place) = match send(sending.url, &fields).await {
            Ok(place) => (Ok(()), place),
            Err(why) => (Err(why), None),
        };
        // Nobody to tell when the page has been left meanwhile.
        let _ = sending.attempts.try_update(|attempts| *attempts += 1);
        let _ = sending.outcome.try_set(Some(outcome));
        let _ = sending.pending.try_set(false);
        let Some(place) = place else { return };
        // What a dialog was for is done: *Back* does not bring it again.
        let is_dialog = location().search().is_ok_and(|query| query.contains("dialog="));
        let options = NavigateOptions { replace: is_dialog, scroll: !is_dialog, ..Default::default() };
        // After whoever waits for the outcome, whom the page takes with it.
        request_animation_frame(move || navigate(&place, options));
    });
}

/// Sends it; where to go then, if the answer says so.
#[cfg(feature = "hydrate")]
async fn send(url: &str, fields: &web_sys::FormData) -> Result<Option<String>, ApiError> {
    use leptos::server_fn::redirect::REDIRECT_HEADER;

    use crate::api::Situation;

    let body = web_sys::UrlSearchParams::new_with_str_sequence_sequence(fields)
        .map_err(|_| ApiError::new(Situation::Internal, ""))?;
    let headers = super::post::post(url, body).await?.headers();
    Ok(headers.get(REDIRECT_HEADER).and_then(|_| headers.get("location")))
}

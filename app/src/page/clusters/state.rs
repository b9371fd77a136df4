//! How a cluster is: whether it answers, and whether it enforces policies.

use access::status::{Overview, PspSupport, Reach};
use access::switch::PspState;
use leptos::prelude::*;

use crate::text::{Texts, texts};
use crate::ui::{Badge, Tone};
use crate::view::view;

/// A state: in a word, how good it is, and why.
pub(super) struct Words {
    pub(super) label: &'static str,
    tone: Tone,
    pub(super) why: Option<String>,
}

impl Words {
    fn new(label: &'static str, tone: Tone) -> Self {
        Self { label, tone, why: None }
    }

    fn because(self, why: String) -> Self {
        Self { why: Some(why), ..self }
    }

    /// Of a long reason only the beginning: the cluster's page has all of it.
    pub(super) fn in_short(self) -> AnyView {
        let Self { label, tone, why } = self;
        let why = why.map(|why| {
            let all = why.clone();
            view! { <span title=all class="mt-0.5 line-clamp-2 text-sm text-ink-muted">{why}</span> }
        });
        view! { <Badge label tone /> {why} }
    }

    fn in_full(self) -> AnyView {
        let Self { label, tone, why } = self;
        view! {
            <Badge label tone />
            {why.map(|why| view! { <span class="ml-2 text-sm text-ink-muted">{why}</span> })}
        }
    }
}

/// Reachable, or what is wrong.
pub(super) fn reach(t: Texts, state: &Result<Overview, String>) -> Words {
    match state.as_ref().map(|overview| &overview.reach) {
        Ok(Reach::Reachable) => Words::new(t.running(), Tone::Ok),
        Ok(Reach::Unreachable(why)) => Words::new(t.unreachable(), Tone::Danger).because(t.cause(why)),
        Ok(Reach::Unauthorized) => Words::new(t.credentials_refused(), Tone::Danger),
        Ok(Reach::Forbidden(said)) => Words::new(t.forbidden(), Tone::Warning).because(said.clone()),
        Err(why) => Words::new(t.not_configured(), Tone::Danger).because(why.clone()),
    }
}

/// Does it enforce policies?
pub(super) fn psp(t: Texts, state: &Result<Overview, String>) -> Words {
    match state.as_ref().map(|overview| &overview.psp) {
        Ok(PspSupport::Served(Ok(state))) => match state {
            PspState::Enabled => Words::new(t.on(), Tone::Ok),
            PspState::Disabled => Words::new(t.off(), Tone::Neutral),
            PspState::Mixed => Words::new(t.mixed(), Tone::Warning),
            PspState::Restarting => Words::new(t.restarting(), Tone::Accent),
        },
        Ok(PspSupport::Served(Err(why))) => {
            Words::new(t.psp_status_unknown(), Tone::Neutral).because(t.cause(why))
        }
        Ok(PspSupport::Removed) => Words::new(t.psp_removed(), Tone::Neutral),
        Ok(PspSupport::Unknown) | Err(_) => Words::new(t.psp_status_unknown(), Tone::Neutral),
    }
}

/// Reachable, or what is wrong.
#[component]
pub(crate) fn Status(state: Result<Overview, String>) -> impl IntoView {
    reach(texts(), &state).in_full()
}

/// Does it enforce policies?
#[component]
pub(crate) fn PspStatus(state: Result<Overview, String>) -> impl IntoView {
    psp(texts(), &state).in_full()
}

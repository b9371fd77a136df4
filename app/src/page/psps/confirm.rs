//! The foot of every form in a dialog: why it was refused, *Cancel*, and the button that does it.

use leptos::prelude::*;

use super::PspsPage;
use crate::api::ApiError;
use crate::part::{FormFailure, KubectlCommand};
use crate::text::texts;
use crate::ui::{ButtonKind, DialogActions, LinkButton, SubmitButton};
use crate::view::view;

/// The foot. It also names the cluster to the server function.
#[component]
pub(super) fn Confirm(
    error: Signal<Option<ApiError>>,
    #[prop(into)] pending: Signal<bool>,
    #[prop(default = texts().ok())] label: &'static str,
    #[prop(default = ButtonKind::Primary)] kind: ButtonKind,
    #[prop(optional, into)] disabled_because: Signal<Option<String>>,
    /// What one would type in place of it; empty as long as that is not known.
    #[prop(optional, into)]
    command: Signal<String>,
    #[prop(default = texts().show_command())] command_label: &'static str,
) -> impl IntoView {
    let page = PspsPage::of_page();
    view! {
        {move || (!command.with(String::is_empty)).then(|| view! { <KubectlCommand command label=command_label /> })}
        <FormFailure error />
        <input type="hidden" name="cluster" value=page.cluster.get_untracked().to_string() />
        <DialogActions>
            <LinkButton label=texts().cancel() href=page.close() />
            <SubmitButton label kind disabled_because pending />
        </DialogActions>
    }
}

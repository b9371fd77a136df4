//! *Reset demo*: an embedded cluster becomes what it was at first. It asks before.

use leptos::prelude::*;

use crate::api::ClusterId;
use crate::api::reset::ResetDemo;
use crate::part::{FormFailure, SendForm, Sending};
use crate::route::Route;
use crate::text::texts;
use crate::ui::{ButtonKind, Callout, Dialog, DialogActions, LinkButton, SubmitButton, Tone};
use crate::view::view;

/// Opens the dialog.
#[component]
pub(super) fn ResetButton(cluster: ClusterId) -> impl IntoView {
    view! { <LinkButton label=texts().reset_demo() href=Route::ResetDemo(cluster).path() /> }
}

/// The dialog.
#[component]
pub(super) fn ResetDialog(cluster: ClusterId) -> impl IntoView {
    let t = texts();
    let action = Sending::to::<ResetDemo>();
    let error = action.error();
    let name = cluster.to_string();
    let close = Route::Cluster(cluster).path();
    view! {
        <Dialog title=t.reset_demo() close=close.clone()>
            <SendForm sending=action>
                <p>{t.reset_ask()}</p>
                <Callout title=t.reset_lost() tone=Tone::Warning>
                    {t.reset_effect()}
                </Callout>
                <FormFailure error />
                <input type="hidden" name="cluster" value=name />
                <DialogActions>
                    <LinkButton label=t.cancel() href=close />
                    <SubmitButton label=t.reset() kind=ButtonKind::Danger pending=action.pending() />
                </DialogActions>
            </SendForm>
        </Dialog>
    }
}

//! *Reset demo*: an embedded cluster becomes what it was at first. It asks before.

use leptos::prelude::*;

use crate::api::ClusterId;
use crate::api::reset::ResetDemo;
use crate::part::FormFailure;
use crate::route::Route;
use crate::ui::{ButtonKind, Callout, Dialog, DialogActions, LinkButton, SubmitButton, Tone};

/// Opens the dialog.
#[component]
pub(super) fn ResetButton(cluster: ClusterId) -> impl IntoView {
    view! { <LinkButton label="Reset demo" href=Route::ResetDemo(cluster).path() /> }
}

/// The dialog.
#[component]
pub(super) fn ResetDialog(cluster: ClusterId) -> impl IntoView {
    let action = ServerAction::<ResetDemo>::new();
    let error = Signal::derive(move || action.value().get().and_then(Result::err));
    let name = cluster.to_string();
    let close = Route::Cluster(cluster).path();
    view! {
        <Dialog title="Reset demo" close=close.clone()>
            <ActionForm action attr:class="space-y-4">
                <p>"Make this embedded cluster what it was at first?"</p>
                <Callout title="Everything that was done here is lost" tone=Tone::Warning>
                    "Policies, association rules, namespaces and pods go; the demo’s own come back, and PSP Status is on."
                </Callout>
                <FormFailure error />
                <input type="hidden" name="cluster" value=name />
                <DialogActions>
                    <LinkButton label="Cancel" href=close />
                    <SubmitButton label="Reset" kind=ButtonKind::Danger pending=action.pending() />
                </DialogActions>
            </ActionForm>
        </Dialog>
    }
}

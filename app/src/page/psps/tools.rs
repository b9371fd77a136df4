//! The tools above an editor: *Copy*, *Download*, *Duplicate*.

use leptos::prelude::*;

use crate::api::ClusterId;
use crate::part::{CopyButton, Editor};
use crate::route::Route;
use crate::text::texts;
use crate::ui::{Button, IconName, LinkButton, NeedsScript};
use crate::view::view;

/// The tools. `policy` is the one that can be duplicated.
#[component]
pub(super) fn Tools(
    editor: Editor,
    /// What a download is called.
    #[prop(into)]
    file: String,
    #[prop(optional)] policy: Option<(ClusterId, String)>,
) -> impl IntoView {
    let t = texts();
    let save = move |_| {
        #[cfg(feature = "hydrate")]
        crate::part::browser::download(&format!("{file}.yaml"), &editor.text.get_untracked());
        #[cfg(not(feature = "hydrate"))]
        let _ = &file;
    };
    let duplicate = policy.map(|(cluster, policy)| {
        let href = Route::CreateYaml { cluster, template: None, from: Some(policy), draft: None }.path();
        view! { <LinkButton label=t.duplicate() href icon=IconName::Plus /> }
    });
    view! {
        <div role="group" aria-label=t.tools() class="flex flex-wrap gap-2 empty:hidden">
            <CopyButton label=t.copy() text=editor.text />
            <NeedsScript>
                <Button label=t.download() icon=IconName::Download on:click=save />
            </NeedsScript>
            {duplicate}
        </div>
    }
}

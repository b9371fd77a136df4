//! *Show kubectl command*: what one would type in place of a change of the console.

mod by_hand;
mod command;

use leptos::prelude::*;

use super::CopyButton;
use crate::text::texts;
use crate::view::view;

pub use command::Command;

/// The command, closed until it is asked for.
#[component]
pub fn KubectlCommand(
    #[prop(into)] command: Signal<String>,
    /// What opens it.
    #[prop(default = texts().show_command())]
    label: &'static str,
) -> impl IntoView {
    let t = texts();
    view! {
        <details class="group/command rounded-lg border border-line">
            <summary class="rounded-lg px-3 py-1.5 text-sm font-medium text-ink-muted hover:text-ink">
                {label}
            </summary>
            <div class="space-y-2 border-t border-line p-3">
                <pre
                    role="region"
                    aria-label=t.command()
                    tabindex="0"
                    class="max-h-64 overflow-auto rounded-md border border-line bg-sunken p-3 font-mono text-xs text-ink"
                >
                    {move || command.get()}
                </pre>
                <CopyButton label=t.copy_command() text=command />
            </div>
        </details>
    }
}

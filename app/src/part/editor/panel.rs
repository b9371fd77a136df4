//! What the parameter at the cursor decides, beside the editor.

use leptos::prelude::*;
use psp::language::{Parameter, parameter_at};

use super::Editor;
use crate::text::{say, texts};
use crate::ui::{NeedsScript, TextLink};
use crate::view::view;

/// What there is to say about a parameter beside what it decides: labels, and what they say.
pub fn explain(parameter: &Parameter) -> [(&'static str, &'static str); 2] {
    let t = texts();
    [(t.parameter_default(), say(parameter.absent)), (t.parameter_allowed(), say(parameter.values))]
}

/// Follows the cursor. There is nothing to follow without JavaScript; then the list of all parameters is enough.
#[component]
pub fn ParameterPanel(editor: Editor) -> impl IntoView {
    let found = Memo::new(move |_| {
        let cursor = editor.cursor.get()?;
        editor.text.with(|text| parameter_at(text, cursor))
    });
    let t = texts();
    view! {
        <NeedsScript>
            <aside
                aria-label=t.parameter_here()
                class="rounded-lg border border-line bg-surface p-4 shadow-card lg:sticky lg:top-16"
            >
                {move || match found.get() {
                    Some(parameter) => view! { <Explained parameter /> }.into_any(),
                    None => view! { <p class="text-ink-muted">{t.parameter_none()}</p> }.into_any(),
                }}
            </aside>
        </NeedsScript>
    }
}

#[component]
fn Explained(parameter: &'static Parameter) -> impl IntoView {
    let facts = explain(parameter).map(|(label, text)| {
        view! {
            <dt class="text-xs font-medium text-ink-faint">{label}</dt>
            <dd class="mb-2">{text}</dd>
        }
    });
    view! {
        <h2 class="font-mono text-sm font-semibold wrap-anywhere">{parameter.name()}</h2>
        <p class="mb-3 mt-1">{say(parameter.decides)}</p>
        <dl>{facts.collect_view()}</dl>
        <TextLink href=parameter.link>{texts().kubernetes_docs()}</TextLink>
    }
}

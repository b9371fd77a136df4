//! The YAML editor: a text field with line numbers, and what is wrong with which line.
//!
//! It is a plain text field, as high as its text, so it works without JavaScript and line numbers need no scrolling of
//! their own. With JavaScript the text is checked as it is typed, by the same code as on the server.

use leptos::html;
use leptos::prelude::*;
use psp::yaml::YamlError;

use crate::text::texts;
use crate::ui::{Icon, IconName};

/// The text field.
#[component]
pub fn YamlEditor(
    text: RwSignal<String>,
    errors: Signal<Vec<YamlError>>,
    node: NodeRef<html::Textarea>,
    /// It can be read and copied only.
    #[prop(optional)]
    readonly: bool,
) -> impl IntoView {
    let lines = Memo::new(move |_| text.with(|text| text.split('\n').count()));
    let wrong =
        Memo::new(move |_| errors.with(|errors| errors.iter().map(|error| error.line).collect::<Vec<_>>()));
    let numbers = move || {
        let wrong = wrong.get();
        let number = |line: usize| {
            let look = if wrong.contains(&line) { "bg-danger text-on-accent" } else { "text-ink-faint" };
            view! { <span class=format!("block rounded-sm px-1.5 {look}")>{line}</span> }
        };
        (1..=lines.get()).map(number).collect_view()
    };
    view! {
        <div class="flex max-h-[70dvh] overflow-y-auto rounded-lg border border-field bg-surface font-mono text-sm shadow-card focus-within:border-accent">
            <div aria-hidden="true" class="select-none border-r border-line bg-sunken px-1 py-2 text-right">{numbers}</div>
            <textarea
                node_ref=node
                id="yaml"
                name="yaml"
                aria-label="YAML"
                aria-invalid=move || (!errors.get().is_empty()).then_some("true")
                aria-describedby="yaml-problems"
                readonly=readonly
                wrap="off"
                spellcheck="false"
                autocapitalize="off"
                autocomplete="off"
                rows=move || lines.get()
                prop:value=move || text.get()
                on:input=move |event| text.set(event_target_value(&event))
                class="min-w-0 flex-1 resize-none overflow-x-auto overflow-y-hidden whitespace-pre bg-transparent px-3 py-2 text-ink outline-none"
            >
                {text.get_untracked()}
            </textarea>
        </div>
    }
}

/// Everything that is wrong, line by line. With JavaScript a click leads to the line.
#[component]
pub fn YamlProblems(errors: Signal<Vec<YamlError>>, node: NodeRef<html::Textarea>) -> impl IntoView {
    let items = move || {
        let item = |error: YamlError| {
            let YamlError { line, column, field, message } = error;
            let field = field.map(|field| format!("{field}: ")).unwrap_or_default();
            view! {
                <li>
                    <button
                        type="button"
                        on:click=move |_| go_to(node, line, column)
                        class="w-full rounded-sm text-left wrap-anywhere hover:underline"
                    >
                        <span class="font-medium">{texts().problem_at(line, column)}</span>
                        {field}
                        {message}
                    </button>
                </li>
            }
        };
        errors.get().into_iter().map(item).collect_view()
    };
    view! {
        <div id="yaml-problems" role="alert">
            {move || (!errors.get().is_empty()).then(|| view! {
                <div class="flex gap-2.5 rounded-lg bg-danger-soft px-3.5 py-3 text-danger-text">
                    <Icon name=IconName::XCircle class="mt-0.5" />
                    <ul class="min-w-0 flex-1 space-y-1 text-sm">{items}</ul>
                </div>
            })}
        </div>
    }
}

/// Puts the cursor there.
fn go_to(node: NodeRef<html::Textarea>, line: usize, column: usize) {
    #[cfg(feature = "hydrate")]
    if let Some(field) = node.get_untracked() {
        let text = field.value();
        let before: usize = text.split('\n').take(line - 1).map(|line| line.encode_utf16().count() + 1).sum();
        let at = u32::try_from(before + column - 1).unwrap_or_default();
        // Both fail only for a field that has left the page.
        let _ = field.focus();
        let _ = field.set_selection_range(at, at);
    }
    #[cfg(not(feature = "hydrate"))]
    let _ = (node, line, column);
}

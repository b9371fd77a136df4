//! What one text changes of another, line by line.

use leptos::prelude::*;
use psp::text::{Change, diff};

use crate::text::texts;
use crate::view::view;

/// Lines around a change that are shown; longer stretches that stay are left out.
const AROUND: usize = 3;

/// The changed lines and some around them.
#[component]
pub fn Diff(
    /// Its name for screen readers; one can scroll in it.
    #[prop(into)]
    label: String,
    old: String,
    new: String,
) -> impl IntoView {
    let changes = diff(&old, &new);
    let places: Vec<usize> = changes
        .iter()
        .enumerate()
        .filter(|(_, change)| !matches!(change, Change::Kept(_)))
        .map(|(index, _)| index)
        .collect();
    let is_near = |index: usize| places.iter().any(|at| at.abs_diff(index) <= AROUND);
    let mut rows = Vec::new();
    let mut left_out = 0;
    for (index, change) in changes.iter().enumerate() {
        if is_near(index) {
            rows.extend(gap(&mut left_out));
            rows.push(line(*change));
        } else {
            left_out += 1;
        }
    }
    rows.extend(gap(&mut left_out));
    view! {
        <pre
            role="region"
            aria-label=label
            tabindex="0"
            class="max-h-96 overflow-auto rounded-md border border-line bg-surface py-1.5 font-mono text-xs text-ink"
        >
            <code class="block w-fit min-w-full">{rows}</code>
        </pre>
    }
}

fn line(change: Change<'_>) -> AnyView {
    match change {
        Change::Kept(text) => view! { <span class="block px-3">{format!("  {text}\n")}</span> }.into_any(),
        Change::Removed(text) => {
            view! { <del class="block bg-danger-soft px-3 text-danger-text no-underline">{format!("- {text}\n")}</del> }
                .into_any()
        }
        Change::Added(text) => {
            view! { <ins class="block bg-ok-soft px-3 text-ok-text no-underline">{format!("+ {text}\n")}</ins> }.into_any()
        }
    }
}

fn gap(left_out: &mut usize) -> Option<AnyView> {
    let lines = std::mem::take(left_out);
    (lines > 0).then(|| {
        let words = texts().lines_stay(lines);
        view! { <span class="block bg-sunken px-3 text-ink-muted">{words} "\n"</span> }.into_any()
    })
}

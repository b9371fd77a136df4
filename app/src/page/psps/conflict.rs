//! Somebody else was faster: what they have changed and what I have, and the ways on. The editor keeps its text until one
//! of them is taken.

use leptos::prelude::*;
use psp::text::{Part, merge};

use crate::api::ClusterId;
use crate::api::policies::{PolicyText, describe_policy};
use crate::part::{Diff, Edited, Failure, Reading, later};
use crate::text::texts;
use crate::ui::{Button, ButtonKind, Callout, CodeBlock, SkeletonLines, Tone};
use crate::view::view;

/// What is there now, read again at each attempt.
#[component]
pub(super) fn Conflict(cluster: ClusterId, policy: String, edited: Edited, attempt: usize) -> impl IntoView {
    let t = texts();
    let now = Reading::new(
        move || (cluster.clone(), policy.clone(), attempt),
        |(cluster, policy, _)| describe_policy(cluster, policy),
    );
    view! {
        <Callout title=t.changed_meanwhile() tone=Tone::Danger live=true>
            <p>{t.conflict()}</p>
            <Transition fallback=move || view! { <SkeletonLines what=t.there_now_what() /> }>
                {move || later(async move {
                    match now.await {
                        Err(error) => view! { <Failure error what=t.there_now_what() /> }.into_any(),
                        Ok(theirs) => view! { <WaysOn theirs edited /> }.into_any(),
                    }
                })}
            </Transition>
        </Callout>
    }
}

#[component]
fn WaysOn(theirs: PolicyText, edited: Edited) -> impl IntoView {
    let t = texts();
    let base = edited.base.get_untracked();
    let mine = edited.text.get_untracked();
    let version = theirs.version.clone();
    // Without the text that both began with, as without JavaScript, there is nothing to compare with.
    let both = (!base.is_empty()).then(|| {
        view! {
            <div class="grid gap-3 lg:grid-cols-2">
                <div class="min-w-0 space-y-1">
                    <p class="text-sm font-medium">{t.conflict_theirs()}</p>
                    <Diff label=t.conflict_theirs() old=base.clone() new=theirs.yaml.clone() />
                </div>
                <div class="min-w-0 space-y-1">
                    <p class="text-sm font-medium">{t.conflict_mine()}</p>
                    <Diff label=t.conflict_mine() old=base.clone() new=mine.clone() />
                </div>
            </div>
            <Merge parts=merge(&base, &theirs.yaml, &mine) theirs=theirs.clone() edited />
        }
    });
    let theirs = StoredValue::new(theirs);
    let take = move |_| take(edited, theirs.get_value(), theirs.get_value().yaml);
    view! {
        {both}
        <details>
            <summary class="text-sm font-medium">{t.there_now()}</summary>
            <CodeBlock label=t.there_now() text=theirs.get_value().yaml />
        </details>
        <label class="flex items-start gap-2 text-ink">
            <input type="checkbox" name="over" value=version class="mt-1 size-3.5 accent-accent" />
            <span>{t.conflict_replace()}</span>
        </label>
        <Button label=t.conflict_take() on:click=take />
    }
}

/// From now on the text is made from what is there now.
fn take(edited: Edited, theirs: PolicyText, text: String) {
    edited.base.set(theirs.yaml);
    edited.version.set(theirs.version);
    edited.text.set(text);
}

/// Which lines stay of a place that both have changed.
#[derive(Clone, Copy, Eq, PartialEq)]
enum Choice {
    Theirs,
    Mine,
    Both,
}

#[component]
fn Merge(parts: Vec<Part>, theirs: PolicyText, edited: Edited) -> impl IntoView {
    let t = texts();
    let conflicts = parts.iter().filter(|part| matches!(part, Part::Conflict { .. })).count();
    let choices = RwSignal::new(vec![None::<Choice>; conflicts]);
    let places = parts
        .iter()
        .filter_map(|part| match part {
            Part::Agreed(_) => None,
            Part::Conflict { theirs, mine } => Some((theirs.join("\n"), mine.join("\n"))),
        })
        .enumerate()
        .map(|(index, (theirs, mine))| view! { <Place index theirs mine choices /> })
        .collect_view();
    let open = Memo::new(move |_| choices.with(|all| all.iter().filter(|choice| choice.is_none()).count()));
    let merged = move |_| take(edited, theirs.clone(), put_together(&parts, &choices.get_untracked()));
    let merge = StoredValue::new(merged);
    view! {
        <p>{if conflicts == 0 { t.merge_apart().to_owned() } else { t.merge_places(conflicts) }}</p>
        {places}
        {move || match open.get() {
            0 => {
                let merge = merge.get_value();
                view! { <Button label=t.merge() kind=ButtonKind::Primary on:click=merge /> }.into_any()
            }
            open => view! { <p class="text-sm text-ink-muted">{t.merge_open(open)}</p> }.into_any(),
        }}
    }
}

/// A place that both have changed, and the choice between the two.
#[component]
fn Place(
    index: usize,
    theirs: String,
    mine: String,
    choices: RwSignal<Vec<Option<Choice>>>,
) -> impl IntoView {
    let t = texts();
    let both = [theirs.as_str(), mine.as_str()].into_iter().filter(|text| !text.is_empty());
    let both = both.collect::<Vec<_>>().join("\n");
    let options = [
        (Choice::Theirs, t.merge_theirs(), theirs),
        (Choice::Mine, t.merge_mine(), mine),
        (Choice::Both, t.merge_both(), both),
    ];
    let choose = move |choice: Choice| {
        choices.update(|all| {
            if let Some(slot) = all.get_mut(index) {
                *slot = Some(choice);
            }
        });
    };
    let options = options.map(|(choice, label, text)| {
        let text = if text.is_empty() { t.merge_nothing().to_owned() } else { text };
        view! {
            <label class="block min-w-0 space-y-1 rounded-md border border-line bg-surface p-2 has-checked:border-accent">
                <span class="flex items-center gap-2 font-medium">
                    <input
                        type="radio"
                        name=format!("merge-{index}")
                        class="size-3.5 accent-accent"
                        on:change=move |_| choose(choice)
                    />
                    {label}
                </span>
                <pre class="overflow-x-auto font-mono text-xs">{text}</pre>
            </label>
        }
    });
    view! {
        <fieldset class="min-w-0">
            <legend class="text-sm font-medium">{t.merge_place(index + 1)}</legend>
            <div class="mt-1 grid gap-2 md:grid-cols-3">{options.collect_view()}</div>
        </fieldset>
    }
}

fn put_together(parts: &[Part], choices: &[Option<Choice>]) -> String {
    let mut choices = choices.iter();
    let mut lines: Vec<&str> = Vec::new();
    for part in parts {
        let (first, second): (&[String], &[String]) = match part {
            Part::Agreed(agreed) => (agreed, &[]),
            Part::Conflict { theirs, mine } => match choices.next().copied().flatten() {
                Some(Choice::Theirs) => (theirs, &[]),
                Some(Choice::Both) => (theirs, mine),
                Some(Choice::Mine) | None => (mine, &[]),
            },
        };
        lines.extend(first.iter().chain(second).map(String::as_str));
    }
    lines.join("\n") + "\n"
}

//! *Review changes*: what *OK* would do, before it does: the API server's answer to a dry run, what will change, and what
//! to know about it.

use leptos::prelude::*;

use super::super::code::{Code, Loaded};
use super::differences::Differences;
use super::refused::Refused;
use crate::api::review::{Review, review_policy};
use crate::api::{ApiError, ClusterId};
use crate::part::{Diff, Editor, KubectlCommand};
use crate::text::texts;
use crate::ui::{Button, Callout, Icon, IconName, NeedsScript, Tone};
use crate::view::view;

/// The answer, and the text that it is about.
#[derive(Clone)]
struct Answer {
    about: String,
    review: Result<Review, ApiError>,
}

/// A review of what stands in the editor.
#[derive(Clone, Copy)]
pub(super) struct Reviewing {
    editor: Editor,
    ask: Action<String, Answer>,
}

impl Reviewing {
    /// Of a new policy, or of one that was read with this version.
    pub(super) fn new(editor: Editor, cluster: ClusterId, version: Signal<String>) -> Self {
        let ask = Action::new(move |text: &String| {
            let (cluster, about) = (cluster.clone(), text.clone());
            let asked = review_policy(cluster, version.get_untracked(), about.clone());
            async move { Answer { about, review: asked.await } }
        });
        Self { editor, ask }
    }

    /// Why the text was refused: when it was sent, else when it was last reviewed, as long as it is still that text.
    pub(super) fn or_refused(self, sent: Signal<Option<ApiError>>) -> Signal<Option<ApiError>> {
        Signal::derive(move || {
            let reviewed = || {
                let Answer { about, review } = self.ask.value().get()?;
                review.err().filter(|_| self.editor.text.with(|text| *text == about))
            };
            sent.get().or_else(reviewed)
        })
    }
}

/// The button. Without JavaScript it is not there.
#[component]
pub(super) fn ReviewButton(reviewing: Reviewing) -> impl IntoView {
    let t = texts();
    let label = Signal::derive(move || {
        if reviewing.ask.pending().get() { t.reviewing() } else { t.review() }.to_owned()
    });
    let loaded = Loaded::of_page();
    let ask = move |_| {
        // On its way while the API server thinks.
        loaded.fetch(Code::Differences);
        reviewing.ask.dispatch(reviewing.editor.text.get_untracked());
    };
    view! {
        <NeedsScript>
            <Button label on:click=ask />
        </NeedsScript>
    }
}

/// The answer, once it was asked for.
#[component]
pub(super) fn ReviewPanel(
    reviewing: Reviewing,
    /// Of a text, what one would type in place of *OK*.
    command: fn(&str) -> String,
) -> impl IntoView {
    let t = texts();
    move || {
        reviewing.ask.value().get().map(|Answer { about, review }| {
            let stale = {
                let about = about.clone();
                Memo::new(move |_| reviewing.editor.text.with(|text| *text != about))
            };
            view! {
                <section aria-labelledby="review-title" class="space-y-3 rounded-lg border border-line bg-surface p-4 shadow-card">
                    <h2 id="review-title" class="text-base font-semibold">{t.review_title()}</h2>
                    {move || stale.get().then(|| view! { <p role="status" class="text-warn-text">{t.review_stale()}</p> })}
                    {match review {
                        Err(error) => view! { <Refused error /> }.into_any(),
                        Ok(review) => Differences::Review(review).shown(),
                    }}
                    <KubectlCommand command=command(&about) />
                </section>
            }
        })
    }
}

/// What the API server would store.
#[component]
pub(super) fn Accepted(review: Review) -> impl IntoView {
    let t = texts();
    let Review { now, then, rules } = review;
    let same = now.as_ref() == Some(&then);
    let new = now.is_none();
    let title = match (new, same) {
        (true, _) => t.review_created(),
        (false, true) => t.review_same(),
        (false, false) => t.review_changed(),
    };
    view! {
        <p role="status" class="flex gap-2.5 rounded-lg bg-ok-soft px-3.5 py-2.5 font-semibold text-ok-text">
            <Icon name=IconName::CheckCircle class="mt-0.5" />
            {title}
        </p>
        {match rules {
            Some(0) => Some(view! { <Callout title=t.review_nobody() tone=Tone::Warning>{t.review_nobody_why()}</Callout> }.into_any()),
            Some(count) => Some(view! { <p class="text-ink-muted">{t.review_rules(count)}</p> }.into_any()),
            None => None,
        }}
        {(!same).then(|| view! {
            <h3 class="text-sm font-medium text-ink-muted">{if new { t.review_stored() } else { t.review_diff() }}</h3>
            <Diff label=t.review_diff() old=now.unwrap_or_default() new=then />
        })}
    }
}

//! What is asked: the text, where the pod is to run, and as whom.

use leptos::prelude::*;
use leptos::server_fn::ServerFn;
use leptos_router::NavigateOptions;
use leptos_router::hooks::use_navigate;
use psp::language::Note;

use super::verdict::Verdict;
use super::{Question, Trial};
use crate::api::trial::{self, Outcome, SendPod};
use crate::api::{ApiError, ClusterId};
use crate::page::psps::create_yaml::of_the_whole;
use crate::part::{
    Edited, Editor, FormFailure, KeepText, KeptText, Reading, TextEditor, YamlProblems, later,
};
use crate::route::{Attempt, Route};
use crate::text::texts;
use crate::ui::{ButtonKind, Choice, Picker, Picks, SkeletonLines, SubmitButton, TextField};
use crate::view::view;

type Answer = Option<Result<Option<Trial>, ApiError>>;

#[component]
pub(super) fn Form(
    cluster: ClusterId,
    /// The text to begin with.
    start: String,
    namespaces: Vec<String>,
    accounts: Vec<(String, String)>,
    question: RwSignal<Question>,
    trial: Reading<Option<Trial>>,
) -> impl IntoView {
    let t = texts();
    let Attempt { namespace, account, user, workload, draft } = question.get_untracked().attempt;
    let key = format!("{cluster} try {}", workload.clone().or(draft.clone()).unwrap_or_default());
    let start_text = KeptText { text: start.clone(), ..KeptText::default() };
    let editor = Editor::new(start.clone());
    let edited = Edited { text: editor.text, version: RwSignal::default(), base: RwSignal::default() };
    let namespace = RwSignal::new(Vec::from_iter(namespace));
    let account = RwSignal::new(Vec::from_iter(account));
    let user = RwSignal::new(user.unwrap_or_default());
    let answer = Signal::derive(move || trial.get());
    let error = Signal::derive(move || answer.with(|answer| answer.clone().and_then(Result::err)));
    let start = StoredValue::new(start);
    let is_tried = move |text: &String| {
        question.with(|question| match &question.yaml {
            Some(tried) => text == tried,
            None => start.with_value(|start| text == start),
        })
    };
    // They are about the text that was tried.
    let notes = Signal::derive(move || {
        editor
            .text
            .with(|text| if is_tried(text) { answer.with(|answer| notes(text, answer)) } else { Vec::new() })
    });
    let (navigate, place) = (use_navigate(), cluster.clone());
    let waiting = RwSignal::new(false);
    let ask = move |event: leptos::ev::SubmitEvent| {
        event.prevent_default();
        let attempt = Attempt {
            namespace: namespace.with_untracked(|chosen| first(chosen)),
            account: account.with_untracked(|chosen| first(chosen)),
            user: Some(user.get_untracked()).filter(|user| !user.trim().is_empty()),
            workload: workload.clone(),
            draft: draft.clone(),
        };
        question.update(|question| {
            question.attempt = attempt.clone();
            question.yaml = Some(editor.text.get_untracked());
            question.times += 1;
        });
        let options = NavigateOptions { replace: true, scroll: false, ..NavigateOptions::default() };
        navigate(&Route::TryPod(place.clone(), attempt).path(), options);
    };
    view! {
        <div class="grid items-start gap-6 lg:grid-cols-2">
            <form method="post" action=SendPod::url() on:submit=ask class="min-w-0 space-y-4">
                <input type="hidden" name="cluster" value=cluster.to_string() />
                <KeepText key edited start=start_text done=Signal::stored(false) />
                <Places namespaces accounts namespace account error />
                <TextField name="user" label=t.try_pod_user() hint=t.try_pod_user_hint() value=user optional=true />
                <div class="space-y-3">
                    <TextEditor editor notes />
                    <YamlProblems editor notes />
                </div>
                <div class="flex justify-end">
                    <SubmitButton label=t.try_it() kind=ButtonKind::Primary pending=waiting />
                </div>
            </form>
            <section aria-labelledby="verdict" class="min-w-0 space-y-4 lg:sticky lg:top-4">
                <h2 id="verdict" class="sr-only">{t.try_verdict()}</h2>
                <FormFailure error=of_the_whole(error) />
                <Transition fallback=move || view! { <SkeletonLines what=t.try_what() /> } set_pending=waiting>
                    {move || {
                        let cluster = cluster.clone();
                        later(async move {
                            let answer = trial.await.ok();
                            answer.map(|trial| view! { <Verdict cluster trial text=editor.text /> })
                        })
                    }}
                </Transition>
            </section>
        </div>
    }
}

/// Where it runs, and as which account.
#[component]
fn Places(
    namespaces: Vec<String>,
    accounts: Vec<(String, String)>,
    namespace: RwSignal<Vec<String>>,
    account: RwSignal<Vec<String>>,
    error: Signal<Option<ApiError>>,
) -> impl IntoView {
    let t = texts();
    let of_accounts = Signal::derive(move || {
        let here = namespace.with(|chosen| first(chosen));
        let own = accounts.iter().filter(|(place, _)| Some(place) == here.as_ref());
        own.map(|(_, name)| Choice::plain(name)).collect::<Vec<_>>()
    });
    let problem = move |field: &'static str| {
        Signal::derive(move || error.get().and_then(|error| error.problem(field).map(str::to_owned)))
    };
    view! {
                <div class="grid gap-4 sm:grid-cols-2">
                    <Picker
                        name="namespace"
                        label=t.namespace()
                        placeholder=t.try_pod_as_text()
                        choices=Signal::stored(namespaces.into_iter().map(Choice::plain).collect::<Vec<_>>())
                        chosen=namespace
                        picks=Picks::OneOrNone
                        error=problem("namespace")
                        // Its accounts are other ones.
                        on_choose=Callback::new(move |()| account.set(Vec::new()))
                    />
                    <Picker
                        name="account"
                        label=t.account()
                        placeholder=t.try_pod_as_text()
                        choices=of_accounts
                        chosen=account
                        picks=Picks::OneOrNone
                        error=problem("account")
                    />
                </div>
    }
}

fn first(chosen: &[String]) -> Option<String> {
    chosen.first().cloned()
}

/// What is wrong with the text that was tried.
fn notes(text: &str, answer: &Answer) -> Vec<Note> {
    match answer {
        Some(Err(error)) => error
            .lines
            .iter()
            .cloned()
            .map(|line| Note::error(text, line.place, line.field, line.message))
            .collect(),
        Some(Ok(Some(trial))) if matches!(trial.verdict, trial::Verdict::Refused(_)) => {
            let refusals = trial.usable.iter().filter_map(|said| match &said.outcome {
                Outcome::Refuses(lines) => Some((&said.policy, lines)),
                _ => None,
            });
            refusals
                .flat_map(|(policy, lines)| lines.iter().map(move |line| (policy, line.clone())))
                .map(|(policy, line)| {
                    Note::error(text, line.place, line.field, format!("{} ({policy})", line.message))
                })
                .collect()
        }
        _ => Vec::new(),
    }
}

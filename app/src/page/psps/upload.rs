//! *Upload file*: policies out of one or several files, or pasted. First a list of what each of them will do; then, after
//! *OK*, what became of each.

use leptos::prelude::*;
use leptos_meta::Title;

use super::create_yaml::Way;
use super::refused::Refused;
use super::upload_list::{Outcomes, PlannedList};
use crate::api::ApiError;
use crate::api::upload::{Outcome, Plan, Planned, plan_upload, upload_policies};
use crate::part::{Command, Here, KubectlCommand};
use crate::route::{PspsView, Route};
use crate::text::texts;
use crate::ui::{Button, ButtonKind, LinkButton, PageHeader};
use crate::view::view;

/// The page.
#[component]
pub(crate) fn Upload() -> impl IntoView {
    let t = texts();
    let cluster = Here::of_page().cluster;
    let text = RwSignal::new(String::new());
    let plan = Action::new(move |text: &String| plan_upload(cluster.get_untracked(), text.clone()));
    let carry_out = Action::new(move |seen: &Vec<(String, String)>| {
        upload_policies(cluster.get_untracked(), text.get_untracked(), seen.clone())
    });
    // What was planned is about the text that it was planned for.
    let write = move |new: String| {
        text.set(new);
        plan.value().set(None);
        carry_out.value().set(None);
    };
    let choose = move |event: leptos::ev::Event| {
        #[cfg(feature = "hydrate")]
        crate::part::browser::read_files(&event, move |files| {
            write(files.clone());
            plan.dispatch(files);
        });
        #[cfg(not(feature = "hydrate"))]
        let _ = (event, write);
    };
    let back = move || Route::Psps(cluster.get(), PspsView::default()).path();
    view! {
        <Title text=t.upload() />
        <div class="space-y-5">
            {move || view! { <Way cluster=cluster.get() here=t.upload() /> }}
            <PageHeader title=t.upload() subtitle=t.upload_subtitle() />
            <noscript>
                <p>{t.upload_needs_script()}</p>
            </noscript>
            // The browser's own words for such a field are in the browser's language.
            <div class="relative">
                <input id="files" type="file" multiple accept=".yaml,.yml,.json" on:change=choose class="peer sr-only" />
                <label
                    for="files"
                    class="inline-flex h-8 cursor-pointer items-center rounded-md border border-line-strong bg-raised px-3 text-base font-medium shadow-card hover:bg-hover peer-focus-visible:outline-2 peer-focus-visible:outline-offset-2 peer-focus-visible:outline-accent pointer-coarse:h-11"
                >
                    {t.files()}
                </label>
            </div>
            <div class="space-y-1.5">
                <label for="documents" class="block text-base font-medium">{t.documents()}</label>
                <textarea
                    id="documents"
                    rows="12"
                    wrap="off"
                    spellcheck="false"
                    prop:value=move || text.get()
                    on:input=move |event| write(event_target_value(&event))
                    class="w-full rounded-lg border border-field bg-surface px-3 py-2 font-mono text-sm text-ink"
                ></textarea>
            </div>
            <Below plan carry_out text />
            <div class="flex flex-wrap justify-end gap-2">
                <LinkButton label=t.back() href=Signal::derive(back) />
                <CheckButton plan carry_out text />
                <OkButton plan carry_out />
            </div>
        </div>
    }
}

type PlanAction = Action<String, Result<Vec<Planned>, ApiError>>;
type CarryOut = Action<Vec<(String, String)>, Result<Vec<Outcome>, ApiError>>;

#[component]
fn Below(plan: PlanAction, carry_out: CarryOut, text: RwSignal<String>) -> impl IntoView {
    move || match (carry_out.value().get(), plan.value().get()) {
        (Some(Ok(outcomes)), _) => view! { <Outcomes outcomes /> }.into_any(),
        (Some(Err(error)), _) | (None, Some(Err(error))) => view! { <Refused error /> }.into_any(),
        (None, Some(Ok(planned))) => view! {
            <PlannedList planned />
            <KubectlCommand command=Command::apply(&text.get_untracked()) />
        }
        .into_any(),
        (None, None) => ().into_any(),
    }
}

/// Shows what would be done; the next step as long as that is not known.
#[component]
fn CheckButton(plan: PlanAction, carry_out: CarryOut, text: RwSignal<String>) -> impl IntoView {
    move || {
        let is_next = plan.value().with(Option::is_none) && carry_out.value().with(Option::is_none);
        let kind = if is_next { ButtonKind::Primary } else { ButtonKind::Secondary };
        let check = move |_| drop(plan.dispatch(text.get_untracked()));
        view! { <Button label=texts().upload_check() kind on:click=check /> }
    }
}

/// Carries out what was planned, once.
#[component]
fn OkButton(plan: PlanAction, carry_out: CarryOut) -> impl IntoView {
    move || {
        let planned =
            plan.value().get().and_then(Result::ok).filter(|_| carry_out.value().get().is_none())?;
        let seen: Vec<_> = planned.iter().filter_map(seen).collect();
        let count = seen.len();
        let ok = move |_| {
            carry_out.dispatch(seen.clone());
        };
        (count > 0).then(|| {
            view! { <Button label=texts().upload_ok(count) kind=ButtonKind::Primary on:click=ok /> }
        })
    }
}

/// Name and version of what is to be done.
fn seen(planned: &Planned) -> Option<(String, String)> {
    let version = match planned.plan.as_ref().ok()? {
        Plan::Create => String::new(),
        Plan::Replace { version, .. } => version.clone(),
        Plan::Nothing => return None,
    };
    Some((planned.name.clone(), version))
}

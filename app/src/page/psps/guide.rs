//! *PSP Management Guide*: the steps in order, where each stands, and what to do about the default policy. It folds away
//! once all is done.

mod steps;

use access::guide::{Seen, guide};
use access::{Action, DefaultNames, DefaultPolicy, DefaultPolicyState};
use leptos::prelude::*;

use super::PspsPage;
use super::context::refusal;
use super::on_demand::{Part, shown};
use crate::api::policies::PolicyRow;
use crate::part::later;
use crate::route::{Dialog, Tab};
use crate::text::texts;
use crate::ui::{Badge, ButtonKind, Code, Folding, LinkButton, Skeleton, Tone};
use crate::view::{changing, view};

/// The section.
#[component]
pub(super) fn Guide() -> impl IntoView {
    let (t, page) = (texts(), PspsPage::of_page());
    let fallback = move || {
        view! {
            <div role="status" aria-label=t.loading(t.guide())>
                <Skeleton class="h-73 rounded-lg max-md:h-140" />
            </div>
        }
    };
    view! {
        <Transition fallback>
            {move || later(section(page))}
        </Transition>
    }
}

async fn section(page: PspsPage) -> AnyView {
    let t = texts();
    let (policies, default) = (page.policies.await.ok(), page.default.await);
    let (status, permissions) = (page.status.await.ok(), page.permissions.await.ok());
    let own = |row: &&PolicyRow| {
        let is_default = default.as_ref().is_ok_and(|default| default.name == row.name);
        !is_default && !DefaultNames::is_known(&row.name)
    };
    let steps = guide(Seen {
        own_policies: policies.as_ref().map(|rows| rows.iter().filter(own).count()),
        own_rules: policies.as_ref().and_then(|rows| rows.iter().filter(own).map(|row| row.rules).sum()),
        default: default.as_ref().ok().map(|default| &default.state),
        status: status.as_ref(),
        permissions: permissions.as_ref(),
    });
    let done = steps.iter().filter(|(_, state)| state.is_over()).count();
    let lacks = default.as_ref().is_ok_and(|default| !default.namespaces_without_policy.is_empty());
    let open = done < steps.len() || lacks;
    let refusal = |action| permissions.as_ref().and_then(|all| refusal(all, action));
    let standing = match default {
        Ok(default) => standing(page, default, refusal),
        // The tab beneath says what is wrong, and what to do about it.
        Err(error) => {
            view! { <p class="text-ink-muted">{t.default_policy_unknown(error.title())}</p> }.into_any()
        }
    };
    let steps = steps.map(|(step, state)| steps::step(page, step, state, refusal));
    view! {
        <Folding id="guide" title=t.guide() note=t.guide_progress(done) open>
            <ol class="list-decimal space-y-2 pl-5 marker:text-ink-faint">
                {steps.collect_view()}
            </ol>
            <div class="mt-4 border-t border-line pt-4">{standing}</div>
        </Folding>
    }
    .into_any()
}

fn standing(page: PspsPage, default: DefaultPolicy, refusal: impl Fn(Action) -> Option<String>) -> AnyView {
    let t = texts();
    let (bind, create) = (refusal(Action::CreatePspBinding), refusal(Action::UpdateClusterPodSecurityPolicy));
    let (label, tone, words) = match default.state {
        DefaultPolicyState::NotInstalled => (t.not_installed(), Tone::Warning, t.not_installed_why()),
        DefaultPolicyState::Incomplete => (t.incomplete(), Tone::Danger, t.incomplete_why()),
        DefaultPolicyState::Associated => (t.associated(), Tone::Accent, t.associated_why()),
        DefaultPolicyState::Disassociated => (t.disassociated(), Tone::Ok, t.disassociated_why()),
    };
    let install = matches!(default.state, DefaultPolicyState::NotInstalled | DefaultPolicyState::Incomplete);
    let disassociate = match default.state {
        // Once more does no harm, and lets rules take effect that were added since.
        DefaultPolicyState::Associated | DefaultPolicyState::Disassociated => {
            refusal(Action::UnbindingServiceAccountPsp)
        }
        _ => Some(t.no_default_policy().to_owned()),
    };
    let gone = default.state == DefaultPolicyState::Disassociated;
    let lacking = default.to_warn_of().to_vec();
    let warned_here = Memo::new(move |_| page.view.with(|view| view.tab == Tab::Policies));
    let warning = move || {
        let lacking = lacking.clone();
        // Few ever have any.
        let shown_here = warned_here.get() && !lacking.is_empty();
        shown_here
            .then(|| shown(move || Part::WithoutPolicy { namespaces: lacking.clone() }, || ().into_any()))
    };
    view! {
        <div class="flex flex-wrap items-center gap-x-4 gap-y-3">
            <div class="min-w-64 flex-1">
                <p class="flex flex-wrap items-center gap-2">
                    <span class="font-medium">{t.default_policy()}</span>
                    <Code text=default.name />
                    <Badge label tone />
                </p>
                <p class="mt-0.5 text-sm text-ink-muted">{words}</p>
            </div>
            <div class="flex flex-wrap gap-2">
                {install.then(|| view! {
                    <LinkButton
                        label=t.install_default()
                        kind=ButtonKind::Primary
                        href=page.dialog(Dialog::InstallDefault)
                        disabled_because=Signal::stored(create.or_else(|| bind.clone()))
                    />
                })}
                {gone.then(|| view! {
                    <LinkButton
                        label=t.associate_default()
                        href=page.dialog(Dialog::Associate)
                        disabled_because=Signal::stored(bind.clone())
                    />
                })}
                <LinkButton
                    label=t.disassociate_default()
                    href=page.dialog(Dialog::Disassociate)
                    disabled_because=Signal::stored(disassociate)
                />
            </div>
        </div>
        <div class="mt-4 -mb-4 empty:hidden">{changing(warning)}</div>
    }
    .into_any()
}

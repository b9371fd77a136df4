//! *PSP Management Guide*: the steps in order, where the cluster stands, and what to do about the default policy.

use access::{Action, DefaultPolicy, DefaultPolicyState};
use leptos::prelude::*;

use super::PspsPage;
use crate::route::{Dialog, PspsView, Tab};
use crate::text::texts;
use crate::ui::{
    Badge, ButtonKind, Callout, Code, LinkButton, Section, SkeletonLines, TextLink, Tone, around,
};

/// The section.
#[component]
pub(super) fn Guide() -> impl IntoView {
    let (t, page) = (texts(), PspsPage::of_page());
    let templates =
        Signal::derive(move || page.url(&PspsView::default().with_dialog(Dialog::SelectTemplate)));
    let add_rule = Signal::derive(move || {
        page.url(&PspsView::tab(Tab::AssociationRules).with_dialog(Dialog::add_rule()))
    });
    view! {
        <Section id="guide" title=t.guide()>
            <ol class="list-decimal space-y-1.5 pl-5 marker:text-ink-faint">
                <li>
                    {around(t.guide_create(), view! { <TextLink href=templates>{t.guide_create_link()}</TextLink> })}
                </li>
                <li>
                    {around(t.guide_associate(), view! { <TextLink href=add_rule>{t.guide_associate_link()}</TextLink> })}
                </li>
                <li>{t.guide_disassociate()}</li>
                <li>{t.guide_turn_on()}</li>
            </ol>
            <div class="mt-4 border-t border-line pt-4">
                <Transition fallback=move || view! { <SkeletonLines what=t.default_policy_what() /> }>
                    {move || Suspend::new(async move {
                        let unbind = page.refusal(Action::UnbindingServiceAccountPsp).await;
                        let bind = page.refusal(Action::CreatePspBinding).await;
                        let create = page.refusal(Action::UpdateClusterPodSecurityPolicy).await;
                        match page.default.await {
                            Ok(default) => standing(page, default, unbind, bind, create).into_any(),
                            // The tab beneath says what is wrong, and what to do about it.
                            Err(error) => view! {
                                <p class="text-ink-muted">{t.default_policy_unknown(error.title())}</p>
                            }
                                .into_any(),
                        }
                    })}
                </Transition>
            </div>
        </Section>
    }
}

fn standing(
    page: PspsPage,
    default: DefaultPolicy,
    unbind: Option<String>,
    bind: Option<String>,
    create: Option<String>,
) -> impl IntoView {
    let t = texts();
    let (label, tone, words) = match default.state {
        DefaultPolicyState::NotInstalled => (t.not_installed(), Tone::Warning, t.not_installed_why()),
        DefaultPolicyState::Incomplete => (t.incomplete(), Tone::Danger, t.incomplete_why()),
        DefaultPolicyState::Associated => (t.associated(), Tone::Accent, t.associated_why()),
        DefaultPolicyState::Disassociated => (t.disassociated(), Tone::Ok, t.disassociated_why()),
    };
    let install = matches!(default.state, DefaultPolicyState::NotInstalled | DefaultPolicyState::Incomplete);
    let disassociate = match default.state {
        // Once more does no harm, and lets rules take effect that were added since.
        DefaultPolicyState::Associated | DefaultPolicyState::Disassociated => unbind,
        _ => Some(t.no_default_policy().to_owned()),
    };
    let gone = default.state == DefaultPolicyState::Disassociated;
    let lacking = default.namespaces_without_policy;
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
        {(!lacking.is_empty() && !install).then(|| without_policy(page, lacking))}
    }
}

/// Namespaces in which no pod can be created; each leads to the rule that mends it.
fn without_policy(page: PspsPage, namespaces: Vec<String>) -> impl IntoView {
    let t = texts();
    let add = move |namespace: String| {
        let dialog = Dialog::AddRule { namespace: Some(namespace), account: None, policy: None };
        page.url(&PspsView::tab(Tab::AssociationRules).with_dialog(dialog))
    };
    let items = namespaces.into_iter().map(move |namespace| {
        view! {
            <li>
                <TextLink href=add(namespace.clone())>{namespace}</TextLink>
            </li>
        }
    });
    view! {
        <div class="mt-4">
            <Callout title=t.without_policy() tone=Tone::Warning>
                <p>{t.without_policy_why()}</p>
                <ul class="flex flex-wrap gap-x-4 gap-y-1">{items.collect_view()}</ul>
            </Callout>
        </div>
    }
}

//! *PSP Management Guide*: the steps in order, where the cluster stands, and what to do about the default policy.

use access::{Action, DefaultPolicy, DefaultPolicyState};
use leptos::prelude::*;

use super::PspsPage;
use crate::route::{Dialog, PspsView, Tab};
use crate::ui::{Badge, ButtonKind, Callout, Code, LinkButton, Section, SkeletonLines, TextLink, Tone};

/// The section.
#[component]
pub(super) fn Guide() -> impl IntoView {
    let page = PspsPage::of_page();
    let templates =
        Signal::derive(move || page.url(&PspsView::default().with_dialog(Dialog::SelectTemplate)));
    let add_rule = Signal::derive(move || {
        page.url(&PspsView::tab(Tab::AssociationRules).with_dialog(Dialog::add_rule()))
    });
    view! {
        <Section id="guide" title="PSP Management Guide">
            <ol class="list-decimal space-y-1.5 pl-5 marker:text-ink-faint">
                <li>
                    "Create a policy: choose "
                    <TextLink href=templates>"a template"</TextLink>
                    ", change it if you like, and confirm."
                </li>
                <li>
                    "Say who uses it: "
                    <TextLink href=add_rule>"add an association rule"</TextLink>
                    " for the service accounts of a namespace."
                </li>
                <li>
                    "Disassociate the default policy, which lets every pod pass. Namespaces with rules of their own then \
                     follow them; all others keep it."
                </li>
                <li>"Turn PSP Status on, if it is off. From then on pods that no policy allows are refused."</li>
            </ol>
            <div class="mt-4 border-t border-line pt-4">
                <Transition fallback=|| view! { <SkeletonLines what="the default policy" /> }>
                    {move || Suspend::new(async move {
                        let unbind = page.refusal(Action::UnbindingServiceAccountPsp).await;
                        let bind = page.refusal(Action::CreatePspBinding).await;
                        let create = page.refusal(Action::UpdateClusterPodSecurityPolicy).await;
                        match page.default.await {
                            Ok(default) => standing(page, default, unbind, bind, create).into_any(),
                            // The tab beneath says what is wrong, and what to do about it.
                            Err(error) => view! {
                                <p class="text-ink-muted">"Default policy: unknown. " {error.title()} "."</p>
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
    let (label, tone, words) = match default.state {
        DefaultPolicyState::NotInstalled => (
            "Not installed",
            Tone::Warning,
            "Install it before PSP Status is turned on, or every pod would be refused.",
        ),
        DefaultPolicyState::Incomplete => {
            ("Incomplete", Tone::Danger, "Some of its objects are missing; install them.")
        }
        DefaultPolicyState::Associated => {
            ("Associated", Tone::Accent, "Every account may use it: every pod passes.")
        }
        DefaultPolicyState::Disassociated => (
            "Disassociated",
            Tone::Ok,
            "Only namespaces that had no rule of their own still use it. After adding one, disassociate once more, so that it takes effect.",
        ),
    };
    let install = matches!(default.state, DefaultPolicyState::NotInstalled | DefaultPolicyState::Incomplete);
    let disassociate = match default.state {
        // Once more does no harm, and lets rules take effect that were added since.
        DefaultPolicyState::Associated | DefaultPolicyState::Disassociated => unbind,
        _ => Some("There is no default policy that could be disassociated.".to_owned()),
    };
    let gone = default.state == DefaultPolicyState::Disassociated;
    let lacking = default.namespaces_without_policy;
    view! {
        <div class="flex flex-wrap items-center gap-x-4 gap-y-3">
            <div class="min-w-64 flex-1">
                <p class="flex flex-wrap items-center gap-2">
                    <span class="font-medium">"Default policy"</span>
                    <Code text=default.name />
                    <Badge label tone />
                </p>
                <p class="mt-0.5 text-sm text-ink-muted">{words}</p>
            </div>
            <div class="flex flex-wrap gap-2">
                {install.then(|| view! {
                    <LinkButton
                        label="Install Default PSP"
                        kind=ButtonKind::Primary
                        href=page.dialog(Dialog::InstallDefault)
                        disabled_because=Signal::stored(create.or_else(|| bind.clone()))
                    />
                })}
                {gone.then(|| view! {
                    <LinkButton
                        label="Associate Default PSP"
                        href=page.dialog(Dialog::Associate)
                        disabled_because=Signal::stored(bind.clone())
                    />
                })}
                <LinkButton
                    label="Disassociate Default PSP"
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
            <Callout title="Namespaces without a policy" tone=Tone::Warning>
                <p>"No service account there may use any policy. With PSP Status on, none of their pods is admitted. Add a rule for:"</p>
                <ul class="flex flex-wrap gap-x-4 gap-y-1">{items.collect_view()}</ul>
            </Callout>
        </div>
    }
}

//! *Select PSP Template*: what a new policy starts from.

use leptos::prelude::*;
use psp::template::{TEMPLATES, Template};

use super::PspsPage;
use crate::route::Route;
use crate::ui::{ButtonKind, Dialog, DialogActions, DialogWidth, Icon, IconName, LinkButton};

/// The dialog.
#[component]
pub(super) fn SelectTemplate() -> impl IntoView {
    let page = PspsPage::of_page();
    view! {
        <Dialog title="Select PSP Template" close=page.close() width=DialogWidth::Wide>
            <p class="text-ink-muted">
                "A template is where your policy starts. You can change all of it before it is created."
            </p>
            <ul class="grid gap-3 md:grid-cols-3">
                {TEMPLATES.iter().map(|template| view! { <Card template /> }).collect_view()}
            </ul>
            <DialogActions>
                <LinkButton label="Cancel" href=page.close() />
            </DialogActions>
        </Dialog>
    }
}

#[component]
fn Card(template: &'static Template) -> impl IntoView {
    let page = PspsPage::of_page();
    let href = move || {
        Route::CreateYaml {
            cluster: page.cluster.get(),
            template: Some(template.name.to_owned()),
            draft: None,
        }
        .path()
    };
    let facts = facts(template).into_iter().map(|(allowed, text)| {
        let (icon, class) =
            if allowed { (IconName::Check, "text-warn-text") } else { (IconName::Close, "text-ok-text") };
        view! {
            <li class="flex items-start gap-2">
                <Icon name=icon class=class />
                <span>{text}</span>
            </li>
        }
    });
    view! {
        <li class="flex flex-col rounded-lg border border-line bg-surface p-4 transition-colors focus-within:border-accent hover:border-line-strong">
            <h3 class="font-mono text-sm font-semibold wrap-anywhere">{template.name}</h3>
            <p class="mt-1 font-medium">{template.title}</p>
            <p class="mt-1 text-sm text-ink-muted">{template.summary}</p>
            <ul class="mb-4 mt-3 space-y-1 text-sm">{facts.collect_view()}</ul>
            <div class="mt-auto flex">
                <LinkButton label="Use" about=template.name href=Signal::derive(href) kind=ButtonKind::Primary />
            </div>
        </li>
    }
}

/// What a template allows, read from its own text: what is said here cannot differ from what it does.
fn facts(template: &Template) -> Vec<(bool, &'static str)> {
    let Ok(policy) = psp::yaml::parse(template.yaml) else { return Vec::new() };
    let spec = policy.spec;
    vec![
        (spec.privileged, "privileged containers"),
        (spec.host_network || !spec.host_ports.is_empty(), "the host's network and ports"),
        (spec.host_pid || spec.host_ipc, "the host's processes and IPC"),
        (spec.run_as_user.rule == "RunAsAny", "running as root"),
        (spec.allow_privilege_escalation.unwrap_or(true), "gaining more privileges"),
        (spec.volumes.iter().any(|kind| kind == "*" || kind == "hostPath"), "volumes on the host"),
    ]
}

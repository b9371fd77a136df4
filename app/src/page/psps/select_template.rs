//! *Select PSP Template*: what a new policy starts from.

use leptos::prelude::*;
use psp::Freedom;
use psp::template::{TEMPLATES, Template, TemplateKind};

use super::PspsPage;
use crate::route::Route;
use crate::text::{Texts, texts};
use crate::ui::{ButtonKind, Dialog, DialogActions, DialogWidth, Icon, IconName, LinkButton};
use crate::view::view;

/// The dialog.
#[component]
pub(super) fn SelectTemplate() -> impl IntoView {
    let (t, page) = (texts(), PspsPage::of_page());
    view! {
        <Dialog title=t.select_template() close=page.close() width=DialogWidth::Wide>
            <p class="text-ink-muted">{t.select_template_why()}</p>
            <ul class="grid gap-3 md:grid-cols-3">
                {TEMPLATES.iter().map(|template| view! { <Card template /> }).collect_view()}
            </ul>
            <DialogActions>
                <LinkButton label=t.cancel() href=page.close() />
            </DialogActions>
        </Dialog>
    }
}

#[component]
fn Card(template: &'static Template) -> impl IntoView {
    let (t, page) = (texts(), PspsPage::of_page());
    let (title, summary) = in_words(t, template);
    let href = move || {
        Route::CreateYaml {
            cluster: page.cluster.get(),
            template: Some(template.name.to_owned()),
            from: None,
            draft: None,
        }
        .path()
    };
    let facts = Freedom::ALL.into_iter().map(|freedom| {
        let text = super::in_words::freedom(t, freedom);
        let (icon, class) = if template.allows.contains(&freedom) {
            (IconName::Check, "text-warn-text")
        } else {
            (IconName::Close, "text-ok-text")
        };
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
            <p class="mt-1 font-medium">{title}</p>
            <p class="mt-1 text-sm text-ink-muted">{summary}</p>
            <ul class="mb-4 mt-3 space-y-1 text-sm">{facts.collect_view()}</ul>
            <div class="mt-auto flex">
                <LinkButton label=t.use_template() about=template.name href=Signal::derive(href) kind=ButtonKind::Primary />
            </div>
        </li>
    }
}

/// Its title, and a sentence about it.
fn in_words(t: Texts, template: &Template) -> (&'static str, &'static str) {
    match template.kind {
        TemplateKind::Privileged => (t.template_privileged(), t.template_privileged_summary()),
        TemplateKind::Restricted => (t.template_restricted(), t.template_restricted_summary()),
        TemplateKind::Strict => (t.template_strict(), t.template_strict_summary()),
    }
}

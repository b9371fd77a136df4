//! Where this page is.

use leptos::prelude::*;

use super::icon::{Icon, IconName};
use crate::text::texts;
use crate::view::view;

/// One step on the way to this page.
#[derive(Clone, Debug)]
pub struct Crumb {
    pub label: String,
    /// Absent for the page itself.
    pub href: Option<String>,
}

impl Crumb {
    /// A page above this one.
    pub fn link(label: impl Into<String>, href: String) -> Self {
        Self { label: label.into(), href: Some(href) }
    }

    /// This page.
    pub fn here(label: impl Into<String>) -> Self {
        Self { label: label.into(), href: None }
    }
}

/// The way to this page.
#[component]
pub fn Breadcrumbs(crumbs: Vec<Crumb>) -> impl IntoView {
    let items = crumbs.into_iter().enumerate().map(|(index, crumb)| {
        let step = match crumb.href {
            Some(href) => view! {
                <a href=href class="truncate rounded-sm text-ink-muted hover:text-ink hover:underline">
                    {crumb.label}
                </a>
            },
            None => view! {
                <span aria-current="page" class="truncate font-medium text-ink">
                    {crumb.label}
                </span>
            },
        };
        view! {
            <li class="flex min-w-0 items-center gap-1.5">
                {(index > 0).then(|| view! { <Icon name=IconName::ChevronRight class="size-3 text-ink-faint" /> })}
                {step}
            </li>
        }
    });
    view! {
        <nav aria-label=texts().breadcrumb() class="min-w-0">
            <ol class="flex min-w-0 items-center gap-1.5 text-sm">{items.collect_view()}</ol>
        </nav>
    }
}

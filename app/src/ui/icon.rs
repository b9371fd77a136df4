//! Icons: one small set, drawn on a grid of 16 with lines of 1.5. They never stand alone: the text beside them (or
//! the control's name) says what they mean, so screen readers skip them.

use leptos::prelude::*;

/// An icon.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub enum IconName {
    Check,
    CheckCircle,
    ChevronRight,
    Cluster,
    Close,
    Info,
    Link,
    Plus,
    Refresh,
    Shield,
    Warning,
    XCircle,
}

impl IconName {
    fn path(self) -> &'static str {
        match self {
            Self::Check => "m3 8.5 3.2 3.2L13 4.8",
            Self::CheckCircle => "M8 14.2A6.2 6.2 0 1 0 8 1.8a6.2 6.2 0 0 0 0 12.4zM5.4 8.2l1.9 1.9 3.5-3.9",
            Self::ChevronRight => "m6 3.5 4.5 4.5L6 12.5",
            Self::Cluster => "M8 1.8 13.4 5v6L8 14.2 2.6 11V5zM8 8l5.2-3M8 8v6M8 8 2.8 5",
            Self::Close => "m4 4 8 8M12 4l-8 8",
            Self::Info => "M8 14.2A6.2 6.2 0 1 0 8 1.8a6.2 6.2 0 0 0 0 12.4zM8 7.4v3.4M8 5v.2",
            Self::Link => {
                "M6.8 9.2a2.8 2.8 0 0 0 4 0l2.1-2.1a2.8 2.8 0 0 0-4-4l-.8.8M9.2 6.8a2.8 2.8 0 0 0-4 0L3.1 8.9a2.8 2.8 0 0 0 4 4l.8-.8"
            }
            Self::Plus => "M8 3v10M3 8h10",
            Self::Refresh => "M13.4 8A5.4 5.4 0 1 1 11.6 4M11.8 1.6v2.6H9.2",
            Self::Shield => "M8 1.8 2.9 3.6v4c0 3.1 2.1 5.3 5.1 6.6 3-1.3 5.1-3.5 5.1-6.6v-4z",
            Self::Warning => "M8 2.4 14.4 13.4H1.6zM8 6.6v3.2M8 11.6v.2",
            Self::XCircle => {
                "M8 14.2A6.2 6.2 0 1 0 8 1.8a6.2 6.2 0 0 0 0 12.4zM5.8 5.8l4.4 4.4M10.2 5.8l-4.4 4.4"
            }
        }
    }
}

/// An icon as large as a line of text. Its colour is the text's.
#[component]
pub fn Icon(name: IconName, #[prop(optional)] class: &'static str) -> impl IntoView {
    view! {
        <svg
            class=format!("size-4 shrink-0 {class}")
            viewBox="0 0 16 16"
            fill="none"
            stroke="currentColor"
            stroke-width="1.5"
            stroke-linecap="round"
            stroke-linejoin="round"
            aria-hidden="true"
        >
            <path d=name.path() />
        </svg>
    }
}

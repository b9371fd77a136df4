//! Icons: one small set, drawn on a grid of 16 with lines of 1.5. They never stand alone: the text beside them (or
//! the control's name) says what they mean, so screen readers skip them.

use leptos::prelude::*;

/// An icon.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub enum IconName {
    ArrowRight,
    Book,
    Check,
    CheckCircle,
    ChevronRight,
    Clock,
    Cluster,
    Close,
    Edit,
    External,
    Info,
    Key,
    Link,
    Lock,
    Minus,
    Plus,
    Refresh,
    Shield,
    Trash,
    Unlink,
    Warning,
    XCircle,
}

impl IconName {
    fn path(self) -> &'static str {
        match self {
            Self::ArrowRight => "M3 8h10M9 4l4 4-4 4",
            Self::Book => {
                "M8 4.2C6.6 3 4.6 2.6 2.5 2.8v9.6c2.1-.2 4.1.2 5.5 1.4 1.4-1.2 3.4-1.6 5.5-1.4V2.8C11.4 2.6 9.4 3 8 4.2zM8 4.2v9.6"
            }
            Self::Check => "m3 8.5 3.2 3.2L13 4.8",
            Self::CheckCircle => "M8 14.2A6.2 6.2 0 1 0 8 1.8a6.2 6.2 0 0 0 0 12.4zM5.4 8.2l1.9 1.9 3.5-3.9",
            Self::ChevronRight => "m6 3.5 4.5 4.5L6 12.5",
            Self::Clock => "M8 14.2A6.2 6.2 0 1 0 8 1.8a6.2 6.2 0 0 0 0 12.4zM8 4.6V8l2.3 1.6",
            Self::Cluster => "M8 1.8 13.4 5v6L8 14.2 2.6 11V5zM8 8l5.2-3M8 8v6M8 8 2.8 5",
            Self::Close => "m4 4 8 8M12 4l-8 8",
            Self::Edit => {
                "M9.8 3.6 12.4 6.2M3 13l.6-2.9 7.3-7.3a1.4 1.4 0 0 1 2 0l.3.3a1.4 1.4 0 0 1 0 2L5.9 12.4z"
            }
            Self::External => "M9.5 2.8h3.7v3.7M13 3 7.6 8.4M11.8 9.4v3.8H2.8v-9h3.8",
            Self::Info => "M8 14.2A6.2 6.2 0 1 0 8 1.8a6.2 6.2 0 0 0 0 12.4zM8 7.4v3.4M8 5v.2",
            Self::Key => {
                "M10.3 9.2a3.5 3.5 0 1 0-3.4-2.8L2.4 11v2.6H5v-1.8h1.8V10l1-1c.7.2 1.6.3 2.5.2zM10.8 5.2v.2"
            }
            Self::Link => {
                "M6.8 9.2a2.8 2.8 0 0 0 4 0l2.1-2.1a2.8 2.8 0 0 0-4-4l-.8.8M9.2 6.8a2.8 2.8 0 0 0-4 0L3.1 8.9a2.8 2.8 0 0 0 4 4l.8-.8"
            }
            Self::Lock => "M4.6 7V5a3.4 3.4 0 0 1 6.8 0v2M3.4 7h9.2v6.6H3.4z",
            Self::Minus => "M3.5 8h9",
            Self::Plus => "M8 3v10M3 8h10",
            Self::Refresh => "M13.4 8A5.4 5.4 0 1 1 11.6 4M11.8 1.6v2.6H9.2",
            Self::Shield => "M8 1.8 2.9 3.6v4c0 3.1 2.1 5.3 5.1 6.6 3-1.3 5.1-3.5 5.1-6.6v-4z",
            Self::Trash => "M2.8 4.2h10.4M6.2 4.2V2.6h3.6v1.6M4.2 4.2l.6 9.2h6.4l.6-9.2M6.8 6.8v4M9.2 6.8v4",
            Self::Unlink => {
                "M9.6 10.4 7.1 12.9a2.8 2.8 0 0 1-4-4l2.5-2.5M6.4 5.6l2.5-2.5a2.8 2.8 0 0 1 4 4l-2.5 2.5M2.4 2.4l11.2 11.2"
            }
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

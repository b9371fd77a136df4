//! Icons: those of Lucide (`icon/LICENSE`), as they are in version 1.62, each as one path on its grid of 24. They never
//! stand alone: the text beside them (or the control's name) says what they mean, so screen readers skip them.

use leptos::prelude::*;

use crate::view::view;

/// An icon.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub enum IconName {
    Check,
    CheckCircle,
    ChevronDown,
    ChevronRight,
    ChevronUp,
    Cluster,
    Close,
    Copy,
    Download,
    Info,
    Keyboard,
    Link,
    Monitor,
    Moon,
    Plus,
    Refresh,
    Shield,
    Sun,
    Upload,
    Warning,
    XCircle,
}

impl IconName {
    /// Each of them, to be looked at.
    #[cfg(debug_assertions)]
    pub(crate) const ALL: [Self; 21] = [
        Self::Check,
        Self::CheckCircle,
        Self::ChevronDown,
        Self::ChevronRight,
        Self::ChevronUp,
        Self::Cluster,
        Self::Close,
        Self::Copy,
        Self::Download,
        Self::Info,
        Self::Keyboard,
        Self::Link,
        Self::Monitor,
        Self::Moon,
        Self::Plus,
        Self::Refresh,
        Self::Shield,
        Self::Sun,
        Self::Upload,
        Self::Warning,
        Self::XCircle,
    ];

    fn path(self) -> &'static str {
        match self {
            Self::Check => "M20 6 9 17l-5-5",
            Self::CheckCircle => "M22 12a10 10 0 1 1-20 0 10 10 0 0 1 20 0zm-6-3-5.5 5.5L8 12",
            Self::ChevronDown => "m6 9 6 6 6-6",
            Self::ChevronUp => "m18 15-6-6-6 6",
            Self::ChevronRight => "m9 18 6-6-6-6",
            Self::Cluster => {
                "M4 2h16a2 2 0 0 1 2 2v4a2 2 0 0 1-2 2H4a2 2 0 0 1-2-2V4a2 2 0 0 1 2-2zm0 12h16a2 2 0 0 1 2 2v4a2 2 0 0 1-2 2H4a2 2 0 0 1-2-2v-4a2 2 0 0 1 2-2zM6 6h.01M6 18h.01"
            }
            Self::Close => "M18 6 6 18M6 6l12 12",
            Self::Copy => {
                "M10 8h10a2 2 0 0 1 2 2v10a2 2 0 0 1-2 2H10a2 2 0 0 1-2-2V10a2 2 0 0 1 2-2zM4 16a2 2 0 0 1-2-2V4a2 2 0 0 1 2-2h10a2 2 0 0 1 2 2"
            }
            Self::Download => "M12 15V3m9 12v4a2 2 0 0 1-2 2H5a2 2 0 0 1-2-2v-4m4-5 5 5 5-5",
            Self::Info => "M22 12a10 10 0 1 1-20 0 10 10 0 0 1 20 0zm-10 4v-4m0-4h.01",
            Self::Keyboard => {
                "M4 4h16a2 2 0 0 1 2 2v12a2 2 0 0 1-2 2H4a2 2 0 0 1-2-2V6a2 2 0 0 1 2-2zm6 4h.01M12 12h.01M14 8h.01M16 12h.01M18 8h.01M6 8h.01M7 16h10M8 12h.01"
            }
            Self::Link => {
                "M10 13a5 5 0 0 0 7.54.54l3-3a5 5 0 0 0-7.07-7.07l-1.72 1.71M14 11a5 5 0 0 0-7.54-.54l-3 3a5 5 0 0 0 7.07 7.07l1.71-1.71"
            }
            Self::Monitor => {
                "M4 3h16a2 2 0 0 1 2 2v10a2 2 0 0 1-2 2H4a2 2 0 0 1-2-2V5a2 2 0 0 1 2-2zm4 18h8m-4-4v4"
            }
            Self::Moon => {
                "M20.985 12.486a9 9 0 1 1-9.473-9.472c.405-.022.617.46.402.803a6 6 0 0 0 8.268 8.268c.344-.215.825-.004.803.401"
            }
            Self::Plus => "M5 12h14M12 5v14",
            Self::Refresh => {
                "M3 12a9 9 0 0 1 9-9 9.75 9.75 0 0 1 6.74 2.74L21 8m0-5v5h-5m5 4a9 9 0 0 1-9 9 9.75 9.75 0 0 1-6.74-2.74L3 16m5 0H3v5"
            }
            Self::Shield => {
                "M20 13c0 5-3.5 7.5-7.66 8.95a1 1 0 0 1-.67-.01C7.5 20.5 4 18 4 13V6a1 1 0 0 1 1-1c2 0 4.5-1.2 6.24-2.72a1.17 1.17 0 0 1 1.52 0C14.51 3.81 17 5 19 5a1 1 0 0 1 1 1z"
            }
            Self::Sun => {
                "M16 12a4 4 0 1 1-8 0 4 4 0 0 1 8 0zM12 2v2m0 16v2M4.93 4.93l1.41 1.41m11.32 11.32 1.41 1.41M2 12h2m16 0h2M6.34 17.66l-1.41 1.41M19.07 4.93l-1.41 1.41"
            }
            Self::Upload => "M12 3v12m5-7-5-5-5 5m14 7v4a2 2 0 0 1-2 2H5a2 2 0 0 1-2-2v-4",
            Self::Warning => {
                "m21.73 18-8-14a2 2 0 0 0-3.48 0l-8 14A2 2 0 0 0 4 21h16a2 2 0 0 0 1.73-3M12 9v4m0 4h.01"
            }
            Self::XCircle => "M22 12a10 10 0 1 1-20 0 10 10 0 0 1 20 0zm-7-3-6 6m0-6 6 6",
        }
    }
}

/// An icon as large as a line of text. Its colour is the text's.
#[component]
pub fn Icon(name: IconName, #[prop(optional)] class: &'static str) -> impl IntoView {
    view! {
        <svg
            class=format!("size-4 shrink-0 {class}")
            viewBox="0 0 24 24"
            fill="none"
            stroke="currentColor"
            stroke-width="2"
            stroke-linecap="round"
            stroke-linejoin="round"
            aria-hidden="true"
        >
            <path d=name.path() />
        </svg>
    }
}

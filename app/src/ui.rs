//! The console's own primitives: how things look and what they are called for a screen reader. None of them knows
//! about policies. Whatever needs an accessible name takes it as a required property.

mod badge;
mod breadcrumb;
mod button;
mod callout;
mod code;
mod dialog;
mod empty;
mod explained;
mod field;
mod heading;
mod icon;
mod needs_script;
mod picker;
mod skeleton;
mod switch;
mod table;
mod tabs;
mod theme;

/// For what only a page without JavaScript needs. Decided by the style sheet: nothing moves when the page is taken over.
pub const WITHOUT_SCRIPT: &str = "hidden noscript:inline-flex";

pub use badge::{Badge, Tone};
pub use breadcrumb::{Breadcrumbs, Crumb};
pub use button::{Button, ButtonKind, LinkButton, RowAction, SubmitButton, TextLink};
pub use callout::Callout;
pub use code::{Code, CodeBlock, Key, around};
pub use dialog::{Dialog, DialogActions, DialogWidth};
pub use empty::EmptyState;
pub use explained::Explained;
pub use field::TextField;
pub use heading::{Folding, PageHeader, Section};
pub use icon::{Icon, IconName};
pub use needs_script::{NeedsScript, taken_over};
pub use picker::{Choice, Picker, Picks};
pub use skeleton::{Skeleton, SkeletonLines, SkeletonTable};
pub use switch::SwitchLink;
pub use table::{Cell, CellWidth, Column, GroupRow, Row, RowHeader, Table, TableSort};
pub use tabs::{TabLink, TabPanel, Tabs};
pub use theme::Theme;

//! Pieces that several pages share and that know about this console: loading and failure, notices, the editor.

mod away;
#[cfg(feature = "hydrate")]
pub(crate) mod browser;
mod cluster_nav;
mod copy;
mod data_table;
mod diff;
mod editor;
mod failure;
mod here;
mod kept_text;
mod kubectl;
mod live;
mod load;
mod notice;
#[cfg(feature = "hydrate")]
mod post;
mod preferences;
mod reading;
mod refresh;
mod sending;
mod shortcuts;
mod top_bar;

pub use away::Away;
pub use cluster_nav::ClusterNav;
pub use copy::CopyButton;
pub use data_table::{AskAboutSelected, DataTable, SelectRow, Selection, TableState, TableTools, select_all};
pub use diff::Diff;
pub use editor::{Editor, ParameterPanel, TextEditor, YamlEditor, YamlProblems, explain};
pub use failure::{Failure, FormFailure};
pub(crate) use here::Here;
pub use kept_text::{Edited, KeepText, KeptText};
pub use kubectl::{Command, KubectlCommand};
pub use live::Live;
pub use load::{Load, later};
pub use notice::NoticeBar;
pub use reading::Reading;
pub use refresh::Refresh;
pub use sending::{SendForm, Sending};
pub(crate) use shortcuts::ShortcutsSheet;
pub use top_bar::TopBar;

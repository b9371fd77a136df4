//! Pieces that several pages share and that know about this console: loading and failure, notices, the editor.

mod away;
mod cluster_nav;
mod editor;
mod failure;
mod live;
mod load;
mod notice;
mod preferences;
mod refresh;
mod shortcuts;
mod top_bar;

pub use away::Away;
pub use cluster_nav::ClusterNav;
pub use editor::{YamlEditor, YamlProblems};
pub use failure::{Failure, FormFailure};
pub use live::Live;
pub use load::Load;
pub use notice::NoticeBar;
pub use refresh::Refresh;
pub use top_bar::TopBar;

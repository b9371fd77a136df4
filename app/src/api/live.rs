//! What an open page hears: how the console stands with the cluster, and what has changed there. It carries no data;
//! the page reads again.

use access::Marks;
use serde::{Deserialize, Serialize};

use super::ClusterId;

/// One message to the page.
#[derive(Clone, Copy, Debug, Eq, PartialEq, Deserialize, Serialize)]
pub struct Pulse {
    /// How the console stands with the API server.
    pub link: Link,
    /// What has changed; comparable while the link is [`Link::Current`].
    pub marks: Marks,
}

/// How the console stands with the API server.
#[derive(Clone, Copy, Debug, Eq, PartialEq, Deserialize, Serialize)]
pub enum Link {
    /// Nothing is known yet.
    Starting,
    /// Every change is told.
    Current,
    /// It has not answered for so long.
    Away {
        /// In milliseconds: the browser's clock may differ.
        since: u64,
    },
}

#[cfg(feature = "ssr")]
impl Pulse {
    /// What is to be told now.
    pub fn of(news: cluster::News) -> Self {
        let link = match news.link {
            cluster::Link::Starting => Link::Starting,
            cluster::Link::Current => Link::Current,
            cluster::Link::Away { since } => {
                Link::Away { since: u64::try_from(since.elapsed().as_millis()).unwrap_or(u64::MAX) }
            }
        };
        Self { link, marks: news.marks }
    }
}

/// What had changed before the page was made, if somebody has been told of every change until then: a page that hears
/// the same marks later need not read again.
#[cfg(feature = "ssr")]
pub fn marks(cluster: &ClusterId) -> Option<Marks> {
    super::context::cluster(cluster).ok()?.marks()
}

/// The browser makes a page that nothing is known about.
#[cfg(not(feature = "ssr"))]
pub fn marks(_: &ClusterId) -> Option<Marks> {
    None
}

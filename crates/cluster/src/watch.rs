//! Changes on a cluster, told to everybody who looks at it, whoever made them.
//!
//! All viewers of one [`Cluster`] (one client, so one caller's rights) share a single watch. It begins with the first
//! viewer and ends a while after the last. A change carries no data: it says that it is time to read again.

mod connection;
mod kinds;

use std::convert::Infallible;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::{Duration, Instant, SystemTime};

use access::{Marks, Topic};
use futures::StreamExt;
use kube::Client;
use tokio::sync::watch;
use tokio::task::JoinHandle;
use tokio::time::sleep;

use crate::Cluster;
use kinds::Told;

/// How many may look at once. Each costs a connection to the console, none to the cluster.
const MOST: usize = 500;
/// How long the watch goes on without a viewer: somebody who follows a link is back in a moment.
const LINGER: Duration = Duration::from_secs(5);

/// How the watch stands with the API server.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub enum Link {
    /// The watch is being set up; nothing is known yet.
    Starting,
    /// Every change is told.
    Current,
    /// The API server has not answered since then.
    Away {
        /// When that was noticed.
        since: Instant,
    },
}

/// What a viewer is told.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub struct News {
    /// How the watch stands.
    pub link: Link,
    /// What has changed. Only while the link is [`Link::Current`] do equal marks mean that nothing has.
    pub marks: Marks,
}

/// Somebody who looks at a cluster.
pub struct Viewer(watch::Receiver<News>);

impl Viewer {
    /// The latest.
    pub fn news(&mut self) -> News {
        *self.0.borrow_and_update()
    }

    /// Ends when there is something that [`news`](Self::news) has not told yet.
    pub async fn changed(&mut self) {
        if self.0.changed().await.is_err() {
            // The cluster is gone altogether, and nothing will be told any more.
            std::future::pending::<()>().await;
        }
    }
}

impl Cluster {
    /// Looks at the cluster from now on; `None` when too many do already.
    ///
    /// Must be called within a tokio runtime: the watch is a task.
    pub fn watch(&self) -> Option<Viewer> {
        self.hub.viewer(&self.client)
    }

    /// What has changed until now, if somebody is being told of every change at this moment. What is read after that
    /// is at least as new.
    pub fn marks(&self) -> Option<Marks> {
        let news = *self.hub.news.borrow();
        (news.link == Link::Current).then_some(news.marks)
    }
}

/// The one watch of all viewers.
pub(crate) struct Hub {
    news: watch::Sender<News>,
    task: Mutex<Option<JoinHandle<()>>>,
}

impl Default for Hub {
    fn default() -> Self {
        // No two hubs count from the same start, so a page that comes back to another console reads again.
        let start = SystemTime::now().duration_since(SystemTime::UNIX_EPOCH).unwrap_or_default().as_micros();
        let marks = Marks::from(u64::try_from(start).unwrap_or_default());
        Self { news: watch::Sender::new(News { link: Link::Starting, marks }), task: Mutex::default() }
    }
}

impl Hub {
    fn viewer(self: &Arc<Self>, client: &Client) -> Option<Viewer> {
        let mut task = lock(&self.task);
        if self.news.receiver_count() >= MOST {
            return None;
        }
        let viewer = Viewer(self.news.subscribe());
        if task.as_ref().is_none_or(JoinHandle::is_finished) {
            *task = Some(tokio::spawn(Self::run(Arc::clone(self), client.clone())));
        }
        Some(viewer)
    }

    /// Until nobody looks any more.
    async fn run(self: Arc<Self>, client: Client) {
        loop {
            tokio::select! {
                never = self.follow(&client) => match never {},
                () = self.deserted() => {}
            }
            let mut task = lock(&self.task);
            // A viewer may have come while the lock was waited for.
            if self.news.receiver_count() == 0 {
                self.news.send_modify(|news| news.link = Link::Starting);
                *task = None;
                return;
            }
        }
    }

    async fn deserted(&self) {
        loop {
            self.news.closed().await;
            sleep(LINGER).await;
            if self.news.receiver_count() == 0 {
                return;
            }
        }
    }

    /// Watches; when the API server goes away, waits for it, and watches again.
    async fn follow(&self, client: &Client) -> Infallible {
        loop {
            let why = tokio::select! {
                why = self.listen(client) => why,
                () = connection::dead(client) => "it does not answer any more".to_owned(),
            };
            tracing::debug!(why, "the watch of a cluster broke off");
            // A single connection may have been cut by whatever stands in between: that is told to nobody.
            if !connection::is_ready(client).await {
                self.news.send_modify(|news| {
                    if !matches!(news.link, Link::Away { .. }) {
                        news.link = Link::Away { since: Instant::now() };
                    }
                });
                connection::back(client).await;
            }
        }
    }

    /// Until a connection fails.
    async fn listen(&self, client: &Client) -> String {
        let kinds = kinds::watched(client, connection::knows_metadata(client).await);
        let mut missing = kinds.len();
        let mut told = futures::stream::select_all(kinds);
        while let Some(told) = told.next().await {
            match told {
                Told::Ready => {
                    missing = missing.saturating_sub(1);
                    if missing == 0 {
                        // Whatever happened before went unseen.
                        self.news.send_modify(|news| {
                            news.link = Link::Current;
                            news.marks.count_all();
                        });
                    }
                }
                Told::Changed(topic) => self.changed(topic),
                Told::Lost(why) => return why,
            }
        }
        "it ended".to_owned()
    }

    fn changed(&self, topic: Topic) {
        self.news.send_modify(|news| news.marks.count(topic));
    }
}

fn lock<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    // Nothing panics while it holds the lock, and if it did, what is in it would still be whole.
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}

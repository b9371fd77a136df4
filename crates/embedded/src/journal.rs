//! What makes changes safe before anybody is told of them.
//!
//! Changes are made in memory, in order, and handed over here; a thread of its own writes all that has come together
//! in one commit, so that many callers share one wait for the disk. Answers and watches wait for it
//! ([`Journal::settled`]), so nobody ever knows of a change that a crash could undo.

use std::sync::Arc;
use std::sync::mpsc::{Receiver, Sender, channel};
use std::thread::JoinHandle;

use tokio::sync::watch;

use crate::data::{Data, Entry};

/// How many changes one commit has at most, unless they must be made together.
const MOST: usize = 4096;

/// How far it is.
#[derive(Clone, Debug)]
enum Progress {
    /// Everything up to this revision is safe.
    Written(u64),
    /// Writing failed; nothing is written any more.
    Failed(Arc<str>),
}

/// A change could not be made safe.
#[derive(Clone, Debug, thiserror::Error)]
#[error("{0}")]
pub(crate) struct Lost(Arc<str>);

enum Message {
    Entry(Entry),
    /// From here on nothing is committed …
    Hold,
    /// … until here.
    Release,
}

pub(crate) struct Journal {
    messages: Option<Sender<Message>>,
    progress: watch::Receiver<Progress>,
    thread: Option<JoinHandle<()>>,
}

impl Journal {
    /// Begins to write into the folder, in which everything up to this revision is safe.
    pub(crate) fn new(data: Arc<Data>, revision: u64) -> Self {
        let (messages, received) = channel();
        let (told, progress) = watch::channel(Progress::Written(revision));
        let thread = std::thread::spawn(move || run(&data, &received, &told));
        Self { messages: Some(messages), progress, thread: Some(thread) }
    }

    /// Hands over the next change.
    pub(crate) fn write(&self, entry: Entry) {
        self.send(Message::Entry(entry));
    }

    /// What is handed over until the [`release`](Self::release) is written together, or not at all.
    pub(crate) fn hold(&self) {
        self.send(Message::Hold);
    }

    /// See [`hold`](Self::hold).
    pub(crate) fn release(&self) {
        self.send(Message::Release);
    }

    /// Ends when everything up to this revision is safe.
    pub(crate) async fn settled(&self, revision: u64) -> Result<(), Lost> {
        let mut progress = self.progress.clone();
        let reached = progress.wait_for(|progress| match progress {
            Progress::Written(written) => *written >= revision,
            Progress::Failed(_) => true,
        });
        match reached.await.as_deref() {
            Ok(Progress::Written(_)) => Ok(()),
            Ok(Progress::Failed(why)) => Err(Lost(Arc::clone(why))),
            Err(_) => Err(Lost("the thread that writes has ended".into())),
        }
    }

    fn send(&self, message: Message) {
        // The thread has ended only when writing failed, which everybody who waits is told.
        if let Some(messages) = &self.messages {
            let _ = messages.send(message);
        }
    }
}

/// What has been handed over is written before the folder is closed.
impl Drop for Journal {
    fn drop(&mut self) {
        self.messages = None;
        if let Some(thread) = self.thread.take() {
            let _ = thread.join();
        }
    }
}

fn run(data: &Data, messages: &Receiver<Message>, progress: &watch::Sender<Progress>) {
    while let Some(entries) = next(messages) {
        let last = entries.iter().map(Entry::revision).max();
        match (data.write(&entries), last) {
            (Ok(()), Some(revision)) => {
                progress.send_replace(Progress::Written(revision));
            }
            (Ok(()), None) => {}
            (Err(error), _) => {
                let source = std::error::Error::source(&error).map(ToString::to_string).unwrap_or_default();
                progress.send_replace(Progress::Failed(format!("{error}: {source}").into()));
                return;
            }
        }
    }
}

/// What has come meanwhile; `None` at the end. A hold that is never released is as if it had never been.
fn next(messages: &Receiver<Message>) -> Option<Vec<Entry>> {
    let (mut entries, mut held) = (Vec::new(), 0_usize);
    let mut message = messages.recv().ok()?;
    loop {
        match message {
            Message::Entry(entry) => entries.push(entry),
            Message::Hold => held += 1,
            Message::Release => held = held.saturating_sub(1),
        }
        if held > 0 {
            message = messages.recv().ok()?;
        } else if entries.len() >= MOST {
            return Some(entries);
        } else {
            match messages.try_recv() {
                Ok(next) => message = next,
                Err(_) => return Some(entries),
            }
        }
    }
}

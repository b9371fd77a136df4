//! Waiting for a server that is not the one before.

use std::time::Duration;

use manifest::{Cause, Seen};
use tokio::time::{Instant, sleep};

use crate::progress::Progress;
use crate::server::{Process, Server};

/// How often to look. The process itself is known, so a restart between two looks is not missed.
const PAUSE: Duration = Duration::from_millis(200);

/// A server that is ready may still be one that kubelet is about to stop, when a manifest comes back before kubelet has
/// acted on the one between.
pub(crate) const SETTLED: Duration = Duration::from_secs(3);

/// Waits until a server is ready, and stays so for a while, that is not this process; `None` takes any.
///
/// # Errors
/// What was seen last, when the time is over.
pub(crate) async fn for_another(
    server: &Server,
    old: Option<&str>,
    time: Duration,
    stay: Duration,
    report: &mut impl FnMut(Progress),
) -> Result<(), Cause> {
    let end = Instant::now() + time;
    let mut told = None;
    let mut ready: Option<(String, Instant)> = None;
    loop {
        let mut still_ready = None;
        let (seen, step) = match server.process().await {
            Process::Is(process) if Some(process.as_str()) == old => (Seen::NotStopped, None),
            Process::Is(process) => match server.ready().await {
                Ok(()) => {
                    let before = ready.take().filter(|(same, _)| *same == process);
                    let (process, since) = before.unwrap_or_else(|| (process, Instant::now()));
                    if since.elapsed() >= stay {
                        report(Progress::ServerReady);
                        return Ok(());
                    }
                    still_ready = Some((process, since));
                    (Seen::ReadyOnlyNow, None)
                }
                Err(seen) => {
                    let reason = seen.to_string();
                    (seen, Some(Progress::ServerStarting { reason }))
                }
            },
            Process::Unknown => (Seen::SomethingElse, None),
            Process::Gone => (Seen::NoServer, Some(Progress::ServerGone)),
        };
        ready = still_ready;
        if step.is_some() && step != told {
            told.clone_from(&step);
            step.into_iter().for_each(&mut *report);
        }
        if Instant::now() >= end && ready.is_none() {
            return Err(Cause::TimeOver { seconds: time.as_secs(), seen });
        }
        sleep(PAUSE).await;
    }
}

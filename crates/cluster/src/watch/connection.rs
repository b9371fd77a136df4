//! Is the API server there? Asked beside the watches: a watch of a server that froze says nothing for minutes.

use std::time::Duration;

use kube::Client;
use tokio::time::{sleep, timeout};

/// How often a server that is thought to be there is asked.
const HEARTBEAT: Duration = Duration::from_secs(10);
/// How long it may take to answer.
const PATIENCE: Duration = Duration::from_secs(3);
/// How soon a server that is away is asked again, at first and at most: a page is to be current within a second of
/// its return.
const RETRY: (Duration, Duration) = (Duration::from_millis(100), Duration::from_millis(250));

/// Ends when the server has left a question unanswered.
pub(super) async fn dead(client: &Client) {
    loop {
        sleep(HEARTBEAT).await;
        if !matches!(ask(client).await, Answer::Ready | Answer::Unready) {
            return;
        }
    }
}

/// Ends when the server is ready again.
pub(super) async fn back(client: &Client) {
    let (mut pause, longest) = RETRY;
    loop {
        sleep(pause).await;
        if is_ready(client).await {
            return;
        }
        pause = (pause * 2).min(longest);
    }
}

/// Does it answer, and say that it is ready?
pub(super) async fn is_ready(client: &Client) -> bool {
    matches!(ask(client).await, Answer::Ready)
}

/// Can it send only an object's metadata? Kubernetes 1.15 was the first that could, in the version that is asked for.
pub(super) async fn knows_metadata(client: &Client) -> bool {
    let Ok(Ok(version)) = timeout(PATIENCE, client.apiserver_version()).await else { return true };
    let minor: String = version.minor.chars().take_while(char::is_ascii_digit).collect();
    version.major != "1" || minor.parse().is_ok_and(|minor: u32| minor >= 15)
}

enum Answer {
    Ready,
    /// It answers, but that it is still starting, or about to stop.
    Unready,
    Nothing,
}

async fn ask(client: &Client) -> Answer {
    let Ok(request) = http::Request::get("/readyz").body(Vec::new()) else { return Answer::Nothing };
    match timeout(PATIENCE, client.request_text(request)).await {
        Ok(Ok(_)) => Answer::Ready,
        // Whoever may not ask, and whoever asks a server older than 1.16, has been answered at least.
        Ok(Err(kube::Error::Api(status))) if matches!(status.code, 401 | 403 | 404) => Answer::Ready,
        Ok(Err(kube::Error::Api(_))) => Answer::Unready,
        Ok(Err(_)) | Err(_) => Answer::Nothing,
    }
}

//! Jobs: pods that are to end well, a number of times.

use std::time::Duration;

use jiff::Timestamp;
use serde_json::{Value, json};

use super::template::{self, is_active, number};
use super::{Desk, Outcome, claim};
use crate::deletion::is_ending;
use crate::edit::set_status;
use crate::event::Type;
use crate::object::{Object, as_map, items, name, namespace, now, set, text};
use crate::resource::Resource;

/// After a pod has failed, the next one waits: twice as long each time.
const BACKOFF: Duration = Duration::from_secs(10);
const LONGEST: Duration = Duration::from_mins(6);

pub(super) fn sync(desk: &Desk<'_>, job: &Object) -> Outcome {
    let Some(pods) = Resource::find("", "v1", "pods") else { return Outcome::Settled };
    if is_done(job) {
        return Outcome::Settled;
    }
    let owned = claim::owned(desk.cluster, job, pods);
    let mut count = Count::of(&owned);
    let start = match text(job, "/status/startTime") {
        "" => now(),
        start => start.to_owned(),
    };
    let mut status = json!({ "startTime": start });
    let mut outcome = Outcome::Settled;
    if let Some((reason, message)) = given_up(job, &owned, &count, &start) {
        for pod in owned.iter().filter(|pod| is_active(pod)) {
            desk.remove(pods, pod);
        }
        count = Count { failed: count.failed + count.active, active: 0, ..count };
        set(as_map(&mut status), "conditions", finished("Failed", reason, message));
        desk.tell(job, Type::Warning, reason, message);
    } else if count.is_complete(job) {
        set(as_map(&mut status), "conditions", finished("Complete", "", ""));
        set(as_map(&mut status), "completionTime", now());
        desk.tell(job, Type::Normal, "Completed", "Job completed");
    } else if !is_ending(job) {
        outcome = work(desk, job, pods, &owned, &mut count);
        outcome = sooner(outcome, deadline(job, &start));
    }
    let counts = [("active", count.active), ("succeeded", count.succeeded), ("failed", count.failed)];
    let same = counts.iter().all(|(field, count)| number(job, &format!("/status/{field}")) == *count);
    // A job that has not got a single pod yet has not started.
    if same && status.get("conditions").is_none() {
        return outcome;
    }
    for (field, count) in counts.into_iter().filter(|(_, count)| *count > 0) {
        set(as_map(&mut status), field, count);
    }
    set_status(desk.cluster, job, &status);
    outcome
}

/// The job's pods by how they fare.
#[derive(Clone, Copy)]
struct Count {
    active: i64,
    succeeded: i64,
    failed: i64,
}

impl Count {
    fn of(pods: &[Object]) -> Self {
        let count = |holds: &dyn Fn(&Value) -> bool| {
            i64::try_from(pods.iter().filter(|pod| holds(pod)).count()).unwrap_or(i64::MAX)
        };
        Self {
            active: count(&is_active),
            succeeded: count(&|pod| text(pod, "/status/phase") == "Succeeded"),
            failed: count(&|pod| text(pod, "/status/phase") == "Failed"),
        }
    }

    /// Without a number of completions, one pod that ended well speaks for all, once none runs any more.
    fn is_complete(&self, job: &Value) -> bool {
        match job.pointer("/spec/completions").and_then(Value::as_i64) {
            Some(wanted) => self.succeeded >= wanted,
            None => self.succeeded > 0 && self.active == 0,
        }
    }
}

fn is_done(job: &Value) -> bool {
    items(job, "/status/conditions").any(|condition| {
        matches!(text(condition, "/type"), "Complete" | "Failed") && text(condition, "/status") == "True"
    })
}

/// Why no more is tried.
fn given_up(
    job: &Value,
    pods: &[Object],
    count: &Count,
    start: &str,
) -> Option<(&'static str, &'static str)> {
    let limit = number(job, "/spec/backoffLimit");
    let restarts = || -> i64 {
        let statuses = pods.iter().flat_map(|pod| items(pod, "/status/containerStatuses"));
        statuses.map(|status| number(status, "/restartCount")).sum()
    };
    let in_place = text(job, "/spec/template/spec/restartPolicy") == "OnFailure";
    if count.failed > limit || in_place && restarts() > 0 && restarts() >= limit {
        return Some(("BackoffLimitExceeded", "Job has reached the specified backoff limit"));
    }
    let limit = job.pointer("/spec/activeDeadlineSeconds").and_then(Value::as_i64)?;
    (elapsed(start) >= limit).then_some(("DeadlineExceeded", "Job was active longer than specified deadline"))
}

fn elapsed(start: &str) -> i64 {
    start.parse::<Timestamp>().map_or(0, |start| Timestamp::now().as_second() - start.as_second())
}

/// How long until the job has run too long.
fn deadline(job: &Value, start: &str) -> Option<Duration> {
    let limit = job.pointer("/spec/activeDeadlineSeconds").and_then(Value::as_i64)?;
    u64::try_from(limit - elapsed(start)).ok().map(Duration::from_secs)
}

fn sooner(outcome: Outcome, other: Option<Duration>) -> Outcome {
    match (outcome, other) {
        (Outcome::Settled, Some(other)) => Outcome::Later(other),
        (Outcome::Later(wait), Some(other)) => Outcome::Later(wait.min(other)),
        (outcome, _) => outcome,
    }
}

fn finished(kind: &str, reason: &str, message: &str) -> Value {
    let mut condition = json!({
        "type": kind,
        "status": "True",
        "lastProbeTime": now(),
        "lastTransitionTime": now(),
    });
    for (field, value) in [("reason", reason), ("message", message)] {
        if !value.is_empty() {
            set(as_map(&mut condition), field, value);
        }
    }
    json!([condition])
}

/// Makes the pods that are missing, or removes those too many.
fn work(
    desk: &Desk<'_>,
    job: &Value,
    pods: &'static Resource,
    owned: &[Object],
    count: &mut Count,
) -> Outcome {
    let parallel = number(job, "/spec/parallelism");
    let wanted = match job.pointer("/spec/completions").and_then(Value::as_i64) {
        Some(completions) => parallel.min(completions - count.succeeded).max(0),
        None if count.succeeded > 0 => count.active,
        None => parallel,
    };
    for pod in owned.iter().filter(|pod| is_active(pod)).skip(usize::try_from(wanted).unwrap_or_default()) {
        desk.remove(pods, pod);
        desk.tell(job, Type::Normal, "SuccessfulDelete", &format!("Deleted pod: {}", name(pod)));
        count.active -= 1;
    }
    if let Some(wait) = backoff(owned, count).filter(|_| count.active < wanted) {
        return Outcome::Later(wait);
    }
    while count.active < wanted {
        match desk.make(pods, namespace(job), template::unnamed_pod(job)) {
            Ok(pod) => {
                desk.tell(job, Type::Normal, "SuccessfulCreate", &format!("Created pod: {}", name(&pod)));
                count.active += 1;
            }
            Err(failure) => {
                let message = format!("Error creating: {}", failure.message);
                desk.tell(job, Type::Warning, "FailedCreate", &message);
                return Outcome::Failed;
            }
        }
    }
    Outcome::Settled
}

/// How long the next pod still waits for those that failed.
fn backoff(pods: &[Object], count: &Count) -> Option<Duration> {
    let failures = u32::try_from(count.failed.checked_sub(1)?).ok()?;
    let wait = BACKOFF.saturating_mul(1 << failures.min(10)).min(LONGEST);
    let ended = pods.iter().filter_map(|pod| {
        let mut statuses = items(pod, "/status/containerStatuses");
        statuses.find_map(|status| text(status, "/state/terminated/finishedAt").parse::<Timestamp>().ok())
    });
    let since = elapsed(&ended.max()?.to_string());
    let wait = wait.saturating_sub(Duration::from_secs(u64::try_from(since).unwrap_or_default()));
    (!wait.is_zero()).then_some(wait)
}

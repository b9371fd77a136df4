//! A rolling update: never fewer pods that serve than allowed, never more pods than allowed.

use serde_json::Value;

use super::super::Desk;
use super::super::template::{Round, number, share};
use super::replica_sets::{ReplicaSets, resize};
use crate::object::text;

/// What a rollout must keep to.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub(super) struct Limits {
    wanted: i64,
    surge: i64,
    unavailable: i64,
}

impl Limits {
    pub(super) fn of(deployment: &Value) -> Self {
        let wanted = number(deployment, "/spec/replicas");
        if text(deployment, "/spec/strategy/type") != "RollingUpdate" {
            return Self { wanted, surge: 0, unavailable: 0 };
        }
        let part = |field: &str, round| {
            share(deployment.pointer(&format!("/spec/strategy/rollingUpdate/{field}")), wanted, round)
        };
        let (surge, unavailable) = (part("maxSurge", Round::Up), part("maxUnavailable", Round::Down));
        // With neither, nothing could ever move.
        let unavailable = if surge == 0 && unavailable == 0 { 1 } else { unavailable.min(wanted) };
        Self { wanted, surge, unavailable }
    }

    /// How many pods there may be.
    pub(super) fn most(self) -> i64 {
        self.wanted + self.surge
    }

    /// How many must serve.
    pub(super) fn least(self) -> i64 {
        self.wanted - self.unavailable
    }
}

/// The next step.
pub(super) fn advance(desk: &Desk<'_>, deployment: &Value, all: &mut ReplicaSets) {
    let limits = Limits::of(deployment);
    let Some(new) = &all.new else { return };
    let size = number(new, "/spec/replicas");
    if size > limits.wanted {
        return all.grow_new(desk, deployment, limits.wanted);
    }
    let room = limits.most() - all.wanted();
    if size < limits.wanted && room > 0 {
        return all.grow_new(desk, deployment, size + room.min(limits.wanted - size));
    }
    shrink_old(desk, deployment, all, limits);
}

fn shrink_old(desk: &Desk<'_>, deployment: &Value, all: &mut ReplicaSets, limits: Limits) {
    let serving = |set: &Value| number(set, "/status/availableReplicas");
    let missing = all.new.as_ref().map_or(0, |new| number(new, "/spec/replicas") - serving(new));
    let mut may_go = all.wanted() - limits.least() - missing;
    // First those that do not serve anyway.
    for set in &mut all.old {
        let idle = (number(set, "/spec/replicas") - serving(set)).clamp(0, may_go.max(0));
        if idle > 0 {
            may_go -= idle;
            let left = number(set, "/spec/replicas") - idle;
            resize(desk, deployment, set, left);
        }
    }
    let mut may_go = may_go.min(all.sum("availableReplicas") - limits.least());
    for set in &mut all.old {
        let gone = number(set, "/spec/replicas").clamp(0, may_go.max(0));
        if gone > 0 {
            may_go -= gone;
            let left = number(set, "/spec/replicas") - gone;
            resize(desk, deployment, set, left);
        }
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::Limits;

    #[test]
    fn a_rollout_may_have_a_quarter_more_and_a_quarter_fewer() {
        let check =
            |replicas: i64, surge: serde_json::Value, unavailable: serde_json::Value, bounds: (i64, i64)| {
                let strategy = json!({"type": "RollingUpdate",
                "rollingUpdate": {"maxSurge": surge, "maxUnavailable": unavailable}});
                let limits = Limits::of(&json!({"spec": {"replicas": replicas, "strategy": strategy}}));
                assert_eq!((limits.least(), limits.most()), bounds);
            };
        check(1, json!("25%"), json!("25%"), (1, 2));
        check(10, json!("25%"), json!("25%"), (8, 13));
        check(3, json!(0), json!(1), (2, 3));
        check(3, json!(0), json!("10%"), (2, 3));
    }
}

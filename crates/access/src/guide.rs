//! *PSP Management Guide*: how far a cluster is on the way to policies of its own, step by step.

use crate::action::{Action, Permissions};
use crate::default_policy::DefaultPolicyState;
use crate::switch::{PspState, PspStatus};

/// A step, in the guide's order.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub enum GuideStep {
    /// A policy beside the default one.
    CreatePolicy,
    /// A rule that names such a policy.
    AddRule,
    /// *Disassociate Default PSP*.
    Disassociate,
    /// *PSP Status*.
    TurnOn,
}

/// Where a step stands.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub enum StepState {
    /// It is done.
    Done,
    /// It is what to do now.
    Next,
    /// It can be done, after the one that is next.
    Later,
    /// It cannot be done yet.
    Blocked(Blocked),
    /// Nothing is there that it would take away.
    NotNeeded,
    /// What it depends on could not be read.
    Unknown,
}

impl StepState {
    /// Is there nothing more to do about it?
    pub fn is_over(self) -> bool {
        matches!(self, Self::Done | Self::NotNeeded)
    }
}

/// Why a step cannot be done yet.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub enum Blocked {
    /// The caller lacks this.
    NotPermitted(Action),
    /// There is no policy that a rule could name.
    NoPolicy,
    /// No rule would take effect: every namespace would keep the default policy.
    NoRule,
    /// Without a default policy every pod would be refused.
    NoDefaultPolicy,
    /// The cluster's API server cannot be changed by this console.
    NotFromHere,
}

/// What the page has read; absent is what it could not read.
#[derive(Clone, Copy, Debug, Default)]
pub struct Seen<'a> {
    /// How many policies there are beside the default one.
    pub own_policies: Option<usize>,
    /// How many rules name one of them.
    pub own_rules: Option<usize>,
    /// How far the default policy is in force.
    pub default: Option<&'a DefaultPolicyState>,
    /// *PSP Status*.
    pub status: Option<&'a PspStatus>,
    /// What the caller may do.
    pub permissions: Option<&'a Permissions>,
}

/// The four steps, each with where it stands.
pub fn guide(seen: Seen<'_>) -> [(GuideStep, StepState); 4] {
    let mut next = StepState::Next;
    let steps = [GuideStep::CreatePolicy, GuideStep::AddRule, GuideStep::Disassociate, GuideStep::TurnOn];
    steps.map(|step| {
        let state = match step.state(seen) {
            StepState::Next => std::mem::replace(&mut next, StepState::Later),
            state => state,
        };
        (step, state)
    })
}

impl GuideStep {
    fn needs(self) -> Action {
        match self {
            Self::CreatePolicy | Self::TurnOn => Action::UpdateClusterPodSecurityPolicy,
            Self::AddRule => Action::CreatePspBinding,
            Self::Disassociate => Action::UnbindingServiceAccountPsp,
        }
    }

    /// Where it stands by itself, `Next` if it can be done.
    fn state(self, seen: Seen<'_>) -> StepState {
        let state = match self {
            Self::CreatePolicy => created(seen.own_policies),
            Self::AddRule => match (seen.own_rules, seen.own_policies) {
                (None, _) => StepState::Unknown,
                (Some(1..), _) => StepState::Done,
                (Some(0), Some(0)) => StepState::Blocked(Blocked::NoPolicy),
                (Some(0), _) => StepState::Next,
            },
            Self::Disassociate => match (seen.default, seen.own_rules) {
                (None, _) => StepState::Unknown,
                (Some(DefaultPolicyState::Disassociated), _) => StepState::Done,
                (Some(DefaultPolicyState::Associated), Some(0)) => StepState::Blocked(Blocked::NoRule),
                (Some(DefaultPolicyState::Associated), _) => StepState::Next,
                (Some(DefaultPolicyState::NotInstalled | DefaultPolicyState::Incomplete), _) => {
                    StepState::NotNeeded
                }
            },
            Self::TurnOn => turned_on(seen),
        };
        match state {
            StepState::Next if seen.permissions.is_some_and(|all| all.refusal(self.needs()).is_some()) => {
                StepState::Blocked(Blocked::NotPermitted(self.needs()))
            }
            state => state,
        }
    }
}

fn created(own: Option<usize>) -> StepState {
    match own {
        None => StepState::Unknown,
        Some(0) => StepState::Next,
        Some(_) => StepState::Done,
    }
}

fn turned_on(seen: Seen<'_>) -> StepState {
    use DefaultPolicyState::{Incomplete, NotInstalled};

    match (seen.status, seen.default) {
        (None | Some(PspStatus { state: PspState::Restarting, .. }), _) => StepState::Unknown,
        (Some(PspStatus { state: PspState::Enabled, .. }), _) => StepState::Done,
        (Some(_), Some(NotInstalled | Incomplete)) => StepState::Blocked(Blocked::NoDefaultPolicy),
        (Some(status), _) if status.means.obstacle().is_some() => StepState::Blocked(Blocked::NotFromHere),
        (Some(_), _) => StepState::Next,
    }
}

#[cfg(test)]
mod tests {
    use super::{Blocked, Seen, StepState, guide};
    use crate::action::{Action, Permission, Permissions};
    use crate::default_policy::DefaultPolicyState;
    use crate::switch::{Means, PspState, PspStatus};

    fn status(state: PspState, means: Means) -> PspStatus {
        PspStatus { state, means, work: None }
    }

    fn states(seen: Seen<'_>) -> [StepState; 4] {
        guide(seen).map(|(_, state)| state)
    }

    #[test]
    fn a_cluster_as_it_comes_begins_with_a_policy_and_has_nothing_to_disassociate_for() {
        let off = status(PspState::Disabled, Means::Embedded);
        let seen = Seen {
            own_policies: Some(0),
            own_rules: Some(0),
            default: Some(&DefaultPolicyState::Associated),
            status: Some(&off),
            permissions: None,
        };
        let [create, rule, disassociate, turn_on] = states(seen);
        assert_eq!((create, turn_on), (StepState::Next, StepState::Later));
        assert_eq!(rule, StepState::Blocked(Blocked::NoPolicy));
        assert_eq!(disassociate, StepState::Blocked(Blocked::NoRule));
        let seen = Seen { own_policies: Some(2), ..seen };
        let [create, rule, ..] = states(seen);
        assert_eq!((create, rule), (StepState::Done, StepState::Next));
        let [_, rule, disassociate, turn_on] = states(Seen { own_rules: Some(1), ..seen });
        assert_eq!((rule, disassociate, turn_on), (StepState::Done, StepState::Next, StepState::Later));
    }

    #[test]
    fn the_whole_way_is_done_when_the_default_is_gone_and_policies_are_enforced() {
        let on = status(PspState::Enabled, Means::Embedded);
        let seen = Seen {
            own_policies: Some(1),
            own_rules: Some(1),
            default: Some(&DefaultPolicyState::Disassociated),
            status: Some(&on),
            permissions: None,
        };
        assert_eq!(states(seen), [StepState::Done; 4]);
    }

    #[test]
    fn nothing_is_turned_on_without_a_default_policy_and_none_need_be_taken_away() {
        let off = status(PspState::Disabled, Means::Embedded);
        for default in [DefaultPolicyState::NotInstalled, DefaultPolicyState::Incomplete] {
            let seen = Seen { default: Some(&default), status: Some(&off), ..Seen::default() };
            let [_, _, disassociate, turn_on] = states(seen);
            assert_eq!(disassociate, StepState::NotNeeded);
            assert_eq!(turn_on, StepState::Blocked(Blocked::NoDefaultPolicy));
        }
    }

    #[test]
    fn what_could_not_be_read_is_unknown_and_a_restart_tells_nothing() {
        assert_eq!(states(Seen::default()), [StepState::Unknown; 4]);
        let restarting = status(PspState::Restarting, Means::Away);
        let [.., turn_on] = states(Seen { status: Some(&restarting), ..Seen::default() });
        assert_eq!(turn_on, StepState::Unknown);
    }

    #[test]
    fn an_api_server_out_of_reach_and_a_missing_right_block_what_is_not_done() {
        let off = status(PspState::Disabled, Means::OutOfSight);
        let associated = DefaultPolicyState::Associated;
        let seen = Seen { default: Some(&associated), status: Some(&off), ..Seen::default() };
        assert_eq!(states(seen)[3], StepState::Blocked(Blocked::NotFromHere));

        let action = Action::UpdateClusterPodSecurityPolicy;
        let none = Permissions(vec![(action, Permission::Denied("you may not".to_owned()))]);
        let seen = Seen { own_policies: Some(0), permissions: Some(&none), ..Seen::default() };
        assert_eq!(states(seen)[0], StepState::Blocked(Blocked::NotPermitted(action)));
        let seen = Seen { own_policies: Some(1), ..seen };
        assert_eq!(states(seen)[0], StepState::Done);
    }
}

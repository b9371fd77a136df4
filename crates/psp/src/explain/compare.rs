//! Is a policy stricter or weaker than another, in one field?

use std::collections::BTreeSet;

use serde::{Deserialize, Serialize};

use super::{Allowed, Groups, HostPath, Statement, Users};

/// How one policy's field stands to another's.
#[derive(Clone, Copy, Debug, Eq, PartialEq, Deserialize, Serialize)]
pub enum Relation {
    /// The same pods pass, in the same form.
    Same,
    /// Fewer pods pass.
    Stricter,
    /// More pods pass.
    Weaker,
    /// Some pods pass that did not, and the other way round; or something else is filled in.
    Different,
}

type Ranges<'a> = &'a [(i64, i64)];

/// Every id there is.
const EVERY: (i64, i64) = (0, i64::MAX);

impl Statement {
    /// How this stands to what another policy says of the same field.
    pub fn against(&self, other: &Self) -> Relation {
        if self == other {
            return Relation::Same;
        }
        match (self.fits(other), other.fits(self)) {
            (true, true) => Relation::Same,
            (true, false) => Relation::Stricter,
            (false, true) => Relation::Weaker,
            (false, false) => Relation::Different,
        }
    }

    /// Does the other let everything pass that this does?
    fn fits(&self, other: &Self) -> bool {
        match (self, other) {
            (Self::Privileged(this), Self::Privileged(that))
            | (Self::Escalation(this), Self::Escalation(that))
            | (Self::HostNetwork(this), Self::HostNetwork(that))
            | (Self::HostPid(this), Self::HostPid(that))
            | (Self::HostIpc(this), Self::HostIpc(that)) => this <= that,
            (Self::ReadOnlyRoot(this), Self::ReadOnlyRoot(that)) => this >= that,
            (Self::HostPorts(this), Self::HostPorts(that)) => covers(that, this),
            (Self::Volumes(this), Self::Volumes(that))
            | (Self::FlexVolumes(this), Self::FlexVolumes(that))
            | (Self::CsiDrivers(this), Self::CsiDrivers(that))
            | (Self::AllowedCapabilities(this), Self::AllowedCapabilities(that))
            | (Self::ProcMounts(this), Self::ProcMounts(that))
            | (Self::UnsafeSysctls(this), Self::UnsafeSysctls(that))
            | (Self::RuntimeClasses(this), Self::RuntimeClasses(that))
            | (Self::Seccomp(this), Self::Seccomp(that))
            | (Self::AppArmor(this), Self::AppArmor(that)) => names_fit(this, that),
            (Self::HostPaths(this), Self::HostPaths(that)) => paths_fit(this.as_deref(), that.as_deref()),
            (Self::RunAsUser(this), Self::RunAsUser(that)) => covers(&that.ids(), &this.ids()),
            (Self::RunAsGroup(this), Self::RunAsGroup(that))
            | (Self::SupplementalGroups(this), Self::SupplementalGroups(that))
            | (Self::FsGroup(this), Self::FsGroup(that)) => this.fits(that),
            (Self::SeLinux(_), Self::SeLinux(None)) => true,
            (Self::AddedCapabilities(this), Self::AddedCapabilities(that)) => this.is_subset(that),
            (Self::DroppedCapabilities(this), Self::DroppedCapabilities(that)) => this.is_superset(that),
            (Self::ForbiddenSysctls(this), Self::ForbiddenSysctls(that)) => patterns_fit(that, this),
            // What is filled in is another pod, neither stricter nor weaker.
            _ => self == other,
        }
    }
}

impl Users {
    fn ids(&self) -> Vec<(i64, i64)> {
        match self {
            Self::Any => vec![EVERY],
            Self::NonRoot => vec![(1, EVERY.1)],
            Self::In(ranges) => ranges.clone(),
        }
    }
}

impl Groups {
    fn fits(&self, other: &Self) -> bool {
        let (this, may_lack_one) = self.parts();
        let (that, may_lack_one_there) = other.parts();
        covers(that, this) && (may_lack_one_there || !may_lack_one)
    }

    /// The groups, and whether there may be none.
    fn parts(&self) -> (Ranges<'_>, bool) {
        match self {
            Self::Any => (&[EVERY], true),
            Self::May(ranges) => (ranges, true),
            Self::Must(ranges) => (ranges, false),
        }
    }
}

/// Does each of `inner` stand in `outer`, though perhaps in several of its ranges?
fn covers(outer: Ranges<'_>, inner: Ranges<'_>) -> bool {
    let mut sorted: Vec<_> = outer.iter().copied().filter(|(first, last)| first <= last).collect();
    sorted.sort_unstable();
    inner.iter().filter(|(first, last)| first <= last).all(|&(first, last)| {
        let mut next = first;
        for &(from, to) in &sorted {
            if from > next || next > last {
                break;
            }
            next = next.max(to.saturating_add(1));
        }
        next > last || sorted.iter().any(|&(from, to)| from <= first && last <= to)
    })
}

fn names_fit(this: &Allowed, that: &Allowed) -> bool {
    match (this, that) {
        (_, Allowed::All) => true,
        (Allowed::All, Allowed::Only(_)) => false,
        (Allowed::Only(this), Allowed::Only(that)) => patterns_fit(this, that),
    }
}

/// Is each of `inner` one of `outer`, or meant by a pattern there?
fn patterns_fit(inner: &BTreeSet<String>, outer: &BTreeSet<String>) -> bool {
    inner.iter().all(|name| {
        outer.iter().any(|pattern| {
            pattern == name || pattern.strip_suffix('*').is_some_and(|prefix| name.starts_with(prefix))
        })
    })
}

fn paths_fit(this: Option<&[HostPath]>, that: Option<&[HostPath]>) -> bool {
    match (this, that) {
        (_, None) => true,
        (None, Some(_)) => false,
        (Some(this), Some(that)) => this.iter().all(|path| that.iter().any(|outer| outer.includes(path))),
    }
}

impl HostPath {
    fn includes(&self, inner: &Self) -> bool {
        let outer = self.prefix.trim_end_matches('/');
        let below = inner.prefix.strip_prefix(outer);
        below.is_some_and(|rest| rest.is_empty() || rest.starts_with('/'))
            && (!self.read_only || inner.read_only)
    }
}

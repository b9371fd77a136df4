//! How much a cluster may hold, and how it says that it is full: as a quota does.

use std::fmt;
use std::io::{self, Write};
use std::time::Duration;

use serde_json::Value;

/// How much a cluster holds at most. Events make room for everything else.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub struct Limits {
    /// How many objects.
    pub objects: usize,
    /// How many bytes they are together, as JSON. In memory they are several times as large. As much of what they
    /// were before is remembered for watches.
    pub bytes: usize,
    /// How many events; older ones go when there are more.
    pub events: usize,
    /// How long an event is kept after it last changed. It goes when the next one comes.
    pub event_life: Duration,
}

impl Default for Limits {
    /// Room for what a laptop carries: a real cluster is tested up to 150,000 pods.
    fn default() -> Self {
        Self {
            objects: 200_000,
            bytes: 1024 * 1024 * 1024,
            events: 10_000,
            event_life: Duration::from_hours(1),
        }
    }
}

impl Limits {
    /// Room for one visitor of a demo.
    pub const VISITOR: Self =
        Self { objects: 2_000, bytes: 8 * 1024 * 1024, events: 500, event_life: Duration::from_hours(1) };
}

/// How much a cluster holds.
#[derive(Clone, Copy, Debug, Default, Eq, PartialEq)]
pub(crate) struct Usage {
    objects: usize,
    bytes: usize,
}

/// A limit that would be passed.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub(crate) struct Exceeded {
    what: &'static str,
    requested: usize,
    used: usize,
    limited: usize,
}

impl Usage {
    /// One object comes in another's place, if there was one, and none in the place of one that goes.
    pub(crate) fn change(&mut self, before: Option<usize>, after: Option<usize>) {
        self.objects = self.objects.saturating_add(count(after)).saturating_sub(count(before));
        self.bytes =
            self.bytes.saturating_add(after.unwrap_or_default()).saturating_sub(before.unwrap_or_default());
    }

    /// Which limit would be passed by an object of this size, in the place of one of that size?
    pub(crate) fn exceeded(
        self,
        limits: &Limits,
        before: Option<usize>,
        after: usize,
    ) -> Result<(), Exceeded> {
        let objects = 1 - count(before);
        let bytes = after.saturating_sub(before.unwrap_or_default());
        let rows = [
            ("count/objects", objects, self.objects, limits.objects),
            ("bytes", bytes, self.bytes, limits.bytes),
        ];
        // What takes no more than before is let through even where the limit is passed already.
        let passed = rows.into_iter().find(|(_, requested, used, limited)| {
            *requested > 0 && used.saturating_add(*requested) > *limited
        });
        match passed {
            None => Ok(()),
            Some((what, requested, used, limited)) => Err(Exceeded { what, requested, used, limited }),
        }
    }
}

impl fmt::Display for Exceeded {
    /// In the words of the admission plugin `ResourceQuota`.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { what, requested, used, limited } = self;
        write!(
            f,
            "exceeded quota: embedded-cluster, requested: {what}={requested}, used: {what}={used}, limited: \
             {what}={limited}"
        )
    }
}

/// How many bytes the object is as JSON.
pub(crate) fn size(object: &Value) -> usize {
    let mut bytes = Counted(0);
    // Neither the object nor the counter can fail.
    let _ = serde_json::to_writer(&mut bytes, object);
    bytes.0
}

struct Counted(usize);

impl Write for Counted {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.0 += bytes.len();
        Ok(bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

fn count(size: Option<usize>) -> usize {
    usize::from(size.is_some())
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::{Limits, Usage, size};

    #[test]
    fn a_size_is_that_of_the_json() {
        let object = json!({"metadata": {"name": "ä\"", "labels": {}}, "list": [1, 2.5, null, true]});
        assert_eq!(size(&object), object.to_string().len());
    }

    #[test]
    fn what_is_full_takes_nothing_more_but_lets_objects_shrink_and_go() {
        let limits = Limits { objects: 2, bytes: 100, ..Limits::default() };
        let mut usage = Usage::default();
        usage.change(None, Some(40));
        usage.change(None, Some(60));
        assert_eq!(
            usage.exceeded(&limits, None, 1).unwrap_err().to_string(),
            "exceeded quota: embedded-cluster, requested: count/objects=1, used: count/objects=2, limited: \
             count/objects=2"
        );
        assert_eq!(
            usage.exceeded(&limits, Some(40), 41).unwrap_err().to_string(),
            "exceeded quota: embedded-cluster, requested: bytes=1, used: bytes=100, limited: bytes=100"
        );
        assert_eq!(usage.exceeded(&limits, Some(40), 39), Ok(()));
        usage.change(Some(60), None);
        assert_eq!(usage.exceeded(&limits, None, 60), Ok(()));
    }
}

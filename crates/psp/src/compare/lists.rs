//! Lists of what is allowed: does one hold what the other does not?

use crate::object::{AllowedHostPath, HostPortRange};

/// Names of which `*` is all.
pub(super) fn names<'a>(own: impl IntoIterator<Item = &'a String>, than: &[String]) -> bool {
    let all = than.iter().any(|name| name == "*");
    !all && own.into_iter().any(|name| !than.contains(name))
}

/// Names of which none at all is all.
pub(super) fn absent_is_all(own: &[String], than: &[String]) -> bool {
    !than.is_empty() && (own.is_empty() || names(own, than))
}

/// Profiles between commas.
pub(super) fn profiles(own: &str, than: &str) -> bool {
    let list = |text: &str| -> Vec<String> {
        text.split(',').filter(|name| !name.is_empty()).map(str::to_owned).collect()
    };
    names(&list(own), &list(than))
}

/// Capabilities that must be dropped; `ALL` is all of them.
pub(super) fn drops_less(own: &[String], than: &[String]) -> bool {
    let all = own.iter().any(|name| name == "ALL");
    !all && than.iter().any(|name| !own.contains(name))
}

/// Patterns that may end in `*`.
pub(super) fn patterns(own: &[String], than: &[String]) -> bool {
    let covers = |wide: &str, narrow: &str| match wide.strip_suffix('*') {
        Some(prefix) => narrow.trim_end_matches('*').starts_with(prefix),
        None => wide == narrow,
    };
    own.iter().any(|pattern| !than.iter().any(|wide| covers(wide, pattern)))
}

/// Ranges, each of which must lie in one of the other's.
pub(super) fn ranges<T: Ord + Copy>(own: &[(T, T)], than: &[(T, T)]) -> bool {
    own.iter().any(|(min, max)| !than.iter().any(|(low, high)| low <= min && max <= high))
}

pub(super) fn ports(own: &[HostPortRange], than: &[HostPortRange]) -> bool {
    let plain = |list: &[HostPortRange]| list.iter().map(|range| (range.min, range.max)).collect::<Vec<_>>();
    ranges(&plain(own), &plain(than))
}

/// Paths with everything below them, of which none at all is all.
pub(super) fn host_paths(own: &[AllowedHostPath], than: &[AllowedHostPath]) -> bool {
    let is_below = |path: &str, prefix: &str| {
        let prefix = prefix.trim_end_matches('/');
        path.strip_prefix(prefix).is_some_and(|rest| rest.is_empty() || rest.starts_with('/'))
    };
    let covers = |wide: &AllowedHostPath, narrow: &AllowedHostPath| {
        is_below(&narrow.path_prefix, &wide.path_prefix) && (narrow.read_only || !wide.read_only)
    };
    !than.is_empty() && (own.is_empty() || own.iter().any(|path| !than.iter().any(|wide| covers(wide, path))))
}

#[cfg(test)]
mod tests {
    use super::{absent_is_all, host_paths, patterns};
    use crate::object::AllowedHostPath;

    #[test]
    fn no_driver_at_all_is_every_driver() {
        let list = ["a".to_owned()];
        assert!(absent_is_all(&[], &list));
        assert!(!absent_is_all(&list, &[]));
    }

    #[test]
    fn a_longer_pattern_is_narrower() {
        let (wide, narrow) = (["net.*".to_owned()], ["net.core.*".to_owned()]);
        assert!(!patterns(&narrow, &wide));
        assert!(patterns(&wide, &narrow));
    }

    #[test]
    fn a_path_covers_what_is_below_it_and_writable_is_more_than_read_only() {
        let path = |prefix: &str, read_only| {
            [AllowedHostPath { path_prefix: prefix.to_owned(), read_only, ..AllowedHostPath::default() }]
        };
        assert!(!host_paths(&path("/var/log", true), &path("/var", true)));
        assert!(host_paths(&path("/var/log", false), &path("/var", true)));
        assert!(host_paths(&path("/variable", true), &path("/var", true)));
    }
}

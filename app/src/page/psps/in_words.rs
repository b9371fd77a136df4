//! Policies' nouns in words, for several parts of the page.

use psp::Freedom;

use crate::text::Texts;

/// What pods may do.
pub(super) fn freedom(t: Texts, freedom: Freedom) -> &'static str {
    match freedom {
        Freedom::Privileged => t.allows_privileged(),
        Freedom::HostNetwork => t.allows_host_network(),
        Freedom::HostNamespaces => t.allows_host_processes(),
        Freedom::Root => t.allows_root(),
        Freedom::Escalation => t.allows_escalation(),
        Freedom::HostFiles => t.allows_host_volumes(),
    }
}

//! The flags of kube-apiserver that need no value, so that the argument after them is one of its own.

/// As listed by `kube-apiserver --help`, 1.20.2. One that is not here is taken to be in need of a value, and where
/// that makes a difference the arguments are refused.
const BOOLEANS: [&str; 25] = [
    "add-dir-header",
    "allow-privileged",
    "alsologtostderr",
    "anonymous-auth",
    "audit-log-batch-throttle-enable",
    "audit-log-compress",
    "audit-log-truncate-enabled",
    "audit-webhook-batch-throttle-enable",
    "audit-webhook-truncate-enabled",
    "contention-profiling",
    "enable-aggregator-routing",
    "enable-bootstrap-token-auth",
    "enable-garbage-collector",
    "enable-priority-and-fairness",
    "experimental-logging-sanitization",
    "help",
    "logtostderr",
    "one-output",
    "permit-port-sharing",
    "profiling",
    "service-account-extend-token-expiration",
    "service-account-lookup",
    "skip-headers",
    "skip-log-headers",
    "watch-cache",
];

/// Is the next argument this one's value?
pub(super) fn takes_the_next(argument: &str) -> bool {
    match argument.strip_prefix("--") {
        Some(name) => !BOOLEANS.contains(&name.replace('_', "-").as_str()),
        // `-v 2`, but not `-v2`.
        None => argument.len() == 2 && argument.starts_with('-'),
    }
}

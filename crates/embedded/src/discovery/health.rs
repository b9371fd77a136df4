//! Whether the server is well. A process that answers is: what it checks is what it has of a real one's list.

use axum::response::{IntoResponse, Response};

const ENDPOINTS: [(&str, &[&str]); 3] =
    [("healthz", &["ping", "etcd"]), ("livez", &["ping", "etcd"]), ("readyz", &["ping", "etcd", "shutdown"])];

/// What this path says; `None` where no check is.
pub(super) fn serve(segments: &[&str], query: &str) -> Option<Response> {
    let (endpoint, rest) = segments.split_first()?;
    let (_, checks) = ENDPOINTS.iter().find(|(name, _)| name == endpoint)?;
    match rest {
        [] => Some(all(endpoint, checks, query).into_response()),
        [check] if checks.contains(check) => Some("ok".into_response()),
        _ => None,
    }
}

/// Where it is served.
pub(super) fn paths() -> impl Iterator<Item = String> {
    ENDPOINTS.iter().flat_map(|(endpoint, checks)| {
        let each = checks.iter().map(move |check| format!("/{endpoint}/{check}"));
        std::iter::once(format!("/{endpoint}")).chain(each)
    })
}

/// `ok`, or with `?verbose` a line for each check; those of `exclude` are not made.
fn all(endpoint: &str, checks: &[&str], query: &str) -> String {
    let parameters: Vec<_> = form_urlencoded::parse(query.as_bytes()).collect();
    if !parameters.iter().any(|(name, _)| name == "verbose") {
        return "ok".to_owned();
    }
    let excluded = |check: &str| parameters.iter().any(|(name, value)| name == "exclude" && value == check);
    let mut text = String::new();
    for check in checks {
        let found = if excluded(check) { "excluded: ok" } else { "ok" };
        text.extend(["[+]", check, " ", found, "\n"]);
    }
    text + endpoint + " check passed\n"
}

#[cfg(test)]
mod tests {
    use super::{ENDPOINTS, all, serve};

    #[test]
    fn each_check_is_named_when_somebody_asks_for_it() {
        let [_, _, (endpoint, checks)] = ENDPOINTS;
        assert_eq!(all(endpoint, checks, ""), "ok");
        let text = "[+]ping ok\n[+]etcd excluded: ok\n[+]shutdown ok\nreadyz check passed\n";
        assert_eq!(all(endpoint, checks, "verbose&exclude=etcd"), text);
    }

    #[test]
    fn a_check_has_a_path_where_it_is_made() {
        assert!(serve(&["readyz", "shutdown"], "").is_some());
        assert!(serve(&["livez", "shutdown"], "").is_none());
        assert!(serve(&["version"], "").is_none());
    }
}

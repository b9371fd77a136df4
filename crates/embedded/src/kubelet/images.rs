//! What is known about images, which are never pulled here.

use std::sync::LazyLock;

use serde::Deserialize;
use serde_json::Value;

use crate::cluster::Inner;
use crate::resource::Resource;
use crate::store::Key;

/// Where a cluster's user says more about images.
pub(super) const NAMESPACE: &str = "kube-system";
pub(super) const NAME: &str = "embedded-images";

/// The user that an image runs as, as it is written there.
#[derive(Clone, Debug, Deserialize, Eq, PartialEq)]
#[serde(untagged)]
pub(super) enum User {
    Id(i64),
    Name(String),
}

/// What is known about one image, or about all that a pattern fits.
#[derive(Clone, Debug, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
struct Row {
    image: String,
    #[serde(default = "root")]
    user: User,
    #[serde(default)]
    finishes: bool,
    #[serde(default)]
    exit_code: i64,
    #[serde(default)]
    missing: bool,
}

/// What a container of an image does.
#[derive(Clone, Debug, Eq, PartialEq)]
pub(super) struct Image {
    pub(super) user: User,
    /// The exit code with which it ends by itself, if it does.
    pub(super) ends: Option<i64>,
    pub(super) missing: bool,
}

/// What is known about images.
pub(super) struct Images(Vec<Row>);

static KNOWN: LazyLock<Vec<Row>> = LazyLock::new(|| rows(include_str!("images.yaml")));

impl Images {
    /// As the cluster's user has it, then as everybody has it. Rows that cannot be read are left out.
    pub(super) fn of(cluster: &Inner) -> Self {
        let found = Resource::find("", "v1", "configmaps")
            .and_then(|resource| cluster.store.get(&Key::new(resource, NAMESPACE, NAME)));
        let texts = found.as_ref().and_then(|map| map.get("data")?.as_object());
        let texts = texts.into_iter().flatten().filter_map(|(_, text)| text.as_str());
        Self(texts.flat_map(rows).chain(KNOWN.iter().cloned()).collect())
    }

    pub(super) fn find(&self, reference: &str) -> Image {
        let row = self.0.iter().find(|row| fits(&row.image, reference));
        row.map_or(Image { user: root(), ends: None, missing: false }, |row| Image {
            user: row.user.clone(),
            ends: row.finishes.then_some(row.exit_code),
            missing: row.missing,
        })
    }
}

fn root() -> User {
    User::Id(0)
}

fn rows(yaml: &str) -> Vec<Row> {
    let documents = psp::yaml::to_value(yaml).unwrap_or_default();
    let rows = documents.into_iter().filter_map(|document| match document {
        Value::Array(rows) => Some(rows),
        _ => None,
    });
    rows.flatten().filter_map(|row| serde_json::from_value(row).ok()).collect()
}

fn fits(pattern: &str, reference: &str) -> bool {
    if pattern.contains('*') {
        return glob(pattern, reference);
    }
    let name = untagged(reference);
    name == pattern || name.rsplit('/').next() == Some(pattern)
}

/// The reference without its tag and digest.
fn untagged(reference: &str) -> &str {
    let name = reference.split('@').next().unwrap_or_default();
    match name.rsplit_once(':') {
        // A registry's port is no tag.
        Some((name, tag)) if !tag.contains('/') => name,
        _ => name,
    }
}

fn glob(pattern: &str, text: &str) -> bool {
    let mut parts = pattern.split('*');
    let Some(mut rest) = parts.next().and_then(|first| text.strip_prefix(first)) else { return false };
    let parts: Vec<&str> = parts.collect();
    let Some((last, middle)) = parts.split_last() else { return rest.is_empty() };
    for part in middle {
        let Some((_, after)) = rest.split_once(*part) else { return false };
        rest = after;
    }
    rest.ends_with(last)
}

#[cfg(test)]
mod tests {
    use super::{Images, KNOWN, User, fits, rows};

    #[test]
    fn a_row_fits_by_name_or_by_pattern() {
        let check = |pattern: &str, reference: &str, expected: bool| {
            assert_eq!(fits(pattern, reference), expected, "{pattern} {reference}");
        };
        check("nginx", "nginx", true);
        check("nginx", "registry:5000/library/nginx:1.19@sha256:abc", true);
        check("nginx", "nginx-ingress", false);
        check("team/api", "team/api:2", true);
        check("*rootless*", "docker:rootless", true);
        check("*:nonroot", "gcr.io/distroless/static:nonroot", true);
        check("*:nonroot", "nonroot:1", false);
    }

    #[test]
    fn every_row_is_read_and_the_first_that_fits_decides() {
        assert_eq!(
            KNOWN.len(),
            include_str!("images.yaml").lines().filter(|line| line.starts_with('-')).count()
        );
        let images =
            Images(rows("- {image: nginx, user: 7}").into_iter().chain(KNOWN.iter().cloned()).collect());
        assert_eq!(images.find("nginx:1").user, User::Id(7));
        assert_eq!(images.find("unknown:1").user, User::Id(0));
        assert_eq!(images.find("prom/prometheus").user, User::Name("nobody".to_owned()));
        assert_eq!(images.find("hello-world").ends, Some(0));
        assert!(images.find("team/does-not-exist:1").missing);
    }
}

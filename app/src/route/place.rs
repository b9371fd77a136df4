//! Which page a path leads to: the reading of what [`Route`](super::Route) writes.

use super::text;
use crate::api::ClusterId;

/// The pages.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub enum Page {
    Clusters,
    /// One cluster at a glance.
    Overview,
    Psps,
    CreateYaml,
    Upload,
    TryPod,
    Policy,
    EditYaml,
    /// Every primitive, in debug builds.
    Gallery,
    /// There is no such page.
    Nowhere,
}

/// A page, and what it is about as far as the path says.
#[derive(Clone, Debug, Eq, PartialEq)]
pub struct Place {
    pub page: Page,
    pub cluster: Option<ClusterId>,
    pub policy: Option<String>,
}

impl Place {
    /// Where this path leads.
    pub fn at(path: &str) -> Self {
        let segments: Vec<&str> = path.trim_matches('/').split('/').collect();
        let (page, cluster, policy) = match segments.as_slice() {
            ["clusters"] => (Page::Clusters, None, None),
            ["clusters", cluster, rest @ ..] => {
                let (page, policy) = of_cluster(rest);
                (page, Some(super::cluster_in(cluster)), policy)
            }
            ["ui"] => (Page::Gallery, None, None),
            _ => (Page::Nowhere, None, None),
        };
        Self { page, cluster, policy: policy.map(text::from_segment) }
    }
}

fn of_cluster<'a>(rest: &[&'a str]) -> (Page, Option<&'a str>) {
    match rest {
        [] => (Page::Overview, None),
        ["security", "psps", rest @ ..] => match rest {
            [] => (Page::Psps, None),
            // `-` can be no policy's name.
            ["-", "create"] => (Page::CreateYaml, None),
            ["-", "upload"] => (Page::Upload, None),
            ["-", "try"] => (Page::TryPod, None),
            [policy] => (Page::Policy, Some(policy)),
            [policy, "yaml"] => (Page::EditYaml, Some(policy)),
            _ => (Page::Nowhere, None),
        },
        _ => (Page::Nowhere, None),
    }
}

#[cfg(test)]
mod tests {
    use super::{Page, Place};
    use crate::api::ClusterId;
    use crate::route::{Attempt, PspsView, Route};

    fn place(page: Page, policy: Option<&str>) -> Place {
        let cluster = Some(ClusterId::new("arn:aws:eks/prod ü%"));
        Place { page, cluster, policy: policy.map(str::to_owned) }
    }

    #[test]
    fn every_page_is_found_again_by_its_path_whatever_its_cluster_is_called() {
        let cluster = ClusterId::new("arn:aws:eks/prod ü%");
        let policy = "ack.privileged".to_owned();
        let edit = Route::EditYaml { cluster: cluster.clone(), policy: policy.clone(), draft: None };
        let create = Route::CreateYaml { cluster: cluster.clone(), template: None, from: None, draft: None };
        assert_eq!(Place::at(&Route::Cluster(cluster.clone()).path()), place(Page::Overview, None));
        let psps = Route::Psps(cluster.clone(), PspsView::default());
        assert_eq!(Place::at(&psps.path()), place(Page::Psps, None));
        assert_eq!(Place::at(&create.path()), place(Page::CreateYaml, None));
        assert_eq!(Place::at(&Route::Upload(cluster.clone()).path()), place(Page::Upload, None));
        let try_pod = Route::TryPod(cluster.clone(), Attempt::default());
        assert_eq!(Place::at(&try_pod.path()), place(Page::TryPod, None));
        assert_eq!(
            Place::at(&Route::Policy(cluster, policy.clone()).path()),
            place(Page::Policy, Some(&policy))
        );
        assert_eq!(Place::at(&edit.path()), place(Page::EditYaml, Some(&policy)));
        assert_eq!(Place::at(&Route::Clusters.path()).page, Page::Clusters);
    }

    #[test]
    fn a_path_is_the_same_with_a_slash_at_its_end_and_with_its_signs_escaped_by_somebody() {
        assert_eq!(Place::at("/clusters/"), Place::at("/clusters"));
        assert_eq!(Place::at("/clusters/a%3Ab"), Place::at("/clusters/a:b"));
    }

    #[test]
    fn what_is_no_page_leads_nowhere() {
        for path in ["/", "/nothing", "/clusters/demo/security", "/clusters/demo/security/psps/a/b"] {
            assert_eq!(Place::at(path).page, Page::Nowhere, "{path}");
        }
    }
}

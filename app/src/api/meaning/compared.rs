//! A policy's sentences, and each field beside the templates'.

use psp::PodSecurityPolicy;
use psp::explain::{Allowed, Relation, Statement, statements};
use psp::template::{TEMPLATES, default_policy};

use super::words::{is_silent, sentence};
use super::{FieldRow, Sentence};
use crate::text::Texts;

/// What the policy says. Left out is what says nothing, and what is about volumes that are not allowed anyway.
pub(super) fn sentences(t: Texts, policy: &PodSecurityPolicy) -> Vec<Sentence> {
    let said = statements(policy);
    // What this lets pass, everything does.
    let everything = statements(&default_policy(""));
    let volumes = |kind: &str| {
        said.iter().any(|each| matches!(each, Statement::Volumes(allowed) if allowed.includes(kind)))
    };
    let means = |each: &Statement| !is_silent(each) && each.volume().is_none_or(volumes);
    let pairs = said.iter().zip(&everything).filter(|(each, _)| means(each));
    let one = |(each, everything): (&Statement, &Statement)| Sentence {
        field: each.field().to_owned(),
        text: sentence(t, each),
        limits: limits(each, everything),
    };
    pairs.map(one).collect()
}

fn limits(this: &Statement, everything: &Statement) -> bool {
    match this {
        Statement::DroppedCapabilities(names) | Statement::ForbiddenSysctls(names) => !names.is_empty(),
        Statement::DefaultEscalation(allowed) => *allowed == Some(false),
        Statement::DefaultSeccomp(_) | Statement::DefaultAppArmor(_) | Statement::DefaultRuntimeClass(_) => {
            true
        }
        Statement::ProcMounts(allowed) => *allowed != Allowed::All,
        _ => this.against(everything) == Relation::Stricter,
    }
}

/// The templates' names, and every field beside theirs.
pub(super) fn with_templates(t: Texts, policy: &PodSecurityPolicy) -> (Vec<String>, Vec<FieldRow>) {
    // A test in `crates/psp` parses each.
    let templates =
        TEMPLATES.iter().filter_map(|each| Some((each.name, psp::yaml::parse(each.yaml()).ok()?)));
    let (names, theirs): (Vec<_>, Vec<_>) =
        templates.map(|(name, template)| (name.to_owned(), statements(&template))).unzip();
    let row = |(index, this): (usize, &Statement)| FieldRow {
        field: this.field().to_owned(),
        text: sentence(t, this),
        against: theirs
            .iter()
            .filter_map(|template| template.get(index))
            .map(|that| (this.against(that), sentence(t, that)))
            .collect(),
    };
    (names, statements(policy).iter().enumerate().map(row).collect())
}

#[cfg(test)]
mod tests {
    use psp::template::{TEMPLATES, find};

    use super::{sentences, with_templates};
    use crate::text::texts;

    fn said(template: &str) -> Vec<(String, bool)> {
        let policy = psp::yaml::parse(find(template).unwrap().yaml()).unwrap();
        let sentences = sentences(texts(), &policy).into_iter();
        sentences.map(|sentence| (sentence.text, sentence.limits)).collect()
    }

    #[test]
    fn a_strict_policy_is_told_by_what_it_limits() {
        let said = said("privileged-root-volumes-restricted");
        for limit in [
            "Containers may not run privileged.",
            "Containers must not run as root.",
            "Containers must drop these Linux capabilities: ALL.",
            "Containers may use no port of the host.",
        ] {
            assert!(said.contains(&(limit.to_owned(), true)), "{limit}: {said:?}");
        }
        assert!(said.contains(&("Any SELinux context is allowed.".to_owned(), false)), "{said:?}");
    }

    #[test]
    fn what_means_nothing_under_a_policy_is_not_told() {
        let strict = said("privileged-root-volumes-restricted");
        assert!(
            strict.iter().all(|(text, _)| !text.contains("lead to") && !text.contains("CSI")),
            "{strict:?}"
        );
        let everything = said("ack.privileged");
        assert!(everything.iter().any(|(text, _)| text == "Volumes may lead to any path of the host."));
        assert!(everything.iter().all(|(text, _)| !text.contains("filled in")), "{everything:?}");
    }

    #[test]
    fn every_field_stands_beside_every_template() {
        let policy = psp::template::default_policy("example");
        let (names, fields) = with_templates(texts(), &policy);
        assert_eq!(names, TEMPLATES.map(|template| template.name));
        assert!(fields.iter().all(|field| field.against.len() == names.len()));
    }
}

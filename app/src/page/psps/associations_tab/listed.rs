//! What the rules tab shows, as it was read last.

use std::sync::Arc;

use access::{Association, Origin};
use leptos::prelude::*;

use super::super::PspsPage;
use super::columns::RuleRow;
use crate::api::ApiError;
use crate::api::associations::Rules;
use crate::part::Reading;
use crate::rows::Rows;
use crate::text::{Texts, texts};

/// What the rules tab shows, and lacks.
#[derive(Clone, Copy)]
pub(super) struct Listed {
    pub(super) rules: Memo<Result<Arc<Read>, ApiError>>,
    /// The namespaces without a policy.
    pub(super) lacking: Memo<Vec<String>>,
}

/// The rules as they were read: Kubernetes' own apart.
pub(super) struct Read {
    pub(super) rows: Rows<RuleRow>,
    pub(super) of_kubernetes: Vec<Arc<Association>>,
}

impl Read {
    fn new(t: Texts, rules: &Rules) -> Self {
        let (of_kubernetes, rules): (Vec<_>, Vec<_>) =
            rules.iter().cloned().partition(|rule| rule.origin == Origin::System);
        Self {
            rows: rules.into_iter().map(|rule| RuleRow::new(t, rule)).collect::<Vec<_>>().into(),
            of_kubernetes,
        }
    }
}

impl Listed {
    pub(super) fn of(page: PspsPage, rules: Reading<Rules>) -> Self {
        let t = texts();
        let read = move || {
            rules.get().unwrap_or_else(|| Ok(Rules::default())).map(|rules| Arc::new(Read::new(t, &rules)))
        };
        let lacking =
            move || page.default.get().and_then(Result::ok).map(|default| default.to_warn_of().to_vec());
        Self {
            rules: Memo::new_with_compare(move |_| read(), |_, _| true),
            lacking: Memo::new(move |_| lacking().unwrap_or_default()),
        }
    }

    /// The rules; none if they could not be read.
    pub(super) fn rules(self) -> Arc<Read> {
        self.rules
            .get()
            .unwrap_or_else(|_| Arc::new(Read { rows: Rows::default(), of_kubernetes: Vec::new() }))
    }
}

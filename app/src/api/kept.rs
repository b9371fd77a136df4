//! What the server keeps for a while, because it is too long for a URL: by a random id, which the URL holds.

use std::collections::VecDeque;
use std::sync::{Arc, Mutex, PoisonError};

/// How many are kept. Each is at most as long as a request may be.
const KEPT: usize = 32;

/// The latest, by random ids.
#[derive(Clone)]
pub struct Kept<T>(Arc<Mutex<VecDeque<(String, T)>>>);

impl<T> Default for Kept<T> {
    fn default() -> Self {
        Self(Arc::default())
    }
}

impl<T: Clone> Kept<T> {
    /// Keeps it, and says under which id.
    pub fn keep(&self, it: T) -> String {
        let id = leptos::nonce::Nonce::new().to_string();
        let mut kept = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        kept.truncate(KEPT - 1);
        kept.push_front((id.clone(), it));
        id
    }

    /// The one of this id, if it is not too old.
    pub fn get(&self, id: &str) -> Option<T> {
        let kept = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        kept.iter().find(|(each, _)| each == id).map(|(_, it)| it.clone())
    }

    /// It is needed no more.
    pub fn forget(&self, id: &str) {
        self.0.lock().unwrap_or_else(PoisonError::into_inner).retain(|(each, _)| each != id);
    }
}

#[cfg(test)]
mod tests {
    use super::{KEPT, Kept};

    #[test]
    fn keeps_the_latest_each_under_an_id_of_its_own() {
        let kept = Kept::default();
        let ids: Vec<_> = (0..=KEPT).map(|number| kept.keep(number)).collect();
        let found = |at: usize| ids.get(at).and_then(|id| kept.get(id));
        assert_eq!([found(0), found(1), found(KEPT)], [None, Some(1), Some(KEPT)]);
        for id in &ids {
            kept.forget(id);
        }
        assert_eq!(found(KEPT), None);
    }
}

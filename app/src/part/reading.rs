//! Something that is read from the server: rendered there, handed to the browser with the page, and read again whenever
//! what it depends on changes.
//!
//! While it is on its way its type is forgotten, so that leptos' machinery for it is in the browser's program once and
//! not once for each type that is read.

mod answer;

use std::future::{Future, IntoFuture};
use std::marker::PhantomData;
use std::pin::Pin;

#[cfg(feature = "hydrate")]
use leptos::prelude::Get;
use leptos::prelude::Resource;
use serde::Serialize;
use serde::de::DeserializeOwned;

use crate::api::ApiError;
use answer::{Answer, Carried};

type Later<T> = Pin<Box<dyn Future<Output = T> + Send>>;

/// What may be read, whatever its parts are.
pub trait Readable: Clone + Send + Sync + Serialize + DeserializeOwned + 'static {}

impl<T: Clone + Send + Sync + Serialize + DeserializeOwned + 'static> Readable for T {}

/// A handle on it; `.await` gives the newest answer.
pub struct Reading<T> {
    answer: Resource<Answer, Carried>,
    of: PhantomData<fn() -> T>,
}

impl<T> Clone for Reading<T> {
    fn clone(&self) -> Self {
        *self
    }
}

impl<T> Copy for Reading<T> {}

impl<T: Readable> Reading<T> {
    /// Reads by `fetch` what `source` says, and again when that changes.
    pub fn new<S, F>(
        source: impl Fn() -> S + Send + Sync + 'static,
        fetch: impl Fn(S) -> F + Send + Sync + 'static,
    ) -> Self
    where
        S: PartialEq + Clone + Send + Sync + 'static,
        F: Future<Output = Result<T, ApiError>> + Send + 'static,
    {
        let fetch = move |source| -> Later<Answer> {
            let fetched = fetch(source);
            Box::pin(async move { Answer::new(fetched.await) })
        };
        Self { answer: resource(Box::new(source), Box::new(fetch)), of: PhantomData }
    }

    /// The newest answer, for what follows it in the browser; nothing as long as there is none.
    #[cfg(feature = "hydrate")]
    pub fn get(self) -> Option<Result<T, ApiError>> {
        self.answer.get().map(|answer| answer.open())
    }

    /// Reads it again.
    #[cfg(feature = "hydrate")]
    pub fn refetch(self) {
        self.answer.refetch();
    }
}

impl<T: Readable> IntoFuture for Reading<T> {
    type Output = Result<T, ApiError>;
    type IntoFuture = Later<Self::Output>;

    fn into_future(self) -> Self::IntoFuture {
        Box::pin(async move { self.answer.await.open() })
    }
}

type Source<S> = Box<dyn Fn() -> S + Send + Sync>;
type Fetch<S> = Box<dyn Fn(S) -> Later<Answer> + Send + Sync>;

fn resource<S>(source: Source<S>, fetch: Fetch<S>) -> Resource<Answer, Carried>
where
    S: PartialEq + Clone + Send + Sync + 'static,
{
    Resource::new_with_options(source, fetch, false)
}

//! Something that is read from the server: rendered there, handed to the browser with the page, and read again whenever
//! what it depends on changes. Whoever follows it hears of it only when the answer is another one: what is rendered from
//! it is otherwise made anew, and what had the keyboard's focus, was opened or selected in it is not any more.
//!
//! While it is on its way its type is forgotten, so that leptos' machinery for it is in the browser's program once and
//! not once for each type that is read.

mod answer;

use std::future::{Future, IntoFuture};
use std::marker::PhantomData;
use std::pin::Pin;

use leptos::prelude::*;
use leptos::reactive::computed::ScopedFuture;
use leptos::server_fn::ServerFn;
#[cfg(feature = "hydrate")]
use send_wrapper::SendWrapper;
use serde::Serialize;
use serde::de::DeserializeOwned;

#[cfg(feature = "hydrate")]
use crate::api::Situation;
use crate::api::{ApiError, ClusterId};
use answer::{Answer, Carried};

type Later<T> = Pin<Box<dyn Future<Output = T> + Send>>;

/// What may be read, whatever its parts are.
pub trait Readable: Clone + Send + Sync + Serialize + DeserializeOwned + 'static {}

impl<T: Clone + Send + Sync + Serialize + DeserializeOwned + 'static> Readable for T {}

/// A handle on it; `.await` gives the newest answer.
pub struct Reading<T> {
    answer: Resource<Answer, Carried>,
    /// The answer, as long as it is the same.
    #[cfg(feature = "hydrate")]
    newest: Memo<Option<Answer>>,
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
        Self::by(resource(Box::new(source), Box::new(fetch)))
    }

    /// Reads what this server function says of the cluster that `source` names, and again when that changes. In the
    /// browser the answer's type plays no part in that.
    pub fn of_cluster<F, S>(
        source: impl Fn() -> S + Send + Sync + 'static,
        cluster: impl Fn(S) -> ClusterId + Send + Sync + 'static,
    ) -> Self
    where
        F: ServerFn<Output = T, Error = ApiError> + From<ClusterId> + 'static,
        S: PartialEq + Clone + Send + Sync + 'static,
    {
        #[cfg(feature = "hydrate")]
        let fetch = move |source| ask(F::url(), cluster(source));
        #[cfg(not(feature = "hydrate"))]
        let fetch = move |source| -> Later<Answer> {
            let asked = F::from(cluster(source)).run_body();
            Box::pin(async move { Answer::new(asked.await) })
        };
        Self::by(resource(Box::new(source), Box::new(fetch)))
    }

    fn by(answer: Resource<Answer, Carried>) -> Self {
        Self {
            answer,
            #[cfg(feature = "hydrate")]
            newest: newest(answer),
            of: PhantomData,
        }
    }

    /// The newest answer, for what follows it; nothing as long as there is none.
    pub fn get(self) -> Option<Result<T, ApiError>> {
        #[cfg(feature = "hydrate")]
        let answer = self.newest.get();
        #[cfg(not(feature = "hydrate"))]
        let answer = self.answer.get_untracked();
        answer.map(|answer| answer.open())
    }

    /// Until there is an answer. Does not follow it: for a view that is made once and follows by [`get`](Self::get).
    pub fn ready(self) -> Later<()> {
        let answer = first(self.answer);
        Box::pin(async move { _ = answer.await })
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
        #[cfg(feature = "hydrate")]
        let answer = followed(self.answer, self.newest);
        #[cfg(not(feature = "hydrate"))]
        let answer = self.answer;
        Box::pin(async move { answer.await.open() })
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

/// The first answer, or the one that there is; whoever waits for it does not follow it.
fn first(answer: Resource<Answer, Carried>) -> Later<Answer> {
    Box::pin(ScopedFuture::new_untracked(answer.into_future()))
}

/// Asks a server function that takes a cluster.
#[cfg(feature = "hydrate")]
fn ask(url: &'static str, cluster: ClusterId) -> Later<Answer> {
    use super::post::{offline, post};

    let asked = async move {
        let fields = web_sys::UrlSearchParams::new().map_err(|_| ApiError::new(Situation::Internal, ""))?;
        fields.append("cluster", cluster.as_str());
        post(url, fields).await?.binary().await.map_err(offline)
    };
    // The browser has one thread.
    Box::pin(SendWrapper::new(async move { Answer::written(asked.await) }))
}

#[cfg(feature = "hydrate")]
fn newest(answer: Resource<Answer, Carried>) -> Memo<Option<Answer>> {
    Memo::new(move |_| answer.get())
}

/// The answer, for whoever follows what is another one.
#[cfg(feature = "hydrate")]
fn followed(answer: Resource<Answer, Carried>, newest: Memo<Option<Answer>>) -> Later<Answer> {
    let answer = first(answer);
    Box::pin(async move {
        newest.track();
        let answer = answer.await;
        // Now it knows this one, and will not take it for news.
        newest.with_untracked(|_| ());
        answer
    })
}

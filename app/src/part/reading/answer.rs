//! The answer of a server function whose type is forgotten: the value itself where it was made, or the text that the
//! server put into the page.

use std::any::Any;
use std::convert::Infallible;
use std::sync::{Arc, OnceLock};

use leptos::server::codee::{Decoder, Encoder};

use super::Readable;
use crate::api::{ApiError, Situation};

/// An answer. Its clones are the same.
#[derive(Clone)]
pub struct Answer(Arc<Kept>);

type Value = Box<dyn Any + Send + Sync>;

struct Kept {
    from: From,
    /// The `Result` that it is, once somebody has asked for it.
    value: OnceLock<Value>,
    #[cfg(feature = "ssr")]
    write: fn(&dyn Any) -> String,
}

/// Where an answer comes from.
#[derive(PartialEq)]
enum From {
    /// It was made here.
    Here,
    /// The server has written it.
    Written(Vec<u8>),
    /// It says why there is none.
    Refusal(ApiError),
}

impl PartialEq for Answer {
    /// Of what was made here nobody can tell.
    fn eq(&self, other: &Self) -> bool {
        Arc::ptr_eq(&self.0, &other.0) || (self.0.from != From::Here && self.0.from == other.0.from)
    }
}

impl Answer {
    /// The answer of a server function.
    pub(super) fn new<T: Readable>(value: Result<T, ApiError>) -> Self {
        Self(Arc::new(Kept {
            from: From::Here,
            value: OnceLock::from(Box::new(value) as Value),
            #[cfg(feature = "ssr")]
            write: wire::write::<T>,
        }))
    }

    /// The answer as the server has written it.
    pub(super) fn written(answer: Result<Vec<u8>, ApiError>) -> Self {
        Self(Arc::new(Kept {
            from: answer.map_or_else(From::Refusal, From::Written),
            value: OnceLock::new(),
            #[cfg(feature = "ssr")]
            write: |_| String::new(),
        }))
    }

    /// The answer as what it is.
    pub(super) fn open<T: Readable>(&self) -> Result<T, ApiError> {
        let value = self.0.value.get_or_init(|| Box::new(self.0.from.read::<T>()));
        let value = value.downcast_ref::<Result<T, ApiError>>();
        value.cloned().unwrap_or_else(|| Err(ApiError::new(Situation::Internal, "")))
    }
}

impl From {
    fn read<T: Readable>(&self) -> Result<T, ApiError> {
        match self {
            Self::Written(bytes) => Ok(wire::read(bytes)?),
            Self::Refusal(why) => Err(why.clone()),
            Self::Here => Err(ApiError::new(Situation::Internal, "")),
        }
    }
}

/// How the page carries an answer from the server to the browser.
pub struct Carried;

impl Encoder<Answer> for Carried {
    type Error = Infallible;
    type Encoded = String;

    #[cfg(feature = "ssr")]
    fn encode(Answer(kept): &Answer) -> Result<String, Infallible> {
        Ok(kept.value.get().map(|value| (kept.write)(value.as_ref())).unwrap_or_default())
    }

    /// Only the server writes.
    #[cfg(not(feature = "ssr"))]
    fn encode(_: &Answer) -> Result<String, Infallible> {
        Ok(String::new())
    }
}

impl Decoder<Answer> for Carried {
    type Error = Infallible;
    type Encoded = str;

    fn decode(text: &str) -> Result<Answer, Infallible> {
        Ok(Answer::written(wire::carried(text)))
    }
}

/// A sign that says whether it was read, and it, or why it was not.
mod wire {
    #[cfg(feature = "ssr")]
    use std::any::Any;

    #[cfg(feature = "ssr")]
    use super::Readable;
    pub(super) use crate::api::wire::read;
    use crate::api::wire::{bytes, from_text};
    use crate::api::{ApiError, Situation};

    const WAS_READ: &str = "+";
    const WAS_NOT: &str = "-";

    #[cfg(feature = "ssr")]
    pub(super) fn write<T: Readable>(value: &dyn Any) -> String {
        use crate::api::wire::to_text;

        match value.downcast_ref::<Result<T, ApiError>>() {
            Some(Ok(value)) => format!("{WAS_READ}{}", to_text(value)),
            Some(Err(error)) => format!("{WAS_NOT}{}", to_text(error)),
            None => String::new(),
        }
    }

    /// What [`write`] has written.
    pub(super) fn carried(text: &str) -> Result<Vec<u8>, ApiError> {
        match text.split_at_checked(1) {
            Some((WAS_READ, value)) => Ok(bytes(value)?),
            Some((WAS_NOT, error)) => Err(from_text::<ApiError>(error)?),
            _ => Err(ApiError::new(Situation::Internal, "")),
        }
    }
}

#[cfg(test)]
mod tests {
    use leptos::server::codee::{Decoder, Encoder};

    use super::{Answer, Carried};
    use crate::api::{ApiError, Situation};

    fn carried(answer: Result<Vec<u8>, ApiError>) -> Result<Vec<u8>, ApiError> {
        let Ok(text) = Carried::encode(&Answer::new(answer));
        let Ok(answer) = Carried::decode(&text);
        answer.open()
    }

    #[test]
    fn an_answer_arrives_in_the_browser_as_it_was() {
        assert_eq!(carried(Ok(vec![1, 2])), Ok(vec![1, 2]));
        let error = ApiError::new(Situation::Forbidden, "no");
        assert_eq!(carried(Err(error.clone())), Err(error));
    }

    #[test]
    fn an_answer_that_says_the_same_is_no_news() {
        let written =
            |value: u8| Carried::decode(&Carried::encode(&Answer::new(Ok(value))).unwrap()).unwrap();
        let refused = || Answer::written(Err(ApiError::new(Situation::Forbidden, "no")));
        assert!(written(1) == written(1) && refused() == refused());
        assert!(written(1) != written(2) && written(1) != refused());
    }

    #[test]
    fn an_answer_of_which_a_part_is_missing_is_a_fault() {
        let Ok(answer) = Carried::decode(&format!("+{}", crate::api::wire::to_text(&9_u8)));
        assert_eq!(answer.open::<Vec<u8>>().map_err(|error| error.situation), Err(Situation::Offline));
    }
}

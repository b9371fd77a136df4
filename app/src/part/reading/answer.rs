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
    /// As the page carries it.
    text: String,
    /// The `Result` that it is, once somebody has asked for it.
    value: OnceLock<Value>,
    /// Are both the same? Only what was made as an answer knows of which type it is.
    #[cfg(feature = "hydrate")]
    same: Option<fn(&Answer, &Answer) -> bool>,
    #[cfg(feature = "ssr")]
    write: fn(&dyn Any) -> String,
}

#[cfg(feature = "hydrate")]
impl PartialEq for Answer {
    fn eq(&self, other: &Self) -> bool {
        let same = || self.0.same.or(other.0.same).is_some_and(|same| same(self, other));
        Arc::ptr_eq(&self.0, &other.0) || same()
    }
}

impl Answer {
    /// The answer of a server function.
    pub(super) fn new<T: Readable>(value: Result<T, ApiError>) -> Self {
        let value = OnceLock::from(Box::new(value) as Value);
        Self(Arc::new(Kept {
            text: String::new(),
            value,
            #[cfg(feature = "hydrate")]
            same: Some(|one, other| one.value::<T>() == other.value::<T>()),
            #[cfg(feature = "ssr")]
            write: wire::write::<T>,
        }))
    }

    /// The answer as what it is.
    pub(super) fn open<T: Readable>(&self) -> Result<T, ApiError> {
        self.value().cloned().unwrap_or_else(|| Err(ApiError::new(Situation::Internal, "")))
    }

    fn value<T: Readable>(&self) -> Option<&Result<T, ApiError>> {
        self.read(|text| Box::new(wire::read::<T>(text))).downcast_ref()
    }

    fn read(&self, read: fn(&str) -> Value) -> &Value {
        self.0.value.get_or_init(|| read(&self.0.text))
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
        Ok(Answer(Arc::new(Kept {
            text: text.to_owned(),
            value: OnceLock::new(),
            #[cfg(feature = "hydrate")]
            same: None,
            #[cfg(feature = "ssr")]
            write: |_| String::new(),
        })))
    }
}

/// A sign that says whether it was read, and it, or why it was not.
mod wire {
    #[cfg(feature = "ssr")]
    use std::any::Any;

    use super::Readable;
    use crate::api::wire::from_text;
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

    pub(super) fn read<T: Readable>(text: &str) -> Result<T, ApiError> {
        let nonsense = || ApiError::new(Situation::Internal, "");
        match text.split_at_checked(1) {
            Some((WAS_READ, value)) => from_text(value).map_err(|_| nonsense()),
            Some((WAS_NOT, error)) => Err(from_text(error).unwrap_or_else(|_| nonsense())),
            _ => Err(nonsense()),
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
    fn an_answer_of_which_a_part_is_missing_is_a_fault() {
        let Ok(answer) = Carried::decode(&format!("+{}", crate::api::wire::to_text(&9_u8)));
        assert_eq!(answer.open::<Vec<u8>>().map_err(|error| error.situation), Err(Situation::Internal));
    }
}

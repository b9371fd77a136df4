//! How answers travel to the browser: in postcard's encoding, whose reading takes a third of the code that JSON's takes, in a
//! program that every visitor loads. It says nothing of itself, so an answer names the build that it comes from: what
//! another build has written is told from what this one can read, and the reader is asked to load the page again.

use leptos::server::codee::{Decoder, Encoder};
use leptos::server::{FromEncodedStr, IntoEncodedString};
use leptos::server_fn::codec::Post;
use leptos::server_fn::{Bytes, ContentType, Decodes, Encodes, Format, FormatType};
use serde::Serialize;
use serde::de::DeserializeOwned;

/// Answers of server functions, in this encoding: `#[server(output = Wire)]`.
pub type Wire = Post<WireEncoding>;

/// The encoding.
pub struct WireEncoding;

/// By what an answer of any build of this console is known.
const MARK: &[u8] = b"PSP-";
/// The sources that this build was made of (`build.rs`).
const BUILD: &[u8] = env!("BUILD_ID").as_bytes();

/// Why an answer could not be read.
#[derive(Clone, Copy, Debug, Eq, PartialEq, thiserror::Error)]
pub enum NotRead {
    /// The console was updated since the page was loaded.
    #[error("{OTHER_BUILD}")]
    OtherBuild,
    /// It does not come from this console, or not all of it has come.
    #[error("this is no answer of this console")]
    NotOurs,
}

/// By this text `ApiError` knows the case: leptos passes on nothing else.
pub(super) const OTHER_BUILD: &str = "this answer comes from another build of this console";

impl ContentType for WireEncoding {
    const CONTENT_TYPE: &'static str = "application/octet-stream";
}

impl FormatType for WireEncoding {
    const FORMAT_TYPE: Format = Format::Binary;
}

impl<T: Serialize> Encodes<T> for WireEncoding {
    type Error = postcard::Error;

    fn encode(value: &T) -> Result<Bytes, postcard::Error> {
        Ok(written(value)?.into())
    }
}

impl<T: DeserializeOwned> Decodes<T> for WireEncoding {
    type Error = NotRead;

    fn decode(bytes: Bytes) -> Result<T, NotRead> {
        read(&bytes)
    }
}

impl<T: Serialize> Encoder<T> for WireEncoding {
    type Error = postcard::Error;
    type Encoded = Vec<u8>;

    fn encode(value: &T) -> Result<Vec<u8>, postcard::Error> {
        written(value)
    }
}

impl<T: DeserializeOwned> Decoder<T> for WireEncoding {
    type Error = NotRead;
    type Encoded = [u8];

    fn decode(bytes: &[u8]) -> Result<T, NotRead> {
        read(bytes)
    }
}

/// The same as a line of text, for a page or an event.
#[cfg_attr(not(feature = "ssr"), allow(dead_code))] // only the server writes
pub fn to_text<T: Serialize>(value: &T) -> String {
    written(value).unwrap_or_default().into_encoded_string()
}

/// What [`to_text`] has written.
pub fn from_text<T: DeserializeOwned>(text: &str) -> Result<T, NotRead> {
    read(&bytes(text)?)
}

/// The bytes that [`to_text`] has made a text of.
pub(crate) fn bytes(text: &str) -> Result<Vec<u8>, NotRead> {
    <[u8]>::from_encoded_str(text).map_err(|_| NotRead::NotOurs)
}

fn written<T: Serialize>(value: &T) -> Result<Vec<u8>, postcard::Error> {
    postcard::to_extend(value, [MARK, BUILD].concat())
}

pub(crate) fn read<T: DeserializeOwned>(bytes: &[u8]) -> Result<T, NotRead> {
    let ours = bytes.strip_prefix(MARK).ok_or(NotRead::NotOurs)?;
    let value = ours.strip_prefix(BUILD).ok_or(NotRead::OtherBuild)?;
    postcard::from_bytes(value).map_err(|_| NotRead::NotOurs)
}

#[cfg(test)]
mod tests {
    use super::{BUILD, MARK, NotRead, from_text, read, to_text, written};

    #[test]
    fn what_is_written_is_read_again() {
        let value = (Some("a".to_owned()), vec![1_u64, 2]);
        assert_eq!(read(&written(&value).unwrap()), Ok(value.clone()));
        assert_eq!(from_text(&to_text(&value)), Ok(value));
    }

    #[test]
    fn an_answer_of_another_build_is_told_from_one_that_is_none() {
        let mut other = written(&true).unwrap();
        other[MARK.len()] ^= 1;
        assert_eq!(read::<bool>(&other), Err(NotRead::OtherBuild));
        assert_eq!(read::<bool>(b"<html>502</html>"), Err(NotRead::NotOurs));
        assert_eq!(read::<bool>(&[MARK, BUILD].concat()), Err(NotRead::NotOurs));
    }
}

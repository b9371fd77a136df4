//! Names as checked types: a value of one of these types is a name that the API server would accept.
//!
//! Sources: <https://kubernetes.io/docs/concepts/overview/working-with-objects/names/>.

use std::fmt;
use std::str::FromStr;

use serde::{Deserialize, Serialize};

/// Why a text is not a name.
#[derive(Clone, Debug, Eq, PartialEq, thiserror::Error)]
pub enum InvalidName {
    /// Nothing was given.
    #[error("{what} is empty")]
    Empty {
        /// What it should have named.
        what: Named,
    },
    /// Longer than the API server allows.
    #[error("{what} is longer than {max} characters")]
    TooLong {
        /// What it should have named.
        what: Named,
        /// The longest allowed length, in bytes.
        max: usize,
    },
    /// A character that may not stand where it stands.
    #[error(
        "{what} '{value}' must consist of {alphabet}, and must start and end with an alphanumeric character"
    )]
    Characters {
        /// What it should have named.
        what: Named,
        /// The text as given.
        value: String,
        /// What it may consist of.
        alphabet: Alphabet,
    },
}

/// What a name is the name of.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub enum Named {
    /// A `PodSecurityPolicy`.
    Policy,
    /// A namespace.
    Namespace,
    /// A service account.
    ServiceAccount,
}

/// What a name may consist of.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub enum Alphabet {
    /// That of an RFC 1123 label.
    Label,
    /// That of an RFC 1123 subdomain, which has dots as well.
    Subdomain,
}

impl fmt::Display for Named {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Policy => "the policy's name",
            Self::Namespace => "the namespace",
            Self::ServiceAccount => "the service account",
        })
    }
}

impl fmt::Display for Alphabet {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Label => "lower case letters, digits and '-'",
            Self::Subdomain => "lower case letters, digits, '-' and '.'",
        })
    }
}

fn is_label(text: &str) -> bool {
    let alphanumeric = |byte: &u8| byte.is_ascii_lowercase() || byte.is_ascii_digit();
    let bytes = text.as_bytes();
    bytes.first().is_some_and(alphanumeric)
        && bytes.last().is_some_and(alphanumeric)
        && bytes.iter().all(|byte| alphanumeric(byte) || *byte == b'-')
}

/// Is it an RFC 1123 subdomain, its length aside?
pub(crate) fn is_subdomain(text: &str) -> bool {
    text.split('.').all(is_label)
}

/// RFC 1123 subdomain: what most objects of Kubernetes may be called.
fn check_subdomain(what: Named, text: &str) -> Result<(), InvalidName> {
    check(what, text, 253, Alphabet::Subdomain, is_subdomain(text))
}

/// RFC 1123 label: what a namespace may be called.
fn check_label(what: Named, text: &str) -> Result<(), InvalidName> {
    check(what, text, 63, Alphabet::Label, is_label(text))
}

fn check(
    what: Named,
    text: &str,
    max: usize,
    alphabet: Alphabet,
    well_formed: bool,
) -> Result<(), InvalidName> {
    if text.is_empty() {
        Err(InvalidName::Empty { what })
    } else if text.len() > max {
        Err(InvalidName::TooLong { what, max })
    } else if well_formed {
        Ok(())
    } else {
        Err(InvalidName::Characters { what, value: text.to_owned(), alphabet })
    }
}

macro_rules! name {
    ($(#[$doc:meta])* $name:ident, $what:expr, $check:ident) => {
        $(#[$doc])*
        #[derive(Clone, Debug, Eq, Hash, Ord, PartialEq, PartialOrd, Deserialize, Serialize)]
        #[serde(try_from = "String", into = "String")]
        pub struct $name(String);

        impl $name {
            /// The name as text.
            pub fn as_str(&self) -> &str {
                &self.0
            }
        }

        impl FromStr for $name {
            type Err = InvalidName;

            fn from_str(text: &str) -> Result<Self, InvalidName> {
                $check($what, text).map(|()| Self(text.to_owned()))
            }
        }

        impl TryFrom<String> for $name {
            type Error = InvalidName;

            fn try_from(text: String) -> Result<Self, InvalidName> {
                $check($what, &text).map(|()| Self(text))
            }
        }

        impl From<$name> for String {
            fn from(name: $name) -> String {
                name.0
            }
        }

        impl AsRef<str> for $name {
            fn as_ref(&self) -> &str {
                &self.0
            }
        }

        impl fmt::Display for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str(&self.0)
            }
        }
    };
}

name!(
    /// The name of a `PodSecurityPolicy`: a DNS-1123 subdomain of at most 253 characters.
    PolicyName,
    Named::Policy,
    check_subdomain
);
name!(
    /// The name of a namespace: a DNS-1123 label of at most 63 characters.
    Namespace,
    Named::Namespace,
    check_label
);
name!(
    /// The name of a service account: a DNS-1123 subdomain of at most 253 characters.
    ServiceAccountName,
    Named::ServiceAccount,
    check_subdomain
);

#[cfg(test)]
mod tests {
    use super::{InvalidName, Namespace, PolicyName};

    #[test]
    fn accepts_dots_in_a_policy_name_and_not_in_a_namespace() {
        assert!("ack.privileged".parse::<PolicyName>().is_ok());
        assert!(matches!("ack.privileged".parse::<Namespace>(), Err(InvalidName::Characters { .. })));
    }

    #[test]
    fn refuses_what_the_api_server_refuses() {
        for text in ["", "UPPER", "a b", "-a", "a-", ".a", "a..b", "ä", &"a".repeat(254)] {
            assert!(text.parse::<PolicyName>().is_err(), "{text:?}");
        }
        assert!("a".repeat(64).parse::<Namespace>().is_err());
    }

    #[test]
    fn a_bad_name_cannot_be_deserialized() {
        assert!(serde_json::from_str::<Namespace>("\"Bad_Name\"").is_err());
    }
}

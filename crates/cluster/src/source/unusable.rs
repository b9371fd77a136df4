//! Why the configuration of a cluster is of no use: whoever shows it says it in the reader's language. The texts here are
//! for the log, and for readers of English. What is in the configuration is never repeated, names and paths aside.

use std::fmt::{self, Display, Formatter};

use kube::config::{InClusterError, KubeconfigError, LoadDataError};

use crate::error::innermost;

/// Why a cluster cannot even be asked. `said` is the operating system's or a library's own words.
#[derive(Clone, Debug, Eq, PartialEq, thiserror::Error)]
pub enum Unusable {
    /// The context has a name and nothing else.
    #[error("the context {0} is empty")]
    NoContext(String),
    /// The context's cluster is not in the kubeconfig.
    #[error("the kubeconfig has no cluster {0}")]
    NoCluster(String),
    /// The cluster has no address.
    #[error("its cluster has no server")]
    NoServer,
    /// The cluster's address, or that of its proxy, is none.
    #[error("the address of {address} is not understood: {said}")]
    Address {
        /// Whose.
        address: Address,
        /// What is wrong with it.
        said: String,
    },
    /// A file that the configuration names cannot be read.
    #[error("{part} cannot be read: {path}: {said}")]
    File {
        /// What it holds.
        part: Part,
        /// Which file.
        path: String,
        /// Why.
        said: String,
    },
    /// What stands in the configuration itself is no Base64.
    #[error("{0} is not Base64")]
    NotBase64(Part),
    /// The client's certificate without its key, or the key without its certificate.
    #[error("{0} is missing")]
    Missing(Part),
    /// The certificates are no PEM.
    #[error("{0} is not PEM")]
    NotPem(Part),
    /// The pod that the console runs in has no service account that could be used.
    #[error("the pod's service account cannot be used: {0}")]
    ServiceAccount(String),
    /// The credentials cannot be used.
    #[error("the credentials cannot be used: {0}")]
    Credentials(String),
    /// The certificates cannot be used.
    #[error("the certificates cannot be used: {0}")]
    Certificates(String),
    /// Something else.
    #[error("{0}")]
    Said(String),
}

/// What a configuration holds as data, or names a file of.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub enum Part {
    /// Who has signed the API server's certificate.
    Authority,
    /// The caller's certificate.
    Certificate,
    /// The caller's key.
    Key,
}

/// What a configuration names an address of.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub enum Address {
    /// The API server.
    Server,
    /// The proxy before it.
    Proxy,
}

impl Display for Part {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Authority => "the certificate authority",
            Self::Certificate => "the client certificate",
            Self::Key => "the client key",
        })
    }
}

impl Display for Address {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Server => "the server",
            Self::Proxy => "the proxy",
        })
    }
}

impl From<KubeconfigError> for Unusable {
    fn from(error: KubeconfigError) -> Self {
        match error {
            KubeconfigError::LoadContext(name) => Self::NoContext(name),
            KubeconfigError::LoadClusterOfContext(name) => Self::NoCluster(name),
            KubeconfigError::MissingClusterUrl => Self::NoServer,
            KubeconfigError::ParseClusterUrl(error) => {
                Self::Address { address: Address::Server, said: error.to_string() }
            }
            KubeconfigError::ParseProxyUrl(error) => {
                Self::Address { address: Address::Proxy, said: error.to_string() }
            }
            KubeconfigError::LoadCertificateAuthority(error) => data(Part::Authority, &error),
            KubeconfigError::LoadClientCertificate(error) => data(Part::Certificate, &error),
            KubeconfigError::LoadClientKey(error) => data(Part::Key, &error),
            KubeconfigError::ParseCertificates(_) => Self::NotPem(Part::Authority),
            other => Self::Said(other.to_string()),
        }
    }
}

impl From<InClusterError> for Unusable {
    fn from(error: InClusterError) -> Self {
        match error {
            InClusterError::ParseCertificates(_) => Self::NotPem(Part::Authority),
            error => Self::ServiceAccount(innermost(&error)),
        }
    }
}

impl From<kube::Error> for Unusable {
    fn from(error: kube::Error) -> Self {
        match error {
            kube::Error::InferKubeconfig(error) => error.into(),
            kube::Error::Auth(error) => Self::Credentials(innermost(&error)),
            kube::Error::RustlsTls(error) => Self::Certificates(innermost(&error)),
            other => Self::Said(other.to_string()),
        }
    }
}

fn data(part: Part, error: &LoadDataError) -> Unusable {
    match error {
        LoadDataError::DecodeBase64(_) => Unusable::NotBase64(part),
        LoadDataError::ReadFile(error, path) => {
            Unusable::File { part, path: path.display().to_string(), said: error.to_string() }
        }
        LoadDataError::NoBase64DataOrFile => Unusable::Missing(part),
    }
}

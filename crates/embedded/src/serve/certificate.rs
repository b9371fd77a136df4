//! How the server proves who it is: a certificate of its own, the same one for the same address as long as the cluster
//! lives, so that kubeconfigs go on working.

use std::net::IpAddr;
use std::sync::Arc;

use rcgen::{CertificateParams, KeyPair};
use rustls::ServerConfig;
use rustls::pki_types::pem::PemObject;
use rustls::pki_types::{CertificateDer, PrivateKeyDer};

use super::ServingError;
use crate::cluster::Inner;

/// Certificate and key, in PEM.
pub(super) struct Certificate {
    pem: String,
}

impl Certificate {
    /// The cluster's for this address.
    pub(super) fn of(cluster: &Inner, address: IpAddr) -> Result<Self, ServingError> {
        let key = KeyPair::generate()?;
        let names = vec!["localhost".to_owned(), address.to_string()];
        let certificate = CertificateParams::new(names)?.self_signed(&key)?;
        let made = certificate.pem() + &key.serialize_pem();
        Ok(Self { pem: cluster.once(&format!("certificate/{address}"), || made)? })
    }

    /// Without the key, as it stands in kubeconfigs.
    pub(super) fn public(&self) -> &str {
        self.pem.find("-----BEGIN PRIVATE KEY").and_then(|key| self.pem.get(..key)).unwrap_or_default()
    }

    /// What a server of it needs.
    pub(super) fn server(&self) -> Result<ServerConfig, ServingError> {
        let certificate = CertificateDer::from_pem_slice(self.pem.as_bytes())?;
        let key = PrivateKeyDer::from_pem_slice(self.pem.as_bytes())?;
        let mut tls = ServerConfig::builder_with_provider(Arc::new(rustls::crypto::ring::default_provider()))
            .with_safe_default_protocol_versions()?
            .with_no_client_auth()
            .with_single_cert(vec![certificate], key)?;
        tls.alpn_protocols = vec![b"h2".to_vec(), b"http/1.1".to_vec()];
        Ok(tls)
    }
}

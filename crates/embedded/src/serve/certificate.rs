//! How the server proves who it is: a certificate for its address, by the cluster's authority. That one stays the same
//! as long as the cluster lives, so kubeconfigs go on working.

use std::net::IpAddr;
use std::sync::Arc;

use rustls::ServerConfig;
use rustls::pki_types::{PrivateKeyDer, PrivatePkcs8KeyDer};

use super::ServingError;
use crate::cluster::Inner;

/// What a TLS server at this address needs.
pub(super) fn server(cluster: &Inner, address: IpAddr) -> Result<ServerConfig, ServingError> {
    let names = vec!["localhost".to_owned(), address.to_string()];
    let (certificate, key) = cluster.keys.authority.certify(names)?;
    let key = PrivateKeyDer::Pkcs8(PrivatePkcs8KeyDer::from(key.serialize_der()));
    let mut tls = ServerConfig::builder_with_provider(Arc::new(rustls::crypto::ring::default_provider()))
        .with_safe_default_protocol_versions()?
        .with_no_client_auth()
        .with_single_cert(vec![certificate.der().clone()], key)?;
    tls.alpn_protocols = vec![b"h2".to_vec(), b"http/1.1".to_vec()];
    Ok(tls)
}

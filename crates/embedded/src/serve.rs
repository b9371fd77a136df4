//! The API on a socket, for kubectl: TLS, because kubectl sends no token over plain HTTP.

use std::net::{SocketAddr, TcpListener};
use std::sync::Arc;

use axum_server::Handle;
use axum_server::tls_rustls::{RustlsAcceptor, RustlsConfig};
use base64::Engine;
use base64::prelude::BASE64_STANDARD;
use rcgen::{CertificateParams, KeyPair};
use rustls::ServerConfig;
use rustls::pki_types::{PrivateKeyDer, PrivatePkcs8KeyDer};

use crate::EmbeddedCluster;

/// Why the API could not be served on a socket.
#[derive(Debug, thiserror::Error)]
pub enum ServingError {
    /// The address cannot be had.
    #[error("cannot listen on {address}")]
    Listen {
        /// The address.
        address: SocketAddr,
        /// Why.
        #[source]
        source: std::io::Error,
    },
    /// No certificate could be made.
    #[error("cannot make a certificate")]
    Certificate(#[from] rcgen::Error),
    /// The certificate could not be put to use.
    #[error("cannot use the certificate")]
    Tls(#[from] rustls::Error),
}

/// An API on a socket, until it is dropped.
pub struct Serving {
    address: SocketAddr,
    kubeconfig: String,
    handle: Handle<SocketAddr>,
}

impl Serving {
    /// Where it listens.
    pub fn address(&self) -> SocketAddr {
        self.address
    }

    /// The admin's kubeconfig for it. It holds the admin's token.
    pub fn kubeconfig(&self) -> &str {
        &self.kubeconfig
    }
}

impl Drop for Serving {
    fn drop(&mut self) {
        self.handle.shutdown();
    }
}

impl EmbeddedCluster {
    /// Serves the API on this address, with a certificate that is made for it.
    ///
    /// Must be called within a tokio runtime.
    pub fn serve(&self, address: SocketAddr) -> Result<Serving, ServingError> {
        let failed = |source| ServingError::Listen { address, source };
        let listener = TcpListener::bind(address).map_err(failed)?;
        listener.set_nonblocking(true).map_err(failed)?;
        let address = listener.local_addr().map_err(failed)?;
        let key = KeyPair::generate()?;
        let names = vec!["localhost".to_owned(), address.ip().to_string()];
        let certificate = CertificateParams::new(names)?.self_signed(&key)?;
        let private = PrivateKeyDer::Pkcs8(PrivatePkcs8KeyDer::from(key.serialize_der()));
        let mut tls = ServerConfig::builder_with_provider(Arc::new(rustls::crypto::ring::default_provider()))
            .with_safe_default_protocol_versions()?
            .with_no_client_auth()
            .with_single_cert(vec![certificate.der().clone()], private)?;
        tls.alpn_protocols = vec![b"h2".to_vec(), b"http/1.1".to_vec()];
        let handle = Handle::new();
        let server = axum_server::from_tcp(listener).map_err(failed)?;
        let server = server
            .acceptor(RustlsAcceptor::new(RustlsConfig::from_config(Arc::new(tls))))
            .handle(handle.clone())
            .serve(self.router().into_make_service());
        // It ends when its handle shuts it down; an error of a single connection does not end it.
        tokio::spawn(server);
        let kubeconfig = kubeconfig(address, &certificate.pem(), self.admin_token());
        Ok(Serving { address, kubeconfig, handle })
    }
}

fn kubeconfig(address: SocketAddr, certificate: &str, token: &str) -> String {
    let certificate = BASE64_STANDARD.encode(certificate);
    // An address that means "all of them" is none to connect to.
    let server = match address.ip() {
        ip if ip.is_unspecified() => format!("https://localhost:{}", address.port()),
        _ => format!("https://{address}"),
    };
    format!(
        "apiVersion: v1\nkind: Config\nclusters:\n- name: embedded\n  cluster:\n    server: {server}\n    \
         certificate-authority-data: {certificate}\nusers:\n- name: embedded-admin\n  user:\n    token: {token}\n\
         contexts:\n- name: embedded\n  context:\n    cluster: embedded\n    user: embedded-admin\n\
         current-context: embedded\n"
    )
}

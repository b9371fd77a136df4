//! The API on a socket, for kubectl: TLS, because kubectl sends no token over plain HTTP.

mod certificate;

use std::future::pending;
use std::io;
use std::net::{SocketAddr, TcpListener};
use std::sync::Arc;
use std::time::Duration;

use axum_server::Handle;
use axum_server::tls_rustls::{RustlsAcceptor, RustlsConfig};
use base64::Engine;
use base64::prelude::BASE64_STANDARD;
use tokio::sync::oneshot;

use crate::EmbeddedCluster;

/// How long answers that are under way may take when the API server goes away.
const GRACE: Duration = Duration::from_millis(100);

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
        source: io::Error,
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
    _stop: oneshot::Sender<()>,
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

impl EmbeddedCluster {
    /// Serves the API on this address, with a certificate that is made for it.
    ///
    /// Must be called within a tokio runtime.
    pub fn serve(&self, address: SocketAddr) -> Result<Serving, ServingError> {
        let failed = |source| ServingError::Listen { address, source };
        let listener = TcpListener::bind(address).map_err(failed)?;
        listener.set_nonblocking(true).map_err(failed)?;
        let address = listener.local_addr().map_err(failed)?;
        let tls = certificate::server(self.inner(), address.ip())?;
        let authority = self.inner().keys.authority.certificate();
        let kubeconfig = kubeconfig(address, authority, self.admin_token());
        let acceptor = RustlsAcceptor::new(RustlsConfig::from_config(Arc::new(tls)));
        let (stop, stopped) = oneshot::channel();
        let cluster = self.clone();
        tokio::spawn(async move {
            tokio::select! {
                // An error of a single connection does not end it.
                _ = run(&cluster, &listener, &acceptor) => {}
                // Nothing is ever sent: the sender is dropped.
                _ = stopped => {}
            }
        });
        Ok(Serving { address, kubeconfig, _stop: stop })
    }
}

/// One run of the API server after the other. While it is away, connections are closed as they come, without a word:
/// the socket stays, so that nobody else can take the port meanwhile.
async fn run(cluster: &EmbeddedCluster, listener: &TcpListener, acceptor: &RustlsAcceptor) -> io::Result<()> {
    loop {
        let mut life = cluster.inner().apiserver.life();
        let open = Open(Handle::new());
        let server = axum_server::from_tcp(listener.try_clone()?)?
            .acceptor(acceptor.clone())
            .handle(open.0.clone())
            .serve(cluster.router().into_make_service());
        let end = async {
            life.ended().await;
            open.0.graceful_shutdown(Some(GRACE));
            pending::<()>().await;
        };
        tokio::select! {
            result = server => result?,
            () = end => {}
        }
        let door = tokio::net::TcpListener::from_std(listener.try_clone()?)?;
        loop {
            tokio::select! {
                () = life.back() => break,
                connection = door.accept() => drop(connection),
            }
        }
    }
}

/// The open connections, which end with it.
struct Open(Handle<SocketAddr>);

impl Drop for Open {
    fn drop(&mut self) {
        self.0.shutdown();
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

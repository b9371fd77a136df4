//! As much of a kube-apiserver as the agent sees, for tests without the real one: it takes a while to start, makes a
//! certificate for its own name, says that it is ready, and does not start at all with a flag that it does not know.

#![allow(clippy::unwrap_used)]

use std::sync::Arc;
use std::time::Duration;

use rcgen::{CertificateParams, KeyPair};
use rustls::ServerConfig;
use rustls::pki_types::pem::PemObject;
use rustls::pki_types::{CertificateDer, PrivateKeyDer};
use rustls::server::{ClientHello, ResolvesServerCert};
use rustls::sign::CertifiedKey;
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::TcpListener;
use tokio_rustls::TlsAcceptor;

const OWN_NAME: &str = "apiserver-loopback-client";
/// Long enough for an agent to be killed while it waits.
const START: Duration = Duration::from_millis(250);

#[derive(Debug)]
struct Certificates {
    own: Arc<CertifiedKey>,
    served: Arc<CertifiedKey>,
}

impl ResolvesServerCert for Certificates {
    fn resolve(&self, hello: ClientHello<'_>) -> Option<Arc<CertifiedKey>> {
        Some(if hello.server_name() == Some(OWN_NAME) { &self.own } else { &self.served }.clone())
    }
}

fn flag(name: &str) -> Option<String> {
    std::env::args().find_map(|argument| argument.strip_prefix(&format!("--{name}=")).map(str::to_owned))
}

#[tokio::main]
async fn main() {
    if let Some(unknown) = std::env::args().find(|argument| argument.starts_with("--no-such")) {
        eprintln!("Error: unknown flag: {unknown}");
        std::process::exit(1);
    }
    tokio::time::sleep(START).await;
    let provider = Arc::new(rustls::crypto::ring::default_provider());
    let certified = |certificate: CertificateDer<'static>, key: PrivateKeyDer<'static>| {
        Arc::new(CertifiedKey::from_der(vec![certificate], key, &provider).unwrap())
    };
    let key = KeyPair::generate().unwrap();
    let own = CertificateParams::new(vec![OWN_NAME.to_owned()]).unwrap().self_signed(&key).unwrap();
    let own = certified(own.der().clone(), PrivateKeyDer::Pkcs8(key.serialize_der().into()));
    let served = certified(
        CertificateDer::from_pem_file(flag("tls-cert-file").unwrap()).unwrap(),
        PrivateKeyDer::from_pem_file(flag("tls-private-key-file").unwrap()).unwrap(),
    );
    let config = ServerConfig::builder_with_provider(provider.clone())
        .with_safe_default_protocol_versions()
        .unwrap()
        .with_no_client_auth()
        .with_cert_resolver(Arc::new(Certificates { own, served }));
    let acceptor = TlsAcceptor::from(Arc::new(config));
    let listener = TcpListener::bind(format!("127.0.0.1:{}", flag("secure-port").unwrap())).await.unwrap();
    let (status, text) = match flag("never-ready") {
        Some(_) => ("500 Internal Server Error", "[+]ping ok\n[-]etcd failed: no\n"),
        None => ("200 OK", "ok"),
    };
    let answer = format!("HTTP/1.1 {status}\r\ncontent-length: {}\r\n\r\n{text}", text.len());
    loop {
        let (stream, _) = listener.accept().await.unwrap();
        let (acceptor, answer) = (acceptor.clone(), answer.clone());
        tokio::spawn(async move {
            let Ok(mut stream) = acceptor.accept(stream).await else { return };
            let mut request = [0; 1024];
            if stream.read(&mut request).await.is_ok_and(|length| length > 0) {
                let _ = stream.write_all(answer.as_bytes()).await;
                let _ = stream.shutdown().await;
            }
        });
    }
}

//! The API server on this node: is it ready, and is it still the same process?
//!
//! Readiness alone does not say which process it is: the one before goes on answering until kubelet stops it. Every
//! kube-apiserver makes a certificate when it starts, for its own connections to itself, and shows it to whoever asks
//! for the name `apiserver-loopback-client`. Two processes never have the same. So its hash tells them apart, without
//! credentials, without access to the host's processes, and even after the agent itself was restarted.

mod tls;

use std::io;
use std::time::Duration;

use http::{Request, StatusCode, header};
use http_body_util::{BodyExt, Empty, Limited};
use hyper::body::Bytes;
use hyper_util::rt::TokioIo;
use manifest::Seen;
use rustls::pki_types::ServerName;
use tokio::net::TcpStream;
use tokio::time::timeout;
use tokio_rustls::TlsConnector;
use tokio_rustls::client::TlsStream;

use crate::error::Error;
use crate::files;
use crate::options::{ReadyzUrl, SetPsp};

/// How long one question may take; a server that is being stopped may leave it open.
const PATIENCE: Duration = Duration::from_secs(5);
/// Of what the server says, as much as a person reads.
const LONGEST_ANSWER: usize = 4096;
/// The name of the certificate that tells processes apart.
const OWN_NAME: &str = "apiserver-loopback-client";

/// How to reach it.
pub(crate) struct Server {
    url: ReadyzUrl,
    name: ServerName<'static>,
    own_name: ServerName<'static>,
    checked: TlsConnector,
    unchecked: TlsConnector,
}

/// What was found behind the address.
#[derive(Clone, Debug, Eq, PartialEq)]
pub(crate) enum Process {
    /// A kube-apiserver, known by its certificate.
    Is(String),
    /// Something else.
    Unknown,
    /// Nothing answers.
    Gone,
}

impl Server {
    pub(crate) fn new(options: &SetPsp) -> Result<Self, Error> {
        let unchecked = tls::unchecked();
        let checked = match &options.ca {
            Some(path) => tls::checked(path)?,
            None if options.readyz.is_loopback() => unchecked.clone(),
            None => return Err(Error::Insecure),
        };
        let name = |name: String| ServerName::try_from(name).map_err(|_| Error::NotTheServer);
        Ok(Self {
            name: name(options.readyz.host.clone())?,
            own_name: name(OWN_NAME.to_owned())?,
            url: options.readyz.clone(),
            checked,
            unchecked,
        })
    }

    /// Which process answers now.
    pub(crate) async fn process(&self) -> Process {
        let connecting = timeout(PATIENCE, self.connect(&self.unchecked, &self.own_name));
        let Ok(Ok(stream)) = connecting.await else { return Process::Gone };
        let certificate = stream.get_ref().1.peer_certificates().and_then(|chain| chain.first());
        match certificate {
            Some(certificate) if tls::is_for(certificate, &self.own_name) => {
                Process::Is(files::hash(certificate))
            }
            _ => Process::Unknown,
        }
    }

    /// Is the server ready? If not, why.
    pub(crate) async fn ready(&self) -> Result<(), Seen> {
        match timeout(PATIENCE, self.ask()).await {
            Ok(Ok((StatusCode::OK, _))) => Ok(()),
            Ok(Ok((status, answer))) => Err(Seen::Said(format!("{status}: {}", failed(&answer)))),
            Ok(Err(error)) => Err(Seen::Said(error.to_string())),
            Err(_) => Err(Seen::TooLate { seconds: PATIENCE.as_secs() }),
        }
    }

    async fn ask(&self) -> io::Result<(StatusCode, String)> {
        let stream = self.connect(&self.checked, &self.name).await?;
        let (mut sender, connection) =
            hyper::client::conn::http1::handshake(TokioIo::new(stream)).await.map_err(io::Error::other)?;
        let request = Request::get(&self.url.path)
            .header(header::HOST, &self.url.host)
            .body(Empty::<Bytes>::new())
            .map_err(io::Error::other)?;
        // The connection is what moves the bytes; it is of no use after the answer.
        let connection = tokio::spawn(connection);
        let answer = async {
            let answer = sender.send_request(request).await.map_err(io::Error::other)?;
            let status = answer.status();
            let body = Limited::new(answer.into_body(), LONGEST_ANSWER).collect().await;
            let text = body.map(|body| String::from_utf8_lossy(&body.to_bytes()).into_owned());
            Ok((status, text.unwrap_or_default()))
        };
        let answer = answer.await;
        connection.abort();
        answer
    }

    async fn connect(
        &self,
        tls: &TlsConnector,
        name: &ServerName<'static>,
    ) -> io::Result<TlsStream<TcpStream>> {
        let stream = TcpStream::connect((self.url.host.as_str(), self.url.port)).await?;
        tls.connect(name.clone(), stream).await
    }
}

/// Of kube-apiserver's list of checks only those that failed.
fn failed(answer: &str) -> String {
    let failed: Vec<&str> = answer.lines().filter(|line| line.starts_with("[-]")).collect();
    if failed.is_empty() { answer.trim().to_owned() } else { failed.join("; ") }
}

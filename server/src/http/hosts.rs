//! By which names the console may be addressed.

use std::fmt;
use std::net::{IpAddr, SocketAddr};
use std::str::FromStr;
use std::sync::Arc;

use axum::http::uri::Authority;

/// The names under which the console answers.
///
/// A browser that was tricked into resolving `evil.example` to this machine (DNS rebinding) still sends `Host:
/// evil.example`, and is refused by that. An IP address in `Host` cannot have been rebound.
#[derive(Clone, Debug)]
pub struct Hosts {
    listening: SocketAddr,
    others: Arc<[AllowedHost]>,
}

impl Hosts {
    /// Own are the address on which the console listens, the names of loopback if it listens there, and `others`.
    pub fn new(listening: SocketAddr, others: Vec<AllowedHost>) -> Self {
        Self { listening, others: others.into() }
    }

    /// Is this `Host` header's value one of ours?
    pub(super) fn include(&self, host: &str) -> bool {
        let Ok(host) = host.parse::<AllowedHost>() else { return false };
        self.others.iter().any(|other| other.allows(&host)) || self.is_listening_at(&host)
    }

    fn is_listening_at(&self, host: &AllowedHost) -> bool {
        if host.port.unwrap_or(80) != self.listening.port() {
            return false;
        }
        let listening = self.listening.ip();
        let on_loopback = listening.is_loopback() || listening.is_unspecified();
        match host.name.parse::<IpAddr>() {
            Ok(address) => {
                address == listening || listening.is_unspecified() || (on_loopback && address.is_loopback())
            }
            Err(_) => on_loopback && host.name == "localhost",
        }
    }
}

/// `HOST` or `HOST:PORT`; without a port, at any port.
#[derive(Clone, Debug, Eq, PartialEq)]
pub struct AllowedHost {
    /// In lower case; an IPv6 address without its brackets.
    name: String,
    port: Option<u16>,
}

impl AllowedHost {
    fn allows(&self, host: &Self) -> bool {
        self.name == host.name && (self.port.is_none() || self.port == host.port)
    }
}

/// Not a host with an optional port.
#[derive(Clone, Copy, Debug, Eq, PartialEq, thiserror::Error)]
#[error("not a host with an optional port, as in `psp.example.com` or `[::1]:8080`")]
pub struct InvalidHost;

impl FromStr for AllowedHost {
    type Err = InvalidHost;

    fn from_str(text: &str) -> Result<Self, InvalidHost> {
        let authority: Authority = text.parse().map_err(|_| InvalidHost)?;
        let host = authority.host();
        if host.is_empty() || text.contains('@') {
            return Err(InvalidHost);
        }
        let port = match text.get(host.len()..) {
            Some("") | None => None,
            Some(port) => Some(port.trim_start_matches(':').parse().map_err(|_| InvalidHost)?),
        };
        let name = host.trim_start_matches('[').trim_end_matches(']').to_ascii_lowercase();
        Ok(Self { name, port })
    }
}

impl fmt::Display for AllowedHost {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.port {
            Some(port) => write!(f, "{}:{port}", self.name),
            None => f.write_str(&self.name),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::{AllowedHost, Hosts, InvalidHost};

    fn hosts(listening: &str, others: &[&str]) -> Hosts {
        Hosts::new(listening.parse().unwrap(), others.iter().map(|each| each.parse().unwrap()).collect())
    }

    #[test]
    fn loopback_is_addressed_by_its_names_and_port_only() {
        let hosts = hosts("127.0.0.1:3000", &[]);
        for own in ["127.0.0.1:3000", "localhost:3000", "LOCALHOST:3000", "[::1]:3000"] {
            assert!(hosts.include(own), "{own}");
        }
        for foreign in
            ["evil.example:3000", "localhost", "localhost:3001", "10.0.0.1:3000", "", "a@localhost:3000"]
        {
            assert!(!hosts.include(foreign), "{foreign}");
        }
    }

    #[test]
    fn any_interface_is_addressed_by_any_address_but_by_no_name() {
        let hosts = hosts("0.0.0.0:80", &[]);
        assert!(hosts.include("10.0.0.1"));
        assert!(hosts.include("localhost"));
        assert!(!hosts.include("psp.example.com"));
    }

    #[test]
    fn names_of_a_reverse_proxy_are_allowed_one_by_one() {
        let hosts = hosts("127.0.0.1:3000", &["psp.example.com", "localhost:8080"]);
        assert!(hosts.include("psp.example.com"));
        assert!(hosts.include("psp.example.com:8443"));
        assert!(hosts.include("localhost:8080"));
        assert!(!hosts.include("localhost:8081"));
        assert!(!hosts.include("x.psp.example.com"));
    }

    #[test]
    fn refuses_what_is_no_host() {
        for text in ["", "https://psp.example.com", "a b", "host:port", "user@host"] {
            assert_eq!(text.parse::<AllowedHost>(), Err(InvalidHost), "{text}");
        }
    }
}

//! The certificate authority: clients that know it, as every service account does, trust the API's socket.

use rcgen::{
    BasicConstraints, Certificate, CertificateParams, DnType, Error, IsCa, Issuer, KeyPair, KeyUsagePurpose,
};

pub(crate) struct Authority {
    key: KeyPair,
    certificate: String,
}

impl Authority {
    /// A new private key and its certificate, PEM.
    pub(super) fn private_key() -> Option<(String, String)> {
        let key = KeyPair::generate().ok()?;
        let certificate = params().self_signed(&key).ok()?.pem();
        Some((key.serialize_pem(), certificate))
    }

    pub(super) fn new(private_key: &str, certificate: &str) -> Option<Self> {
        Some(Self { key: KeyPair::from_pem(private_key).ok()?, certificate: certificate.to_owned() })
    }

    /// Its own certificate, PEM.
    pub(crate) fn certificate(&self) -> &str {
        &self.certificate
    }

    /// A certificate for a server that is reached by these names and addresses, and its key.
    pub(crate) fn certify(&self, names: Vec<String>) -> Result<(Certificate, KeyPair), Error> {
        let key = KeyPair::generate()?;
        let issuer = Issuer::new(params(), &self.key);
        let certificate = CertificateParams::new(names)?.signed_by(&key, &issuer)?;
        Ok((certificate, key))
    }
}

fn params() -> CertificateParams {
    let mut params = CertificateParams::default();
    params.distinguished_name.push(DnType::CommonName, "kubernetes");
    params.is_ca = IsCa::Ca(BasicConstraints::Unconstrained);
    params.key_usages = vec![KeyUsagePurpose::KeyCertSign, KeyUsagePurpose::DigitalSignature];
    params
}

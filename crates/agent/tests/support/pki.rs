//! The keys and certificates of a control plane, where kubeadm puts them.

use std::fs;
use std::path::{Path, PathBuf};

use rcgen::{
    BasicConstraints, CertificateParams, DnType, ExtendedKeyUsagePurpose, IsCa, Issuer, KeyPair,
    KeyUsagePurpose,
};
use tempfile::TempDir;

/// Makes them all; one authority signs everything.
pub(crate) fn make() -> TempDir {
    let folder = tempfile::tempdir().unwrap();
    fs::create_dir(folder.path().join("etcd")).unwrap();
    let write = |name: &str, text: &str| fs::write(folder.path().join(name), text).unwrap();

    let mut authority = CertificateParams::new(vec![]).unwrap();
    authority.is_ca = IsCa::Ca(BasicConstraints::Unconstrained);
    authority.key_usages = vec![KeyUsagePurpose::KeyCertSign, KeyUsagePurpose::DigitalSignature];
    authority.distinguished_name.push(DnType::CommonName, "kubernetes");
    let key = KeyPair::generate().unwrap();
    let certificate = authority.self_signed(&key).unwrap();
    for name in ["ca.crt", "front-proxy-ca.crt", "etcd/ca.crt"] {
        write(name, &certificate.pem());
    }
    let authority = Issuer::new(authority, key);

    let names = ["127.0.0.1", "localhost", "kubernetes.default.svc"].map(str::to_owned).to_vec();
    for (file, user, group, names) in [
        ("apiserver", "kube-apiserver", "", names),
        ("apiserver-kubelet-client", "kube-apiserver-kubelet-client", "system:masters", vec![]),
        ("apiserver-etcd-client", "kube-apiserver-etcd-client", "system:masters", vec![]),
        ("front-proxy-client", "front-proxy-client", "", vec![]),
        ("admin", "kubernetes-admin", "system:masters", vec![]),
    ] {
        let mut leaf = CertificateParams::new(names).unwrap();
        leaf.distinguished_name.push(DnType::CommonName, user);
        leaf.distinguished_name.push(DnType::OrganizationName, group);
        leaf.extended_key_usages =
            vec![ExtendedKeyUsagePurpose::ClientAuth, ExtendedKeyUsagePurpose::ServerAuth];
        let key = KeyPair::generate().unwrap();
        write(&format!("{file}.crt"), &leaf.signed_by(&key, &authority).unwrap().pem());
        write(&format!("{file}.key"), &key.serialize_pem());
    }
    let accounts = KeyPair::generate().unwrap();
    write("sa.key", &accounts.serialize_pem());
    write("sa.pub", &accounts.public_key_pem());
    folder
}

/// Writes the admin's kubeconfig for the server on this port.
pub(crate) fn kubeconfig(pki: &Path, folder: &Path, port: u16) -> PathBuf {
    let path = folder.join("admin.conf");
    let file = |name: &str| pki.join(name).display().to_string();
    let text = format!(
        "apiVersion: v1\nkind: Config\n\
         clusters: [{{name: c, cluster: {{server: 'https://127.0.0.1:{port}', certificate-authority: '{}'}}}}]\n\
         users: [{{name: admin, user: {{client-certificate: '{}', client-key: '{}'}}}}]\n\
         contexts: [{{name: c, context: {{cluster: c, user: admin}}}}]\ncurrent-context: c\n",
        file("ca.crt"),
        file("admin.crt"),
        file("admin.key"),
    );
    fs::write(&path, text).unwrap();
    path
}

//! TLS as a server speaks it whose certificate is of an authority that no machine trusts.
//!
//! The certificate is for `127.0.0.1`, from 2020 to 2120. The key of the authority was thrown away,
//! and the server's is here for everybody to read: nothing but tests may ever trust either.

use std::sync::Arc;

use rustls::ServerConfig;
use rustls::pki_types::pem::PemObject as _;
use rustls::pki_types::{CertificateDer, PrivateKeyDer};
use tokio_rustls::TlsAcceptor;

/// The certificate of the authority, as a file in `SSL_CERT_FILE` has it.
pub const AUTHORITY: &str = include_str!("tls/authority.pem");

const CERTIFICATE: &str = include_str!("tls/server.pem");
const KEY: &str = include_str!("tls/server.key");

/// What a server on `127.0.0.1` takes connections with.
pub fn acceptor() -> TlsAcceptor {
    let certificate = CertificateDer::from_pem_slice(CERTIFICATE.as_bytes()).unwrap();
    let key = PrivateKeyDer::from_pem_slice(KEY.as_bytes()).unwrap();
    let ring = Arc::new(rustls::crypto::ring::default_provider());
    let config = ServerConfig::builder_with_provider(ring)
        .with_safe_default_protocol_versions()
        .unwrap()
        .with_no_client_auth()
        .with_single_cert(vec![certificate], key)
        .unwrap();
    TlsAcceptor::from(Arc::new(config))
}

//! Encryption of the connection to the database, as `sslmode` in its address asks for it.
//!
//! The modes mean what they mean to libpq: `prefer` and `require` encrypt and accept any
//! certificate; `verify-full` (and `verify-ca`, here the same) asks that the certificate be the
//! host's own and signed by an authority that this machine trusts.

use std::sync::Arc;

use rustls::client::danger::{HandshakeSignatureValid, ServerCertVerified, ServerCertVerifier};
use rustls::crypto::{CryptoProvider, verify_tls12_signature, verify_tls13_signature};
use rustls::pki_types::{CertificateDer, ServerName, UnixTime};
use rustls::{ClientConfig, DigitallySignedStruct, Error, RootCertStore, SignatureScheme};
use tokio_postgres_rustls::MakeRustlsConnect;

use crate::failure::Failure;

/// Whether the server has to prove who it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Proof {
    Nothing,
    Certificate,
}

/// Reads the modes that only libpq knows, and the address without them.
pub(crate) fn proof(url: &str) -> (Proof, String) {
    let stricter = ["sslmode=verify-full", "sslmode=verify-ca"];
    match stricter.into_iter().find(|mode| url.contains(mode)) {
        Some(mode) => (Proof::Certificate, url.replace(mode, "sslmode=require")),
        None => (Proof::Nothing, url.to_owned()),
    }
}

/// How to speak TLS with a server, whether it is used or not.
pub(crate) fn connector(proof: Proof) -> Result<MakeRustlsConnect, Failure> {
    let ring = Arc::new(rustls::crypto::ring::default_provider());
    let config = ClientConfig::builder_with_provider(ring.clone())
        .with_safe_default_protocol_versions()
        .map_err(|error| Failure::Setup(error.into()))?;
    let config = match proof {
        Proof::Nothing => {
            config.dangerous().with_custom_certificate_verifier(Arc::new(AnyServer(ring)))
        }
        Proof::Certificate => {
            let mut trusted = RootCertStore::empty();
            trusted.add_parsable_certificates(rustls_native_certs::load_native_certs().certs);
            config.with_root_certificates(trusted)
        }
    };
    Ok(MakeRustlsConnect::new(config.with_no_client_auth()))
}

/// Accepts any certificate, and still checks that the server has its key.
#[derive(Debug)]
struct AnyServer(Arc<CryptoProvider>);

impl ServerCertVerifier for AnyServer {
    fn verify_server_cert(
        &self,
        _end_entity: &CertificateDer<'_>,
        _intermediates: &[CertificateDer<'_>],
        _server_name: &ServerName<'_>,
        _ocsp_response: &[u8],
        _now: UnixTime,
    ) -> Result<ServerCertVerified, Error> {
        Ok(ServerCertVerified::assertion())
    }

    fn verify_tls12_signature(
        &self,
        message: &[u8],
        cert: &CertificateDer<'_>,
        signature: &DigitallySignedStruct,
    ) -> Result<HandshakeSignatureValid, Error> {
        let known = &self.0.signature_verification_algorithms;
        verify_tls12_signature(message, cert, signature, known)
    }

    fn verify_tls13_signature(
        &self,
        message: &[u8],
        cert: &CertificateDer<'_>,
        signature: &DigitallySignedStruct,
    ) -> Result<HandshakeSignatureValid, Error> {
        let known = &self.0.signature_verification_algorithms;
        verify_tls13_signature(message, cert, signature, known)
    }

    fn supported_verify_schemes(&self) -> Vec<SignatureScheme> {
        self.0.signature_verification_algorithms.supported_schemes()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_stricter_modes_ask_for_a_certificate_and_are_hidden_from_the_driver() {
        let url = "postgres://airside@db.example.com/airside?sslmode=verify-full&x=1";
        let plain = "postgres://airside@db.example.com/airside?sslmode=require&x=1";
        assert_eq!(proof(url), (Proof::Certificate, plain.to_owned()));
        assert_eq!(proof(plain), (Proof::Nothing, plain.to_owned()));
    }

    #[test]
    fn both_ways_of_proof_have_a_connector() {
        assert!(connector(Proof::Nothing).is_ok());
        assert!(connector(Proof::Certificate).is_ok());
    }
}

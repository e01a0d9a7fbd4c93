//! Bodies that come packed.

use std::io::Write;

use actix_web::test::TestRequest;
use flate2::Compression;
use flate2::write::GzEncoder;

use crate::service::{Service, new_user};

fn gzip(body: &[u8]) -> Vec<u8> {
    let mut encoder = GzEncoder::new(Vec::new(), Compression::default());
    encoder.write_all(body).unwrap();
    encoder.finish().unwrap()
}

fn sign_up(coding: &str, body: Vec<u8>) -> TestRequest {
    let request = TestRequest::post().uri("/v1/users").insert_header(("Content-Encoding", coding));
    request.insert_header(("Content-Type", "application/json")).set_payload(body)
}

#[actix_web::test]
async fn a_body_in_gzip_is_read() {
    let service = Service::start();
    let body = gzip(new_user("asha@example.com").to_string().as_bytes());
    let answer = service.call(sign_up("gzip", body)).await;
    assert_eq!(answer.status, 201, "{}", answer.text);
}

#[actix_web::test]
async fn a_body_in_another_coding_or_too_large_or_broken_is_refused_in_our_words() {
    let service = Service::start();
    let plain = new_user("asha@example.com").to_string().into_bytes();
    let bomb = gzip(&vec![b' '; 50_000_000]);
    for (coding, body, status, code) in [
        ("br", plain.clone(), 415, "unsupported_media_type"),
        ("gzip, br", plain.clone(), 415, "unsupported_media_type"),
        ("gzip", plain, 400, "bad_request"),
        ("gzip", gzip(b"{"), 400, "malformed_json"),
        ("gzip", bomb, 413, "payload_too_large"),
    ] {
        let answer = service.call(sign_up(coding, body)).await;
        assert_eq!((answer.status.as_u16(), answer.code().as_str()), (status, code), "{coding}");
        assert_eq!(answer.header("accept-encoding"), (status == 415).then_some("gzip"));
    }
}

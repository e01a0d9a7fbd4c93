//! Links that need no header.

use std::time::{Duration, Instant};

use airside_app::ports::Blobs;
use airside_blobs_s3::Settings;
use reqwest::header::{CONTENT_DISPOSITION, CONTENT_TYPE};

use crate::service::{settings, store};

const KEY: &str = "documents/ticket.pdf";
const LIFETIME: Duration = Duration::from_mins(15);

#[tokio::test]
async fn whoever_has_the_link_gets_the_file() {
    let settings = settings();
    let blobs = store(&settings).await;
    blobs.put(KEY, "application/pdf", b"%PDF-".to_vec()).await.unwrap();
    let link = blobs.link(KEY, "ticket-1.pdf", LIFETIME).await.unwrap().unwrap();

    assert!(link.starts_with(&settings.endpoint), "{link}");
    let answer = reqwest::get(link).await.unwrap();
    assert_eq!(answer.status(), 200);
    assert_eq!(answer.headers()[CONTENT_TYPE], "application/pdf", "as it was put");
    assert_eq!(answer.headers()[CONTENT_DISPOSITION], "inline; filename=\"ticket-1.pdf\"");
    assert_eq!(answer.bytes().await.unwrap(), b"%PDF-".as_slice());
}

#[tokio::test]
async fn no_part_of_a_link_can_be_changed() {
    let blobs = store(&settings()).await;
    for key in [KEY, "documents/other.pdf"] {
        blobs.put(key, "application/pdf", b"%PDF-".to_vec()).await.unwrap();
    }
    let link = blobs.link(KEY, "ticket-1.pdf", LIFETIME).await.unwrap().unwrap();
    let (unsigned, signature) = link.rsplit_once('=').unwrap();
    let other_signature = signature.chars().rev().collect::<String>();

    for changed in [
        format!("{unsigned}={other_signature}"),
        unsigned.rsplit_once('&').unwrap().0.to_owned(),
        link.replace("documents/ticket.pdf", "documents/other.pdf"),
        link.replace("ticket-1.pdf", "ticket-2.pdf"),
        link.replace("X-Amz-Expires=900", "X-Amz-Expires=901"),
    ] {
        assert_ne!(changed, link);
        assert_eq!(reqwest::get(&changed).await.unwrap().status(), 403, "{changed}");
    }
    assert_eq!(reqwest::Client::new().put(&link).send().await.unwrap().status(), 403);
    assert_eq!(reqwest::get(&link).await.unwrap().status(), 200);
}

#[tokio::test]
async fn a_link_ends() {
    let blobs = store(&settings()).await;
    blobs.put(KEY, "application/pdf", b"%PDF-".to_vec()).await.unwrap();
    let link = blobs.link(KEY, "ticket.pdf", Duration::from_secs(1)).await.unwrap().unwrap();

    let deadline = Instant::now() + Duration::from_secs(30);
    while reqwest::get(&link).await.unwrap().status() != 403 {
        assert!(Instant::now() < deadline, "it never ended");
        tokio::task::yield_now().await;
    }
}

#[tokio::test]
async fn a_file_name_stays_inside_its_header() {
    let blobs = store(&settings()).await;
    blobs.put(KEY, "application/pdf", b"%PDF-".to_vec()).await.unwrap();
    let name = "a\"; b=\\c\r\nX: é & 1.pdf";
    let link = blobs.link(KEY, name, LIFETIME).await.unwrap().unwrap();

    let answer = reqwest::get(link).await.unwrap();
    assert_eq!(answer.status(), 200);
    assert_eq!(
        answer.headers()[CONTENT_DISPOSITION],
        "inline; filename=\"a_; b=_c__X: _ & 1.pdf\""
    );
}

#[tokio::test]
async fn links_lead_to_the_public_endpoint_if_there_is_one() {
    let public = Some("https://files.example.com".to_owned());
    let blobs = store(&Settings { public_endpoint: public, ..settings() }).await;
    let link = blobs.link(KEY, "ticket.pdf", LIFETIME).await.unwrap().unwrap();
    assert!(link.starts_with("https://files.example.com/"), "{link}");

    let nowhere = store(&Settings { public_endpoint: None, ..settings() }).await;
    assert_eq!(nowhere.link(KEY, "ticket.pdf", LIFETIME).await.unwrap(), None);
}

#[tokio::test]
async fn a_link_for_longer_than_s3_allows_is_none() {
    let blobs = store(&settings()).await;
    let week = Duration::from_hours(7 * 24);
    assert!(blobs.link(KEY, "ticket.pdf", week).await.unwrap().is_some());
    assert_eq!(blobs.link(KEY, "ticket.pdf", week + Duration::from_secs(1)).await.unwrap(), None);
}

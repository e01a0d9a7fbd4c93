//! Who gets in, and who does not.

use airside_app::ports::Blobs;
use airside_blobs_s3::{S3Blobs, Settings};

use crate::service::{settings, store};

const KEY: &str = "documents/ticket.pdf";

#[tokio::test]
async fn a_file_is_not_shown_without_a_signature() {
    let settings = settings();
    let blobs = store(&settings).await;
    blobs.put(KEY, "application/pdf", vec![1]).await.unwrap();

    let address = format!("{}/{}/{KEY}", settings.endpoint, settings.bucket);
    assert_eq!(reqwest::get(address).await.unwrap().status(), 403);
}

#[tokio::test]
async fn a_wrong_key_is_an_error_and_never_nothing() {
    let right = settings();
    store(&right).await.put(KEY, "application/pdf", vec![1]).await.unwrap();
    let wrong_secret = Settings { secret_key: "wrong".to_owned(), ..right.clone() };
    let wrong_name = Settings { access_key: "wrong".to_owned(), ..right.clone() };

    for wrong in [wrong_secret, wrong_name] {
        let blobs = S3Blobs::new(&wrong).unwrap();
        assert!(blobs.ping().await.is_err());
        assert!(blobs.get(KEY).await.is_err());
        assert!(blobs.get("documents/unknown.pdf").await.is_err());
        assert!(blobs.put(KEY, "application/pdf", vec![2]).await.is_err());
        assert!(blobs.ensure_bucket().await.is_err());
    }
    assert_eq!(S3Blobs::new(&right).unwrap().get(KEY).await.unwrap(), Some(vec![1]));
}

#[tokio::test]
async fn an_unknown_bucket_is_an_error_and_never_nothing() {
    let blobs = S3Blobs::new(&settings()).unwrap();
    assert!(blobs.ping().await.is_err());
    assert!(blobs.get(KEY).await.is_err());
}

#[tokio::test]
async fn a_bucket_is_made_once_whoever_asks() {
    let settings = settings();
    let (one, other) = (S3Blobs::new(&settings).unwrap(), S3Blobs::new(&settings).unwrap());
    let (first, second) = tokio::join!(one.ensure_bucket(), other.ensure_bucket());
    first.and(second).unwrap();

    one.put(KEY, "application/pdf", vec![1]).await.unwrap();
    other.ensure_bucket().await.unwrap();
    assert_eq!(other.get(KEY).await.unwrap(), Some(vec![1]));
}

#[tokio::test]
async fn no_error_shows_the_secret() {
    let secret = "hunter2-hunter2-hunter2";
    let wrong = Settings { secret_key: secret.to_owned(), ..settings() };
    let blobs = S3Blobs::new(&wrong).unwrap();
    for error in [blobs.ping().await.unwrap_err(), blobs.get(KEY).await.unwrap_err()] {
        let told = format!("{} {error:?}", airside_app::chain(&error));
        assert!(!told.contains(secret), "{told}");
    }
}

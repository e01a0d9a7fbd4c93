//! The S3 server that tests use: a bucket for each.

use std::time::Duration;

use airside_blobs_s3::{S3Blobs, Settings};

/// Settings with which everything works, for a bucket that nobody made yet.
pub(crate) fn settings() -> Settings {
    let endpoint = told("AIRSIDE_TEST_S3_ENDPOINT");
    Settings {
        public_endpoint: Some(endpoint.clone()),
        endpoint,
        region: "us-east-1".to_owned(),
        bucket: format!("test-{:032x}", rand::random::<u128>()),
        access_key: told("AIRSIDE_TEST_S3_ACCESS_KEY"),
        secret_key: told("AIRSIDE_TEST_S3_SECRET_KEY"),
        path_style: true,
        timeout: Duration::from_secs(20),
    }
}

/// A store on a new bucket.
pub(crate) async fn store(settings: &Settings) -> S3Blobs {
    let blobs = S3Blobs::new(settings).unwrap();
    blobs.ensure_bucket().await.unwrap();
    blobs
}

fn told(variable: &str) -> String {
    #[expect(clippy::disallowed_methods, reason = "the test runner says where its S3 is")]
    let value = std::env::var(variable);
    value
        .unwrap_or_else(|_| panic!("{variable} is not set: `cargo xtask test` starts the services"))
}

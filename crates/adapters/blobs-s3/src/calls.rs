//! Calls S3, a few times if need be.
//!
//! Every call here may be repeated: one that reads changes nothing, and one that writes
//! puts the same bytes under the same key.

use std::time::Duration;

use backon::{BackoffBuilder, ExponentialBuilder};
use s3::error::S3Error;
use s3::request::ResponseData;
use thiserror::Error;

/// Two more attempts, spread so that calls that failed together are not repeated together.
const WAITS: ExponentialBuilder = ExponentialBuilder::new()
    .with_min_delay(Duration::from_millis(75))
    .with_max_times(2)
    .with_jitter();

/// Makes a call, up to three times while S3 cannot be reached or answers "not now".
///
/// Any other answer counts, also a refusal.
pub(crate) async fn patiently<F>(call: impl Fn() -> F) -> Result<ResponseData, Failure>
where
    F: Future<Output = Result<ResponseData, S3Error>>,
{
    let mut waits = WAITS.build();
    loop {
        let failure = match call().await {
            Ok(answer) if is_not_now(answer.status_code()) => Failure::Status(answer.status_code()),
            Ok(answer) => return Ok(answer),
            Err(S3Error::Reqwest(error)) if !error.is_builder() => {
                Failure::Call(S3Error::Reqwest(error))
            }
            Err(error) => return Err(error.into()),
        };
        let Some(wait) = waits.next() else { return Err(failure) };
        let error = airside_app::chain(&failure);
        tracing::warn!(error, "S3 did not answer; asking again");
        tokio::time::sleep(wait).await;
    }
}

/// Statuses that pass with time: too many requests, and faults of the server.
fn is_not_now(status: u16) -> bool {
    matches!(status, 408 | 429 | 500 | 502 | 503 | 504)
}

/// Why a call failed. S3's own message is left out: it quotes the request.
#[derive(Debug, Error)]
pub(crate) enum Failure {
    #[error("S3 answered {0}")]
    Status(u16),
    #[error("S3 stored other bytes than it was sent")]
    Checksum,
    #[error("the call failed")]
    Call(#[from] S3Error),
}

/// The answer, if it reports success.
pub(crate) fn done(answer: ResponseData) -> Result<ResponseData, Failure> {
    match answer.status_code() {
        200..=299 => Ok(answer),
        status => Err(Failure::Status(status)),
    }
}

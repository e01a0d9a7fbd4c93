//! The Blobs port on S3, or on any server that speaks it.
//!
//! Nothing that is stored here is public. The holder of a link may fetch one file for a while; S3
//! itself refuses everybody else.

mod calls;

use std::collections::HashMap;
use std::time::Duration;

use airside_app::ports::blobs::check_key;
use airside_app::ports::{Blobs, BlobsError};
use async_trait::async_trait;
use base64::Engine as _;
use base64::prelude::BASE64_STANDARD;
use s3::command::Command;
use s3::creds::Credentials;
use s3::error::S3Error;
use s3::request::tokio_backend::ReqwestRequest;
use s3::request::{Request as _, ResponseData};
use s3::{Bucket, BucketConfiguration, Region};
use sha2::{Digest as _, Sha256};

use crate::calls::{Failure, done, patiently};

/// The header with the checksum of a file, in requests and in answers.
const CHECKSUM: &str = "x-amz-checksum-sha256";
/// No presigned link lives longer (S3, "Sharing objects with presigned URLs").
const LONGEST_LINK: Duration = Duration::from_hours(7 * 24);

/// What the adapter must be told. It holds a secret, so it is never shown.
#[derive(Clone)]
pub struct Settings {
    /// As `https://s3.eu-central-1.amazonaws.com`.
    pub endpoint: String,
    pub region: String,
    pub bucket: String,
    /// The key may get and put objects and list the bucket: without the last, S3 answers 403 for a
    /// missing object.
    pub access_key: String,
    pub secret_key: String,
    /// Whether the bucket stands in the path, not in the host's name.
    pub path_style: bool,
    /// Where clients reach the same bucket; without it there are no links.
    pub public_endpoint: Option<String>,
    /// How long one attempt of a call may take.
    pub timeout: Duration,
}

/// Keeps each file as an object of one bucket.
pub struct S3Blobs {
    bucket: Box<Bucket>,
    /// The same bucket as clients see it.
    public: Option<Box<Bucket>>,
}

impl S3Blobs {
    /// Makes no call yet.
    pub fn new(settings: &Settings) -> Result<Self, BlobsError> {
        // The crate's own retries leave writes out and have no jitter: see `calls`.
        s3::set_retries(0);
        let public = settings.public_endpoint.as_ref();
        Ok(Self {
            bucket: bucket_at(&settings.endpoint, settings)?,
            public: public.map(|endpoint| bucket_at(endpoint, settings)).transpose()?,
        })
    }

    /// Makes the bucket, private, unless it is there.
    ///
    /// For trying things out: where buckets are assigned, the key may not make any.
    pub async fn ensure_bucket(&self) -> Result<(), BlobsError> {
        match patiently(|| self.look()).await.map_err(BlobsError::new)?.status_code() {
            404 => self.make_bucket().await,
            200..=299 => Ok(()),
            status => Err(BlobsError::new(Failure::Status(status))),
        }
    }

    async fn make_bucket(&self) -> Result<(), BlobsError> {
        let mut config = BucketConfiguration::private();
        // The first region is where a bucket is made if none is said, and may not be said.
        if self.bucket.region().to_string() != "us-east-1" {
            config.set_region(self.bucket.region());
        }
        let make = || call(&self.bucket, Command::CreateBucket { config: config.clone() });
        let answer = patiently(make).await.map_err(BlobsError::new)?;
        match answer.status_code() {
            // Somebody else made it meanwhile, which is as good if we may use it.
            409 => self.ping().await,
            _ => done(answer).map(drop).map_err(BlobsError::new),
        }
    }

    /// Asks for the bucket itself, signed: only its name and our key decide the answer.
    async fn look(&self) -> Result<ResponseData, S3Error> {
        call(&self.bucket, Command::HeadObject).await
    }
}

#[async_trait]
impl Blobs for S3Blobs {
    /// S3 checks what arrives against two checksums (MD5 and SHA-256) before it stores it.
    async fn put(&self, key: &str, content_type: &str, bytes: Vec<u8>) -> Result<(), BlobsError> {
        check_key(key)?;
        let checksum = BASE64_STANDARD.encode(Sha256::digest(&bytes));
        let put = || async {
            let put = self.bucket.put_object_builder(key, &bytes);
            put.with_content_type(content_type).with_header(CHECKSUM, &checksum)?.execute().await
        };
        let stored = patiently(put).await.and_then(done).map_err(BlobsError::new)?;
        match stored.headers().get(CHECKSUM) {
            Some(answered) if *answered != checksum => Err(BlobsError::new(Failure::Checksum)),
            // Older servers do not answer with one.
            Some(_) | None => Ok(()),
        }
    }

    async fn get(&self, key: &str) -> Result<Option<Vec<u8>>, BlobsError> {
        check_key(key)?;
        let answer = patiently(|| self.bucket.get_object(key)).await.map_err(BlobsError::new)?;
        if answer.status_code() == 404 {
            // Also what is said of an unknown bucket, which is not "no such file".
            return self.ping().await.map(|()| None);
        }
        let found = done(answer).map_err(BlobsError::new)?;
        Ok(Some(found.to_vec()))
    }

    /// A bucket with versions keeps the old ones: it needs a rule of its own that lets them expire.
    async fn delete(&self, key: &str) -> Result<(), BlobsError> {
        check_key(key)?;
        let answer = patiently(|| self.bucket.delete_object(key)).await.map_err(BlobsError::new)?;
        if answer.status_code() == 404 {
            // Also what is said of an unknown bucket.
            return self.ping().await;
        }
        done(answer).map(drop).map_err(BlobsError::new)
    }

    /// Signed here, without a call. S3 allows no link for longer than a week.
    async fn link(
        &self,
        key: &str,
        file_name: &str,
        lifetime: Duration,
    ) -> Result<Option<String>, BlobsError> {
        check_key(key)?;
        let Some(public) = self.public.as_ref().filter(|_| lifetime <= LONGEST_LINK) else {
            return Ok(None);
        };
        let seconds = u32::try_from(lifetime.as_secs()).unwrap_or(u32::MAX).max(1);
        let disposition = format!("inline; filename=\"{}\"", quoted(file_name));
        let answer_with = HashMap::from([("response-content-disposition".to_owned(), disposition)]);
        let link = public.presign_get(key, seconds, Some(answer_with)).await;
        link.map(Some).map_err(BlobsError::new)
    }

    async fn ping(&self) -> Result<(), BlobsError> {
        let answer = self.look().await.map_err(BlobsError::new)?;
        done(answer).map(drop).map_err(BlobsError::new)
    }
}

fn bucket_at(endpoint: &str, settings: &Settings) -> Result<Box<Bucket>, BlobsError> {
    let Settings { region, bucket, access_key, secret_key, path_style, timeout, .. } = settings;
    let region = Region::Custom { region: region.clone(), endpoint: endpoint.to_owned() };
    let key = Credentials::new(Some(access_key), Some(secret_key), None, None, None);
    let key = key.map_err(BlobsError::new)?;
    let mut bucket = Bucket::new(bucket, region, key).map_err(BlobsError::new)?;
    if *path_style {
        bucket = bucket.with_path_style();
    }
    bucket.set_request_timeout(Some(*timeout));
    Ok(bucket)
}

/// A call of the bucket itself.
async fn call(bucket: &Bucket, command: Command<'_>) -> Result<ResponseData, S3Error> {
    ReqwestRequest::new(bucket, "", command).await?.response_data(false).await
}

/// What may stand between the quotes of a header's value.
fn quoted(file_name: &str) -> String {
    let is_plain = |it: char| (it.is_ascii_graphic() || it == ' ') && it != '"' && it != '\\';
    file_name.chars().map(|it| if is_plain(it) { it } else { '_' }).collect()
}

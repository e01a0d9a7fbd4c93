//! The Blobs port on S3.

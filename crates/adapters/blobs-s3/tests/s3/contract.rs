//! The promises of the Blobs port, kept by S3.

use airside_app::ports::Blobs;
use airside_blobs_s3::{S3Blobs, Settings};

use crate::service::{settings, store};

struct Subject(S3Blobs);

impl Subject {
    fn blobs(&self) -> &dyn Blobs {
        &self.0
    }
}

async fn subject() -> Subject {
    Subject(store(&settings()).await)
}

airside_port_contracts::blobs!(subject());

mod without_links {
    use super::{Settings, Subject, settings, store};

    async fn subject() -> Subject {
        Subject(store(&Settings { public_endpoint: None, ..settings() }).await)
    }

    airside_port_contracts::blobs!(subject());
}

//! Where a link to a document leads.

use std::sync::Arc;
use std::time::Duration;

use airside_app::Ports;
use airside_app::documents::link::{Link, direct_link};
use airside_app::ports::{Blobs, BlobsError};
use airside_booking::{Document, DocumentKind, DocumentState};
use async_trait::async_trait;

use crate::service::{NOW, Service};

const ID: &str = "0198c0de-0000-7000-8000-000000000001";

/// A blob store that only gives links, or cannot.
struct Linking {
    works: bool,
}

#[async_trait]
impl Blobs for Linking {
    async fn put(&self, _: &str, _: &str, _: Vec<u8>) -> Result<(), BlobsError> {
        Ok(())
    }

    async fn get(&self, _: &str) -> Result<Option<Vec<u8>>, BlobsError> {
        Ok(None)
    }

    async fn delete(&self, _: &str) -> Result<(), BlobsError> {
        Ok(())
    }

    async fn link(
        &self,
        key: &str,
        file_name: &str,
        lifetime: Duration,
    ) -> Result<Option<String>, BlobsError> {
        let link = format!("https://files/{key}?as={file_name}&for={}", lifetime.as_secs());
        if self.works { Ok(Some(link)) } else { Err(BlobsError::new("it has no key")) }
    }

    async fn ping(&self) -> Result<(), BlobsError> {
        Ok(())
    }
}

async fn link_of(service: &Service) -> Link {
    let ticket = Document {
        id: ID.parse().unwrap(),
        booking: ID.parse().unwrap(),
        kind: DocumentKind::Ticket(ID.parse().unwrap()),
        created_at: NOW,
        state: DocumentState::Ready { at: NOW, sha256: None },
    };
    direct_link(&service.app, &ticket).await
}

#[actix_web::test]
async fn a_link_leads_to_the_store_that_gives_one() {
    let blobs = Arc::new(Linking { works: true });
    let link = link_of(&Service::start_with(|ports| Ports { blobs, ..ports })).await;
    assert_eq!(link.url, format!("https://files/documents/{ID}.pdf?as=ticket-{ID}.pdf&for=900"));
    assert_eq!(link.expires_at, NOW + Duration::from_mins(15));
}

#[actix_web::test]
async fn a_link_leads_to_us_where_the_store_gives_none() {
    let blobs = Arc::new(Linking { works: false });
    for service in [Service::start(), Service::start_with(|ports| Ports { blobs, ..ports })] {
        let link = link_of(&service).await;
        let (address, query) = link.url.split_once('?').unwrap();
        assert_eq!(address, format!("http://127.0.0.1:8080/v1/documents/{ID}"));
        assert!(query.split('&').next_back().unwrap().starts_with("signature="), "{query}");
        assert_eq!(link.expires_at, NOW + Duration::from_mins(15));
    }
}

//! Links, tokens and keys of an older release open what they opened.

use std::fs::{self, File};
use std::io;
use std::path::Path;
use std::sync::Arc;

use airside_app::accounts::{Credential, authenticate, log_in, refresh_session};
use airside_app::documents::link::{self, Pass};
use airside_app::payments::return_link;
use airside_app::world::WorldLoader;
use airside_app::{App, Ports};
use airside_primitives::{Currency, DocumentId, UserId};
use airside_store_sqlite::SqliteStore;
use flate2::read::GzDecoder;
use serde_json::Value;
use tempfile::TempDir;
use time::Duration;
use time::macros::datetime;
use uuid::uuid;

use crate::site::Site;

/// A store that a release left behind, and a node on it a minute later.
struct Node {
    app: App,
    site: Site,
    handed_out: Value,
    _folder: TempDir,
}

const ASHA: UserId = UserId(uuid!("01a0f67a-387b-7001-9b30-d900ed56cd8f"));

impl Node {
    async fn on(release: &str) -> Self {
        let tests = Path::new(env!("CARGO_MANIFEST_DIR"));
        let packed = tests.join("../adapters/store-sqlite/tests/stored").join(release);
        let packed = File::open(packed.join("airside.db.gz")).unwrap();
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("airside.db");
        io::copy(&mut GzDecoder::new(packed), &mut File::create(&path).unwrap()).unwrap();

        let site = Site::open().await;
        site.clock.set(datetime!(2026-11-20 09:01 UTC));
        let store = Arc::new(SqliteStore::open(&path).unwrap());
        let ports = Ports { store, ..site.app.ports.clone() };
        let world = WorldLoader::everything(Currency::INR);
        let app = App::new(ports, site.app.settings.clone(), site.app.secrets.clone(), world);
        let handed_out = tests.join("tests/stored").join(release).join("handed-out.json");
        let handed_out = serde_json::from_slice(&fs::read(handed_out).unwrap()).unwrap();
        Self { app, site, handed_out, _folder: folder }
    }

    fn text(&self, name: &str) -> &str {
        self.handed_out[name].as_str().unwrap()
    }
}

#[tokio::test]
async fn an_access_token_of_release_0_1_0_names_its_user_until_it_lapses() {
    let node = Node::on("0.1.0").await;
    let caller = authenticate(&node.app, node.text("access_token")).await.unwrap();
    assert_eq!(caller.user, ASHA);
    assert!(matches!(caller.credential, Credential::Session(_)));

    node.site.clock.advance(Duration::minutes(15));
    assert!(authenticate(&node.app, node.text("access_token")).await.is_err());
}

#[tokio::test]
async fn keys_refresh_tokens_and_passwords_of_release_0_1_0_are_known() {
    let node = Node::on("0.1.0").await;
    let caller = authenticate(&node.app, node.text("api_key")).await.unwrap();
    assert_eq!(caller.user, ASHA);
    assert!(matches!(caller.credential, Credential::ApiKey(_)));

    let pair = refresh_session(&node.app, node.text("refresh_token")).await.unwrap();
    assert_eq!(authenticate(&node.app, &pair.access_token).await.unwrap().user, ASHA);

    let password = "correct horse battery".to_owned();
    let pair = log_in(&node.app, "asha@example.com", password).await.unwrap();
    assert_eq!(authenticate(&node.app, &pair.access_token).await.unwrap().user, ASHA);
}

#[tokio::test]
async fn a_document_link_of_release_0_1_0_opens_its_document() {
    let node = Node::on("0.1.0").await;
    let query = node.text("document_link").split_once('?').unwrap();
    let id = DocumentId(uuid!("01a0f67b-22db-7013-9084-947299ddfba2"));
    assert_eq!(query.0, format!("https://air.example.com/v1/documents/{id}"));
    let (expires, signature) = query.1.split_once('&').unwrap();
    let pass = Pass::Signature {
        expires: expires.strip_prefix("expires=").unwrap().parse().unwrap(),
        signature: signature.strip_prefix("signature=").unwrap().to_owned(),
    };
    let document = link::open(&node.app, id, &pass).await.unwrap();
    assert_eq!((document.id, document.status_code()), (id, "READY"));
}

#[tokio::test]
async fn a_return_link_of_release_0_1_0_shows_its_booking() {
    let node = Node::on("0.1.0").await;
    let (_, token) = node.text("return_link").split_once("token=").unwrap();
    let returned = return_link::open(&node.app, token).await.unwrap();
    assert_eq!(returned.booking.reference.to_string(), "QNPK28");
    assert_eq!(returned.documents.len(), 1);
}

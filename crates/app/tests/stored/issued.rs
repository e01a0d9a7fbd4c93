//! Links, tokens, keys and password hashes, as this code makes them.
//!
//! What they depend on is fixed: accounts, the clock, the keys that sign, and chance. So the
//! same calls hand out the same texts, until their form changes.

use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};

use airside_app::account::{ApiKey, RefreshToken, Role, SecretHash, Session, User};
use airside_app::accounts::{Credential, SignUp, authenticate, log_in, refresh_session, sign_up};
use airside_app::documents::link::{self, Pass};
use airside_app::payments::return_link;
use airside_app::ports::{Changes, Entropy, Write};
use airside_app::world::WorldLoader;
use airside_app::{App, Ports, Settings};
use airside_booking::{Booking, Document};
use airside_port_contracts::samples;
use airside_primitives::{ApiKeyId, BookingId, Currency, DocumentId, SessionId, UserId};
use serde_json::{Value, json};
use sha2::{Digest, Sha256};
use time::macros::datetime;
use time::{Duration, OffsetDateTime};
use uuid::{Uuid, uuid};

use crate::releases::{self, NEWEST};
use crate::site::Site;

const FILE: &str = "handed-out.json";
const NOW: OffsetDateTime = datetime!(2026-11-29 09:00 UTC);
const PASSWORD: &str = "correct horse battery";
const BOOKING: BookingId = BookingId(uuid!("019add2c-7400-7000-8000-0000000003e9"));
const DOCUMENT: DocumentId = DocumentId(uuid!("019add2c-7400-7000-8000-000000002329"));

/// The same chance each time.
#[derive(Default)]
struct Fixed(AtomicU64);

impl Entropy for Fixed {
    fn id(&self) -> Uuid {
        let count = self.0.fetch_add(1, Ordering::Relaxed);
        Uuid::from_u128(0x019a_dd2c_7400_7000_9000_0000_0000_0000 + u128::from(count))
    }

    fn fill(&self, bytes: &mut [u8]) {
        for (byte, value) in bytes.iter_mut().zip((1..=u8::MAX).step_by(7).cycle()) {
            *byte = value;
        }
    }
}

/// A node that knows nobody yet.
struct Node {
    app: App,
    site: Site,
}

impl Node {
    async fn new() -> Self {
        let site = Site::open().await;
        site.clock.set(NOW);
        let ports = Ports { entropy: Arc::new(Fixed::default()), ..site.app.ports.clone() };
        let settings = Settings {
            public_url: "https://air.example.com".to_owned(),
            access_token_seconds: 900,
            document_link_lifetime: Duration::minutes(15),
            return_link_lifetime: Duration::DAY,
            ..samples::settings()
        };
        let world = WorldLoader::everything(Currency::INR);
        Self { app: App::new(ports, settings, samples::secrets(), world), site }
    }

    /// A node with an account that is logged in by these secrets.
    async fn with_account(role: Role, password_hash: &str, api_key: &str, refresh: &str) -> Self {
        let node = Self::new().await;
        let user = User {
            password_hash: password_hash.to_owned(),
            email: "asha@example.com".to_owned(),
            role,
            ..samples::user(1)
        };
        let session = session(user.id);
        let key = ApiKey { hash: hash(api_key), ..samples::api_key(1, user.id) };
        let token = RefreshToken {
            hash: hash(refresh),
            session: session.id,
            expires_at: NOW + Duration::DAY,
            used_at: None,
        };
        let changes = [
            Write::AddUser(user),
            Write::AddSession(session),
            Write::AddApiKey(key),
            Write::AddRefreshToken(token),
        ];
        node.app.commit(Changes::default().write_all(changes)).await.unwrap();
        node
    }
}

fn session(user: UserId) -> Session {
    Session {
        id: SessionId(uuid!("019add2c-7400-7098-a553-5a611a283bbe")),
        user,
        created_at: NOW,
        revoked_at: None,
    }
}

/// What is kept of a key or a token.
fn hash(text: &str) -> SecretHash {
    SecretHash(Sha256::digest(text).into())
}

/// Everything that this code hands out.
async fn issued() -> Value {
    let wish = || SignUp {
        email: "ravi@example.com".to_owned(),
        password: PASSWORD.to_owned(),
        given_name: "Ravi".to_owned(),
        family_name: "Menon".to_owned(),
        phone: None,
    };
    let test = Node::new().await;
    let signed_up = sign_up(&test.app, wish()).await.unwrap();
    let live = Node::new().await;
    live.site.gateway.move_real_money();
    let live_key = sign_up(&live.app, wish()).await.unwrap().key;

    let pair = async |role| {
        let node = Node::with_account(role, "", "", "old").await;
        refresh_session(&node.app, "old").await.unwrap()
    };
    let customer = pair(Role::Customer).await;
    let booking = Booking { id: BOOKING, ..samples::booking(1) };
    json!({
        "access_token": customer.access_token,
        "access_token_of_admin": pair(Role::Admin).await.access_token,
        "api_key": signed_up.key.reveal(),
        "api_key_live": live_key.reveal(),
        "document_link": link::link(&test.app, DOCUMENT).url,
        "password_hash": signed_up.user.password_hash,
        "refresh_token": customer.refresh_token,
        "return_link": return_link::link(&test.app, &booking),
    })
}

pub(crate) async fn write() {
    releases::write(FILE, serde_json::to_string_pretty(&issued().await).unwrap() + "\n");
}

#[tokio::test]
async fn links_tokens_and_keys_are_handed_out_as_the_newest_release_did() {
    assert_eq!(issued().await, releases::json(NEWEST, FILE), "see README.md");
}

#[tokio::test]
async fn tokens_keys_and_passwords_of_the_newest_release_are_known() {
    let texts = releases::json(NEWEST, FILE);
    let text = |name: &str| texts[name].as_str().unwrap();
    for (role, key, token) in [
        (Role::Customer, "api_key", "access_token"),
        (Role::Admin, "api_key_live", "access_token_of_admin"),
    ] {
        let (password, refresh) = (text("password_hash"), text("refresh_token"));
        let node = Node::with_account(role, password, text(key), refresh).await;
        let user = samples::user_id(1);
        let caller = authenticate(&node.app, text(token)).await.unwrap();
        assert_eq!((caller.user, caller.role), (user, role));
        assert_eq!(caller.credential, Credential::Session(session(user).id));

        // A key is one where money is as real as it was when the key was made.
        if key == "api_key_live" {
            assert!(authenticate(&node.app, text(key)).await.is_err());
            node.site.gateway.move_real_money();
        }
        let caller = authenticate(&node.app, text(key)).await.unwrap();
        assert_eq!((caller.user, caller.role), (user, role));
        assert_eq!(caller.credential, Credential::ApiKey(ApiKeyId(samples::id(1))));
    }
    // A login makes the same refresh token, since chance is fixed.
    let node = Node::with_account(Role::Customer, text("password_hash"), "", "").await;
    let wrong = log_in(&node.app, "asha@example.com", "incorrect horse".to_owned()).await;
    assert!(wrong.is_err());
    let pair = log_in(&node.app, "asha@example.com", PASSWORD.to_owned()).await.unwrap();
    assert_eq!(pair.refresh_token, text("refresh_token"));
    // The site's own node makes another one of it.
    let next = refresh_session(&node.site.app, text("refresh_token")).await.unwrap();
    assert_ne!(next.refresh_token, pair.refresh_token);
}

#[tokio::test]
async fn links_of_the_newest_release_open_what_they_opened() {
    let texts = releases::json(NEWEST, FILE);
    let node = Node::new().await;
    let booking = Booking { id: BOOKING, ..samples::booking(1) };
    let document = Document { id: DOCUMENT, ..samples::document(1, BOOKING) };
    let changes = Changes::default().write(Write::add(&booking)).write(Write::add(&document));
    node.app.commit(changes).await.unwrap();

    let (address, query) = texts["document_link"].as_str().unwrap().split_once('?').unwrap();
    assert_eq!(address, format!("https://air.example.com/v1/documents/{DOCUMENT}"));
    let (expires, signature) = query.split_once('&').unwrap();
    let pass = Pass::Signature {
        expires: expires.strip_prefix("expires=").unwrap().parse().unwrap(),
        signature: signature.strip_prefix("signature=").unwrap().to_owned(),
    };
    assert_eq!(link::open(&node.app, DOCUMENT, &pass).await.unwrap(), document);

    let (_, token) = texts["return_link"].as_str().unwrap().split_once("token=").unwrap();
    assert_eq!(return_link::open(&node.app, token).await.unwrap().booking, booking);
    node.site.clock.advance(Duration::DAY);
    assert!(return_link::open(&node.app, token).await.is_err());
    assert!(link::open(&node.app, DOCUMENT, &pass).await.is_err());
}

//! What the sandbox must be told before it opens.
//!
//! Time and randomness are handed in: the server around it may run its clock
//! ahead, and the sandbox's sessions and signatures must then agree with it.

use std::path::PathBuf;
use std::sync::Arc;
use std::time::Duration;

use time::OffsetDateTime;
use uuid::Uuid;

/// Tells the time.
pub type Clock = Arc<dyn Fn() -> OffsetDateTime + Send + Sync>;

/// Draws an id that nobody can guess.
pub type Ids = Arc<dyn Fn() -> Uuid + Send + Sync>;

/// Everything the sandbox needs to open.
pub struct Settings {
    pub database: Database,
    /// Address of the server around it, as payers reach it: `http://127.0.0.1:8080`.
    pub public_url: String,
    /// The payee, as the hosted page names it.
    pub merchant: String,
    /// The only API key accepted; `None` accepts every `sk_test_…`.
    pub secret_key: Option<String>,
    /// An endpoint that is there from the start.
    pub webhook: Option<Webhook>,
    /// The secret of endpoints that are registered over the API, for callers who must know it
    /// beforehand. `None` makes one up for each and tells it once, as Stripe does.
    pub endpoint_secret: Option<String>,
    pub faults_for: FaultsFor,
    /// How long the refunds of `pm_card_refundFail` and `pm_card_pendingRefund` take.
    pub refunds_settle_after: Duration,
    /// How long the money of a late payment is on its way: longer than its caller waits for it.
    pub late_payments_after: Duration,
    pub clock: Clock,
    pub ids: Ids,
}

/// Who may inject faults.
#[derive(Clone)]
pub enum FaultsFor {
    Anybody,
    /// Whoever has the secret key.
    KeyHolders,
    /// Whoever has this token; nobody, when it is empty.
    TokenHolders(String),
}

/// Where the state lives.
#[derive(Debug, Clone)]
pub enum Database {
    /// Every answer is on the disk before it is given.
    File(PathBuf),
    /// Outlives the process, however it ends; a power cut may take the last answers with it.
    QuickFile(PathBuf),
    /// Gone when the sandbox is dropped.
    Memory,
}

/// Where events go, and the secret they are signed with (`whsec_…`).
#[derive(Clone)]
pub struct Webhook {
    pub url: String,
    pub secret: String,
}

/// What the routes need to know of the settings.
pub(crate) struct Access {
    pub(crate) secret_key: Option<String>,
    pub(crate) merchant: String,
    pub(crate) faults_for: FaultsFor,
}

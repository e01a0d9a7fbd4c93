//! What every use case is given: ports, settings, secrets, and the live view of the world.

use std::sync::Arc;

use airside_cancellation::Rules;
use airside_timetable::Zone;
use time::Duration;
use tokio::sync::{Mutex, Notify, Semaphore};

use crate::accounts::{self, KnownCallers};
use crate::figures::Figures;
use crate::in_flight::InFlight;
use crate::offers::{KnownDestinations, KnownOffers};
use crate::ports::{
    Blobs, Bus, Changes, Clock, CommitError, Deliverer, Documents, Entropy, Limit, Limits, Mailer,
    Message, Payments, Store, Write,
};
use crate::scenarios::ToPlay;
use crate::signature::SigningKey;
use crate::stock::LiveStock;
use crate::traces;
use crate::webhooks;
use crate::world::{LiveWorld, WorldLoader};

/// The ports, wired once at start and once in each test.
#[derive(Clone)]
pub struct Ports {
    pub store: Arc<dyn Store>,
    pub bus: Arc<dyn Bus>,
    pub limits: Arc<dyn Limits>,
    pub blobs: Arc<dyn Blobs>,
    pub payments: Arc<dyn Payments>,
    pub documents: Arc<dyn Documents>,
    pub mailer: Arc<dyn Mailer>,
    pub deliverer: Arc<dyn Deliverer>,
    pub clock: Arc<dyn Clock>,
    pub entropy: Arc<dyn Entropy>,
}

/// One running system.
pub struct App {
    pub ports: Ports,
    pub settings: Settings,
    pub secrets: Secrets,
    /// How the world is read from the store.
    pub loader: WorldLoader,
    pub world: LiveWorld,
    pub stock: LiveStock,
    pub in_flight: InFlight,
    pub known_callers: KnownCallers,
    pub known_destinations: KnownDestinations,
    pub known_offers: KnownOffers,
    pub to_play: ToPlay,
    /// Rung after each commit that put a message into the outbox.
    pub outbox: Notify,
    /// Rung when something happened that others may have asked to be told: for those who deliver
    /// it here, or for [`crate::work::bell`].
    pub events: Notify,
    /// What this process did, for those who watch over it.
    pub figures: Figures,
    /// Whose turn it is to sweep money: who waits for it finds nothing that this node has begun.
    pub money_turn: Mutex<()>,
    /// Whose turn it is to send a large file: memory is bounded by one.
    pub file_turn: Arc<Semaphore>,
}

/// Figures that an operator may change.
#[derive(Debug, Clone)]
pub struct Settings {
    /// Where clients reach the API; no slash at the end.
    pub public_url: String,
    /// Whom travellers ask: an address or a telephone number, which pages show.
    pub contact: Option<String>,
    /// How many proxies of ours a request passes, each adding to `X-Forwarded-For`.
    pub forwarded_hops: u8,
    /// Origins (`https://shop.example`) whose pages may call from a browser.
    pub cors_origins: Vec<String>,
    /// How long an unpaid booking keeps its inventory.
    pub hold: Duration,
    /// How many seats a customer may hold unpaid at a time; 0: as many as there are.
    pub most_unpaid_seats: u16,
    /// How long before an international journey the documents of its travellers are due.
    pub documents_due: Duration,
    pub offer_lifetime: Duration,
    /// How long before departure sales end.
    pub sales_cutoff: Duration,
    pub quote_lifetime: Duration,
    /// When a changed flight is asked about, and for how long.
    pub schedule_changes: crate::schedule_changes::Rules,
    pub document_link_lifetime: Duration,
    /// How long a document may wait for its job before a sweeper makes it.
    pub documents_left_to_workers: Duration,
    /// How long the payer may come back to the page that follows a payment.
    pub return_link_lifetime: Duration,
    pub access_token_seconds: i64,
    /// How long an API key that was good goes on being so while the store is away.
    pub keys_trusted_without_store: Duration,
    pub refresh_token_seconds: i64,
    pub accounts: accounts::Rules,
    pub webhooks: webhooks::Rules,
    /// How long after it is over a booking keeps its people; for good when it is not said.
    pub people_kept: Option<Duration>,
    /// Origins (`https://shop.example`) that a payer may be sent back to.
    pub return_origins: Vec<String>,
    /// By whose clocks the days of reports begin and end.
    pub report_zone: Zone,
    /// The largest file that an operator may send, in bytes.
    pub largest_file: usize,
    /// Whether the gateway is the sandbox, where the names of passengers play scenarios.
    pub plays_scenarios: bool,
    /// Who may move the time on.
    pub time_movers: TimeMovers,
    pub cancellation_rules: Rules,
    pub limits: LimitSettings,
}

/// Who may move the time of a system on that is tried out.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum TimeMovers {
    /// The gateway is no sandbox: real time.
    Nobody,
    /// Only this machine reaches the server.
    Anybody,
    /// Whoever has this token; nobody, when it is empty.
    Holders(SandboxToken),
}

/// What lets its holders break and move a sandbox. Never logged.
#[derive(Clone, PartialEq, Eq)]
pub struct SandboxToken(pub String);

airside_primitives::hide_in_debug!(SandboxToken);

/// The rate limits of the API.
#[derive(Debug, Clone, Copy)]
pub struct LimitSettings {
    pub api: Limit,
    pub login_account: Limit,
    pub login_address: Limit,
    pub sign_up: Limit,
    /// Of an account: links that are mailed to it.
    pub mailed_links: Limit,
    /// Of an address: keys that this process has not met, and refresh tokens. Each is looked up.
    pub strangers: Limit,
}

/// Keys that sign what we hand out. Never logged.
#[derive(Clone)]
pub struct Secrets {
    /// Signs access tokens.
    pub token_key: [u8; 32],
    /// Signs offers.
    pub offer_key: SigningKey,
    /// Signs links to documents and to the payment return page.
    pub link_key: SigningKey,
}

impl App {
    pub fn new(ports: Ports, settings: Settings, secrets: Secrets, loader: WorldLoader) -> Self {
        Self {
            ports,
            settings,
            secrets,
            loader,
            world: LiveWorld::default(),
            stock: LiveStock::default(),
            in_flight: InFlight::default(),
            known_callers: KnownCallers::default(),
            known_destinations: KnownDestinations::default(),
            known_offers: KnownOffers::default(),
            to_play: ToPlay::default(),
            outbox: Notify::new(),
            events: Notify::new(),
            figures: Figures::default(),
            money_turn: Mutex::new(()),
            file_turn: Arc::new(Semaphore::new(1)),
        }
    }

    /// The time now.
    pub fn now(&self) -> time::OffsetDateTime {
        self.ports.clock.now()
    }

    /// Commits, counts what happened, shows this node's own searches what it sold, and wakes the
    /// relay and those who deliver events if there is something for them.
    pub async fn commit(&self, mut changes: Changes) -> Result<(), CommitError> {
        let has_messages = !changes.messages.is_empty();
        if has_messages {
            changes.trace = traces::current();
        }
        let sold: Vec<_> = changes.messages.iter().flat_map(Message::flights).copied().collect();
        let happened: Vec<_> = changes.writes.iter().filter_map(Write::happening).collect();
        let is_to_deliver = changes.writes.iter().any(Write::is_to_deliver);
        let store = &self.ports.store;
        store.commit(changes).await?;
        for kind in happened {
            self.figures.happened(kind);
        }
        if has_messages {
            self.outbox.notify_one();
        }
        if is_to_deliver {
            self.events.notify_one();
        }
        if !sold.is_empty()
            && let Err(error) = self.stock.refresh(&**store, &sold).await
        {
            // The message of the same commit brings it again.
            tracing::warn!(error = %crate::chain(&error), "stock could not be read again");
        }
        Ok(())
    }
}

airside_primitives::hide_in_debug!(Secrets);

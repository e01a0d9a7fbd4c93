//! One node with a small world: a daily flight from Delhi to Mumbai.
//!
//! Several nodes may share a site's store, gateway and clock.

use std::sync::Arc;

use airside_app::payments::events::record_event;
use airside_app::ports::bus::{Handler, Topic};
use airside_app::ports::store::NewTariff;
use airside_app::ports::{Changes, Versioned, Write};
use airside_app::timetable::{Closed, capacity, restock};
use airside_app::work::handlers::{
    DocumentHandler, EventHandler, MailHandler, NodeHandler, SettlementHandler,
};
use airside_app::work::world::{load_world, start_world};
use airside_app::world::{LoadError, WorldLoader};
use airside_app::{App, Ports};
use airside_booking::booking::Inventory;
use airside_booking::{Booking, Payment, Refund};
use airside_demo_data::{Selling, tariff};
use airside_local::{CountedEntropy, FileBlobs, LocalBus, LocalLimits, TestClock};
use airside_port_contracts::samples::{self, DAY, NOW, code};
use airside_primitives::{BookingId, Cabin, Currency};
use airside_store_sqlite::SqliteStore;
use airside_timetable::Flight;
use tempfile::TempDir;
use time::macros::time;

use airside_port_contracts::fakes::{Letters, Papers, Receivers, ScriptedGateway};

/// A node, and what it stands on.
pub(crate) struct Site {
    pub app: Arc<App>,
    pub gateway: Arc<ScriptedGateway>,
    pub clock: Arc<TestClock>,
    pub papers: Arc<Papers>,
    pub letters: Arc<Letters>,
    /// Where the files are, until the last node is gone.
    folder: Arc<TempDir>,
}

/// What nodes on one store share.
type Things = (Arc<ScriptedGateway>, Arc<TestClock>, Arc<Papers>, Arc<Letters>, Arc<TempDir>);

impl Site {
    pub(crate) async fn open() -> Self {
        Self::with(demo(Currency::INR)).await
    }

    /// A site that sells by the tariff of this text.
    pub(crate) async fn with(tariff: String) -> Self {
        Self::with_or_without(Some(tariff)).await
    }

    pub(crate) async fn without_tariff() -> Self {
        Self::with_or_without(None).await
    }

    async fn with_or_without(tariff: Option<String>) -> Self {
        let folder = Arc::new(tempfile::tempdir().unwrap());
        let gateway = Arc::new(ScriptedGateway::default());
        let clock = Arc::new(TestClock::at(NOW));
        let papers = Arc::new(Papers::default());
        let letters = Arc::new(Letters::default());
        let ports = Ports {
            store: Arc::new(SqliteStore::in_memory().unwrap()),
            bus: Arc::new(LocalBus::default()),
            limits: Arc::new(LocalLimits::default()),
            blobs: Arc::new(FileBlobs::open(folder.path()).unwrap()),
            payments: gateway.clone(),
            documents: papers.clone(),
            mailer: letters.clone(),
            deliverer: Arc::new(Receivers::default()),
            clock: clock.clone(),
            entropy: Arc::new(CountedEntropy::default()),
        };
        ports.store.load(samples::delhi_and_mumbai()).await.unwrap();
        samples::adopt(&*ports.store, vec![flight()]).await.unwrap();
        if let Some(tariff) = tariff {
            load(&ports, tariff).await;
        }
        let things = (gateway, clock, papers, letters, folder);
        Self::start(ports, Currency::INR, things).await
    }

    /// Another node on the same store.
    pub(crate) async fn another_node(&self) -> Self {
        self.another_node_selling(Currency::INR).await
    }

    /// Another node on the same store, whose tariff has been changed to another currency.
    pub(crate) async fn another_node_selling(&self, currency: Currency) -> Self {
        let ports = self.app.ports.clone();
        load(&ports, demo(currency)).await;
        let folder = self.folder.clone();
        let (gateway, clock) = (self.gateway.clone(), self.clock.clone());
        let (papers, letters) = (self.papers.clone(), self.letters.clone());
        Self::start(ports, currency, (gateway, clock, papers, letters, folder)).await
    }

    async fn start(
        ports: Ports,
        selling: Currency,
        (gateway, clock, papers, letters, folder): Things,
    ) -> Self {
        let loader = WorldLoader::everything(selling);
        let app = Arc::new(App::new(ports, samples::settings(), samples::secrets(), loader));
        start_world(&app).await.unwrap();
        Self { app, gateway, clock, papers, letters, folder }
    }

    /// Sells by another tariff from now on.
    pub(crate) async fn load_tariff(&self, text: String) {
        load(&self.app.ports, text).await;
        self.work().await;
    }

    /// Lets departures that were sold from hold what the newest tariff says.
    pub(crate) async fn restock(&self) -> Vec<Closed> {
        let store = &*self.app.ports.store;
        let capacity = capacity(store).await.unwrap().unwrap();
        let closed = restock(store, capacity, DAY).await.unwrap();
        self.work().await;
        closed
    }

    /// Reads the stock as another node has left it.
    pub(crate) async fn refresh(&self) {
        start_world(&self.app).await.unwrap();
    }

    /// Reads the world as at start, for a deployment that sells in this currency.
    pub(crate) async fn start_selling(&self, selling: Currency) -> Result<(), LoadError> {
        let ports = self.app.ports.clone();
        let (settings, secrets) = (samples::settings(), samples::secrets());
        let node = App::new(ports, settings, secrets, WorldLoader::everything(selling));
        load_world(&node).await
    }

    /// The gateway sends an event, and what follows from it is done.
    pub(crate) async fn hear(&self, event: &str) {
        record_event(&self.app, event.as_bytes(), "signed").await.unwrap();
        self.work().await;
    }

    /// Acts on every message that waits, and on those that follow from them.
    pub(crate) async fn work(&self) {
        let store = &self.app.ports.store;
        loop {
            let unsent = store.unsent(100).await.unwrap();
            if unsent.is_empty() {
                return;
            }
            for envelope in unsent {
                let id = envelope.id;
                self.handler(envelope.topic).handle(envelope).await;
                store.take_off(&[id]).await.unwrap();
            }
        }
    }

    pub(crate) fn handler(&self, topic: Topic) -> Box<dyn Handler> {
        let app = self.app.clone();
        match topic {
            Topic::Broadcast => Box::new(NodeHandler { app }),
            Topic::Documents => Box::new(DocumentHandler { app }),
            Topic::Settlement => Box::new(SettlementHandler { app }),
            Topic::Events => Box::new(EventHandler { app }),
            Topic::Mails => Box::new(MailHandler { app }),
        }
    }

    pub(crate) async fn booking(&self, id: BookingId) -> Booking {
        self.app.ports.store.booking(id).await.unwrap().unwrap().value
    }

    /// The code of the booking's status, as it reads now.
    pub(crate) async fn status(&self, booking: &Booking) -> &'static str {
        self.booking(booking.id).await.status(self.app.now()).code()
    }

    /// Every attempt to pay, oldest first.
    pub(crate) async fn payments(&self, booking: &Booking) -> Vec<Payment> {
        values(self.app.ports.store.payments(booking.id).await.unwrap())
    }

    /// The only attempt to pay.
    pub(crate) async fn payment(&self, booking: &Booking) -> Payment {
        let payments = self.payments(booking).await;
        assert_eq!(payments.len(), 1, "one attempt was expected");
        payments.into_iter().next().unwrap()
    }

    pub(crate) async fn refunds(&self, booking: &Booking) -> Vec<Refund> {
        values(self.app.ports.store.refunds(booking.id).await.unwrap())
    }

    /// The code of the state of a refund's receipt.
    pub(crate) async fn receipt(&self, refund: &Refund) -> &'static str {
        let receipt = self.app.ports.store.document(refund.receipt).await.unwrap();
        receipt.unwrap().value.status_code()
    }

    /// Takes a file away from under the site.
    pub(crate) fn lose_file(&self, key: &str) {
        std::fs::remove_file(self.folder.path().join(key)).unwrap();
    }

    /// Places sold or held, and seats given, on the flight.
    pub(crate) async fn stock(&self) -> (u16, usize) {
        let flight = [(flight().id, DAY)];
        let store = &self.app.ports.store;
        let sold = store.sold_on(&flight).await.unwrap();
        let seats = store.taken_seats(&flight).await.unwrap();
        (sold.iter().map(|row| row.inventory.count).sum(), seats.len())
    }

    /// Others take every place but `left`.
    pub(crate) async fn sell_all_but(&self, left: u16) {
        let world = self.app.world.load();
        let capacity = world.terms.fleet.capacity(code("AT7"), Cabin::Economy);
        let count = capacity - self.stock().await.0 - left;
        let inventory = Inventory { flight: flight().id, date: DAY, cabin: Cabin::Economy, count };
        let taken = Changes::default().write(Write::TakeInventory {
            inventory,
            capacity,
            world: self.app.world.load().version,
        });
        self.app.commit(taken).await.unwrap();
    }
}

fn values<T>(rows: Vec<Versioned<T>>) -> Vec<T> {
    rows.into_iter().map(|row| row.value).collect()
}

/// The demo's tariff, a rupee being worth a hundredth of any other currency's major unit.
pub(crate) fn demo(currency: Currency) -> String {
    let minor_per_dollar = if currency == Currency::INR { 8_500 } else { 85 };
    tariff(Selling { currency, minor_per_dollar }).unwrap()
}

async fn load(ports: &Ports, text: String) {
    let tariff = NewTariff { name: "tariff.toml".to_owned(), text, loaded_at: NOW };
    ports.store.save_tariff(tariff, Vec::new()).await.unwrap();
}

/// From Delhi to Mumbai.
pub(crate) fn flight() -> Flight {
    let flight = Flight {
        destination: code("BOM"),
        departs: time!(08:00),
        arrives: time!(10:10),
        aircraft: code("AT7"),
        ..samples::flight(1)
    };
    Flight { id: Flight::id_of(flight.number, flight.origin, flight.destination), ..flight }
}

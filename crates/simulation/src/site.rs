//! The place of a story: two nodes on one store, and everything around them.

use std::sync::{Arc, Mutex};

use airside_app::ports::store::{NewTariff, WorldRows};
use airside_app::ports::{Blobs, Bus, Payments, Store};
use airside_app::work::world::start_world;
use airside_app::world::{Scope, Snapshot, WorldLoader};
use airside_app::{App, Ports};
use airside_fares::{PromoCode, Reduction};
use airside_local::{CountedEntropy, LocalLimits, TestClock};
use airside_port_contracts::fakes::{Letters, Papers, Receivers, ScriptedGateway};
use airside_port_contracts::sales::TARIFF;
use airside_port_contracts::sales::timetable::Timetable;
use airside_port_contracts::samples::{self, NOW, code};
use airside_primitives::{Amount, Currency};
use tokio::runtime::Runtime;
use tokio::sync::watch;

use crate::client::Asked;
use crate::desk::Desk;
use crate::gates::{BlobsGate, BusGate, Carrier, Files, Gate, PaymentsGate, StoreGate};
use crate::ledger::Ledger;
use crate::plants::Plant;

/// A code that two bookings may use.
pub(crate) const PROMO: &str = "TWICE";

pub(crate) struct Site {
    pub runtime: Arc<Runtime>,
    pub desk: Arc<Desk>,
    pub ledger: Arc<Ledger>,
    pub clock: Arc<TestClock>,
    pub gateway: Arc<ScriptedGateway>,
    /// Events that the gateway has not delivered yet.
    pub events: Arc<Mutex<Vec<String>>>,
    pub carrier: Arc<Carrier>,
    /// The store and the files as they are, without a way to them.
    pub store: Arc<dyn Store>,
    pub files: Arc<Files>,
    /// What clients asked for, and what they were told.
    pub asked: Mutex<Vec<Asked>>,
    /// One clerk works at a time.
    pub clerk: tokio::sync::Mutex<()>,
    nodes: [Node; 2],
    clerks_way: Gate,
}

struct Node {
    gate: Gate,
    ports: Ports,
    /// The node that is up, and how many have died before it.
    up: Mutex<(u64, Arc<App>)>,
}

impl Site {
    pub(crate) fn open(
        runtime: Arc<Runtime>,
        desk: Arc<Desk>,
        store: Arc<dyn Store>,
        plant: Option<Plant>,
    ) -> Self {
        let clock = Arc::new(TestClock::at(NOW));
        let world = runtime.block_on(furnish(&*store));
        let fleet = world.terms.clone();
        let capacity = move |aircraft: &str, cabin| fleet.fleet.capacity(code(aircraft), cabin);
        let ledger = Arc::new(Ledger::open(capacity));
        let (gateway, files) = (Arc::new(ScriptedGateway::default()), Arc::new(Files::default()));
        let (events, carrier) = (Arc::default(), Arc::new(Carrier::default()));
        let entropy = Arc::new(CountedEntropy::default());
        let gate = || Gate {
            desk: desk.clone(),
            runtime: runtime.clone(),
            deaths: watch::Sender::new(0),
            plant,
        };
        let node = |number: u128| {
            let gate = gate();
            let way_to_store: Arc<dyn Store> = Arc::new(StoreGate {
                gate: gate.clone(),
                store: store.clone(),
                ledger: ledger.clone(),
                clock: clock.clone(),
                tells_time: true,
            });
            let payments: Arc<dyn Payments> = Arc::new(PaymentsGate {
                gate: gate.clone(),
                gateway: gateway.clone(),
                events: Arc::clone(&events),
                strange: Mutex::new((number + 1) << 32),
            });
            let blobs: Arc<dyn Blobs> =
                Arc::new(BlobsGate { gate: gate.clone(), files: files.clone() });
            let bus: Arc<dyn Bus> =
                Arc::new(BusGate { gate: gate.clone(), carrier: carrier.clone() });
            let ports = Ports {
                store: way_to_store,
                bus,
                limits: Arc::new(LocalLimits::default()),
                blobs,
                payments,
                documents: Arc::new(Papers::default()),
                mailer: Arc::new(Letters::default()),
                deliverer: Arc::new(Receivers::default()),
                clock: clock.clone(),
                entropy: entropy.clone(),
            };
            let up = Mutex::new((0, start(&runtime, &ports, &store)));
            Node { gate, ports, up }
        };
        let nodes = [node(0), node(1)];
        let clerks_way = gate();
        Self {
            asked: Mutex::default(),
            clerk: tokio::sync::Mutex::default(),
            nodes,
            clerks_way,
            runtime,
            desk,
            ledger,
            clock,
            gateway,
            events,
            carrier,
            store,
            files,
        }
    }

    /// The node, which has started again if it had died.
    pub(crate) fn app(&self, node: usize) -> Arc<App> {
        let Node { gate, ports, up } = &self.nodes[node];
        let deaths = *gate.deaths.borrow();
        let mut up = up.lock().unwrap();
        if up.0 != deaths {
            self.carrier.forget(node);
            *up = (deaths, start(&self.runtime, ports, &self.store));
        }
        up.1.clone()
    }

    /// Carries out what needs no turn, to its end.
    pub(crate) fn now<T>(&self, work: impl Future<Output = T>) -> T {
        self.runtime.block_on(work)
    }

    /// What comes of a call that a node works on; `None` when the node dies over it.
    pub(crate) async fn alive<T>(&self, node: usize, call: impl Future<Output = T>) -> Option<T> {
        let mut deaths = self.nodes[node].gate.deaths.subscribe();
        tokio::select! {
            biased;
            _ = deaths.changed() => None,
            done = call => Some(done),
        }
    }

    pub(crate) fn kill(&self, node: usize) {
        self.nodes[node].gate.deaths.send_modify(|deaths| *deaths += 1);
    }

    /// The way of the clerk to the store, and what comes of the clerk's work; `None` when the
    /// clerk's program dies over it.
    pub(crate) async fn at_the_clerks<T, F: Future<Output = T>>(
        &self,
        work: impl FnOnce(Arc<dyn Store>) -> F,
    ) -> Option<T> {
        let (gate, store) = (self.clerks_way.clone(), self.store.clone());
        let mut deaths = gate.deaths.subscribe();
        let (ledger, clock) = (self.ledger.clone(), self.clock.clone());
        let way = StoreGate { gate, store, ledger, clock, tells_time: false };
        let work = work(Arc::new(way));
        tokio::select! {
            biased;
            _ = deaths.changed() => None,
            done = work => Some(done),
        }
    }
}

/// A node that has just started. What it reads then goes well: a node that cannot start does
/// nothing.
fn start(runtime: &Runtime, ports: &Ports, store: &Arc<dyn Store>) -> Arc<App> {
    let at_first = Ports { store: store.clone(), ..ports.clone() };
    let loader = WorldLoader::everything(Currency::INR);
    let mut app = App::new(at_first, samples::settings(), samples::secrets(), loader);
    runtime.block_on(start_world(&app)).unwrap();
    app.ports = ports.clone();
    Arc::new(app)
}

/// Gives an empty store a world.
async fn furnish(store: &dyn Store) -> Snapshot {
    let twice = PromoCode {
        limit_total: Some(2),
        ..PromoCode::unlimited(code(PROMO), Reduction::Fixed(Amount::minor(50_000)))
    };
    let world = samples::delhi_and_mumbai();
    store.load(WorldRows { promo_codes: vec![twice], ..world }).await.unwrap();
    let (name, text) = ("tariff.toml".to_owned(), TARIFF.to_owned());
    store.save_tariff(NewTariff { name, text, loaded_at: NOW }, Vec::new()).await.unwrap();
    samples::adopt(store, Timetable::at_first().rows()).await.unwrap();
    Snapshot::read(store, Currency::INR, Scope::Everything).await.unwrap()
}

//! Two nodes that sell one flight from one store, and the clerk who revises its timetable.

use std::fmt::Debug;
use std::sync::Arc;

use airside_app::audit::{Audit, Finding, Sources, audit};
use airside_app::bookings::place::place_booking;
use airside_app::bookings::read::own_booking;
use airside_app::cancellations::confirm::confirm_cancellation;
use airside_app::cancellations::quote::quote_cancellation;
use airside_app::idempotency::{Answer, Given};
use airside_app::offers::search::search_offers;
use airside_app::payments::start::{StartPayment, start_payment};
use airside_app::ports::store::NewTariff;
use airside_app::ports::{Clock as _, Store};
use airside_app::schedule_changes::answer::{accept_change, refund_change};
use airside_app::timetable::{Plan, Wanted, apply, capacity, plan};
use airside_app::work::sweep::{sweep_holds, sweep_schedules};
use airside_app::work::world::load_world;
use airside_app::world::WorldLoader;
use airside_app::{App, Ports};
use airside_booking::cancellation::Selection;
use airside_booking::{Booking, RecordLocator};
use airside_local::{CountedEntropy, FileBlobs, LocalBus, LocalLimits, TestClock};
use airside_primitives::{Cabin, Currency, Party};
use airside_seating::Row;
use tempfile::TempDir;
use time::Duration;

use super::happening::{Happening, Node};
use super::timetable::{DAYS, Revision, Timetable, airline, date};
use crate::fakes::{CARD, Letters, Papers, Receivers, ScriptedGateway};
use crate::samples::{self, DAY, HOLD, NOW, OWNER, called, once, traveller};

/// The nodes, and what was found, booked and planned so far.
pub(super) struct Office {
    nodes: [App; 2],
    clock: Arc<TestClock>,
    timetable: Timetable,
    planned: Option<(Timetable, Plan)>,
    offers: Vec<Found>,
    booked: Vec<RecordLocator>,
    requests: u32,
    _folder: TempDir,
}

struct Found {
    offer: String,
    adults: u8,
    infants: u8,
}

impl Office {
    pub(super) async fn open(store: Arc<dyn Store>) -> Self {
        let timetable = Timetable::at_first();
        store.load(samples::delhi_and_mumbai()).await.unwrap();
        let text = super::TARIFF.to_owned();
        let tariff = NewTariff { name: "tariff.toml".to_owned(), text, loaded_at: NOW };
        store.save_tariff(tariff, Vec::new()).await.unwrap();
        samples::adopt(&*store, timetable.rows()).await.unwrap();

        let folder = tempfile::tempdir().unwrap();
        let clock = Arc::new(TestClock::at(NOW));
        let ports = Ports {
            store,
            bus: Arc::new(LocalBus::default()),
            limits: Arc::new(LocalLimits::default()),
            blobs: Arc::new(FileBlobs::open(folder.path()).unwrap()),
            payments: Arc::new(ScriptedGateway::default()),
            documents: Arc::new(Papers::default()),
            mailer: Arc::new(Letters::default()),
            deliverer: Arc::new(Receivers::default()),
            clock: clock.clone(),
            entropy: Arc::new(CountedEntropy::default()),
        };
        let node = || {
            let loader = WorldLoader::everything(Currency::INR);
            App::new(ports.clone(), samples::settings(), samples::secrets(), loader)
        };
        let nodes = [node(), node()];
        for node in &nodes {
            load_world(node).await.unwrap();
        }
        let (planned, offers, booked, requests) = (None, Vec::new(), Vec::new(), 0);
        Self { nodes, clock, timetable, planned, offers, booked, requests, _folder: folder }
    }

    pub(super) async fn meet(&mut self, happening: &Happening) {
        match happening {
            Happening::Search { node, day, cabin, adults, infants } => {
                self.search(*node, *day, *cabin, (*adults, *infants));
            }
            Happening::Book { node, offer } if !self.offers.is_empty() => {
                let at = offer.index(self.offers.len());
                self.book(*node, at).await;
            }
            Happening::BookNewest { node } if !self.offers.is_empty() => {
                self.book(*node, self.offers.len() - 1).await;
            }
            Happening::Plan(revisions) => self.plan(revisions).await,
            Happening::Import => self.import().await,
            Happening::Reload { node } => load_world(&self.nodes[*node]).await.unwrap(),
            Happening::Sweep { node } => self.sweep(*node).await,
            Happening::Wait { minutes } => self.wait(Duration::minutes(*minutes)),
            Happening::Pay { node, booking } if !self.booked.is_empty() => {
                self.pay(*node, *booking.get(&self.booked)).await;
            }
            Happening::Read { node, booking } if !self.booked.is_empty() => {
                let read = own_booking(&self.nodes[*node], OWNER, *booking.get(&self.booked)).await;
                done_or_refused(read);
            }
            Happening::Cancel { node, booking } if !self.booked.is_empty() => {
                self.cancel(*node, *booking.get(&self.booked)).await;
            }
            Happening::Answer { node, booking, accepts } if !self.booked.is_empty() => {
                self.answer(*node, *booking.get(&self.booked), *accepts).await;
            }
            // There is nothing yet that it could be about.
            Happening::Book { .. }
            | Happening::BookNewest { .. }
            | Happening::Pay { .. }
            | Happening::Read { .. }
            | Happening::Cancel { .. }
            | Happening::Answer { .. } => (),
        }
    }

    /// Every node hears of everything, and every sweeper has its turn.
    pub(super) async fn catch_up(&self) {
        for node in [0, 1] {
            load_world(&self.nodes[node]).await.unwrap();
            self.sweep(node).await;
        }
    }

    /// Every sale is cancelled, and every hold runs out.
    pub(super) async fn give_everything_back(&mut self) {
        for booking in self.booked.clone() {
            self.cancel(0, booking).await;
        }
        self.clock.advance(HOLD);
        sweep_holds(&self.nodes[0]).await.unwrap();
    }

    /// Audits the store against the newest world that a node knows.
    pub(super) async fn audit(&self) -> Audit {
        let worlds = self.nodes.each_ref().map(|node| node.world.load());
        let newest = worlds.iter().max_by_key(|world| world.version).unwrap();
        let (store, now) = (self.store(), self.clock.now());
        let sources = Sources::of_store(store, newest, now);
        let mut audit = audit(sources, &|_| ()).await.unwrap();
        // Nobody makes documents here, and sweepers come when the machine says so.
        audit.findings.retain(|it| !matches!(it, Finding::Waiting { .. }));
        audit
    }

    /// Seats that bookings hold, and that the aircraft does not have in their cabin. While a
    /// change is open the seats of the old aircraft stand.
    pub(super) async fn impossible_seats(&self) -> Vec<String> {
        let world = self.nodes[0].world.load();
        let mut impossible = Vec::new();
        for reference in &self.booked {
            let booking = self.store().booking_by_reference(*reference).await.unwrap().unwrap();
            let journey = &booking.value.journeys[0];
            if booking.value.open_change(journey.direction).is_some() {
                continue;
            }
            let cabin = journey.offer.cabin;
            let held = booking.value.held_seats(&booking.value.held_directions());
            for (flight, date, seat) in held {
                let Some(row) = world.index.row_on(flight, date) else { continue };
                let layout = world.terms.fleet.layout(row.aircraft).unwrap();
                let mut seats = layout.rows(cabin).iter().flat_map(Row::seats);
                if !seats.any(|it| it.number == seat) {
                    impossible.push(format!("{seat} in {} of {}", cabin.code(), row.aircraft));
                }
            }
        }
        impossible
    }

    pub(super) fn store(&self) -> &dyn Store {
        &*self.nodes[0].ports.store
    }

    fn search(&mut self, node: Node, day: usize, cabin: Cabin, (adults, infants): (u8, u8)) {
        let node = &self.nodes[node];
        let party = Party::new(adults, 0, infants).unwrap();
        let command = samples::search(party, cabin, date(day));
        let found = search_offers(node, &node.world.load(), &command).unwrap();
        let offers = found.slices.into_iter().flatten();
        self.offers.extend(offers.map(|found| Found { offer: found.id, adults, infants }));
    }

    async fn book(&mut self, node: Node, at: usize) {
        let Found { offer, adults, infants } = &self.offers[at];
        let adult = |_| traveller();
        let infant = |at: u8| {
            let date_of_birth = NOW.date() - Duration::days(200);
            let infant_of = Some(usize::from(at));
            airside_app::bookings::place::Traveller { date_of_birth, infant_of, ..traveller() }
        };
        let mut party: Vec<_> = (0..*adults).map(adult).chain((0..*infants).map(infant)).collect();
        for (passenger, name) in party.iter_mut().zip(["Asha", "Ravi", "Mira", "Dev", "Nia"]) {
            passenger.name = called(name).name;
        }
        let command = samples::place(offer.clone(), party);
        let key = self.key();
        let render = |booking: &Booking| told(booking.reference.to_string());
        let once = once("any", &key, &render);
        let placed = place_booking(&self.nodes[node], OWNER, &command, &once).await;
        if let Some(Given::First(answer) | Given::Again(answer)) = done_or_refused(placed) {
            self.booked.push(samples::code(&answer.body));
        }
    }

    async fn pay(&mut self, node: Node, reference: RecordLocator) {
        let key = self.key();
        let command = StartPayment {
            owner: OWNER,
            reference,
            exchange: None,
            payment_method: Some(CARD.to_owned()),
            return_url: None,
        };
        let (back, render) = (|_: &Booking| String::new(), |_: &_| told(String::new()));
        let once = once("any", &key, &render);
        done_or_refused(start_payment(&self.nodes[node], &command, &back, &once).await);
    }

    async fn cancel(&mut self, node: Node, reference: RecordLocator) {
        let key = self.key();
        let node = &self.nodes[node];
        let quoted = quote_cancellation(node, OWNER, reference, &Selection::default()).await;
        if let Some(quote) = done_or_refused(quoted) {
            let render = |_: &_| told(String::new());
            let once = once("any", &key, &render);
            done_or_refused(confirm_cancellation(node, OWNER, quote.id, &once).await);
        }
    }

    async fn answer(&mut self, node: Node, reference: RecordLocator, accepts: bool) {
        let now = self.clock.now();
        let read = own_booking(&self.nodes[node], OWNER, reference).await;
        let Some(read) = done_or_refused(read) else { return };
        let open = read.value.schedule_changes.iter().find(|change| change.is_open(now));
        let Some(id) = open.map(|change| change.id) else { return };
        let key = self.key();
        let (node, render) = (&self.nodes[node], |_: &Booking| told(String::new()));
        let once = once("any", &key, &render);
        if accepts {
            done_or_refused(accept_change(node, OWNER, reference, id, &once).await);
        } else {
            done_or_refused(refund_change(node, OWNER, reference, id, true, &once).await);
        }
    }

    async fn plan(&mut self, revisions: &[Revision]) {
        let mut timetable = self.timetable.clone();
        for revision in revisions {
            timetable.revise(revision);
        }
        let wanted = Wanted {
            airlines: [airline()].into(),
            rows: timetable.rows(),
            window: DAY..=date(DAYS),
        };
        let capacity = capacity(self.store()).await.unwrap().unwrap();
        let plan = plan(self.store(), wanted, capacity, self.clock.now()).await.unwrap();
        self.planned = Some((timetable, plan));
    }

    async fn import(&mut self) {
        let Some((timetable, plan)) = self.planned.take() else { return };
        if done_or_refused(apply(self.store(), plan, None, Vec::new(), &|_| ()).await).is_some() {
            self.timetable = timetable;
        }
    }

    async fn sweep(&self, node: Node) {
        sweep_holds(&self.nodes[node]).await.unwrap();
        sweep_schedules(&self.nodes[node]).await.unwrap();
    }

    /// Never to the day of the flights: a departed flight cannot be cancelled.
    fn wait(&self, duration: Duration) {
        let last = DAY.midnight().assume_utc() - Duration::DAY;
        self.clock.set((self.clock.now() + duration).min(last));
    }

    /// A key that no request had before.
    fn key(&mut self) -> String {
        self.requests += 1;
        self.requests.to_string()
    }
}

/// The outcome, or nothing when it was refused. A store that fails is no refusal.
fn done_or_refused<T, E: Debug>(outcome: Result<T, E>) -> Option<T> {
    outcome
        .inspect_err(|error| {
            let told = format!("{error:?}");
            assert!(!told.contains("StoreError"), "{told}");
        })
        .ok()
}

fn told(body: String) -> Answer {
    Answer { status: 201, body }
}

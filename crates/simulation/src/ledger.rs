//! What was committed so far, added up by somebody who was only told of the commits.
//!
//! After each commit it is compared with what the store has counted: a difference is found at the
//! step that made it.

use std::collections::{BTreeMap, BTreeSet, HashMap, HashSet};
use std::sync::{Mutex, MutexGuard};

use airside_app::ports::changes::SeatClaim;
use airside_app::ports::store::WorldVersion;
use airside_app::ports::{Changes, Store, Write};
use airside_booking::booking::Inventory;
use airside_booking::{Booking, Payment, PaymentState, State, TicketNumber};
use airside_port_contracts::sales::timetable::{DAYS, Timetable, date};
use airside_port_contracts::samples::NOW;
use airside_primitives::{BookingId, Cabin, FlightId, PaymentId, SeatNumber};
use airside_records::{Kept as _, Row};
use time::{Date, OffsetDateTime};

/// The sums, and everything that was found wrong.
pub(crate) struct Ledger(Mutex<Books>);

type CabinOf = (FlightId, Date, Cabin);
type Capacity = Box<dyn Fn(&str, Cabin) -> u16 + Send>;

struct Books {
    timetable: Timetable,
    /// What the clerk is about to adopt.
    planned: Option<Timetable>,
    /// When each world was adopted.
    adopted: HashMap<WorldVersion, OffsetDateTime>,
    /// What a cabin of an aircraft holds.
    capacity: Capacity,
    counted: BTreeMap<CabinOf, i64>,
    held: BTreeMap<CabinOf, i64>,
    bookings: HashMap<BookingId, Booking>,
    seats: HashMap<(FlightId, Date, SeatNumber), BookingId>,
    numbers: HashSet<TicketNumber>,
    payments: HashMap<PaymentId, Payment>,
    /// Payments whose page a payer may know.
    pages: HashSet<PaymentId>,
    wrong: Vec<String>,
}

/// What one commit asks for.
pub(crate) struct Noted {
    taken: Vec<Inventory>,
    returned: Vec<Inventory>,
    claimed: Vec<SeatClaim>,
    released: Vec<SeatClaim>,
    numbers: Vec<TicketNumber>,
    rows: Vec<Row>,
}

impl Ledger {
    pub(crate) fn open(capacity: impl Fn(&str, Cabin) -> u16 + Send + 'static) -> Self {
        Self(Mutex::new(Books {
            timetable: Timetable::at_first(),
            planned: None,
            adopted: HashMap::new(),
            capacity: Box::new(capacity),
            counted: BTreeMap::new(),
            held: BTreeMap::new(),
            bookings: HashMap::new(),
            seats: HashMap::new(),
            numbers: HashSet::new(),
            payments: HashMap::new(),
            pages: HashSet::new(),
            wrong: Vec::new(),
        }))
    }

    pub(crate) fn timetable(&self) -> Timetable {
        self.books().timetable.clone()
    }

    /// The clerk is about to adopt this.
    pub(crate) fn plan(&self, timetable: Timetable) {
        self.books().planned = Some(timetable);
    }

    /// What was planned flies from now on.
    pub(crate) fn adopted(&self, world: WorldVersion, now: OffsetDateTime) {
        let mut books = self.books();
        books.adopted.insert(world, now);
        if let Some(planned) = books.planned.take() {
            books.timetable = planned;
        }
    }

    /// When a world was adopted; the first one was there from the start.
    pub(crate) fn since(&self, world: WorldVersion) -> OffsetDateTime {
        self.books().adopted.get(&world).copied().unwrap_or(NOW)
    }

    pub(crate) fn found(&self, wrong: impl Into<String>) {
        self.books().wrong.push(wrong.into());
    }

    pub(crate) fn wrong(&self) -> Vec<String> {
        self.books().wrong.clone()
    }

    pub(crate) fn is_wrong(&self) -> bool {
        !self.books().wrong.is_empty()
    }

    pub(crate) fn bookings(&self) -> usize {
        self.books().bookings.len()
    }

    /// Whether a payer may know the page of this payment.
    pub(crate) fn has_told_page(&self, payment: PaymentId) -> bool {
        self.books().pages.contains(&payment)
    }

    /// Adds up what was committed, and compares it with the store.
    pub(crate) async fn committed(&self, noted: Noted, store: &dyn Store) {
        let touched = self.books().add(noted);
        let flights: BTreeSet<_> = touched.keys().map(|it| (it.0, it.1)).collect();
        if flights.is_empty() {
            return;
        }
        let flights: Vec<_> = flights.into_iter().collect();
        let sold = store.sold_on(&flights).await.unwrap();
        let mut books = self.books();
        for (cabin, before) in touched {
            let is_this = |it: &Inventory| (it.flight, it.date, it.cabin) == cabin;
            let sold = sold.iter().find(|it| is_this(&it.inventory));
            let stored = sold.map_or(0, |it| i64::from(it.inventory.count));
            books.compare(cabin, before, stored);
        }
    }

    fn books(&self) -> MutexGuard<'_, Books> {
        self.0.lock().unwrap()
    }
}

impl Noted {
    pub(crate) fn of(changes: &Changes) -> Self {
        let mut noted = Self {
            taken: Vec::new(),
            returned: Vec::new(),
            claimed: Vec::new(),
            released: Vec::new(),
            numbers: Vec::new(),
            rows: Vec::new(),
        };
        for write in &changes.writes {
            match write {
                Write::TakeInventory { inventory, .. } => noted.taken.push(*inventory),
                Write::ReturnInventory(inventory) => noted.returned.push(*inventory),
                Write::ClaimSeat(claim) => noted.claimed.push(*claim),
                Write::ReleaseSeat(claim) => noted.released.push(*claim),
                Write::AddTicketNumbers { numbers, .. } => noted.numbers.extend(numbers),
                Write::Record { row, .. } => noted.rows.push(row.clone()),
                _ => (),
            }
        }
        noted
    }
}

impl Books {
    /// The cabins that a commit was about, with what was counted there before.
    fn add(&mut self, noted: Noted) -> BTreeMap<CabinOf, i64> {
        let mut touched = BTreeMap::new();
        let of = |it: &Inventory| (it.flight, it.date, it.cabin);
        let taken = noted.taken.iter().map(|it| (it, 1));
        for (inventory, sign) in taken.chain(noted.returned.iter().map(|it| (it, -1))) {
            let counted = self.counted.entry(of(inventory)).or_default();
            touched.entry(of(inventory)).or_insert(*counted);
            *counted += sign * i64::from(inventory.count);
        }
        for claim in &noted.released {
            let seat = (claim.flight, claim.date, claim.seat);
            if self.seats.get(&seat) == Some(&claim.booking) {
                self.seats.remove(&seat);
            }
        }
        for claim in &noted.claimed {
            let seat = (claim.flight, claim.date, claim.seat);
            let holder = self.seats.insert(seat, claim.booking);
            if holder.is_some_and(|holder| holder != claim.booking) {
                self.wrong.push(format!("seat {} has two holders", claim.seat));
            }
        }
        for number in noted.numbers {
            if !self.numbers.insert(number) {
                self.wrong.push(format!("ticket number {number} was given twice"));
            }
        }
        for row in noted.rows {
            if row.table == Booking::TABLE {
                self.save(&Booking::read(&row.body).unwrap(), &mut touched);
            } else if row.table == Payment::TABLE {
                self.pay(&Payment::read(&row.body).unwrap());
            }
        }
        touched
    }

    fn save(&mut self, booking: &Booking, touched: &mut BTreeMap<CabinOf, i64>) {
        let before = self.bookings.insert(booking.id, booking.clone());
        if let Some(before) = &before
            && !may_become(&before.state, &booking.state)
        {
            let (from, to) = (&before.state, &booking.state);
            self.wrong.push(format!("{} went from {from:?} to {to:?}", booking.reference));
        }
        for (booking, sign) in before.iter().map(|it| (it, -1)).chain([(booking, 1)]) {
            for it in booking.holdings() {
                let cabin = (it.flight, it.date, it.cabin);
                touched.entry(cabin).or_insert(self.counted.get(&cabin).copied().unwrap_or(0));
                *self.held.entry(cabin).or_default() += sign * i64::from(it.count);
            }
        }
    }

    fn pay(&mut self, payment: &Payment) {
        let is_paid = |it: &Payment| matches!(it.state, PaymentState::Succeeded { .. });
        if matches!(payment.state, PaymentState::Open { url: Some(_), .. }) {
            self.pages.insert(payment.id);
        }
        let before = self.payments.insert(payment.id, payment.clone());
        if before.is_none() && payment.is_live() && !self.waits_for(payment) {
            self.wrong.push("a payment was begun for what does not wait to be paid".to_owned());
        }
        if before.is_some_and(|before| is_paid(&before)) && !is_paid(payment) {
            self.wrong.push("a payment that had succeeded was undone".to_owned());
        }
        let of_booking = self.payments.values().filter(|it| it.booking == payment.booking);
        if of_booking.filter(|it| it.is_live()).count() > 1 {
            self.wrong.push("a booking has two live payments".to_owned());
        }
    }

    /// Whether the booking, or an exchange whose places it holds, is to be paid for by this.
    fn waits_for(&self, payment: &Payment) -> bool {
        self.bookings.get(&payment.booking).is_some_and(|booking| match payment.exchange {
            None => matches!(booking.state, State::PendingPayment { .. }),
            Some(id) => booking.exchanging.as_ref().is_some_and(|held| held.exchange == id),
        })
    }

    fn compare(&mut self, cabin: CabinOf, before: i64, stored: i64) {
        let counted = self.counted.get(&cabin).copied().unwrap_or_default();
        let held = self.held.get(&cabin).copied().unwrap_or_default();
        let of = || format!("{} on {}", cabin.2.code(), cabin.1);
        if counted != stored {
            self.wrong.push(format!("{}: {counted} were counted, and {stored} are stored", of()));
        }
        if counted != held {
            self.wrong.push(format!("{}: {counted} are counted, and {held} are held", of()));
        }
        let aircraft = (0..DAYS)
            .find(|day| date(*day) == cabin.1)
            .and_then(|day| self.timetable.aircraft(day));
        let room = aircraft.map_or(0, |aircraft| (self.capacity)(aircraft, cabin.2));
        if counted > before && counted > i64::from(room) {
            self.wrong.push(format!("{}: {counted} are sold of {room}", of()));
        }
    }
}

/// Whether a booking may go from one state to the other.
fn may_become(before: &State, after: &State) -> bool {
    match (before, after) {
        (State::PendingPayment { .. }, _)
        | (State::Expired { .. }, State::Expired { .. } | State::Confirmed { .. }) => true,
        (State::Confirmed { cancelled: before, .. }, State::Confirmed { cancelled: after, .. }) => {
            before.is_subset(after)
        }
        (State::Expired { .. } | State::Confirmed { .. }, _) => false,
    }
}

//! Carries out the commands of a story.

use airside_app::bookings::read::own_booking;
use airside_app::payments::events::record_event;
use airside_app::ports::bus::{Handler, Outcome, Topic};
use airside_app::ports::{Clock as _, Envelope};
use airside_app::work::handlers::{
    DocumentHandler, EventHandler, MailHandler, NodeHandler, SettlementHandler,
};
use airside_app::work::relay::relay;
use airside_app::work::sweep::{sweep_documents, sweep_holds, sweep_money, sweep_schedules};
use airside_booking::{Booking, BookingStatus, RecordLocator, State};
use airside_port_contracts::samples::{DAY, OWNER};
use time::Duration;

use crate::chance::Chance;
use crate::clerk::revise;
use crate::client::{Request, ask, book, cancel, change, part};
use crate::serving::{ask_for_services, sit};
use crate::site::Site;
use crate::story::{Command, Sweep};

/// Does what a command says, as the actor of this number.
pub(crate) async fn carry_out(site: &Site, actor: u64, command: Command, chance: Chance) {
    match command {
        Command::Book { node, day, cabin, adults, promo } => {
            book(site, actor, node, (day, cabin, adults, promo)).await;
        }
        Command::Pay { node, card } => {
            let waits = |it: &Booking| it.status(site.clock.now()) == BookingStatus::PendingPayment;
            if let Some(booking) = any(site, chance, waits) {
                ask(site, actor, node, Request::Pay { booking, card }).await;
            }
        }
        Command::PayOnPage => {
            let mut open = site.gateway.open_pages();
            open.retain(|payment| site.ledger.has_told_page(*payment));
            if !open.is_empty() {
                let payment = open[chance.below(open.len())];
                site.gateway.pay_on_page(payment);
                let event = site.gateway.event_of_payment(payment);
                site.events.lock().unwrap().push(event);
            }
        }
        Command::BankDecides { succeeds } => bank_decides(site, succeeds),
        Command::Cancel { node } => {
            let is_paid = |it: &Booking| !it.live_journeys().is_empty();
            if let Some(booking) = any(site, chance, is_paid) {
                cancel(site, actor, node, booking).await;
            }
        }
        Command::Change { node, day, dearest, card } => {
            let is_paid = |it: &Booking| !it.live_journeys().is_empty();
            if let Some(booking) = any(site, chance, is_paid) {
                change(site, actor, node, (booking, day, dearest, card)).await;
            }
        }
        Command::Release { node } => {
            let is_unpaid = |it: &Booking| !matches!(it.state, State::Confirmed { .. });
            if let Some(booking) = any(site, chance, is_unpaid) {
                ask(site, actor, node, Request::Release { booking }).await;
            }
        }
        Command::Answer { node, accepts } => answer(site, actor, node, accepts, chance).await,
        Command::Sit { node } => {
            if let Some(booking) = any(site, chance, |_| true) {
                sit(site, node, booking, chance.about(1)).await;
            }
        }
        Command::Serve { node } => {
            if let Some(booking) = any(site, chance, |_| true) {
                ask_for_services(site, node, booking, chance.about(1)).await;
            }
        }
        Command::Split { node } => {
            let is_paid = |it: &Booking| !it.live_journeys().is_empty() && it.passengers.len() > 1;
            if let Some(booking) = any(site, chance, is_paid) {
                part(site, actor, node, booking).await;
            }
        }
        Command::Read { node } => {
            if let Some(booking) = any(site, chance, |_| true) {
                let app = site.app(node);
                let _read = site.alive(node, own_booking(&app, OWNER, booking)).await;
            }
        }
        Command::Event { node } => {
            let events = site.events.lock().unwrap().clone();
            if !events.is_empty() {
                hear(site, node, &events[chance.below(events.len())]).await;
            }
        }
        Command::Relay { node } => {
            let app = site.app(node);
            let _relayed = site.alive(node, relay(&app)).await;
        }
        Command::Deliver { node } => {
            // What only tells others of it has no turn of its own: others would have theirs later.
            for again in 0..8 {
                let Some(envelope) = site.carrier.any(node, chance.about(again)) else { break };
                let topic = envelope.message().map(|message| message.topic());
                let only_tells = matches!(topic, Ok(Topic::Events | Topic::Mails));
                deliver(site, node, envelope).await;
                if !only_tells {
                    break;
                }
            }
        }
        Command::Sweep { node, what } => sweep(site, node, what).await,
        Command::Revise(revisions) => revise(site, &revisions).await,
        Command::Wait { minutes } => wait(site, Duration::minutes(minutes)),
        Command::Kill { node } => site.kill(node),
    }
}

/// Any booking that this is true of.
fn any(site: &Site, chance: Chance, wanted: impl Fn(&Booking) -> bool) -> Option<RecordLocator> {
    let bookings = site.now(site.store.all_bookings(None, 500)).unwrap();
    let wanted: Vec<_> = bookings.into_iter().filter(|it| wanted(&it.value)).collect();
    (!wanted.is_empty()).then(|| wanted[chance.below(wanted.len())].value.reference)
}

async fn answer(site: &Site, actor: u64, node: usize, accepts: bool, draw: Chance) {
    let now = site.clock.now();
    let has_open = |it: &Booking| it.schedule_changes.iter().any(|change| change.is_open(now));
    let Some(booking) = any(site, draw, has_open) else { return };
    let app = site.app(node);
    let Some(Ok(found)) = site.alive(node, own_booking(&app, OWNER, booking)).await else { return };
    let Some(unanswered) = found.value.schedule_changes.iter().find(|it| it.is_open(now)) else {
        return;
    };
    let change = unanswered.id;
    let request = if accepts {
        Request::Accept { booking, change }
    } else {
        Request::TakeMoney { booking, change }
    };
    ask(site, actor, node, request).await;
}

/// The bank makes up its mind about every payment that it took its time over.
pub(crate) fn bank_decides(site: &Site, succeeds: bool) {
    for payment in site.gateway.processing() {
        if succeeds {
            site.gateway.receive(payment);
        } else {
            site.gateway.decline(payment);
        }
        let event = site.gateway.event_of_payment(payment);
        site.events.lock().unwrap().push(event);
    }
}

/// The gateway sends an event until it is taken.
pub(crate) async fn hear(site: &Site, node: usize, event: &str) {
    let app = site.app(node);
    let heard = site.alive(node, record_event(&app, event.as_bytes(), "signed")).await;
    if let Some(Ok(())) = heard {
        site.events.lock().unwrap().retain(|it| it != event);
    }
}

pub(crate) async fn deliver(site: &Site, node: usize, envelope: Envelope) {
    let app = site.app(node);
    let handler: Box<dyn Handler> = match envelope.topic {
        Topic::Broadcast => Box::new(NodeHandler { app }),
        Topic::Documents => Box::new(DocumentHandler { app }),
        Topic::Settlement => Box::new(SettlementHandler { app }),
        Topic::Events => Box::new(EventHandler { app }),
        Topic::Mails => Box::new(MailHandler { app }),
    };
    let done = site.alive(node, handler.handle(envelope.clone())).await;
    match done {
        Some(Outcome::Done) => site.carrier.done(node, &envelope),
        Some(Outcome::GiveUp) => {
            site.ledger.found(format!("a message was given up: {}", envelope.body));
        }
        Some(Outcome::Retry) | None => (),
    }
}

pub(crate) async fn sweep(site: &Site, node: usize, what: Sweep) {
    let app = site.app(node);
    let _swept = match what {
        Sweep::Holds => site.alive(node, sweep_holds(&app)).await,
        Sweep::Money => site.alive(node, sweep_money(&app)).await,
        Sweep::Documents => site.alive(node, sweep_documents(&app)).await,
        Sweep::Schedules => site.alive(node, sweep_schedules(&app)).await,
    };
}

/// Never to the day of the flights: a departed flight cannot be cancelled.
pub(crate) fn wait(site: &Site, duration: Duration) {
    let last = DAY.midnight().assume_utc() - Duration::days(2);
    site.clock.set((site.clock.now() + duration).min(last));
}

//! Starts a payment for a booking, or for an exchange of its journeys. Uses the store and the gateway.
//!
//! The attempt is written down before the gateway is asked, and its id is the
//! gateway's idempotency key: a crash or a time-out in between is repeated, never doubled.

use airside_booking::payment::steps::Resumption;
use airside_booking::payment::{Method, PaymentState, Progress};
use airside_booking::{Booking, Exchange, Payment, RecordLocator};
use airside_primitives::{Amount, ExchangeId, PaymentId, UserId};
use thiserror::Error;

use crate::bookings::read::{ReadError, own_booking};
use crate::context::App;
use crate::decision::{self, Decision, SeatsAre, SeatsLost};
use crate::idempotency::{Answer, Given, IdempotencyError, Once};
use crate::payments::bought::{bought, exchange_of};
use crate::payments::conclude::{ConcludeError, confirmed};
use crate::payments::meanwhile::{Own, became};
use crate::payments::open::{OpenError, open};
use crate::payments::settle::{SettleError, give_up, settle_intent, settle_payment};
use crate::ports::payments::PaymentsError;
use crate::ports::{Changes, CommitError, StoreError, Versioned, Write};
use crate::world::LoadError;

/// How often the booking and its live payment are looked at again because one of them changed.
const TRIES: u32 = 6;

/// A request to pay.
#[derive(Clone)]
pub struct StartPayment {
    pub owner: UserId,
    pub reference: RecordLocator,
    /// What of the booking is paid for: an exchange whose places it holds, or else all of it.
    pub exchange: Option<ExchangeId>,
    /// A payment method to charge at once; without one, a hosted page.
    pub payment_method: Option<String>,
    /// Where the payer comes back to, instead of our own page.
    pub return_url: Option<String>,
}

airside_primitives::hide_in_debug!(StartPayment { reference });

/// An attempt to pay for a booking.
pub struct Attempt {
    pub booking: Booking,
    pub payment: Payment,
    /// What it pays for, if that is an exchange.
    pub exchange: Option<Exchange>,
}

/// Starts a payment, or goes on with the one that is open.
pub async fn start_payment(
    app: &App,
    command: &StartPayment,
    own_return_url: &(dyn Fn(&Booking) -> String + Sync),
    once: &Once<'_, Attempt>,
) -> Result<Given, StartError> {
    once.given(app, Box::pin(start(app, command, own_return_url, once))).await
}

pub(crate) async fn start(
    app: &App,
    command: &StartPayment,
    own_return_url: &(dyn Fn(&Booking) -> String + Sync),
    once: &Once<'_, Attempt>,
) -> Result<Answer, StartError> {
    check_return_url(app, command)?;
    let mut begun = None;
    for _ in 0..TRIES {
        let booking = own_booking(app, command.owner, command.reference).await?;
        let Some(amount) = booking.value.due(command.exchange, app.now()) else {
            return paid_meanwhile(app, booking.value, command.exchange, once).await;
        };
        if amount.is_zero() {
            return pay_nothing(app, command, once).await;
        }
        let method = command.payment_method.clone().map_or(Method::Checkout, Method::Card);
        let live = match became(app, begun, &once.key).await? {
            Own::WasHeardOf(own) => Live::GoOn(own),
            // Whoever gave it up goes on: were that given up in turn, both would be for ever.
            Own::WasGivenUp => return Err(StartError::Commit(CommitError::Conflict)),
            Own::IsNoNews => live_payment(app, &booking.value, &method, command).await?,
        };
        let payment = match live {
            Live::GoOn(payment) => payment,
            Live::LookAgain => continue,
            Live::Nothing => {
                let return_url =
                    command.return_url.clone().unwrap_or_else(|| own_return_url(&booking.value));
                let bought = (command.exchange, amount);
                match add(app, &booking, method, return_url, bought, once).await {
                    Ok(()) | Err(CommitError::Conflict) => continue,
                    Err(error) => return Err(error.into()),
                }
            }
        };

        begun = Some(payment.value.id);
        let was_live = payment.value.is_live();
        let opened = match open(app, &booking.value, *payment).await {
            // Something else was heard of it, or it was given up, before any money was asked for.
            Err(OpenError::Commit(CommitError::Conflict)) => continue,
            opened => opened?,
        };
        let (id, known) = (opened.value.id, opened.value.intent().cloned());
        let news = opened.value.clone();
        match answer(app, booking, opened, once).await {
            Err(StartError::Commit(refused)) if !is_of_the_store(&refused) => (),
            answered => {
                if was_live && answered.is_ok() {
                    app.figures.paid(&news);
                }
                return answered;
            }
        }
        // The gateway's answer could not be saved, but what it did must not be lost: what was
        // paid is concluded, and the next look finds it.
        if let Some(intent) = known {
            settle_intent(app, id, intent).await?;
        }
    }
    match paid_before(app, command, once).await {
        Err(StartError::NotPayable) => Err(StartError::Commit(CommitError::Conflict)),
        answered => answered,
    }
}

/// What this very request has paid already; [`StartError::NotPayable`] if that is nothing.
pub(crate) async fn paid_before(
    app: &App,
    command: &StartPayment,
    once: &Once<'_, Attempt>,
) -> Result<Answer, StartError> {
    let booking = own_booking(app, command.owner, command.reference).await?;
    paid_meanwhile(app, booking.value, command.exchange, once).await
}

/// Whether the commit has no bearing on what was decided: the store is away, or this very
/// request has its answer by now.
const fn is_of_the_store(refused: &CommitError) -> bool {
    matches!(refused, CommitError::Store(_) | CommitError::AlreadyAnswered)
}

/// The attempt to go on with, if any.
enum Live {
    Nothing,
    GoOn(Box<Versioned<Payment>>),
    /// Something was settled or given up: the booking may have changed.
    LookAgain,
}

/// Finds the live attempt, and goes on with it or gives it up, so that there is never a second.
async fn live_payment(
    app: &App,
    booking: &Booking,
    method: &Method,
    command: &StartPayment,
) -> Result<Live, StartError> {
    let payments = app.ports.store.payments(booking.id).await?;
    let Some(live) = payments.into_iter().find(|it| it.value.is_live()) else {
        return Ok(Live::Nothing);
    };
    let id = live.value.id;
    // It pays for something else, which is not wanted any more.
    if live.value.exchange != command.exchange {
        give_up(app, id).await?;
        return Ok(Live::LookAgain);
    }
    match live.value.resumed_by(method, command.return_url.as_deref()) {
        Resumption::GoOn => Ok(Live::GoOn(Box::new(live))),
        Resumption::GiveUp => {
            give_up(app, id).await?;
            Ok(Live::LookAgain)
        }
        Resumption::Look => {
            settle_payment(app, id).await?;
            let now = app.ports.store.payment(id).await?;
            let still_live = now.filter(|it| it.value.is_live());
            Ok(still_live
                .map_or(Live::LookAgain, |payment| Live::GoOn(Box::new(reopened(payment)))))
        }
    }
}

/// After a declined card the page takes another: the payer has to act again.
fn reopened(payment: Versioned<Payment>) -> Versioned<Payment> {
    let Versioned { value, version } = payment;
    let state = match value.state {
        PaymentState::Open { handle, progress: Progress::Declined, url } => {
            PaymentState::Open { handle, progress: Progress::RequiresAction, url }
        }
        state => state,
    };
    Versioned { value: Payment { state, ..value }, version }
}

/// Writes a new attempt down, if the booking is still as it was when nothing had paid for it: another
/// attempt may have begun and succeeded since.
async fn add(
    app: &App,
    booking: &Versioned<Booking>,
    method: Method,
    return_url: String,
    (exchange, amount): (Option<ExchangeId>, Amount),
    once: &Once<'_, Attempt>,
) -> Result<(), CommitError> {
    let now = app.now();
    let payment = Payment {
        id: PaymentId(app.ports.entropy.id()),
        booking: booking.value.id,
        exchange,
        amount,
        method,
        return_url,
        begun_with: once.key.key.clone(),
        created_at: now,
        updated_at: now,
        refusal: None,
        state: PaymentState::Opening { intent: None },
        reversals: Vec::new(),
        given: Amount::ZERO,
        part_of: None,
    };
    app.commit(Changes::default().write(Write::save(booking)).write(Write::add(&payment))).await
}

/// Saves what the gateway said, with the answer; a charge that went through at once
/// confirms the booking in the same commit.
async fn answer(
    app: &App,
    booking: Versioned<Booking>,
    payment: Versioned<Payment>,
    once: &Once<'_, Attempt>,
) -> Result<Answer, StartError> {
    let now = app.now();
    let Versioned { value: payment, version } = payment;
    let (attempt, changes) = bought(app, booking, payment, now).await?;
    let saved = Versioned { value: attempt.payment.clone(), version };
    told(app, changes.write(Write::save(&saved)), attempt, once).await
}

/// The event of a charge may be quicker than the gateway's own answer, or that may never have come:
/// then this request has paid for the booking already, also if its hold has ended since.
async fn paid_meanwhile(
    app: &App,
    booking: Booking,
    exchange: Option<ExchangeId>,
    once: &Once<'_, Attempt>,
) -> Result<Answer, StartError> {
    let store = &app.ports.store;
    // A client may use a key of one path on another: that is another request.
    let is_own = |it: &Versioned<Payment>| {
        it.value.begun_with == once.key.key && it.value.exchange == exchange
    };
    let may_cost = |it: &Payment| match it.state {
        PaymentState::Succeeded { .. } => true,
        PaymentState::Open { progress, .. } => progress == Progress::Processing,
        PaymentState::Opening { .. }
        | PaymentState::Failed { .. }
        | PaymentState::Canceled { .. } => false,
    };
    let mut own: Vec<_> = Vec::new();
    for _ in 0..TRIES {
        own = store.payments(booking.id).await?;
        own.retain(is_own);
        let unknown = own.iter().find(|it| it.value.is_live() && !may_cost(&it.value));
        let Some(unknown) = unknown else { break };
        // Only the gateway knows what became of it: a refusal now could be untrue. Who opens it at
        // this moment for another request makes it necessary to look again.
        settle_payment(app, unknown.value.id).await?;
    }
    let paid = own.into_iter().find(|it| may_cost(&it.value));
    let payment = paid.ok_or(StartError::NotPayable)?.value;
    let booking = store.booking(booking.id).await?.map_or(booking, |now| now.value);
    let exchange = exchange_of(app, &payment).await?.map(|it| it.value);
    told(app, Changes::default(), Attempt { booking, payment, exchange }, once).await
}

/// A total of nothing is paid without the gateway.
async fn pay_nothing(
    app: &App,
    command: &StartPayment,
    once: &Once<'_, Attempt>,
) -> Result<Answer, StartError> {
    let decide = |lost| paid_with_nothing(app, command, once, lost);
    decision::carry_out(app, SeatsAre::Planned, decide).await
}

async fn paid_with_nothing(
    app: &App,
    command: &StartPayment,
    once: &Once<'_, Attempt>,
    lost: SeatsLost,
) -> Result<Decision<Answer>, StartError> {
    let booking = own_booking(app, command.owner, command.reference).await?;
    let now = app.now();
    if booking.value.due(None, now).is_none() {
        return Err(StartError::NotPayable);
    }
    let payment = Payment {
        id: PaymentId(app.ports.entropy.id()),
        booking: booking.value.id,
        exchange: None,
        amount: Amount::ZERO,
        method: Method::Free,
        return_url: String::new(),
        begun_with: once.key.key.clone(),
        created_at: now,
        updated_at: now,
        refusal: None,
        state: PaymentState::Succeeded { intent: None },
        reversals: Vec::new(),
        given: Amount::ZERO,
        part_of: None,
    };
    let attempt = Attempt { booking: booking.value.clone(), payment, exchange: None };
    let changes = confirmed(app, booking, lost, now).await?.write(Write::add(&attempt.payment));
    Ok(once.answered(Decision { changes, outcome: attempt }, now))
}

/// Commits, and remembers the answer that tells of it.
async fn told(
    app: &App,
    changes: Changes,
    attempt: Attempt,
    once: &Once<'_, Attempt>,
) -> Result<Answer, StartError> {
    let answered = once.answered(Decision { changes, outcome: attempt }, app.now());
    app.commit(answered.changes).await?;
    Ok(answered.outcome)
}

fn check_return_url(app: &App, command: &StartPayment) -> Result<(), StartError> {
    let Some(url) = &command.return_url else { return Ok(()) };
    let allowed = app.settings.return_origins.iter().chain([&app.settings.public_url]);
    let is_allowed = allowed.into_iter().any(|origin| {
        url.strip_prefix(origin.as_str())
            .is_some_and(|rest| rest.is_empty() || rest.starts_with(['/', '?', '#']))
    });
    let is_plain = url.len() <= 2_000 && url.bytes().all(|byte| byte.is_ascii_graphic());
    if is_allowed && is_plain { Ok(()) } else { Err(StartError::ReturnUrlNotAllowed) }
}

/// Why no payment was started.
#[derive(Debug, Error)]
pub enum StartError {
    #[error("the booking is not waiting for payment")]
    NotPayable,
    #[error("the address that the payer comes back to has an origin that is not allowed")]
    ReturnUrlNotAllowed,
    #[error(transparent)]
    Once(#[from] IdempotencyError),
    #[error(transparent)]
    Read(#[from] ReadError),
    #[error(transparent)]
    Gateway(#[from] PaymentsError),
    #[error(transparent)]
    World(#[from] LoadError),
    #[error(transparent)]
    Commit(#[from] CommitError),
    #[error(transparent)]
    Store(#[from] StoreError),
}

impl From<OpenError> for StartError {
    fn from(error: OpenError) -> Self {
        match error {
            OpenError::Gateway(error) => Self::Gateway(error),
            OpenError::Commit(error) => Self::Commit(error),
        }
    }
}

impl From<SettleError> for StartError {
    fn from(error: SettleError) -> Self {
        match error {
            SettleError::Gateway(error) => Self::Gateway(error),
            SettleError::World(error) => Self::World(error),
            SettleError::Commit(error) => Self::Commit(error),
            SettleError::Store(error) => Self::Store(error),
        }
    }
}

impl From<ConcludeError> for StartError {
    fn from(error: ConcludeError) -> Self {
        match error {
            ConcludeError::World(error) => Self::World(error),
            ConcludeError::Commit(error) => Self::Commit(error),
            ConcludeError::Store(error) => Self::Store(error),
        }
    }
}

//! A payment gateway that does as it is told.
//!
//! It keeps the port's promises, one object for each of our ids, also while its answers
//! are lost. What it holds in the end is what was really charged and paid back.

mod lists;
mod payers;
mod refunds;

use std::collections::HashMap;
use std::sync::{Arc, Mutex, MutexGuard};

use airside_app::ports::Payments;
use airside_app::ports::payments::{
    ChargeOrder, Checkout, CheckoutId, CheckoutOrder, CheckoutStatus, EventSubject, GatewayEvent,
    GatewayEventId, GatewayRefund, GatewayRefundId, Intent, IntentId, IntentStatus,
    InvalidSignature, Listed, ListedPayment, ListedRefund, Part, PaymentsError, RefundOrder,
    RefundStatus, Refusal, ToldReversal,
};
use airside_primitives::{Amount, PaymentId, RefundId};
use async_trait::async_trait;
use time::OffsetDateTime;
use tokio::sync::Notify;

use refunds::MadeRefund;

/// A card that pays at once.
pub const CARD: &str = "pm_card_visa";
/// Another one.
pub const OTHER_CARD: &str = "pm_card_mastercard";
/// A card whose bank says no.
pub const DECLINED_CARD: &str = "pm_card_declined";
/// A card whose bank takes its time.
pub const SLOW_CARD: &str = "pm_card_slow";

/// What becomes of a call.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum Connection {
    #[default]
    Up,
    /// Nothing arrives.
    Down,
    /// Everything arrives, and no answer comes back, but that to a charge that is prepared.
    LosesAnswers,
}

/// Where a test stops a charge between its effect and its answer.
#[derive(Default)]
pub struct Gate {
    reached: Notify,
    opened: Notify,
}

impl Gate {
    /// Returns once the charge was made.
    pub async fn reached(&self) {
        self.reached.notified().await;
    }

    /// Lets its answer through.
    pub fn open(&self) {
        self.opened.notify_one();
    }
}

/// The gateway and its switches.
#[derive(Default)]
pub struct ScriptedGateway(Mutex<State>);

#[derive(Default)]
struct State {
    connection: Connection,
    is_live: bool,
    calls: usize,
    gate: Option<Arc<Gate>>,
    refuses_to_tell_of_refunds: bool,
    next_refund: Option<RefundStatus>,
    pages: HashMap<CheckoutId, Page>,
    intents: HashMap<IntentId, Intent>,
    refunds: Vec<MadeRefund>,
    reversals: Vec<(IntentId, ToldReversal)>,
    events: HashMap<String, GatewayEvent>,
}

struct Page {
    checkout: Checkout,
    amount: Amount,
}

impl ScriptedGateway {
    pub fn set_connection(&self, connection: Connection) {
        self.state().connection = connection;
    }

    /// The next charge stops at the gate.
    pub fn stop_at(&self, gate: &Arc<Gate>) {
        self.state().gate = Some(gate.clone());
    }

    /// From now on it is no sandbox.
    pub fn move_real_money(&self) {
        self.state().is_live = true;
    }

    pub fn refuse_to_tell_of_refunds(&self, refuses: bool) {
        self.state().refuses_to_tell_of_refunds = refuses;
    }

    /// How new refunds turn out from now on.
    pub fn make_refunds(&self, status: RefundStatus) {
        self.state().next_refund = Some(status);
    }

    /// Changes the status of the last refund.
    pub fn turn_last_refund(&self, status: RefundStatus) {
        self.state().refunds.last_mut().unwrap().answer.status = status;
    }

    /// An event about this payment: what to pass to `verify`.
    pub fn event_of_payment(&self, payment: PaymentId) -> String {
        let about = EventSubject::Intent { id: intent_id(payment), payment: Some(payment) };
        self.event(about)
    }

    /// An event about this refund: what to pass to `verify`.
    pub fn event_of_refund(&self, refund: RefundId) -> String {
        let id = self.state().refunds.last().unwrap().answer.id.clone();
        self.event(EventSubject::Refund { id, refund: Some(refund) })
    }

    fn event(&self, about: EventSubject) -> String {
        let mut state = self.state();
        let id = format!("evt_{}", state.events.len());
        let event =
            GatewayEvent { id: GatewayEventId(id.clone()), kind: "scripted".to_owned(), about };
        state.events.insert(id.clone(), event);
        id
    }

    /// How many calls were made, answered or not.
    pub fn calls(&self) -> usize {
        self.state().calls
    }

    /// How many payments were made.
    pub fn payments_made(&self) -> usize {
        let state = self.state();
        state.intents.values().filter(|it| it.status == IntentStatus::Succeeded).count()
    }

    /// How the charge of this payment stands; `None` when it never arrived.
    pub fn status(&self, payment: PaymentId) -> Option<IntentStatus> {
        self.state().intents.get(&intent_id(payment)).map(|intent| intent.status)
    }

    /// The attempts at refunds, in the order in which they were made.
    pub fn refund_attempts(&self) -> Vec<u32> {
        self.state().refunds.iter().map(|made| made.order.attempt).collect()
    }

    /// Everything received, less everything paid back.
    pub fn kept(&self) -> Amount {
        let state = self.state();
        let received: Amount = state.intents.values().map(|it| it.received).sum();
        let reversals = state.reversals.iter().filter(|(_, it)| it.state.is_away());
        let reversed: Amount = reversals.map(|(_, it)| it.amount).sum();
        received - state.refunds.iter().filter_map(MadeRefund::paid_back).sum() - reversed
    }

    fn state(&self) -> MutexGuard<'_, State> {
        self.0.lock().unwrap()
    }

    /// Carries out a call, as far as the connection allows.
    fn call<T>(
        &self,
        effect: impl FnOnce(&mut State) -> Result<T, PaymentsError>,
    ) -> Result<T, PaymentsError> {
        let mut state = self.state();
        state.calls += 1;
        if state.connection == Connection::Down {
            return Err(unavailable());
        }
        let answer = effect(&mut state)?;
        if state.connection == Connection::LosesAnswers { Err(unavailable()) } else { Ok(answer) }
    }
}

#[async_trait]
impl Payments for ScriptedGateway {
    fn is_live(&self) -> bool {
        self.state().is_live
    }

    async fn ping(&self) -> Result<(), PaymentsError> {
        self.call(|_| Ok(()))
    }

    async fn open_checkout(&self, order: CheckoutOrder) -> Result<Checkout, PaymentsError> {
        self.call(|state| {
            let id = page_id(order.payment);
            let page = state.pages.entry(id.clone()).or_insert_with(|| Page {
                checkout: Checkout {
                    url: Some(format!("https://pay.example.com/{}", id.0)),
                    id,
                    status: CheckoutStatus::Open,
                    intent: None,
                },
                amount: order.amount,
            });
            Ok(page.checkout.clone())
        })
    }

    async fn checkout(&self, id: &CheckoutId) -> Result<Checkout, PaymentsError> {
        self.call(|state| Ok(state.page(id)?.checkout.clone()))
    }

    async fn expire_checkout(&self, id: &CheckoutId) -> Result<Checkout, PaymentsError> {
        self.call(|state| {
            let checkout = &mut state.page(id)?.checkout;
            if checkout.status == CheckoutStatus::Open {
                checkout.status = CheckoutStatus::Expired;
                checkout.url = None;
            }
            let checkout = checkout.clone();
            if let Some(intent) = &checkout.intent {
                state.give_up(intent)?;
            }
            Ok(checkout)
        })
    }

    async fn prepare_charge(&self, order: ChargeOrder) -> Result<IntentId, PaymentsError> {
        let id = intent_id(order.payment);
        let prepared = self.call(|state| {
            outcome(&order.payment_method)?;
            let new = || intent(id.clone(), order.amount, IntentStatus::RequiresAction);
            Ok(state.intents.entry(id.clone()).or_insert_with(new).id.clone())
        });
        match self.state().connection {
            Connection::LosesAnswers => Ok(id),
            Connection::Up | Connection::Down => prepared,
        }
    }

    async fn charge(&self, id: &IntentId, order: ChargeOrder) -> Result<Intent, PaymentsError> {
        let charged = self.call(|state| {
            let outcome = outcome(&order.payment_method)?;
            let prepared = state.intent(id)?;
            if prepared.status == IntentStatus::RequiresAction {
                *prepared = intent(id.clone(), prepared.amount, outcome);
            }
            Ok(prepared.clone())
        });
        let gate = self.state().gate.take();
        if let Some(gate) = gate {
            gate.reached.notify_one();
            gate.opened.notified().await;
        }
        charged
    }

    async fn intent(&self, id: &IntentId) -> Result<Intent, PaymentsError> {
        self.call(|state| Ok(state.intent(id)?.clone()))
    }

    async fn cancel_intent(&self, id: &IntentId) -> Result<Intent, PaymentsError> {
        self.call(|state| state.give_up(id))
    }

    async fn refund(&self, order: RefundOrder) -> Result<GatewayRefund, PaymentsError> {
        self.call(|state| {
            let is_this = |made: &&MadeRefund| {
                (made.order.refund, made.order.attempt) == (order.refund, order.attempt)
            };
            if let Some(made) = state.refunds.iter().find(is_this) {
                return Ok(made.answer.clone());
            }
            let of_intent = state.refunds.iter().filter(|made| made.order.intent == order.intent);
            let paid_back: Amount = of_intent.filter_map(MadeRefund::paid_back).sum();
            if paid_back + state.reversed(&order.intent) + order.amount
                > state.intent(&order.intent)?.received
            {
                return Err(refused("charge_already_refunded"));
            }
            let id = GatewayRefundId(format!("re_{}_{}", order.refund, order.attempt));
            let status = state.next_refund.unwrap_or(RefundStatus::Succeeded);
            let answer = GatewayRefund { id, status };
            state.refunds.push(MadeRefund { order, answer: answer.clone() });
            Ok(answer)
        })
    }

    async fn refund_state(&self, id: &GatewayRefundId) -> Result<GatewayRefund, PaymentsError> {
        self.call(|state| {
            if state.refuses_to_tell_of_refunds {
                return Err(refused("not_for_this_key"));
            }
            let made = state.refunds.iter().find(|made| made.answer.id == *id);
            made.map(|made| made.answer.clone()).ok_or(PaymentsError::NotFound)
        })
    }

    async fn reversals(&self, id: &IntentId) -> Result<Vec<ToldReversal>, PaymentsError> {
        self.call(|state| {
            state.intent(id)?;
            let of_it = state.reversals.iter().filter(|(intent, _)| intent == id);
            let strange = of_it.map(|(_, reversal)| reversal.clone());
            let asked = state.refunds.iter().filter(|made| made.order.intent == *id);
            Ok(asked.map(MadeRefund::told).chain(strange).collect())
        })
    }

    async fn listed_payments(&self, part: Part) -> Result<Listed<ListedPayment>, PaymentsError> {
        self.call(|state| Ok(state.listed_payments(&part)))
    }

    async fn listed_refunds(&self, part: Part) -> Result<Listed<ListedRefund>, PaymentsError> {
        self.call(|state| Ok(state.listed_refunds(&part)))
    }

    fn verify(
        &self,
        payload: &[u8],
        _signature: &str,
        _now: OffsetDateTime,
    ) -> Result<GatewayEvent, InvalidSignature> {
        let id = std::str::from_utf8(payload).map_err(|_| InvalidSignature)?;
        self.state().events.get(id).cloned().ok_or(InvalidSignature)
    }
}

impl State {
    fn page(&mut self, id: &CheckoutId) -> Result<&mut Page, PaymentsError> {
        self.pages.get_mut(id).ok_or(PaymentsError::NotFound)
    }

    fn intent(&mut self, id: &IntentId) -> Result<&mut Intent, PaymentsError> {
        self.intents.get_mut(id).ok_or(PaymentsError::NotFound)
    }

    /// What somebody moved back of this payment.
    fn reversed(&self, id: &IntentId) -> Amount {
        let of_it = self.reversals.iter().filter(|(intent, it)| intent == id && it.state.is_away());
        of_it.map(|(_, reversal)| reversal.amount).sum()
    }

    fn give_up(&mut self, id: &IntentId) -> Result<Intent, PaymentsError> {
        let intent = self.intent(id)?;
        intent.status = match intent.status {
            IntentStatus::RequiresAction | IntentStatus::Failed | IntentStatus::Canceled => {
                IntentStatus::Canceled
            }
            busy @ (IntentStatus::Processing | IntentStatus::Succeeded) => busy,
        };
        Ok(intent.clone())
    }
}

/// What a charge of this method comes to.
fn outcome(method: &str) -> Result<IntentStatus, PaymentsError> {
    match method {
        CARD | OTHER_CARD => Ok(IntentStatus::Succeeded),
        DECLINED_CARD => Ok(IntentStatus::Failed),
        SLOW_CARD => Ok(IntentStatus::Processing),
        _ => Err(PaymentsError::UnknownPaymentMethod),
    }
}

fn page_id(payment: PaymentId) -> CheckoutId {
    CheckoutId(format!("cs_{payment}"))
}

fn intent_id(payment: PaymentId) -> IntentId {
    IntentId(format!("pi_{payment}"))
}

fn intent(id: IntentId, amount: Amount, status: IntentStatus) -> Intent {
    let received = if status == IntentStatus::Succeeded { amount } else { Amount::ZERO };
    let decline = (status == IntentStatus::Failed).then(|| Refusal {
        code: "card_declined".to_owned(),
        message: "Your card was declined.".to_owned(),
    });
    Intent { id, status, amount, received, next_url: None, decline }
}

fn refused(code: &str) -> PaymentsError {
    PaymentsError::Refused(Refusal { code: code.to_owned(), message: code.replace('_', " ") })
}

fn unavailable() -> PaymentsError {
    PaymentsError::Unavailable("502 Bad Gateway".into())
}

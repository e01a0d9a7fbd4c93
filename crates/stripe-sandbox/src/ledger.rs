//! Moves that touch several objects at once, each with the events that tell of it.
//!
//! Every change of an object's status is made here or by the operation that
//! made the object, so an event is never forgotten.

use serde_json::Value;

use crate::objects::charge::Charge;
use crate::objects::checkout_session::{self, CheckoutSession};
use crate::objects::dispute::{self, Dispute};
use crate::objects::event::Kind;
use crate::objects::payment_intent::{self, PaymentIntent};
use crate::objects::refund::{self, Refund};
use crate::objects::{Document, Metadata};
use crate::refusal::Refusal;
use crate::scenarios::Scenario;
use crate::store::{StoreError, Transaction};
use crate::test_cards::{self, Behaviour, Decline};

impl Transaction<'_> {
    /// Stores the intent as it now is, and tells what happened to it.
    pub(crate) fn record(
        &mut self,
        intent: &PaymentIntent,
        happened: Kind,
    ) -> Result<Value, StoreError> {
        let shown = intent.show(self.links());
        self.save(intent)?;
        self.emit(happened, &shown)?;
        Ok(shown)
    }

    /// The payer has paid with this card: the money is taken, at once or later.
    pub(crate) fn pay(
        &mut self,
        intent: &mut PaymentIntent,
        payment_method: &str,
    ) -> Result<(), StoreError> {
        if intent.scenario() == Some(Scenario::LatePayment) {
            intent.process(payment_method, self.late_payment_arrives_at());
            self.record(intent, Kind::PaymentIntentProcessing)?;
            return Ok(());
        }
        self.take_money(intent, payment_method)
    }

    fn take_money(
        &mut self,
        intent: &mut PaymentIntent,
        payment_method: &str,
    ) -> Result<(), StoreError> {
        let charge = self.charge(intent, payment_method, None);
        self.save(&charge)?;
        intent.succeed(payment_method, &charge.id);
        self.record(intent, Kind::PaymentIntentSucceeded)?;
        match test_cards::find(payment_method).map(|card| card.behaviour) {
            Some(Behaviour::Disputes) => self.dispute(charge, dispute::Status::NeedsResponse),
            Some(Behaviour::Inquires) => {
                self.dispute(charge, dispute::Status::WarningNeedsResponse)
            }
            _ => Ok(()),
        }
    }

    /// An attempt to take the money of this payment.
    fn charge(
        &self,
        intent: &PaymentIntent,
        payment_method: &str,
        declined: Option<Decline>,
    ) -> Charge {
        Charge {
            id: self.new_id("ch_"),
            payment_intent: intent.id.clone(),
            payment_method: payment_method.to_owned(),
            amount: intent.amount,
            amount_refunded: 0,
            disputed: false,
            currency: intent.currency.clone(),
            created: self.timestamp(),
            description: intent.description.clone(),
            metadata: intent.metadata.clone(),
            failure: declined.map(Into::into),
        }
    }

    /// Money that was on its way arrives.
    fn receive(&mut self, intent: &mut PaymentIntent) -> Result<(), StoreError> {
        let payment_method = intent.payment_method.clone();
        self.take_money(intent, payment_method.as_deref().unwrap_or(test_cards::DEFAULT))?;
        if let Some(session) = &intent.session
            && let Some(mut session) = self.find::<CheckoutSession>(session)?
        {
            session.awaits_money = false;
            self.save(&session)?;
            let shown = session.show(self.links());
            self.emit(Kind::CheckoutSessionPaidLater, &shown)?;
        }
        Ok(())
    }

    /// The payer's bank asks for the money back.
    fn dispute(&mut self, mut charge: Charge, status: dispute::Status) -> Result<(), StoreError> {
        let dispute = Dispute {
            id: self.new_id("dp_"),
            charge: charge.id.clone(),
            payment_intent: charge.payment_intent.clone(),
            amount: charge.amount,
            currency: charge.currency.clone(),
            created: self.timestamp(),
            metadata: Metadata::new(),
            status,
        };
        charge.disputed = true;
        self.save(&charge)?;
        self.save(&dispute)?;
        let shown = dispute.show();
        self.emit(Kind::ChargeDisputeCreated, &shown)?;
        if status.is_away() {
            self.emit(Kind::ChargeDisputeFundsWithdrawn, &shown)?;
        }
        Ok(())
    }

    /// The bank has decided.
    pub(crate) fn decide(
        &mut self,
        mut dispute: Dispute,
        status: dispute::Status,
    ) -> Result<Value, StoreError> {
        let was_away = dispute.status.is_away();
        dispute.status = status;
        self.save(&dispute)?;
        let shown = dispute.show();
        match (was_away, status.is_away()) {
            (false, true) => self.emit(Kind::ChargeDisputeFundsWithdrawn, &shown)?,
            (true, false) => self.emit(Kind::ChargeDisputeFundsReinstated, &shown)?,
            (true, true) | (false, false) => (),
        }
        self.emit(Kind::ChargeDisputeClosed, &shown)?;
        Ok(shown)
    }

    /// Whether a bank has taken this money back, so that it cannot be refunded as well.
    pub(crate) fn is_disputed(&mut self, charge: &Charge) -> Result<bool, StoreError> {
        let disputes = self.of_payment::<Dispute>(&charge.payment_intent)?;
        Ok(disputes.iter().any(|dispute| dispute.status.is_away()))
    }

    /// The bank refused this card; the payer may try another.
    pub(crate) fn decline(
        &mut self,
        intent: &mut PaymentIntent,
        payment_method: &str,
        decline: Decline,
    ) -> Result<Value, StoreError> {
        let charge = self.charge(intent, payment_method, Some(decline));
        self.save(&charge)?;
        intent.decline(decline, payment_method, Some(charge.id));
        self.record(intent, Kind::PaymentIntentPaymentFailed)
    }

    /// The payer did not pass 3-D Secure, so the bank was not asked for money.
    pub(crate) fn fail_authentication(
        &mut self,
        intent: &mut PaymentIntent,
    ) -> Result<(), StoreError> {
        let payment_method = intent.payment_method.take();
        let payment_method = payment_method.as_deref().unwrap_or(test_cards::DEFAULT);
        intent.decline(test_cards::NOT_AUTHENTICATED, payment_method, None);
        self.record(intent, Kind::PaymentIntentPaymentFailed)?;
        Ok(())
    }

    pub(crate) fn cancel(
        &mut self,
        intent: &mut PaymentIntent,
        reason: Option<&str>,
    ) -> Result<(), StoreError> {
        intent.cancel(self.timestamp(), reason);
        self.record(intent, Kind::PaymentIntentCanceled)?;
        Ok(())
    }

    /// The session with this id; it expires now if its time has passed.
    pub(crate) fn session(&mut self, id: &str) -> Result<Option<CheckoutSession>, StoreError> {
        let Some(mut session) = self.find::<CheckoutSession>(id)? else { return Ok(None) };
        if session.is_overdue(self.timestamp()) {
            self.expire(&mut session)?;
        }
        Ok(Some(session))
    }

    /// The payment of a session, made when its payer first submits.
    pub(crate) fn intent_of(
        &mut self,
        session: &mut CheckoutSession,
    ) -> Result<PaymentIntent, StoreError> {
        if let Some(id) = &session.payment_intent
            && let Some(intent) = self.find(id)?
        {
            return Ok(intent);
        }
        let id = self.new_id("pi_");
        let intent = PaymentIntent {
            client_secret: self.new_secret(&format!("{id}_secret_")),
            id,
            amount: session.amount_total(),
            currency: session.currency.clone(),
            created: self.timestamp(),
            description: session.intent_description.clone(),
            metadata: session.intent_metadata.clone(),
            receipt_email: session.customer_email.clone(),
            return_url: None,
            payment_method: None,
            asks_for_3ds: false,
            status: payment_intent::Status::RequiresPaymentMethod,
            last_error: None,
            latest_charge: None,
            canceled_at: None,
            cancellation_reason: None,
            session: Some(session.id.clone()),
            has_page: false,
            arrives_at: None,
        };
        session.payment_intent = Some(intent.id.clone());
        self.save(session)?;
        self.record(&intent, Kind::PaymentIntentCreated)?;
        Ok(intent)
    }

    /// The payer has paid: the page takes no other payment.
    pub(crate) fn complete(
        &mut self,
        session: &mut CheckoutSession,
        intent: &PaymentIntent,
    ) -> Result<(), StoreError> {
        session.status = checkout_session::Status::Complete;
        session.awaits_money = intent.status == payment_intent::Status::Processing;
        self.save(session)?;
        let shown = session.show(self.links());
        self.emit(Kind::CheckoutSessionCompleted, &shown)
    }

    /// The page closes unpaid, and what was tried on it is cancelled.
    pub(crate) fn expire(&mut self, session: &mut CheckoutSession) -> Result<(), StoreError> {
        session.status = checkout_session::Status::Expired;
        self.save(session)?;
        if let Some(id) = &session.payment_intent
            && let Some(mut intent) = self.find::<PaymentIntent>(id)?
            && intent.status.is_open()
        {
            self.cancel(&mut intent, Some("expired"))?;
        }
        let shown = session.show(self.links());
        self.emit(Kind::CheckoutSessionExpired, &shown)
    }

    /// Gives the refund its later status, if it has one.
    fn settle_refund(&mut self, refund: &mut Refund) -> Result<(), StoreError> {
        let Some(later) = refund.later.take() else { return Ok(()) };
        refund.status = later.status;
        self.save(refund)?;
        let shown = refund.show();
        self.emit(Kind::RefundUpdated, &shown)?;
        if refund.status == refund::Status::Failed {
            if let Some(mut charge) = self.find::<Charge>(&refund.charge)? {
                charge.amount_refunded -= refund.amount;
                self.save(&charge)?;
            }
            self.emit(Kind::RefundFailed, &shown)?;
        }
        Ok(())
    }

    /// Does what happens by itself: sessions expire, late money arrives, slow refunds settle.
    pub(crate) fn let_time_pass(&mut self) -> Result<(), StoreError> {
        for id in self.due::<CheckoutSession>()? {
            self.session(&id)?;
        }
        for id in self.due::<PaymentIntent>()? {
            if let Some(mut intent) = self.find::<PaymentIntent>(&id)? {
                self.receive(&mut intent)?;
            }
        }
        for id in self.due::<Refund>()? {
            if let Some(mut refund) = self.find::<Refund>(&id)? {
                self.settle_refund(&mut refund)?;
            }
        }
        Ok(())
    }
}

/// Reads what an id in an address names, or refuses as Stripe does.
pub(crate) fn named<D: Document>(transaction: &mut Transaction, id: &str) -> Result<D, Refusal> {
    transaction.find(id)?.ok_or_else(|| Refusal::not_found(D::KIND, id))
}

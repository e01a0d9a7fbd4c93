//! Stripe's own lists of payments and refunds, a page at a time, newest first.
//!
//! An account may serve others too: payments that name none of ours are left out, and so are
//! refunds in a currency that is none of ours.

use std::collections::HashMap;
use std::str::FromStr;

use airside_app::ports::payments::{
    GatewayRefundId, IntentId, Listed, ListedPayment, ListedRefund, Part, PaymentsError,
};
use airside_primitives::{PaymentId, RefundId};
use serde::Deserialize;
use stripe_client_core::StripeRequest as _;
use stripe_core::payment_intent::ListPaymentIntent;
use stripe_core::refund::ListRefund;
use stripe_types::{RangeBoundsTs, RangeQueryTs};

use crate::amounts::meant;
use crate::calls::Calls;
use crate::objects::refund_status;
use crate::orders::{PAYMENT_ID, REFUND_ID};

type Metadata = Option<HashMap<String, String>>;

#[derive(Deserialize)]
struct Page<T> {
    data: Vec<T>,
    has_more: bool,
}

#[derive(Deserialize)]
struct Payment {
    id: String,
    amount_received: i64,
    currency: String,
    metadata: Metadata,
}

#[derive(Deserialize)]
struct Refund {
    id: String,
    amount: i64,
    currency: String,
    payment_intent: Option<String>,
    status: Option<String>,
    metadata: Metadata,
}

pub(crate) async fn payments(
    calls: &Calls,
    part: Part,
) -> Result<Listed<ListedPayment>, PaymentsError> {
    let mut request = ListPaymentIntent::new().created(since(&part)).limit(i64::from(part.limit));
    if let Some(after) = part.after {
        request = request.starting_after(after);
    }
    let page: Page<Payment> = calls.ask(request.build()).await?;
    let next = page.next(|payment| &payment.id);
    let ours = |payment: Payment| {
        let ours = PaymentId(noted(&payment.metadata, PAYMENT_ID)?);
        let received = match meant(payment.amount_received, &payment.currency) {
            Ok(received) => received,
            Err(error) => return Some(Err(error)),
        };
        Some(Ok(ListedPayment { id: IntentId(payment.id), payment: ours, received }))
    };
    let found = page.data.into_iter().filter_map(ours).collect::<Result<_, _>>()?;
    Ok(Listed { found, next })
}

pub(crate) async fn refunds(
    calls: &Calls,
    part: Part,
) -> Result<Listed<ListedRefund>, PaymentsError> {
    let mut request = ListRefund::new().created(since(&part)).limit(i64::from(part.limit));
    if let Some(after) = part.after {
        request = request.starting_after(after);
    }
    let page: Page<Refund> = calls.ask(request.build()).await?;
    let next = page.next(|refund| &refund.id);
    let of_a_payment = |refund: Refund| {
        let amount = meant(refund.amount, &refund.currency).ok()?;
        let (id, intent) = (GatewayRefundId(refund.id), IntentId(refund.payment_intent?));
        let ours = noted(&refund.metadata, REFUND_ID).map(RefundId);
        let listed = |status| ListedRefund { id, refund: ours, intent, amount, status };
        Some(refund_status(refund.status.as_deref()).map(listed))
    };
    let found = page.data.into_iter().filter_map(of_a_payment).collect::<Result<_, _>>()?;
    Ok(Listed { found, next })
}

impl<T> Page<T> {
    /// Where the list goes on: Stripe goes by the last object of the page before.
    fn next(&self, id: impl Fn(&T) -> &String) -> Option<String> {
        self.data.last().filter(|_| self.has_more).map(|last| id(last).clone())
    }
}

fn since(part: &Part) -> RangeQueryTs {
    let gte = Some(part.since.unix_timestamp());
    RangeQueryTs::Bounds(RangeBoundsTs { gt: None, gte, lt: None, lte: None })
}

/// Our id among what we noted on an object of Stripe.
fn noted<T: FromStr>(metadata: &Metadata, name: &str) -> Option<T> {
    metadata.as_ref()?.get(name)?.parse().ok()
}

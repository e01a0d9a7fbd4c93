//! What a record says, in a line: what people and money hang on, by fields that are named here.
//!
//! Fields that later releases add are left out, so a line never changes with them.

use airside_booking::payment::{Handle, Method};
use airside_booking::{
    Booking, Cancellation, CancellationState, Document, DocumentKind, DocumentState, IntentId,
    Journey, Passenger, Payment, PaymentState, Refund, RefundCause, RefundState, Reversal, State,
};
use airside_fares::{PromoCode, Reduction};

/// Something that says what it is in one line.
pub(crate) trait Told {
    fn told(&self) -> String;
}

impl Told for Booking {
    fn told(&self) -> String {
        let state = match &self.state {
            State::PendingPayment { due_by } => format!("pending until {due_by}"),
            State::Expired { due_by, because: _ } => format!("expired at {due_by}"),
            State::Confirmed { at, ticket_numbers, cancelled } => {
                let numbers = words(ticket_numbers.iter().flatten());
                format!("confirmed at {at} with {numbers}, cancelled: {}", words(cancelled))
            }
        };
        let tickets =
            self.tickets.iter().map(|it| format!("{} {}", it.airline, words(&it.journeys)));
        let price = self.price();
        let contact = self.contact.as_ref();
        format!(
            "{} {} {state}; {} = {} + {} + {} - {} {}; {}, {}, promo {}; tickets {}; {}; {}",
            self.reference,
            self.trip_type.code(),
            price.total.get(),
            price.base.get(),
            price.taxes.get(),
            price.extra_baggage.get(),
            price.discount.get(),
            self.currency,
            contact.map_or("erased", |it| it.email.as_str()),
            contact.and_then(|it| it.phone.as_deref()).unwrap_or("-"),
            self.promo_code.as_ref().map_or_else(|| "-".to_owned(), ToString::to_string),
            words(tickets),
            words(self.passengers.iter().map(passenger)),
            words(self.journeys.iter().map(journey)),
        )
    }
}

fn passenger(passenger: &Passenger) -> String {
    let person = passenger.person.as_ref();
    format!(
        "{} {} {} {} {:?} {}+{} kg, lap of {:?}",
        passenger.kind,
        person.map_or("erased", |it| it.name.given().unwrap_or_default()),
        person.map_or("erased", |it| it.name.family()),
        person.map_or_else(|| "erased".to_owned(), |it| it.date_of_birth.to_string()),
        passenger.seat_preference,
        passenger.hand_baggage_kg,
        passenger.extra_baggage_kg,
        passenger.infant_of,
    )
}

fn journey(journey: &Journey) -> String {
    let offer = &journey.offer;
    let seats = |at: usize| {
        let seats = journey.seats.on(at).iter();
        words(seats.map(|seat| seat.map_or_else(|| "-".to_owned(), |seat| seat.to_string())))
    };
    let segments = offer.segments.iter().enumerate().map(|(at, it)| {
        format!(
            "{} {} {}-{} on {} from {} to {} by {} in [{}]",
            it.flight.0,
            it.number,
            it.origin,
            it.destination,
            it.date,
            it.departs_at,
            it.arrives_at,
            it.aircraft,
            seats(at),
        )
    });
    let conditions = &offer.conditions;
    let steps = conditions.charges().iter();
    format!(
        "{} {} {} {:?} {} kg, refundable {} above {}: {}",
        journey.direction,
        offer.cabin,
        offer.brand,
        offer.party,
        offer.baggage.checked_kg,
        conditions.refundable(),
        words(steps.map(|it| format!("{} h {}", it.above_hours, it.charge.get()))),
        words(segments),
    )
}

impl Told for Payment {
    fn told(&self) -> String {
        let method = match &self.method {
            Method::Checkout => "on a page",
            Method::Card(method) => method,
            Method::Free => "free",
        };
        let of =
            |intent: &Option<IntentId>| intent.as_ref().map_or("-".to_owned(), |it| it.0.clone());
        let state = match &self.state {
            PaymentState::Opening { intent: None } => "opening".to_owned(),
            PaymentState::Opening { intent: Some(id) } => format!("prepared {}", id.0),
            PaymentState::Open { handle, progress, url } => {
                let handle = match handle {
                    Handle::Checkout { id, intent } => format!("{} {}", id.0, of(intent)),
                    Handle::Intent(intent) => intent.0.clone(),
                };
                format!("open {handle} {progress:?} {}", url.as_deref().unwrap_or("-"))
            }
            PaymentState::Succeeded { intent } => format!("succeeded {}", of(intent)),
            PaymentState::Failed { intent } => {
                let why = self.refusal.as_ref();
                let why = why.map(|it| format!(": {}, {}", it.code, it.message));
                format!("failed {}{}", of(intent), why.unwrap_or_default())
            }
            PaymentState::Canceled { intent } => format!("canceled {}", of(intent)),
        };
        let reversals: String = self.reversals.iter().map(told_reversal).collect();
        format!(
            "{} of {}: {} {method} by {}, {} to {}; {state}{reversals}",
            self.id.0,
            self.booking.0,
            self.amount.get(),
            self.begun_with,
            self.created_at,
            self.updated_at,
        )
    }
}

impl Told for Cancellation {
    fn told(&self) -> String {
        let lines = self.lines.iter().map(|it| {
            let line = &it.line;
            format!(
                "{} {}: {} - {} - {}",
                it.direction,
                it.ticket.0,
                line.paid().get(),
                line.charge().get(),
                line.taxes_kept().get()
            )
        });
        let state = match self.state {
            CancellationState::Quoted => "quoted".to_owned(),
            CancellationState::Superseded => "superseded".to_owned(),
            CancellationState::Confirmed { at, refund } => format!("confirmed {at} {}", refund.0),
        };
        let until = self.expires_at;
        format!("{} of {}: {} until {until}; {state}", self.id.0, self.booking.0, words(lines))
    }
}

fn told_reversal(reversal: &Reversal) -> String {
    let Reversal { id, amount, state, since, note } = reversal;
    let note = note.as_ref().map(|note| format!(", {} at {}", note.text, note.at));
    let note = note.unwrap_or_default();
    format!("; {} {} {} since {since}{note}", id.0, amount.get(), state.code())
}

impl Told for Refund {
    fn told(&self) -> String {
        let cause = match self.cause {
            RefundCause::Cancellation(id) => format!("cancellation {}", id.0),
            RefundCause::Exchange(id) => format!("exchange {}", id.0),
            RefundCause::TooLate => "too late".to_owned(),
            RefundCause::PaidTwice => "paid twice".to_owned(),
        };
        let state = match &self.state {
            RefundState::Pending { gateway, attempts } => format!("pending {gateway:?} {attempts}"),
            RefundState::Succeeded { gateway, attempts, at } => {
                format!("succeeded {gateway:?} {attempts} {at}")
            }
            RefundState::Failed { gateway, attempts, at } => {
                format!("failed {gateway:?} {attempts} {at}")
            }
        };
        let elsewhere = match self.elsewhere.get() {
            0 => String::new(),
            elsewhere => format!(", {elsewhere} of it elsewhere"),
        };
        format!(
            "{} of {}, payment {} {:?}, receipt {}: {} for {cause}{elsewhere}; {state}",
            self.id.0,
            self.booking.0,
            self.payment.0,
            self.intent,
            self.receipt.0,
            self.amount.get(),
        )
    }
}

impl Told for Document {
    fn told(&self) -> String {
        let kind = match self.kind {
            DocumentKind::Ticket(id) => format!("ticket {}", id.0),
            DocumentKind::RefundReceipt { refund, cancellation } => {
                format!("receipt {} {:?}", refund.0, cancellation.map(|id| id.0))
            }
            DocumentKind::ChangeReceipt(id) => format!("receipt of exchange {}", id.0),
        };
        let state = match self.state {
            DocumentState::Awaited => "awaited".to_owned(),
            DocumentState::Pending => "pending".to_owned(),
            DocumentState::Ready { at, sha256 } => {
                let sum = sha256.map(|it| format!(" {it:02x?}"));
                format!("ready {at}{}", sum.unwrap_or_default())
            }
            DocumentState::Failed => "failed".to_owned(),
            DocumentState::Erasing { at } => format!("erasing since {at}"),
            DocumentState::Erased { at } => format!("erased at {at}"),
        };
        format!("{} of {}: {kind}, {}; {state}", self.id.0, self.booking.0, self.created_at)
    }
}

impl Told for PromoCode {
    fn told(&self) -> String {
        let reduction = match self.reduction {
            Reduction::Percent(percent) => format!("{} %", percent.get()),
            Reduction::Fixed(amount) => amount.get().to_string(),
        };
        format!(
            "{} {reduction} from {:?} until {:?}, spend {:?}, {:?} uses, {:?} by one, {} {}",
            self.name,
            self.valid_from,
            self.valid_until,
            self.minimum_spend,
            self.limit_total,
            self.limit_per_user,
            words(&self.airlines),
            words(self.routes.iter().map(|(from, to)| format!("{from}-{to}"))),
        )
    }
}

/// Several things with commas between, or a dash for none.
pub(crate) fn words<T: ToString>(things: impl IntoIterator<Item = T>) -> String {
    let words: Vec<_> = things.into_iter().map(|it| it.to_string()).collect();
    if words.is_empty() { "-".to_owned() } else { words.join(", ") }
}

//! Every variant of every enum that is kept is among the samples.
//!
//! The patterns are all that there are: a new variant does not compile until it stands here,
//! and then the test fails until a sample has it.

use std::collections::BTreeSet;

use airside_booking::exchange::Waiver;
use airside_booking::payment::{Handle, Method, Progress};
use airside_booking::{
    Booking, CancellationState, ChangeKind, ChangeState, Contact, CorrectionKind, Direction,
    DocumentKind, DocumentState, ExchangeState, ExpiredBecause, Journey, Passenger, PaymentState,
    RefundCause, RefundState, ReversalState, Segment, State, TripType,
};
use airside_fares::{ExtraBaggageMode, Reduction};
use airside_primitives::{Brand, Cabin, Gender, PassengerType, SeatPreference};

use crate::samples::{Sample, samples};

macro_rules! all_of {
    ($values:expr => { $($pattern:pat),+ $(,)? }) => {{
        let names = $values.map(|value| match value { $($pattern => stringify!($pattern)),+ });
        assert_eq!(names.collect::<BTreeSet<_>>(), BTreeSet::from([$(stringify!($pattern)),+]));
    }};
}

/// The samples of one kind.
macro_rules! samples_of {
    ($kind:ident) => {{
        let of_kind = samples().into_iter().filter_map(|(_, sample)| {
            if let Sample::$kind(value) = sample { Some(value) } else { None }
        });
        of_kind.collect::<Vec<_>>()
    }};
}

fn journeys(bookings: &[Booking]) -> impl Iterator<Item = &Journey> {
    bookings.iter().flat_map(|booking| &booking.journeys)
}

fn segments(bookings: &[Booking]) -> impl Iterator<Item = &Segment> {
    journeys(bookings).flat_map(|journey| &journey.offer.segments)
}

fn passengers(bookings: &[Booking]) -> impl Iterator<Item = &Passenger> {
    bookings.iter().flat_map(|booking| &booking.passengers)
}

#[test]
fn the_samples_have_every_state_of_a_booking() {
    let bookings = samples_of!(Booking);
    all_of!(bookings.iter().map(|it| &it.state) => {
        State::PendingPayment { .. },
        State::Expired { because: ExpiredBecause::TimeIsOver, .. },
        State::Expired { because: ExpiredBecause::ScheduleChanged, .. },
        State::Expired { because: ExpiredBecause::Released, .. },
        State::Confirmed { .. },
    });
    all_of!(bookings.iter().map(|it| it.trip_type) => {
        TripType::OneWay, TripType::RoundTrip, TripType::MultiCity
    });
    all_of!(bookings.iter().map(|it| it.extra_baggage_mode) => {
        ExtraBaggageMode::Prepaid, ExtraBaggageMode::AtAirport
    });
    all_of!(bookings.iter().map(|it| &it.promo_code) => { None, Some(_) });
    all_of!(bookings.iter().map(|it| &it.contact) => {
        None, Some(Contact { phone: None, .. }), Some(Contact { phone: Some(_), .. })
    });
}

#[test]
fn the_samples_have_every_kind_of_passenger() {
    let bookings = samples_of!(Booking);
    all_of!(passengers(&bookings).map(|it| it.kind) => {
        PassengerType::Adult, PassengerType::Child, PassengerType::Infant
    });
    all_of!(passengers(&bookings).filter_map(|it| it.person.as_ref()).map(|it| it.gender) => {
        Gender::Male, Gender::Female, Gender::Unspecified
    });
    all_of!(passengers(&bookings).map(|it| it.seat_preference) => {
        SeatPreference::Window, SeatPreference::Middle, SeatPreference::Aisle, SeatPreference::Any
    });
    all_of!(passengers(&bookings).map(|it| &it.person) => { None, Some(_) });
    let people = || passengers(&bookings).filter_map(|it| it.person.as_ref());
    all_of!(people().flat_map(|it| &it.corrections).map(|it| it.kind) => {
        CorrectionKind::Letters, CorrectionKind::FamilyName, CorrectionKind::ByAgent
    });
    all_of!(people().map(|it| it.name.given()) => { None, Some(_) });
    all_of!(people().map(|it| it.name.middle()) => { None, Some(_) });
    all_of!(bookings.iter().map(|it| it.erased_at) => { None, Some(_) });
    all_of!(passengers(&bookings).map(|it| it.infant_of) => { None, Some(_) });
}

#[test]
fn the_samples_have_every_kind_of_journey() {
    let bookings = samples_of!(Booking);
    all_of!(journeys(&bookings).map(|it| it.direction) => {
        Direction::Departing, Direction::Returning, Direction::Leg(_)
    });
    all_of!(journeys(&bookings).map(|it| it.offer.brand) => {
        Brand::Saver, Brand::Standard, Brand::Flexible
    });
    all_of!(journeys(&bookings).map(|it| it.offer.cabin) => {
        Cabin::First, Cabin::Business, Cabin::PremiumEconomy, Cabin::Economy
    });
    all_of!(journeys(&bookings).flat_map(|it| it.seats.iter().flatten()) => { None, Some(_) });
    all_of!(journeys(&bookings).map(|it| it.offer.conditions.refundable()) => { true, false });
    all_of!(segments(&bookings).map(|it| it.number.suffix()) => { None, Some(_) });
    all_of!(segments(&bookings).map(|it| it.inventory == it.flight) => { true, false });
}

#[test]
fn the_samples_have_every_schedule_change() {
    let bookings = samples_of!(Booking);
    let changes = || bookings.iter().flat_map(|booking| &booking.schedule_changes);
    all_of!(changes().map(|it| it.kind) => {
        ChangeKind::Retimed, ChangeKind::Equipment, ChangeKind::Withdrawn, ChangeKind::Cancelled
    });
    all_of!(changes().map(|it| it.state) => {
        ChangeState::Open,
        ChangeState::Accepted { .. },
        ChangeState::Rebooked { .. },
        ChangeState::Refunded { .. },
        ChangeState::Lapsed { .. },
    });
    all_of!(changes().map(|it| it.is_major) => { true, false });
    all_of!(changes().map(|it| &it.after) => { None, Some(_) });
}

#[test]
fn the_samples_have_every_state_of_a_payment() {
    let payments = samples_of!(Payment);
    all_of!(payments.iter().map(|it| &it.method) => {
        Method::Checkout, Method::Card(_), Method::Free
    });
    all_of!(payments.iter().map(|it| &it.state) => {
        PaymentState::Opening { intent: None },
        PaymentState::Opening { intent: Some(_) },
        PaymentState::Open { handle: Handle::Checkout { intent: None, .. }, .. },
        PaymentState::Open { handle: Handle::Checkout { intent: Some(_), .. }, .. },
        PaymentState::Open { handle: Handle::Intent(_), url: None, .. },
        PaymentState::Open { handle: Handle::Intent(_), url: Some(_), .. },
        PaymentState::Succeeded { intent: None },
        PaymentState::Succeeded { intent: Some(_) },
        PaymentState::Failed { intent: None },
        PaymentState::Failed { intent: Some(_) },
        PaymentState::Canceled { intent: None },
        PaymentState::Canceled { intent: Some(_) },
    });
    all_of!(payments.iter().map(|it| &it.refusal) => { None, Some(_) });
    let reversals = || payments.iter().flat_map(|it| &it.reversals);
    all_of!(reversals().map(|it| &it.note) => { None, Some(_) });
    all_of!(reversals().map(|it| it.state) => {
        ReversalState::RefundPending,
        ReversalState::Refunded,
        ReversalState::RefundFailed,
        ReversalState::Inquiry,
        ReversalState::Disputed,
        ReversalState::DisputeWon,
        ReversalState::DisputeLost,
    });
    let progress = payments.iter().filter_map(|it| match it.state {
        PaymentState::Open { progress, .. } => Some(progress),
        PaymentState::Opening { .. }
        | PaymentState::Succeeded { .. }
        | PaymentState::Failed { .. }
        | PaymentState::Canceled { .. } => None,
    });
    all_of!(progress => { Progress::RequiresAction, Progress::Processing, Progress::Declined });
}

#[test]
fn the_samples_have_everything_that_follows_a_sale() {
    let cancellations = samples_of!(Cancellation);
    all_of!(cancellations.iter().map(|it| it.state) => {
        CancellationState::Quoted,
        CancellationState::Superseded,
        CancellationState::Confirmed { .. },
    });
    let exchanges = samples_of!(Exchange);
    all_of!(exchanges.iter().map(|it| it.state) => {
        ExchangeState::Quoted,
        ExchangeState::Superseded,
        ExchangeState::Done { payment: None, refund: None, .. },
        ExchangeState::Done { payment: Some(_), refund: None, .. },
        ExchangeState::Done { payment: None, refund: Some(_), .. },
        ExchangeState::Done { payment: Some(_), refund: Some(_), .. },
    });
    all_of!(exchanges.iter().map(|it| it.waiver) => {
        Waiver::Nothing, Waiver::Fee, Waiver::ScheduleChange(_)
    });
    let refunds = samples_of!(Refund);
    all_of!(refunds.iter().map(|it| it.cause) => {
        RefundCause::Cancellation(_),
        RefundCause::Exchange(_),
        RefundCause::TooLate,
        RefundCause::PaidTwice,
    });
    all_of!(refunds.iter().map(|it| &it.state) => {
        RefundState::Pending { gateway: None, .. },
        RefundState::Pending { gateway: Some(_), .. },
        RefundState::Succeeded { gateway: None, .. },
        RefundState::Succeeded { gateway: Some(_), .. },
        RefundState::Failed { gateway: None, .. },
        RefundState::Failed { gateway: Some(_), .. },
    });
    all_of!(refunds.iter().map(|it| it.elsewhere.is_zero()) => { true, false });
    all_of!(refunds.iter().map(|it| &it.intent) => { None, Some(_) });
    let documents = samples_of!(Document);
    all_of!(documents.iter().map(|it| it.kind) => {
        DocumentKind::Ticket(_),
        DocumentKind::RefundReceipt { cancellation: None, .. },
        DocumentKind::RefundReceipt { cancellation: Some(_), .. },
        DocumentKind::ChangeReceipt(_),
    });
    all_of!(documents.iter().map(|it| it.state) => {
        DocumentState::Awaited,
        DocumentState::Pending,
        DocumentState::Ready { sha256: None, .. },
        DocumentState::Ready { sha256: Some(_), .. },
        DocumentState::Failed,
        DocumentState::Erasing { .. },
        DocumentState::Erased { .. },
    });
}

#[test]
fn the_samples_have_every_term_of_a_promo_code() {
    let codes = samples_of!(PromoCode);
    all_of!(codes.iter().map(|it| it.reduction) => {
        Reduction::Percent(_), Reduction::Fixed(_)
    });
    all_of!(codes.iter().map(|it| it.valid_from) => { None, Some(_) });
    all_of!(codes.iter().map(|it| it.valid_until) => { None, Some(_) });
    all_of!(codes.iter().map(|it| it.minimum_spend) => { None, Some(_) });
    all_of!(codes.iter().map(|it| it.limit_total) => { None, Some(_) });
    all_of!(codes.iter().map(|it| it.limit_per_user) => { None, Some(_) });
    all_of!(codes.iter().map(|it| it.airlines.is_empty()) => { true, false });
    all_of!(codes.iter().map(|it| it.routes.is_empty()) => { true, false });
}

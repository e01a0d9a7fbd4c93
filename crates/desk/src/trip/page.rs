//! What the page of a trip says, in each state that the trip may be in.

use airside_app::App;
use airside_app::travel_documents::due_by;
use airside_app::world::Snapshot;
use airside_booking::{
    Booking, BookingStatus, ChangeState, CorrectionKind, Document, ExpiredBecause, Journey,
    JourneyStatus, Passenger, PaymentState, RefundState,
};
use airside_primitives::ExchangeId;
use maud::{Markup, html};
use time::{OffsetDateTime, UtcOffset};

use super::bar_codes::bar_codes;
use super::change::question;
use super::document::kept;
use super::documents::documents;
use super::exchange::is_changeable;
use super::opened::is_theirs;
use super::split::may_split;
use crate::sheet::token;
use crate::shown::account::Account;
use crate::shown::conditions;
use crate::shown::journey::{ends, flights};
use crate::shown::money::money;
use crate::shown::seller::seller;
use crate::shown::times::moment;
use crate::shown::travellers::{self, partings};
use crate::visitor::Visitor;

/// Everything that the page shows.
pub(super) struct TripPage<'a> {
    pub(super) app: &'a App,
    pub(super) visitor: &'a Visitor,
    pub(super) world: &'a Snapshot,
    pub(super) booking: &'a Booking,
    pub(super) status: BookingStatus,
    pub(super) account: Account,
    pub(super) documents: Vec<Document>,
    /// For each passenger, what their bar codes say.
    pub(super) bar_codes: Vec<Vec<String>>,
    pub(super) now: OffsetDateTime,
}

impl TripPage<'_> {
    pub(super) fn shown(&self) -> Markup {
        let texts = self.visitor.texts;
        let booking = self.booking;
        html! {
            div.summary {
                h1 { span.over { (texts.trip) } span.reference { (booking.reference) } }
                p { b.status.(self.status.code().to_lowercase()) { (texts.state(booking, self.now)) } }
            }
            (partings(self.visitor, booking, "trips"))
            (self.next())
            (self.exchange_to_pay())
            @for change in booking.schedule_changes.iter().filter(|it| it.is_open(self.now)) {
                (question(self.visitor, self.world, booking, change))
            }
            (self.money_back())
            div.columns {
                div {
                    @for journey in &booking.journeys { (self.journey(journey)) }
                    h2 { (texts.who_travels) }
                    @for (at, passenger) in booking.passengers.iter().enumerate() {
                        (self.passenger(at, passenger))
                    }
                }
                aside.card.sum {
                    h2 { (texts.price) }
                    (self.account.shown(texts, booking))
                    (documents(self.app, texts, &self.documents, self.status))
                    (self.doings())
                }
            }
        }
    }

    /// What the traveller does next.
    fn next(&self) -> Markup {
        let texts = self.visitor.texts;
        let here = format!("trips/{}", self.booking.reference);
        match self.status {
            BookingStatus::PendingPayment => {
                let due = self.booking.payment_due_by().unwrap_or(self.now);
                let minutes = (due - self.now).whole_minutes().max(0);
                html! {
                    section.card.pay {
                        (self.declined(None))
                        p { ((texts.held_for)(minutes)) }
                        (self.perhaps_paid())
                        div.actions {
                            form method="post" action=(self.visitor.to(&format!("{here}/pay"))) {
                                (token(self.visitor))
                                button.button.yes { (texts.pay) " " (self.total()) }
                            }
                            form method="post" action=(self.visitor.to(&format!("{here}/release"))) {
                                (token(self.visitor))
                                button.button.other { (texts.release) }
                            }
                        }
                    }
                }
            }
            BookingStatus::Expired => html! {
                section.card {
                    p.note {
                        @match self.booking.state.expired_because(self.now) {
                            Some(ExpiredBecause::ScheduleChanged) => (texts.expired_by_change),
                            _ => (texts.expired),
                        }
                    }
                    a.button href=(self.visitor.to("")) { (texts.search_again) }
                }
            },
            BookingStatus::Confirmed | BookingStatus::PartiallyCancelled if self.asks() => html! {},
            BookingStatus::Confirmed => html! { p.note.good role="status" { (texts.confirmed) } },
            BookingStatus::PartiallyCancelled => {
                html! { p.note role="status" { (texts.partly_cancelled) } }
            }
            BookingStatus::Cancelled => html! {
                p.note role="status" {
                    @if self.was_cancelled_by_airline() { (texts.cancelled_by_airline) } @else { (texts.cancelled) }
                }
            },
        }
    }

    /// Whether the timetable has changed, and somebody has to say what is to become of it.
    fn asks(&self) -> bool {
        self.booking.schedule_changes.iter().any(|it| it.is_open(self.now))
    }

    /// Whether every journey was given back since its flights do not fly any more.
    fn was_cancelled_by_airline(&self) -> bool {
        let is_gone = |journey: &Journey| {
            let changes = self.booking.schedule_changes.iter();
            changes.filter(|it| it.direction == journey.direction).any(|change| {
                let is_refunded = matches!(change.state, ChangeState::Refunded { .. });
                is_refunded && change.after.is_none()
            })
        };
        self.booking.journeys.iter().all(is_gone)
    }

    /// What was wrong with the last try to pay for this.
    fn declined(&self, exchange: Option<ExchangeId>) -> Markup {
        let mut tries = self.account.payments.iter().filter(|it| it.exchange == exchange);
        let refusal = tries.next_back().and_then(|it| it.refusal.as_ref());
        html! {
            @if let Some(refusal) = refusal {
                p.note.bad role="alert" { (self.visitor.texts.declined) " " span lang="en" { (refusal.message) } }
            }
        }
    }

    /// Said without scripts, with which the page looks again by itself: the gateway tells of a payment
    /// in its own time.
    fn perhaps_paid(&self) -> Markup {
        let here = format!("trips/{}", self.booking.reference);
        html! {
            @if self.account.payments.iter().any(|it| matches!(it.state, PaymentState::Open { .. })) {
                noscript {
                    p.note { (self.visitor.texts.perhaps_paid) " " a href=(self.visitor.to(&here)) { (self.visitor.texts.look_again) } }
                }
            }
        }
    }

    /// A change that waits for its payment.
    fn exchange_to_pay(&self) -> Markup {
        let texts = self.visitor.texts;
        let held = self.booking.exchanging.as_ref().filter(|it| self.now < it.due_by);
        let to = |id| self.visitor.to(&format!("trips/{}/change/{id}", self.booking.reference));
        html! {
            @if let Some(held) = held {
                section.card.pay {
                    p { (texts.changing.held) }
                    p { ((texts.held_for)((held.due_by - self.now).whole_minutes().max(0))) }
                    (self.declined(Some(held.exchange)))
                    (self.perhaps_paid())
                    div.actions {
                        // Whether or not a page to pay was opened before, this opens one.
                        form method="post" action=(to(held.exchange)) {
                            (token(self.visitor))
                            button.button.yes {
                                (texts.pay) " " (money(texts, self.booking.currency, held.to_pay))
                            }
                        }
                        form method="post" action=(to(held.exchange) + "/release") {
                            (token(self.visitor))
                            button.button.other { (texts.keep_trip) }
                        }
                    }
                }
            }
        }
    }

    fn total(&self) -> String {
        money(self.visitor.texts, self.booking.currency, self.booking.price().total)
    }

    fn money_back(&self) -> Markup {
        let texts = self.visitor.texts;
        html! {
            @for refund in self.account.refunds.iter().filter(|it| !it.amount.is_zero()) {
                @let amount = money(texts, self.booking.currency, refund.amount);
                @match refund.state {
                    RefundState::Succeeded { .. } => p.note.good { ((texts.refunded)(&amount)) },
                    RefundState::Pending { .. } => p.note { ((texts.refund_pending)(&amount)) },
                    RefundState::Failed { .. } => p.note.bad { ((texts.refund_failed)(&amount)) },
                }
            }
        }
    }

    fn journey(&self, journey: &Journey) -> Markup {
        let texts = self.visitor.texts;
        let status = self.booking.journey_status(journey.direction, self.now);
        let offer = &journey.offer;
        html! {
            section.card.off[status == JourneyStatus::Cancelled] {
                h2 { (ends(texts, self.world, offer)) }
                @if status == JourneyStatus::Cancelled { p { b.status.cancelled { (texts.journey_cancelled) } } }
                (flights(texts, self.world, &offer.segments))
                p.quiet {
                    (seller(self.world, offer.airline)) " · " (texts.brands(offer.brand)) " · " (texts.cabins(offer.cabin)) ". "
                    (conditions::long(texts, offer)) " " (conditions::changing(texts, offer.currency, journey.changes.as_ref()))
                }
                p.quiet { ((texts.allowance)(offer.baggage.hand_kg, offer.baggage.checked_kg))
                }
            }
        }
    }

    fn passenger(&self, at: usize, passenger: &Passenger) -> Markup {
        let texts = self.visitor.texts;
        let booking = self.booking;
        let name = travellers::name(texts, booking, passenger);
        let has_left = !booking.still_travels(passenger);
        let codes = self.bar_codes.get(at).map(Vec::as_slice).unwrap_or_default();
        let numbers = travellers::ticket_numbers(booking, at, self.now);
        let seats: Vec<String> = booking
            .journeys
            .iter()
            .filter(|it| !booking.is_cancelled(it.direction))
            .flat_map(|journey| {
                let segments = journey.offer.segments.iter().enumerate();
                segments.filter_map(move |(flight, segment)| {
                    let seat = journey.seats.seat(flight, at)?;
                    Some(format!("{} {seat}", segment.number))
                })
            })
            .collect();
        html! {
            div.card.person {
                p {
                    b { (name) } " · " (texts.kind(passenger.kind))
                    @if has_left { " · " (texts.leaving.cancelled) }
                }
                @for journey in travellers::left(booking, passenger) {
                    p { (ends(texts, self.world, &journey.offer)) ": " b.status.cancelled { (texts.journey_cancelled) } }
                }
                @let services = travellers::services(&self.world.terms.services, passenger);
                @let due = self.document_due(passenger);
                @let has_facts = due.is_some() || !numbers.is_empty() || !services.is_empty() || (passenger.kind.has_seat() && !has_left);
                @if has_facts { dl.facts {
                    @if !numbers.is_empty() { dt { (texts.ticket_number) } dd { (numbers.join(", ")) } }
                    @if passenger.kind.has_seat() && !has_left {
                        dt { (texts.seats) }
                        dd { @if seats.is_empty() { (texts.seats_later) } @else { (seats.join(", ")) } }
                    }
                    @if !services.is_empty() && !has_left {
                        dt { (texts.serving.services) } dd { (services.join(", ")) }
                    }
                    @if let Some(due) = due {
                        dt { (texts.border.title) } dd { (self.document(passenger, due)) }
                    }
                    @if passenger.extra_baggage_kg > 0 && !has_left {
                        dt { (texts.extra_baggage) } dd { (passenger.extra_baggage_kg) " kg" }
                    }
                } }
                @if due.is_some() && !has_left && is_theirs(self.visitor, booking) {
                    p.links {
                        a href=(self.visitor.to(&format!("trips/{}/travellers/{}/document", booking.reference, passenger.id))) {
                            (texts.border.title)
                        }
                    }
                }
                @if self.may_change(passenger) {
                    @let here = format!("trips/{}/travellers/{}", booking.reference, passenger.id);
                    p.links {
                        @if !is_spent(passenger) { a href=(self.visitor.to(&here)) { (texts.naming.correct) } }
                        @if !self.world.terms.services.0.is_empty() {
                            a href=(self.visitor.to(&format!("{here}/services"))) { (texts.serving.services) }
                        }
                    }
                }
                (bar_codes(self.app, texts, &name, codes))
            }
        }
    }

    /// Until when the document of a traveller is needed, where a journey of theirs leaves its country.
    fn document_due(&self, passenger: &Passenger) -> Option<OffsetDateTime> {
        let before = self.app.settings.documents_due;
        let theirs = self.booking.journeys.iter().filter(|it| it.carries(passenger));
        let due = theirs.filter_map(|it| due_by(self.world, before, self.booking, it));
        due.filter(|_| passenger.person.is_some()).min()
    }

    /// What is known of it; never more of its number than the end.
    fn document(&self, passenger: &Passenger, due: OffsetDateTime) -> Markup {
        let texts = self.visitor.texts;
        html! {
            @match kept(passenger) {
                Some(document) => {
                    "… " (document.number.ending())
                    @if !document.is_valid_until(self.booking.trip_ends_on(passenger)) { " " (texts.border.too_old) }
                }
                None => ((texts.border.due)(&moment(texts, due.to_offset(UtcOffset::UTC)))),
            }
        }
    }

    /// Whether this name and what is done for them may be changed here: until the traveller's first
    /// journey leaves.
    fn may_change(&self, passenger: &Passenger) -> bool {
        let booking = self.booking;
        let live = booking.live_journeys();
        let theirs = booking
            .journeys
            .iter()
            .filter(|it| live.contains(&it.direction) && it.carries(passenger));
        let first = theirs.map(|it| it.offer.departs_at()).min();
        passenger.person.is_some()
            && first.is_some_and(|first| self.now < first)
            && is_theirs(self.visitor, booking)
    }

    fn doings(&self) -> Markup {
        let texts = self.visitor.texts;
        let here = format!("trips/{}", self.booking.reference);
        let is_live =
            matches!(self.status, BookingStatus::Confirmed | BookingStatus::PartiallyCancelled);
        html! {
            @if is_live {
                ul.plain {
                    li { a href=(self.visitor.to(&format!("{here}/calendar.ics"))) { (texts.calendar_file) } }
                    @if !self.booking.flights_to_sit_on(self.now).is_empty() {
                        li { a href=(self.visitor.to(&format!("{here}/seats"))) { (texts.change_seats) } }
                    }
                    @if self.booking.journeys.iter().any(|it| is_changeable(self.booking, it)) {
                        li { a href=(self.visitor.to(&format!("{here}/change"))) { (texts.changing.change) } }
                    }
                    @if may_split(self.booking) && is_theirs(self.visitor, self.booking) {
                        li { a href=(self.visitor.to(&format!("{here}/split"))) { (texts.parting.title) } }
                    }
                    li { a href=(self.visitor.to(&format!("{here}/cancel"))) { (texts.cancel) } }
                }
            }
        }
    }
}

/// Whether both corrections that whoever booked may make were made.
fn is_spent(passenger: &Passenger) -> bool {
    let kinds = [CorrectionKind::Letters, CorrectionKind::FamilyName];
    passenger.person.as_ref().is_some_and(|it| kinds.iter().all(|kind| it.was_corrected(*kind)))
}

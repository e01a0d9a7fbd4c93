//! Places that are held for an exchange while it is paid for.

use std::collections::BTreeMap;

use airside_primitives::{Amount, Cabin, ExchangeId, FlightId};
use time::{Date, OffsetDateTime};

use super::{Exchange, Exchanging};
use crate::booking::{Booking, Inventory, State};
use crate::offer::Segment;
use crate::status::BookingStatus;
use crate::trip::Direction;

type Counts = BTreeMap<(FlightId, Date, Cabin), u16>;

impl Booking {
    /// What a payment for the booking, or for this exchange of its journeys, has to bring now; `None`
    /// when it does not wait for one.
    pub fn due(&self, exchange: Option<ExchangeId>, now: OffsetDateTime) -> Option<Amount> {
        match exchange {
            None => {
                let waits = self.status(now) == BookingStatus::PendingPayment;
                waits.then(|| self.price().total)
            }
            Some(id) => {
                let held = self.exchanging.as_ref();
                held.filter(|it| it.exchange == id && now < it.due_by).map(|it| it.to_pay)
            }
        }
    }

    /// The booking with the places of an exchange held until `due_by`, instead of those of another.
    #[must_use]
    pub fn holding(self, exchange: &Exchange, due_by: OffsetDateTime) -> Self {
        let to = exchange.lines.iter().map(|it| (it.direction, it.offer.clone())).collect();
        let exchanging =
            Exchanging { exchange: exchange.id, to, to_pay: exchange.to_pay(), due_by };
        Self { exchanging: Some(exchanging), ..self }
    }

    /// The booking without an exchange that was not paid for in time; `None` when there is none.
    pub fn lapse_exchange(self, now: OffsetDateTime) -> Option<Self> {
        let is_over = self.exchanging.as_ref().is_some_and(|it| it.due_by <= now);
        is_over.then_some(Self { exchanging: None, ..self })
    }

    /// Everything it has taken out of stock, each cabin of a departure once: what its journeys hold
    /// and, while an exchange is being paid for, enough for what they are to become too.
    pub fn holdings(&self) -> Vec<Inventory> {
        let mut counts = self.counts_now();
        if let Some(exchanging) = &self.exchanging {
            for (place, count) in self.counts_after(exchanging) {
                let held = counts.entry(place).or_default();
                *held = count.max(*held);
            }
        }
        let inventory = |((flight, date, cabin), count)| Inventory { flight, date, cabin, count };
        counts.into_iter().map(inventory).collect()
    }

    /// What of its holdings is not paid for: all of a hold, or what is held for an exchange alone.
    pub fn unpaid_holdings(&self) -> Vec<Inventory> {
        let own = match self.state {
            State::PendingPayment { .. } | State::Expired { .. } => Counts::new(),
            State::Confirmed { .. } => self.counts_now(),
        };
        let beyond = |it: Inventory| {
            let paid = own.get(&(it.flight, it.date, it.cabin)).copied().unwrap_or_default();
            Some(it.count.saturating_sub(paid))
                .filter(|count| *count > 0)
                .map(|count| Inventory { count, ..it })
        };
        self.holdings().into_iter().filter_map(beyond).collect()
    }

    fn counts_now(&self) -> Counts {
        let mut counts = Counts::new();
        for Inventory { flight, date, cabin, count } in self.inventory(&self.held_directions()) {
            *counts.entry((flight, date, cabin)).or_default() += count;
        }
        counts
    }

    fn counts_after(&self, exchanging: &Exchanging) -> Counts {
        let becomes = |direction: &Direction| {
            exchanging.to.iter().find(|(of, _)| of == direction).map(|(_, offer)| offer)
        };
        let (moved, stay): (Vec<_>, Vec<_>) =
            self.held_directions().into_iter().partition(|it| becomes(it).is_some());
        let mut counts = Counts::new();
        for Inventory { flight, date, cabin, count } in self.inventory(&stay) {
            *counts.entry((flight, date, cabin)).or_default() += count;
        }
        for offer in moved.iter().filter_map(becomes) {
            for segment in &offer.segments {
                let place = (segment.inventory, segment.date, offer.cabin);
                *counts.entry(place).or_default() += u16::from(offer.party.seated());
            }
        }
        counts
    }

    /// The flights that journeys are to have once an exchange is paid for.
    pub(crate) fn segments_exchanged_to(
        &self,
        directions: &[Direction],
    ) -> impl Iterator<Item = &Segment> {
        let to = self.exchanging.iter().flat_map(|it| &it.to);
        to.filter(|(direction, _)| directions.contains(direction))
            .flat_map(|(_, offer)| &offer.segments)
    }
}

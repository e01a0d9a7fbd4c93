//! What special services a booking has on which departures, and how they change.

use std::collections::BTreeMap;

use airside_primitives::PassengerId;
use thiserror::Error;
use time::OffsetDateTime;

use crate::booking::{Booking, State};
use crate::passenger::Passenger;
use crate::schedule_change::Followed;
use crate::service::{ServiceAt, ServiceFault, Services, SpecialService, WantedService};
use crate::trip::Direction;

impl Booking {
    /// How many travellers have each service on the departures that these journeys hold.
    pub fn services_on(&self, directions: &[Direction]) -> BTreeMap<ServiceAt, u16> {
        let mut counts = BTreeMap::new();
        let journeys = self.journeys.iter().filter(|it| directions.contains(&it.direction));
        for journey in journeys {
            let travel = self.passengers.iter().filter(|it| journey.carries(it));
            let services = travel.flat_map(|it| &it.services);
            for service in services.filter(|it| it.journeys.contains(&journey.direction)) {
                for segment in self.held_segments(journey) {
                    let (flight, date) = (segment.inventory, segment.date);
                    let at = ServiceAt { flight, date, code: service.code };
                    *counts.entry(at).or_default() += 1;
                }
            }
        }
        counts
    }

    /// The booking with these services for one traveller on the journeys that lie ahead, instead of
    /// those that they had there. What was on journeys that are over stays.
    pub fn with_services(
        self,
        passenger: PassengerId,
        wanted: &[WantedService],
        offered: &Services,
        now: OffsetDateTime,
    ) -> Result<Followed, CannotServe> {
        let at = self.passengers.iter().position(|it| it.id == passenger);
        let at = at.ok_or(CannotServe::UnknownPassenger)?;
        match self.state {
            State::PendingPayment { due_by } if now < due_by => (),
            State::Confirmed { .. } => (),
            State::PendingPayment { .. } | State::Expired { .. } => {
                return Err(CannotServe::Expired);
            }
        }
        let held = self.held_directions().into_iter().filter_map(|it| self.journey(it));
        let theirs: Vec<_> = held.filter(|it| it.carries(&self.passengers[at])).collect();
        if theirs.is_empty() {
            return Err(CannotServe::Cancelled);
        }
        let ahead = theirs.iter().filter(|journey| now < journey.offer.departs_at());
        let ahead: Vec<Direction> = ahead.map(|journey| journey.direction).collect();
        if ahead.is_empty() {
            return Err(CannotServe::TooLate);
        }
        let kind = self.passengers[at].kind;
        let checked = offered.check(wanted, Some(kind), &ahead);
        let services = checked.map_err(CannotServe::Wanted)?;
        let over = self.passengers[at].services.iter().filter_map(|service| {
            let journeys = service.journeys.iter().filter(|it| !ahead.contains(it));
            let journeys: Vec<_> = journeys.copied().collect();
            (!journeys.is_empty()).then(|| SpecialService { journeys, ..service.clone() })
        });
        let services = over.chain(services).collect();
        let before = self.clone();
        let mut booking = self;
        booking.passengers[at] = Passenger { services, ..booking.passengers[at].clone() };
        Ok(Followed::between(&before, booking))
    }
}

/// Why somebody does not get other services.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
pub enum CannotServe {
    #[error("this booking has no such passenger")]
    UnknownPassenger,
    #[error("the booking has expired")]
    Expired,
    #[error("every journey of this passenger is cancelled")]
    Cancelled,
    #[error("the last journey has departed")]
    TooLate,
    #[error("the services cannot be had so")]
    Wanted(Vec<(usize, ServiceFault)>),
}

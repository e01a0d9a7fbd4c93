//! What of a booking its own people alone need to have read: dates of birth and the telephone number
//! of its contact. A store that seals keeps them as one sealed text beside the rest.

use serde::{Deserialize, Serialize};

use crate::booking::BookingRecord;
use crate::plain::Day;

/// What is private in a booking.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct PrivateRecord {
    /// Of each passenger, in their order.
    pub dates_of_birth: Vec<Option<Day>>,
    pub phone: Option<String>,
}

airside_primitives::hide_in_debug!(PrivateRecord);

impl BookingRecord {
    /// Takes out what is private; `None` if there is nothing.
    pub fn take_private(&mut self) -> Option<PrivateRecord> {
        let of_each = self.passengers.iter_mut();
        let dates_of_birth: Vec<_> =
            of_each.map(|it| it.person.as_mut().and_then(|it| it.date_of_birth.take())).collect();
        let phone = self.contact.as_mut().and_then(|contact| contact.phone.take());
        let is_empty = phone.is_none() && dates_of_birth.iter().all(Option::is_none);
        (!is_empty).then_some(PrivateRecord { dates_of_birth, phone })
    }

    /// Puts it back into its place.
    pub fn put_private(&mut self, private: PrivateRecord) {
        let PrivateRecord { dates_of_birth, phone } = private;
        for (passenger, date) in self.passengers.iter_mut().zip(dates_of_birth) {
            if let Some(person) = &mut passenger.person {
                person.date_of_birth = date;
            }
        }
        if let Some(contact) = &mut self.contact {
            contact.phone = phone;
        }
    }
}

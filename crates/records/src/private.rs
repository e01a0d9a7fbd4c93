//! What of a booking its own people alone need to have read: dates of birth, travel documents, special services and the
//! telephone number of its contact. A store that seals keeps them as one sealed text beside the rest.

use serde::{Deserialize, Serialize};

use crate::booking::BookingRecord;
use crate::plain::Day;
use crate::service::ServiceRecord;
use crate::travel_document::TravelDocumentRecord;

/// What is private in a booking.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct PrivateRecord {
    /// Of each passenger, in their order.
    pub dates_of_birth: Vec<Option<Day>>,
    pub phone: Option<String>,
    /// Of each passenger, in their order; empty where nobody has one.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub travel_documents: Vec<Option<TravelDocumentRecord>>,
    /// The special services of each passenger, if anybody has any.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub services: Vec<Vec<ServiceRecord>>,
}

airside_primitives::hide_in_debug!(PrivateRecord);

impl BookingRecord {
    /// Takes out what is private; `None` if there is nothing.
    pub fn take_private(&mut self) -> Option<PrivateRecord> {
        let of_each = self.passengers.iter_mut();
        let dates_of_birth: Vec<_> =
            of_each.map(|it| it.person.as_mut().and_then(|it| it.date_of_birth.take())).collect();
        let phone = self.contact.as_mut().and_then(|contact| contact.phone.take());
        let documents = self.passengers.iter_mut().map(|it| it.travel_document.take());
        let mut travel_documents: Vec<_> = documents.collect();
        if travel_documents.iter().all(Option::is_none) {
            travel_documents.clear();
        }
        let of_each = self.passengers.iter_mut().map(|it| std::mem::take(&mut it.services));
        let mut services: Vec<_> = of_each.collect();
        if services.iter().all(Vec::is_empty) {
            services = Vec::new();
        }
        let is_empty = phone.is_none()
            && dates_of_birth.iter().all(Option::is_none)
            && travel_documents.is_empty()
            && services.is_empty();
        let private = PrivateRecord { dates_of_birth, phone, travel_documents, services };
        (!is_empty).then_some(private)
    }

    /// Puts it back into its place.
    pub fn put_private(&mut self, private: PrivateRecord) {
        let PrivateRecord { dates_of_birth, phone, travel_documents, services } = private;
        for (passenger, services) in self.passengers.iter_mut().zip(services) {
            passenger.services = services;
        }
        for (passenger, date) in self.passengers.iter_mut().zip(dates_of_birth) {
            if let Some(person) = &mut passenger.person {
                person.date_of_birth = date;
            }
        }
        for (passenger, document) in self.passengers.iter_mut().zip(travel_documents) {
            passenger.travel_document = document;
        }
        if let Some(contact) = &mut self.contact {
            contact.phone = phone;
        }
    }
}

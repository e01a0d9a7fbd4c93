//! Ticket numbers, documents and their files, against the bookings that they belong to.

use std::collections::HashSet;

use airside_booking::{
    Booking, Document, DocumentKind, DocumentState, Refund, RefundState, State, TicketNumber,
};
use sha2::{Digest as _, Sha256};

use super::finding::Finding;
use crate::ports::Blobs;
use crate::ports::blobs::BlobsError;

/// The ticket numbers of all bookings.
#[derive(Default)]
pub(super) struct Numbers(HashSet<TicketNumber>);

impl Numbers {
    /// Adds those of a booking: each traveller has one on each ticket, and nobody else has it.
    pub(super) fn add(&mut self, booking: &Booking) -> Vec<Finding> {
        let reference = booking.reference;
        if !matches!(booking.state, State::Confirmed { .. }) {
            return Vec::new();
        }
        let mut findings = Vec::new();
        for ticket in &booking.tickets {
            let numbers = booking.ticket_numbers(ticket.id).unwrap_or_default();
            if numbers.len() != booking.passengers.len() {
                findings.push(Finding::Unticketed { reference });
            }
            for number in numbers {
                if !self.0.insert(*number) {
                    findings.push(Finding::TicketedTwice { reference, number: *number });
                }
            }
        }
        // Who was not concerned when others got new numbers kept theirs.
        let people = 0..booking.passengers.len();
        let exchanged = booking.tickets.iter().flat_map(|ticket| {
            people.clone().flat_map(|at| booking.exchanged_numbers(ticket.id, at))
        });
        for number in exchanged {
            if !self.0.insert(number) {
                findings.push(Finding::TicketedTwice { reference, number });
            }
        }
        findings
    }

    pub(super) fn count(&self) -> usize {
        self.0.len()
    }
}

/// Every ticket that is still good and every refund that succeeded has its document.
pub(super) fn missing(
    booking: &Booking,
    refunds: &[Refund],
    documents: &[Document],
) -> Vec<Finding> {
    let reference = booking.reference;
    let mut findings = Vec::new();
    if matches!(booking.state, State::Confirmed { .. }) {
        for ticket in &booking.tickets {
            let is_good = ticket.journeys.iter().any(|it| !booking.is_cancelled(*it));
            let is_shown = documents.iter().any(|it| it.kind == DocumentKind::Ticket(ticket.id));
            if is_good && !is_shown {
                findings.push(Finding::NoTicketDocument { reference });
            }
        }
    }
    for refund in refunds {
        let receipt = documents.iter().find(|it| it.id == refund.receipt);
        let is_due = matches!(refund.state, RefundState::Succeeded { .. });
        let is_asked_for = receipt.is_some_and(|it| it.state != DocumentState::Awaited);
        if is_due && !is_asked_for {
            findings.push(Finding::NoReceipt { reference });
        }
    }
    let failed = documents.iter().filter(|it| it.state == DocumentState::Failed);
    findings.extend(failed.map(|it| Finding::NotMade { reference, document: it.id }));
    findings
}

/// The file of every finished document is there, and is the one that was made.
pub(super) async fn files(
    booking: &Booking,
    documents: &[Document],
    blobs: &dyn Blobs,
) -> Result<Vec<Finding>, BlobsError> {
    let mut findings = Vec::new();
    for document in documents {
        let DocumentState::Ready { sha256, .. } = document.state else { continue };
        let (reference, document_id) = (booking.reference, document.id);
        match blobs.get(&document.blob_key()).await? {
            None => findings.push(Finding::FileGone { reference, document: document_id }),
            Some(file) => {
                let is_same =
                    sha256.is_none_or(|made| made == <[u8; 32]>::from(Sha256::digest(&file)));
                if !is_same {
                    findings.push(Finding::FileChanged { reference, document: document_id });
                }
            }
        }
    }
    Ok(findings)
}

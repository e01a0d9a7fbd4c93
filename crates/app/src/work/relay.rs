//! Carries messages from the outbox to the bus, oldest first. Uses the store and the bus.
//!
//! A message may be published twice (a crash between publishing and taking it off the
//! outbox); it is never lost, since only a published one is taken off.

use std::time::Duration;

use airside_primitives::{EventId, FlightId};
use futures::future::join_all;
use time::Date;

use crate::context::App;
use crate::ports::{BusError, Envelope, Message, StoreError};
use crate::wire::{self, WireError};

/// The most messages in one turn.
const BATCH: u16 = 256;
/// How long to wait for the bell before looking anyway: another process may have written.
const PATIENCE: Duration = Duration::from_millis(500);
/// How long messages are gathered after some were sent: a turn costs little more for many than
/// for one.
const BREATH: Duration = Duration::from_millis(20);

/// Relays until the future is dropped.
pub async fn run(app: &App) {
    let mut is_held_up = false;
    loop {
        match relay(app).await {
            Ok(sent) => {
                if is_held_up {
                    tracing::info!("messages are relayed again");
                }
                is_held_up = false;
                if sent < usize::from(BATCH) {
                    wait(app, sent > 0).await;
                }
            }
            Err(error) => {
                if !is_held_up {
                    let error = crate::chain(&error);
                    tracing::warn!(%error, "messages could not be relayed; it is tried on");
                }
                is_held_up = true;
                // Not the bell: while the bus is away, every sale would ring for another failure.
                tokio::time::sleep(PATIENCE).await;
            }
        }
    }
}

async fn wait(app: &App, is_busy: bool) {
    if is_busy {
        tokio::time::sleep(BREATH).await;
    }
    let _bell_or_time = tokio::time::timeout(PATIENCE, app.outbox.notified()).await;
}

/// Publishes what waits now, and tells how many messages that were.
pub async fn relay(app: &App) -> Result<usize, RelayError> {
    let parcels = parcels(app.ports.store.unsent(BATCH).await?)?;
    let publishing = parcels.iter().map(|it| app.ports.bus.publish(it.envelope.clone()));
    let published = join_all(publishing).await;

    let sent = parcels.iter().zip(&published).filter(|(_, published)| published.is_ok());
    let sent: Vec<_> = sent.flat_map(|(parcel, _)| &parcel.messages).copied().collect();
    if !sent.is_empty() {
        app.ports.store.take_off(&sent).await?;
    }
    for outcome in published {
        outcome?;
    }
    Ok(sent.len())
}

/// What is published at once, and the messages of the outbox that it stands for.
struct Parcel {
    envelope: Envelope,
    messages: Vec<EventId>,
}

/// Each message by itself, but all that tell nodes to look at flights again as one: every booking
/// makes one of these, and each goes to every node.
fn parcels(unsent: Vec<Envelope>) -> Result<Vec<Parcel>, WireError> {
    let mut parcels = Vec::with_capacity(unsent.len());
    let mut changed: Option<(Parcel, Vec<(FlightId, Date)>)> = None;
    for envelope in unsent {
        let id = envelope.id;
        match (envelope.message(), &mut changed) {
            (Ok(Message::InventoryChanged(more)), Some((parcel, flights))) => {
                parcel.messages.push(id);
                flights.extend(more);
            }
            (Ok(Message::InventoryChanged(flights)), None) => {
                changed = Some((Parcel { envelope, messages: vec![id] }, flights));
            }
            (Ok(_) | Err(_), _) => parcels.push(Parcel { envelope, messages: vec![id] }),
        }
    }
    if let Some((parcel, flights)) = changed {
        parcels.push(parcel.about(flights)?);
    }
    Ok(parcels)
}

impl Parcel {
    /// The same about these flights.
    fn about(mut self, mut flights: Vec<(FlightId, Date)>) -> Result<Self, WireError> {
        if self.messages.len() > 1 {
            flights.sort_unstable();
            flights.dedup();
            self.envelope.body = wire::encode(&Message::InventoryChanged(flights))?;
        }
        Ok(self)
    }
}

/// Why messages still wait.
#[derive(Debug, thiserror::Error)]
pub enum RelayError {
    #[error(transparent)]
    Text(#[from] WireError),
    #[error(transparent)]
    Bus(#[from] BusError),
    #[error(transparent)]
    Store(#[from] StoreError),
}

#[cfg(test)]
mod tests {
    use airside_primitives::DocumentId;
    use time::macros::date;
    use uuid::Uuid;

    use super::*;

    fn envelope(number: u128, message: &Message) -> Envelope {
        Envelope {
            id: EventId(Uuid::from_u128(number)),
            topic: message.topic(),
            body: wire::encode(message).unwrap(),
            trace: None,
        }
    }

    #[test]
    fn looks_at_flights_go_as_one_and_all_else_by_itself() {
        let on = |flight, day| (FlightId(Uuid::from_u128(flight)), day);
        let (monday, tuesday) = (date!(2026 - 11 - 30), date!(2026 - 12 - 01));
        let changed = |flights: &[_]| Message::InventoryChanged(flights.to_vec());
        let made = Message::DocumentRequested(DocumentId(Uuid::from_u128(9)));
        let unreadable = Envelope { body: "?".to_owned(), ..envelope(3, &made) };
        let unsent = vec![
            envelope(1, &changed(&[on(7, tuesday), on(5, monday)])),
            envelope(2, &made),
            unreadable.clone(),
            envelope(4, &changed(&[on(5, monday)])),
            envelope(5, &Message::TimetableChanged),
        ];

        let parcels = parcels(unsent).unwrap();
        let numbers = |parcel: &Parcel| -> Vec<u128> {
            parcel.messages.iter().map(|id| id.0.as_u128()).collect()
        };
        assert_eq!(
            parcels.iter().map(numbers).collect::<Vec<_>>(),
            [vec![2], vec![3], vec![5], vec![1, 4]]
        );
        assert_eq!(parcels[1].envelope, unreadable);
        let last = parcels[3].envelope.message().unwrap();
        assert_eq!(last, changed(&[on(5, monday), on(7, tuesday)]));
    }

    #[test]
    fn a_message_alone_goes_as_it_was_written() {
        let only = envelope(1, &Message::InventoryChanged(Vec::new()));
        let parcels = parcels(vec![only.clone()]).unwrap();
        assert_eq!(parcels.len(), 1);
        assert_eq!(parcels[0].envelope, only);
    }
}

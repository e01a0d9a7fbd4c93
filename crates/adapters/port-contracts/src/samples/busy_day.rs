//! A day of many sales, for figures of how fast books are read.

use airside_app::ports::{Changes, CommitError, Store, Write};
use airside_booking::{Direction, State};
use time::Duration;

use super::{NOW, confirmed};

/// Bookings of one commit.
const TOGETHER: u32 = 500;
const SECONDS_OF_A_DAY: u32 = 86_400;

/// Adds so many confirmed bookings, spread over the 24 hours from [`NOW`] on.
pub async fn sell_a_day(store: &dyn Store, bookings: u32) -> Result<(), CommitError> {
    let mut numbers = 0..bookings;
    loop {
        let some: Vec<_> = numbers.by_ref().take(TOGETHER as usize).map(sold).collect();
        if some.is_empty() {
            return Ok(());
        }
        store.commit(Changes::default().write_all(some)).await?;
    }
}

fn sold(number: u32) -> Write {
    let mut booking = confirmed(u128::from(number) + 1, [] as [Direction; 0]);
    if let State::Confirmed { at, .. } = &mut booking.state {
        *at = NOW + Duration::seconds((number % SECONDS_OF_A_DAY).into());
    }
    Write::add(&booking)
}

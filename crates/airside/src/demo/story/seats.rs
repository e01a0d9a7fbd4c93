//! The seat map of an offer, drawn.

use anyhow::Context;

use super::Story;
use super::searching::{Trip, line};
use crate::demo::answers::{Row, Seat, SeatMaps};
use crate::demo::call::Call;
use crate::demo::page;

/// How many rows are drawn.
const SHOWN: usize = 6;

impl Story {
    pub(super) fn look_at_seats(&mut self, [there, back]: Trip<'_>) -> anyhow::Result<()> {
        self.chapter(
            "Look at the seats",
            "They could be picked when booking; this family only says what it prefers.",
        );
        for offer in [there, back] {
            page::answer(&line(offer));
        }
        self.api.variables.set("THERE", &there.id);
        self.api.variables.set("BACK", &back.id);
        let call = Call::get(self.api.at(&format!("/v1/offers/{}/seat-map", there.id)));
        let maps: SeatMaps = self.api.show(&call)?.body;

        let map = maps.segments.first().context("the offer has no flight")?;
        let seats = || map.rows.iter().flat_map(|row| &row.seats);
        let free = seats().filter(|seat| seat.available).count();
        page::answer(&format!(
            "{}, {}: {free} of {} seats are free (o free, x taken, e exit row):",
            map.flight_number,
            map.aircraft_name,
            seats().count(),
        ));
        if let Some(row) = map.rows.first() {
            page::answer(&format!("       {}", row.layout.replace('-', " ")));
        }
        for row in map.rows.iter().take(SHOWN) {
            page::answer(&format!("  {:>3}  {}", row.number, drawn(row)));
        }
        Ok(())
    }
}

/// `ooo xoo`, with the aisles where they are.
fn drawn(row: &Row) -> String {
    let place = |letter: char| {
        let seat = row.seats.iter().find(|seat| seat.number.ends_with(letter));
        match seat {
            Some(Seat { available: false, .. }) => 'x',
            Some(Seat { exit_row: true, .. }) => 'e',
            Some(Seat { .. }) => 'o',
            None => ' ',
        }
    };
    row.layout.chars().map(|it| if it == '-' { ' ' } else { place(it) }).collect()
}

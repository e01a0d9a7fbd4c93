//! Journeys: a heading each, then a card for each flight.
//!
//! A cancelled journey stays on the ticket, pale, so that its holder sees that it can no longer be
//! flown.

use std::rc::Rc;

use airside_app::ports::documents::{FlightStop, JourneyStatus, TicketJourney, TicketSegment};

use crate::drawing::{Area, Drawing, WIDTH};
use crate::flow::Block;
use crate::fonts::Fonts;
use crate::head;
use crate::style::{
    BODY, CLOCK, Colour, DETAIL, FAINT, HAIRLINE, HEADING, INK, LABEL, MUTED, PLACE, SMALL, STRONG,
    Style, WASH,
};
use crate::words;

const PADDING: f32 = 14.0;
const STOP_WIDTH: f32 = 196.0;
const ARRIVAL_LEFT: f32 = WIDTH - PADDING - STOP_WIDTH;

pub(super) fn blocks(fonts: &Fonts, journeys: &[TicketJourney]) -> Vec<Block> {
    let mut blocks = Vec::new();
    for journey in journeys {
        blocks.push(journey_heading(fonts, journey, &journey.direction));
        let continued = format!("{}, continued", journey.direction);
        let continued = Rc::new(journey_heading(fonts, journey, &continued));
        for segment in &journey.segments {
            let card = Card { fonts, segment, status: journey.status }.block().under(&continued);
            match segment.layover_minutes {
                None => blocks.push(card),
                Some(minutes) => {
                    blocks.push(card.keeping_with_next());
                    blocks.push(layover(fonts, &segment.arrival, minutes, journey.status));
                }
            }
        }
    }
    blocks
}

fn journey_heading(fonts: &Fonts, journey: &TicketJourney, title: &str) -> Block {
    let mut drawing = Drawing::new(fonts);
    let mut right = WIDTH;
    match journey.status {
        JourneyStatus::Confirmed => {}
        JourneyStatus::Cancelled => {
            right -= head::tag(&mut drawing, WIDTH, 13.0, "Cancelled") + 10.0;
        }
    }
    let colour = ink(journey.status, INK);
    let mut left = drawing.text_within(0.0, right, 13.0, title, HEADING.coloured(colour));
    if let [first, ..] = journey.segments.as_slice()
        && let [.., last] = journey.segments.as_slice()
    {
        left += 10.0;
        let cities = format!("{} to {}", first.departure.city, last.arrival.city);
        let style = BODY.coloured(ink(journey.status, MUTED));
        drawing.text_within(left, right - left, 13.0, &cities, style);
    }
    drawing.into_block(22.0).after(24.0).keeping_with_next()
}

/// The connecting flight may start the next page; the change is shown under the flight before it.
fn layover(fonts: &Fonts, at: &FlightStop, minutes: u32, status: JourneyStatus) -> Block {
    let mut drawing = Drawing::new(fonts);
    let text = format!("Change at {} ({})  ·  {}", at.city, at.airport, words::duration(minutes));
    let style = SMALL.coloured(ink(status, MUTED));
    let run = crate::wrap::one_line(fonts, &text, style, WIDTH);
    drawing.lines((WIDTH - run.width) / 2.0, 5.0, vec![run]);
    drawing.into_block(21.0)
}

/// Everything on a cancelled journey is as pale as it can be and still be read.
const fn ink(status: JourneyStatus, colour: Colour) -> Colour {
    match status {
        JourneyStatus::Confirmed => colour,
        JourneyStatus::Cancelled => FAINT,
    }
}

struct Card<'a> {
    fonts: &'a Fonts,
    segment: &'a TicketSegment,
    status: JourneyStatus,
}

impl Card<'_> {
    fn block(&self) -> Block {
        let mut drawing = Drawing::new(self.fonts);
        self.flight(&mut drawing);
        let departure_end = self.stop(&mut drawing, PADDING, &self.segment.departure, 0);
        let offset = self.segment.arrival_day_offset;
        let arrival_end = self.stop(&mut drawing, ARRIVAL_LEFT, &self.segment.arrival, offset);
        self.way(&mut drawing);
        let rule = departure_end.max(arrival_end) + 9.0;
        drawing.rule(PADDING, WIDTH - PADDING, rule, HAIRLINE);
        self.details(&mut drawing, rule + 15.0);
        let height = rule + 24.0;
        drawing.fill_behind(Area { left: 0.0, top: 0.0, width: WIDTH, height }, 8.0, WASH);
        drawing.into_block(height)
    }

    fn style(&self, style: Style) -> Style {
        style.coloured(ink(self.status, style.colour))
    }

    fn flight(&self, drawing: &mut Drawing<'_>) {
        let number = self.segment.flight.to_string();
        let mut left = PADDING;
        left += drawing.text(left, 22.0, &number, self.style(STRONG)) + 7.0;
        let mut airline = self.segment.airline.clone();
        if let Some(operator) = &self.segment.operated_by {
            airline = format!("{airline}, operated by {operator}");
        }
        let style = self.style(BODY.coloured(MUTED));
        drawing.text_within(left, WIDTH - PADDING - left, 22.0, &airline, style);
    }

    /// One end of the flight, and where it ends on the card.
    fn stop(&self, drawing: &mut Drawing<'_>, left: f32, stop: &FlightStop, day_offset: i8) -> f32 {
        const MOST_LINES: usize = 2;
        let clock = words::clock(&stop.time);
        let mut right = left + drawing.text(left, 54.0, &clock, self.style(CLOCK)) + 5.0;
        right += drawing.text(right, 54.0, &stop.time.zone, self.style(SMALL)) + 6.0;
        let offset = words::day_offset(day_offset);
        if !offset.is_empty() {
            drawing.text(
                right,
                54.0,
                &offset,
                self.style(SMALL.semi_bold().coloured(PLACE.colour)),
            );
        }
        let day = words::day(stop.time.at.date());
        drawing.text(left, 69.0, &day, self.style(BODY));

        let code = drawing.text(left, 89.0, stop.airport.as_str(), self.style(PLACE));
        let city = format!("{}, {}", stop.city, stop.country);
        let top = 89.0 - STRONG.baseline();
        let width = STOP_WIDTH - code - 7.0;
        let style = self.style(STRONG);
        let end = drawing.column((left + code + 7.0, top, width), &city, style, MOST_LINES);
        let name = (left, end.max(93.0), STOP_WIDTH);
        let mut end = drawing.column(name, &stop.airport_name, self.style(SMALL), MOST_LINES);
        if let Some(terminal) = &stop.terminal {
            let terminal = format!("Terminal {terminal}");
            let style = self.style(SMALL.semi_bold().coloured(INK));
            end = drawing.column((left, end, STOP_WIDTH), &terminal, style, 1);
        }
        end
    }

    /// The line between both ends, with the duration over it.
    fn way(&self, drawing: &mut Drawing<'_>) {
        const DOT: f32 = 5.0;
        let left = PADDING + STOP_WIDTH - 10.0;
        let right = ARRIVAL_LEFT - 24.0;
        let middle = 47.0;
        let colour = ink(self.status, PLACE.colour);
        drawing.rule(left, right, middle, colour);
        for end in [left - DOT / 2.0, right - DOT / 2.0] {
            let top = middle - DOT / 2.0;
            drawing.fill(Area { left: end, top, width: DOT, height: DOT }, DOT / 2.0, colour);
        }
        let duration = words::duration(self.segment.duration_minutes);
        let style = self.style(SMALL.coloured(INK));
        drawing.text_amid(left, right - left, middle - 6.0, &duration, style);
    }

    fn details(&self, drawing: &mut Drawing<'_>, baseline: f32) {
        let segment = self.segment;
        let details = [
            ("Cabin", segment.cabin.name(), 120.0),
            ("Fare", segment.brand.name(), 86.0),
            ("Fare basis", segment.fare_basis.as_str(), 128.0),
            ("Aircraft", segment.aircraft.as_str(), 149.0),
        ];
        let mut left = PADDING;
        for (label, value, width) in details {
            let taken = drawing.text(left, baseline, label, self.style(LABEL)) + 5.0;
            let room = width - taken - 6.0;
            drawing.text_within(left + taken, room, baseline, value, self.style(DETAIL));
            left += width;
        }
    }
}

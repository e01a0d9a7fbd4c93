//! A passenger list, as a gate prints it: seats first, a line for each passenger, totals on the
//! first page, and who has not paid apart from who travels.

use airside_app::ports::documents::{
    FlightStop, ListedBags, ListedCabin, ListedPassenger, PassengerListDocument,
};
use airside_primitives::PassengerType;

use crate::flow::Block;
use crate::fonts::Fonts;
use crate::head::{self, Fact, Head, PageFrame};
use crate::pdf::Sheet;
use crate::style::{ACCENT, BODY, LABEL, SMALL, STRONG, Style};
use crate::table::{Cell, Column, Table, cell};
use crate::words;

const SEAT: Column = Column::left(0.0, 38.0);
const NAME: Column = Column::left(40.0, 138.0);
const KIND: Column = Column::left(182.0, 70.0);
const TICKET: Column = Column::left(254.0, 92.0);
const REFERENCE: Column = Column::left(350.0, 48.0);
const BAGGAGE: Column = Column::left(400.0, 111.0);

const CABIN: Column = Column::left(0.0, 140.0);
const CAPACITY: Column = Column::right(140.0, 90.0);
const SOLD: Column = Column::right(230.0, 90.0);
const HELD: Column = Column::right(320.0, 90.0);
const GIVEN: Column = Column::right(410.0, 101.0);

pub(crate) fn lay_out(fonts: &Fonts, list: &PassengerListDocument) -> Sheet {
    let flight = list.flight.to_string();
    let head = Head {
        code: Some(list.airline.code.as_str()),
        issuer: &list.airline.name,
        subtitle: "Passenger list",
        label: "Flight",
        key: &flight,
    };
    let place = |stop: &FlightStop| format!("{} {}", stop.airport, stop.city);
    let way = [
        Fact::new("From", place(&list.departure), 102.0),
        Fact::new("Departs", words::moment(&list.departure.time), Fact::MOMENT),
        Fact::new("To", place(&list.arrival), 102.0),
        Fact::new("Arrives", words::moment(&list.arrival.time), Fact::MOMENT),
    ];
    let state = [
        Fact::new("Aircraft", list.aircraft.clone(), 102.0),
        Fact::new("Status", list.status.clone(), Fact::MOMENT),
    ];
    let day = words::day(list.departure.time.at.date());
    let mut blocks = vec![head.block(fonts), head::facts(fonts, &way).after(16.0)];
    blocks.push(head::facts(fonts, &state).after(8.0));
    blocks.push(head::heading(fonts, "Totals"));
    blocks.extend(totals(fonts, list));
    blocks.extend(section(fonts, "Travelling", &list.travelling));
    blocks.extend(section(fonts, "Held and not paid: not to be boarded", &list.held));

    Sheet {
        title: format!("Passenger list {flight}, {day}"),
        author: list.airline.name.clone(),
        created: list.made_at.at,
        frame: PageFrame {
            kind: format!("Passenger list as of {}", words::moment(&list.made_at)),
            issuer: list.airline.name.clone(),
            key: format!("{flight}, {day}"),
            notice: list.notice.clone(),
        },
        blocks,
    }
}

/// What is sold of each cabin, and who travels.
fn totals(fonts: &Fonts, list: &PassengerListDocument) -> Vec<Block> {
    let mut table = Table::new(
        fonts,
        vec![
            ("Cabin", CABIN),
            ("Seats for sale", CAPACITY),
            ("Sold", SOLD),
            ("Held, not paid", HELD),
            ("With a seat number", GIVEN),
        ],
    );
    let number = |number: u16, style: Style| cell(number.to_string(), style.tabular());
    for it in &list.cabins {
        let cells = [
            cell(it.cabin.name(), STRONG),
            number(it.capacity, BODY),
            number(it.sold, BODY),
            number(it.held, BODY),
            number(it.seats_given, BODY),
        ];
        table.row(&cells, &[]);
    }
    let sum = |of: fn(&ListedCabin) -> u16| list.cabins.iter().map(of).sum::<u16>();
    let strong = STRONG.coloured(ACCENT);
    let cells = [
        cell("All", strong),
        number(sum(|it| it.capacity), strong),
        number(sum(|it| it.sold), strong),
        number(sum(|it| it.held), strong),
        number(sum(|it| it.seats_given), strong),
    ];
    let below = [(travelling(list), BODY), (bags(list), BODY)];
    table.row(&cells, &below);
    table.into_whole()
}

fn travelling(list: &PassengerListDocument) -> String {
    let kinds = |listed: &[ListedPassenger]| -> Vec<PassengerType> {
        listed.iter().map(|it| it.kind).collect()
    };
    let party = |listed: &[ListedPassenger]| match words::party(&kinds(listed)) {
        nobody if nobody.is_empty() => "nobody".to_owned(),
        party => party,
    };
    format!("Travelling: {}  ·  Held: {}", party(&list.travelling), party(&list.held))
}

fn bags(list: &PassengerListDocument) -> String {
    let sum = |of: fn(&ListedPassenger) -> u16| {
        list.travelling.iter().map(|it| u32::from(of(it))).sum::<u32>()
    };
    let included = sum(|it| it.checked_kg);
    let paid = sum(|it| match it.extra {
        ListedBags::Prepaid { kg } => kg,
        ListedBags::None | ListedBags::AtAirport { .. } => 0,
    });
    let to_pay = sum(|it| match it.extra {
        ListedBags::AtAirport { kg } => kg,
        ListedBags::None | ListedBags::Prepaid { .. } => 0,
    });
    format!(
        "Checked baggage: up to {included} kg included, {paid} kg extra paid, {to_pay} kg extra \
         to be paid at the airport"
    )
}

/// A heading and its passengers; nothing where there are none, but for those who travel.
fn section(fonts: &Fonts, heading: &str, listed: &[ListedPassenger]) -> Vec<Block> {
    if listed.is_empty() {
        return Vec::new();
    }
    let mut table = Table::new(
        fonts,
        vec![
            ("Seat", SEAT),
            ("Name", NAME),
            ("Type", KIND),
            ("Ticket number", TICKET),
            ("Booking", REFERENCE),
            ("Checked baggage", BAGGAGE),
        ],
    );
    for passenger in listed {
        let cells = [
            seat(passenger),
            name(passenger),
            cell(kind(passenger), SMALL),
            cell(passenger.ticket_number.as_deref().unwrap_or("–"), BODY.tabular()),
            cell(passenger.booking_ref.as_str(), BODY.tabular()),
            cell(baggage(passenger), BODY),
        ];
        let services = Some((passenger.services.clone(), SMALL));
        let services = services.filter(|(text, _)| !text.is_empty());
        table.row(&cells, services.as_slice());
    }
    let heading = format!("{heading} ({})", listed.len());
    std::iter::once(head::heading(fonts, &heading)).chain(table.into_blocks()).collect()
}

fn seat(passenger: &ListedPassenger) -> Cell {
    match (passenger.kind, passenger.seat) {
        (_, Some(seat)) => cell(seat.to_string(), STRONG),
        (PassengerType::Infant, None) => cell("On lap", SMALL),
        (PassengerType::Adult | PassengerType::Child, None) => cell("None", LABEL),
    }
}

fn name(passenger: &ListedPassenger) -> Cell {
    let mut name = cell(passenger.name.as_deref().unwrap_or("Name erased"), STRONG);
    if let Some(number) = passenger.sold_as {
        name.push((format!("Sold as {number}"), SMALL));
    }
    name
}

fn kind(passenger: &ListedPassenger) -> String {
    format!("{}  ·  {}", words::passenger_type(passenger.kind), passenger.cabin.name())
}

fn baggage(passenger: &ListedPassenger) -> String {
    let included = match passenger.checked_kg {
        0 => "None included".to_owned(),
        kg => format!("{kg} kg"),
    };
    match passenger.extra {
        ListedBags::None => included,
        ListedBags::Prepaid { kg } => format!("{included} + {kg} kg paid"),
        ListedBags::AtAirport { kg } => format!("{included} + {kg} kg to be paid"),
    }
}

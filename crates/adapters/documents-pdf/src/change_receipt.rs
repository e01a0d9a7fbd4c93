//! The receipt of a change: what the new journeys cost beyond what the old ones had, and how that was
//! settled.

use airside_app::ports::documents::{Balance, ChangeReceiptDocument, ChangedJourney};
use airside_primitives::{AirportCode, Amount};

use crate::drawing::{Area, Drawing, WIDTH};
use crate::flow::Block;
use crate::fonts::Fonts;
use crate::head::{self, Fact, Head, PageFrame};
use crate::pdf::Sheet;
use crate::receipt::{passengers, status};
use crate::style::{ACCENT, BODY, KEY, LABEL, SMALL, STRONG, WASH};
use crate::table::{Cell, Column, Table, cell};
use crate::words;

const JOURNEY: Column = Column::left(0.0, 161.0);
const OLD: Column = Column::right(161.0, 70.0);
const NEW: Column = Column::right(231.0, 70.0);
const FEE: Column = Column::right(301.0, 70.0);
const KEPT: Column = Column::right(371.0, 70.0);
const DIFFERENCE: Column = Column::right(441.0, 70.0);

pub(crate) fn lay_out(fonts: &Fonts, receipt: &ChangeReceiptDocument) -> Sheet {
    let head = Head {
        code: None,
        issuer: &receipt.seller,
        subtitle: "Receipt of a change",
        label: head::BOOKING_REFERENCE,
        key: &receipt.booking_ref,
    };
    let dates = [
        Fact::new("Quoted", words::moment(&receipt.quoted_at), Fact::MOMENT),
        Fact::new("Changed", words::moment(&receipt.changed_at), Fact::MOMENT),
    ];
    let mut blocks = vec![
        head.block(fonts),
        balance(fonts, receipt).after(20.0),
        head::facts(fonts, &dates).after(18.0),
        head::heading(fonts, "Changed journeys"),
    ];
    blocks.extend(journeys(fonts, receipt));
    blocks.extend(passengers(fonts, &receipt.passengers));

    Sheet {
        title: format!("Receipt of a change {} – {}", receipt.booking_ref, receipt.seller),
        author: receipt.seller.clone(),
        created: receipt.changed_at.at,
        frame: PageFrame {
            kind: "Receipt of a change".to_owned(),
            issuer: receipt.seller.clone(),
            key: receipt.booking_ref.clone(),
            notice: receipt.notice.clone(),
        },
        blocks,
    }
}

/// What was paid or comes back, and where.
fn balance(fonts: &Fonts, receipt: &ChangeReceiptDocument) -> Block {
    const PADDING: f32 = 16.0;
    let mut drawing = Drawing::new(fonts);
    let (label, amount, tag, how) = match &receipt.balance {
        Balance::Paid { amount, reference } => {
            let by = reference.as_ref().map_or_else(String::new, |it| format!(" ({it})"));
            ("Paid for the change", *amount, "Paid", format!("Through the payment gateway{by}"))
        }
        Balance::Refund { amount, status: at, refunded_to } => {
            ("Refund", *amount, status(*at), refunded_to.clone())
        }
        Balance::Even => {
            ("Paid for the change", Amount::ZERO, "Nothing due", "No money moved".to_owned())
        }
    };
    drawing.text(PADDING, 24.0, label, LABEL);
    drawing.text(PADDING, 51.0, &words::money(receipt.currency, amount), KEY.tabular());
    head::tag(&mut drawing, WIDTH - PADDING, 25.0, tag);
    let width = WIDTH - 2.0 * PADDING;
    let bottom = drawing.column((PADDING, 59.0, width), &how, BODY, 2);
    let number = format!("Receipt {}", receipt.receipt_id);
    let height = drawing.column((PADDING, bottom, width), &number, SMALL, 2) + 13.0;
    drawing.fill_behind(Area { left: 0.0, top: 0.0, width: WIDTH, height }, 8.0, WASH);
    drawing.into_block(height)
}

fn journeys(fonts: &Fonts, receipt: &ChangeReceiptDocument) -> Vec<Block> {
    let difference = format!("Due, {}", receipt.currency);
    let mut table = Table::new(
        fonts,
        vec![
            ("New journey", JOURNEY),
            ("Old journey", OLD),
            ("New price", NEW),
            ("Change fee", FEE),
            ("Not returned", KEPT),
            (difference.as_str(), DIFFERENCE),
        ],
    );
    let figure = |amount, style| cell(words::figure(receipt.currency, amount), style);
    for journey in &receipt.journeys {
        let cells = [
            description(journey),
            figure(-journey.old_value, BODY.tabular()),
            figure(journey.new_price, BODY.tabular()),
            figure(journey.change_fee, BODY.tabular()),
            figure(journey.kept, BODY.tabular()),
            figure(journey.difference, STRONG.tabular()),
        ];
        table.row(&cells, &[]);
    }
    let sum = |of: fn(&ChangedJourney) -> Amount| receipt.journeys.iter().map(of).sum::<Amount>();
    let strong = STRONG.coloured(ACCENT).tabular();
    let cells = [
        cell("Total", STRONG.coloured(ACCENT)),
        figure(-sum(|it| it.old_value), strong),
        figure(sum(|it| it.new_price), strong),
        figure(sum(|it| it.change_fee), strong),
        figure(sum(|it| it.kept), strong),
        figure(sum(|it| it.difference), strong),
    ];
    table.row(&cells, &[]);
    table.into_whole()
}

fn description(journey: &ChangedJourney) -> Cell {
    let route: Vec<_> = journey.route.iter().map(AirportCode::as_str).collect();
    let flights: Vec<_> = journey.flights.iter().map(ToString::to_string).collect();
    vec![
        (format!("{}, {}", journey.direction, route.join(" – ")), STRONG),
        (flights.join(", "), BODY),
        (words::moment(&journey.departure), SMALL),
    ]
}

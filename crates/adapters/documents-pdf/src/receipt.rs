//! A refund receipt: what came back, of what was paid, and where it went.

use airside_app::ports::documents::{ReceiptDocument, ReceiptJourney, ReceiptStatus};
use airside_primitives::{AirportCode, Amount};

use crate::drawing::{Area, Drawing, WIDTH};
use crate::flow::Block;
use crate::fonts::Fonts;
use crate::head::{self, Fact, Head, PageFrame};
use crate::pdf::Sheet;
use crate::style::{ACCENT, BODY, KEY, LABEL, SMALL, STRONG, WASH};
use crate::table::{Column, Table, cell};
use crate::words;

const JOURNEY: Column = Column::left(0.0, 191.0);
const PAID: Column = Column::right(191.0, 80.0);
const CHARGE: Column = Column::right(271.0, 80.0);
const TAXES_KEPT: Column = Column::right(351.0, 80.0);
const REFUND: Column = Column::right(431.0, 80.0);

pub(crate) fn lay_out(fonts: &Fonts, receipt: &ReceiptDocument) -> Sheet {
    let head = Head {
        code: None,
        issuer: &receipt.seller,
        subtitle: "Refund receipt",
        label: head::BOOKING_REFERENCE,
        key: &receipt.booking_ref,
    };
    let moment = |time: &Option<_>| time.as_ref().map_or_else(|| "–".to_owned(), words::moment);
    // Without a journey, the money was for a change that was not made.
    let is_of_journeys = !receipt.journeys.is_empty();
    let dates = [
        Fact::new("Quoted", moment(&receipt.quoted_at), Fact::MOMENT),
        Fact::new(
            if is_of_journeys { "Cancelled" } else { "Paid" },
            words::moment(&receipt.confirmed_at),
            Fact::MOMENT,
        ),
        Fact::new("Refunded", moment(&receipt.refunded_at), Fact::MOMENT),
    ];

    let mut blocks = vec![
        head.block(fonts),
        total(fonts, receipt).after(20.0),
        head::facts(fonts, &dates).after(18.0),
    ];
    if is_of_journeys {
        blocks.push(head::heading(fonts, "Cancelled journeys"));
        blocks.extend(journeys(fonts, receipt));
    } else {
        blocks.push(head::heading(fonts, "A change that was not made"));
        blocks.push(unchanged(fonts));
    }
    blocks.extend(passengers(fonts, &receipt.passengers));

    Sheet {
        title: format!("Refund receipt {} – {}", receipt.booking_ref, receipt.seller),
        author: receipt.seller.clone(),
        created: receipt.refunded_at.as_ref().unwrap_or(&receipt.confirmed_at).at,
        frame: PageFrame {
            kind: "Refund receipt".to_owned(),
            issuer: receipt.seller.clone(),
            key: receipt.booking_ref.clone(),
            notice: receipt.notice.clone(),
        },
        blocks,
    }
}

/// The sum, the state of the refund, and where it went.
fn total(fonts: &Fonts, receipt: &ReceiptDocument) -> Block {
    const PADDING: f32 = 16.0;
    let mut drawing = Drawing::new(fonts);
    let sum = words::money(receipt.currency, receipt.total_refund);
    drawing.text(PADDING, 24.0, "Total refund", LABEL);
    drawing.text(PADDING, 51.0, &sum, KEY.tabular());
    head::tag(&mut drawing, WIDTH - PADDING, 25.0, status(receipt.status));
    let width = WIDTH - 2.0 * PADDING;
    let mut bottom = drawing.column((PADDING, 59.0, width), &receipt.refunded_to, BODY, 2);
    let mut numbers = format!("Receipt {}", receipt.receipt_id);
    if let Some(reference) = &receipt.gateway_reference {
        numbers = format!("{numbers}  ·  Payment reference {reference}");
    }
    bottom = drawing.column((PADDING, bottom, width), &numbers, SMALL, 2);
    let height = bottom + 13.0;
    drawing.fill_behind(Area { left: 0.0, top: 0.0, width: WIDTH, height }, 8.0, WASH);
    drawing.into_block(height)
}

pub(crate) const fn status(status: ReceiptStatus) -> &'static str {
    match status {
        ReceiptStatus::Pending => "On its way",
        ReceiptStatus::Refunded => "Refunded",
        ReceiptStatus::Failed => "Not refunded yet",
        ReceiptStatus::NothingDue => "Nothing due",
    }
}

fn unchanged(fonts: &Fonts) -> Block {
    let mut drawing = Drawing::new(fonts);
    let text = "All that was paid for it goes back. The booking stays as it was.";
    let bottom = drawing.column((0.0, 0.0, WIDTH), text, BODY, 2);
    drawing.into_block(bottom).after(18.0)
}

fn journeys(fonts: &Fonts, receipt: &ReceiptDocument) -> Vec<Block> {
    let refund = format!("Refund, {}", receipt.currency);
    let mut table = Table::new(
        fonts,
        vec![
            ("Journey", JOURNEY),
            ("Paid", PAID),
            ("Charge", CHARGE),
            ("Taxes kept", TAXES_KEPT),
            (refund.as_str(), REFUND),
        ],
    );
    let figure = |amount, style| cell(words::figure(receipt.currency, amount), style);
    for journey in &receipt.journeys {
        let cells = [
            description(journey),
            figure(journey.paid, BODY.tabular()),
            figure(-journey.charge, BODY.tabular()),
            figure(-journey.taxes_kept, BODY.tabular()),
            figure(journey.refund, STRONG.tabular()),
        ];
        table.row(&cells, &[]);
    }
    let sum = |of: fn(&ReceiptJourney) -> Amount| receipt.journeys.iter().map(of).sum::<Amount>();
    let strong = STRONG.coloured(ACCENT).tabular();
    let cells = [
        cell("Total", STRONG.coloured(ACCENT)),
        figure(sum(|it| it.paid), strong),
        figure(-sum(|it| it.charge), strong),
        figure(-sum(|it| it.taxes_kept), strong),
        figure(receipt.total_refund, strong),
    ];
    table.row(&cells, &[]);
    table.into_whole()
}

fn description(journey: &ReceiptJourney) -> Vec<(String, crate::style::Style)> {
    let route: Vec<_> = journey.route.iter().map(AirportCode::as_str).collect();
    let flights: Vec<_> = journey.flights.iter().map(ToString::to_string).collect();
    vec![
        (format!("{}, {}", journey.direction, route.join(" – ")), STRONG),
        (format!("{} to {}", journey.origin_city, journey.destination_city), BODY),
        (format!("{}  ·  {}", flights.join(", "), words::moment(&journey.departure)), SMALL),
    ]
}

pub(crate) fn passengers(fonts: &Fonts, names: &[String]) -> Vec<Block> {
    if names.is_empty() {
        return Vec::new();
    }
    let rows = names.iter().map(|name| {
        let mut drawing = Drawing::new(fonts);
        let bottom = drawing.column((0.0, 0.0, WIDTH), name, BODY, 2);
        drawing.into_block(bottom)
    });
    std::iter::once(head::heading(fonts, "Passengers")).chain(rows).collect()
}

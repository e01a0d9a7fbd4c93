//! What the ticket cost, line by line.

use airside_app::ports::documents::FareBreakdown;
use airside_primitives::Amount;

use crate::flow::Block;
use crate::fonts::Fonts;
use crate::head;
use crate::style::{ACCENT, BODY, MUTED, STRONG};
use crate::table::{Column, Table, cell};
use crate::words;

const ITEM: Column = Column::left(0.0, 225.0);
const CODE: Column = Column::left(235.0, 50.0);
const REFUND: Column = Column::left(295.0, 110.0);
const AMOUNT: Column = Column::right(411.0, 100.0);

pub(super) fn blocks(fonts: &Fonts, fare: &FareBreakdown) -> Vec<Block> {
    let currency = fare.currency;
    let amount = format!("Amount, {currency}");
    let columns =
        vec![("Item", ITEM), ("Code", CODE), ("If cancelled", REFUND), (amount.as_str(), AMOUNT)];
    let mut table = Table::new(fonts, columns);
    let mut line = |item: &str, code: &str, refund: &str, amount: Amount| {
        let figure = words::figure(currency, amount);
        let cells = [
            cell(item, BODY),
            cell(code, BODY),
            cell(refund, BODY.coloured(MUTED)),
            cell(figure, BODY.tabular()),
        ];
        table.row(&cells, &[]);
    };

    line("Base fare", "", "By the fare rules", fare.base);
    if !fare.discount.is_zero() {
        let item = match &fare.promo_code {
            Some(code) => format!("Discount, promo code {code}"),
            None => "Discount".to_owned(),
        };
        line(&item, "", "", -fare.discount);
    }
    for tax in &fare.taxes {
        let name = tax.name.as_deref().unwrap_or("Tax or charge");
        let refund = if tax.refundable { "Refundable" } else { "Not refundable" };
        line(name, &tax.code, refund, tax.amount);
    }
    if !fare.extra_baggage.is_zero() {
        line("Extra baggage, prepaid", "", "Refundable", fare.extra_baggage);
    }
    let total = words::figure(currency, fare.total);
    let strong = STRONG.coloured(ACCENT);
    table.row(
        &[
            cell("Total paid", strong),
            cell("", BODY),
            cell("", BODY),
            cell(total, strong.tabular()),
        ],
        &[],
    );

    std::iter::once(head::heading(fonts, "Fare, taxes and charges"))
        .chain(table.into_whole())
        .collect()
}

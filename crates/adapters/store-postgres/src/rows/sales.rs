//! Lines of the books, as rows.

use std::collections::BTreeMap;

use airside_booking::{Direction, ExchangedSale, GivenBack, Sale};
use airside_primitives::{
    AirlineCode, AirportCode, Amount, BookingId, Brand, CancellationId, Currency, ExchangeId,
};
use diesel::pg::Pg;
use diesel::prelude::*;
use time::OffsetDateTime;
use uuid::Uuid;

use crate::column::{Code, Json};
use crate::failure::Failure;
use crate::schema::{exchanged, given_back, sales};

#[derive(Queryable, Selectable, Insertable)]
#[diesel(table_name = sales, check_for_backend(Pg))]
pub(crate) struct SaleRow {
    pub booking: Uuid,
    pub direction: Code<Direction>,
    pub at: OffsetDateTime,
    pub currency: Code<Currency>,
    pub airline: Code<AirlineCode>,
    pub origin: Code<AirportCode>,
    pub destination: Code<AirportCode>,
    pub brand: Code<Brand>,
    pub base: i64,
    pub discount: i64,
    pub extras: i64,
    pub taxes: Json<BTreeMap<String, i64>>,
}

#[derive(Queryable, Selectable, Insertable)]
#[diesel(table_name = exchanged, check_for_backend(Pg))]
pub(crate) struct ExchangedRow {
    pub exchange: Uuid,
    pub booking: Uuid,
    pub direction: Code<Direction>,
    pub at: OffsetDateTime,
    pub currency: Code<Currency>,
    pub airline: Code<AirlineCode>,
    pub origin: Code<AirportCode>,
    pub destination: Code<AirportCode>,
    pub brand: Code<Brand>,
    pub base: i64,
    pub discount: i64,
    pub extras: i64,
    pub taxes: Json<BTreeMap<String, i64>>,
    pub credit: i64,
    pub fee: i64,
    pub kept: i64,
}

#[derive(Queryable, Selectable, Insertable)]
#[diesel(table_name = given_back, check_for_backend(Pg))]
pub(crate) struct GivenBackRow {
    pub cancellation: Uuid,
    pub direction: Code<Direction>,
    pub booking: Uuid,
    pub at: OffsetDateTime,
    pub refund: i64,
    pub charge: i64,
    pub taxes_kept: i64,
}

impl From<&Sale> for SaleRow {
    fn from(sale: &Sale) -> Self {
        let taxes = sale.taxes.iter().map(|(code, amount)| (code.to_string(), amount.get()));
        Self {
            booking: sale.booking.0,
            direction: Code(sale.direction),
            at: sale.at,
            currency: Code(sale.currency),
            airline: Code(sale.airline),
            origin: Code(sale.origin),
            destination: Code(sale.destination),
            brand: Code(sale.brand),
            base: sale.base.get(),
            discount: sale.discount.get(),
            extras: sale.extras.get(),
            taxes: Json(taxes.collect()),
        }
    }
}

impl SaleRow {
    pub(crate) fn sale(self) -> Result<Sale, Failure> {
        let taxes = self.taxes.0.into_iter().map(|(code, amount)| {
            let code =
                code.parse().map_err(|_| Failure::Row { table: "sales", column: "taxes" })?;
            Ok((code, Amount::minor(amount)))
        });
        Ok(Sale {
            booking: BookingId(self.booking),
            direction: self.direction.0,
            at: self.at,
            currency: self.currency.0,
            airline: self.airline.0,
            origin: self.origin.0,
            destination: self.destination.0,
            brand: self.brand.0,
            base: Amount::minor(self.base),
            discount: Amount::minor(self.discount),
            extras: Amount::minor(self.extras),
            taxes: taxes.collect::<Result<_, Failure>>()?,
        })
    }
}

impl From<&GivenBack> for GivenBackRow {
    fn from(line: &GivenBack) -> Self {
        Self {
            cancellation: line.cancellation.0,
            direction: Code(line.direction),
            booking: line.booking.0,
            at: line.at,
            refund: line.refund.get(),
            charge: line.charge.get(),
            taxes_kept: line.taxes_kept.get(),
        }
    }
}

impl GivenBackRow {
    pub(crate) fn line(self) -> GivenBack {
        GivenBack {
            cancellation: CancellationId(self.cancellation),
            booking: BookingId(self.booking),
            direction: self.direction.0,
            at: self.at,
            refund: Amount::minor(self.refund),
            charge: Amount::minor(self.charge),
            taxes_kept: Amount::minor(self.taxes_kept),
        }
    }
}

impl From<&ExchangedSale> for ExchangedRow {
    fn from(line: &ExchangedSale) -> Self {
        let sale = SaleRow::from(&line.sale);
        let SaleRow {
            booking, direction, at, currency, airline, origin, destination, brand, ..
        } = sale;
        let SaleRow { base, discount, extras, taxes, .. } = sale;
        Self {
            exchange: line.exchange.0,
            booking,
            direction,
            at,
            currency,
            airline,
            origin,
            destination,
            brand,
            base,
            discount,
            extras,
            taxes,
            credit: line.credit.get(),
            fee: line.fee.get(),
            kept: line.kept.get(),
        }
    }
}

impl ExchangedRow {
    pub(crate) fn line(self) -> Result<ExchangedSale, Failure> {
        let sale = SaleRow {
            booking: self.booking,
            direction: self.direction,
            at: self.at,
            currency: self.currency,
            airline: self.airline,
            origin: self.origin,
            destination: self.destination,
            brand: self.brand,
            base: self.base,
            discount: self.discount,
            extras: self.extras,
            taxes: self.taxes,
        };
        Ok(ExchangedSale {
            exchange: ExchangeId(self.exchange),
            sale: sale.sale()?,
            credit: Amount::minor(self.credit),
            fee: Amount::minor(self.fee),
            kept: Amount::minor(self.kept),
        })
    }
}

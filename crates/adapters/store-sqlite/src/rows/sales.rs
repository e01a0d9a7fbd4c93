//! Lines of the books, as rows.

use std::collections::BTreeMap;

use airside_booking::{Direction, ExchangedSale, GivenBack, Sale};
use airside_primitives::{
    AirlineCode, AirportCode, Amount, BookingId, Brand, CancellationId, Currency, ExchangeId,
};
use diesel::prelude::*;
use diesel::sqlite::Sqlite;

use crate::column::{Code, Instant, Json, Key};
use crate::failure::Failure;
use crate::schema::{exchanged, given_back, sales};

#[derive(Queryable, Selectable, Insertable)]
#[diesel(table_name = sales, check_for_backend(Sqlite))]
pub(crate) struct SaleRow {
    pub booking: Key,
    pub direction: Code<Direction>,
    pub at: Instant,
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
#[diesel(table_name = exchanged, check_for_backend(Sqlite))]
pub(crate) struct ExchangedRow {
    pub exchange: Key,
    pub booking: Key,
    pub direction: Code<Direction>,
    pub at: Instant,
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
#[diesel(table_name = given_back, check_for_backend(Sqlite))]
pub(crate) struct GivenBackRow {
    pub cancellation: Key,
    pub direction: Code<Direction>,
    pub booking: Key,
    pub at: Instant,
    pub refund: i64,
    pub charge: i64,
    pub taxes_kept: i64,
}

impl From<&Sale> for SaleRow {
    fn from(sale: &Sale) -> Self {
        let taxes = sale.taxes.iter().map(|(code, amount)| (code.to_string(), amount.get()));
        Self {
            booking: Key(sale.booking.0),
            direction: Code(sale.direction),
            at: Instant(sale.at),
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
            booking: BookingId(self.booking.0),
            direction: self.direction.0,
            at: self.at.0,
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
            cancellation: Key(line.cancellation.0),
            direction: Code(line.direction),
            booking: Key(line.booking.0),
            at: Instant(line.at),
            refund: line.refund.get(),
            charge: line.charge.get(),
            taxes_kept: line.taxes_kept.get(),
        }
    }
}

impl GivenBackRow {
    pub(crate) fn line(self) -> GivenBack {
        GivenBack {
            cancellation: CancellationId(self.cancellation.0),
            booking: BookingId(self.booking.0),
            direction: self.direction.0,
            at: self.at.0,
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
            exchange: Key(line.exchange.0),
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
            exchange: ExchangeId(self.exchange.0),
            sale: sale.sale()?,
            credit: Amount::minor(self.credit),
            fee: Amount::minor(self.fee),
            kept: Amount::minor(self.kept),
        })
    }
}

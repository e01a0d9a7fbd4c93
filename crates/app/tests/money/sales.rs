//! What a report of sales says is what was paid and what went back, to the last minor unit.

use airside_app::ports::{Changes, Write};
use airside_app::reports::catch_up::catch_up;
use airside_app::reports::{By, Figures, Period, Report, ReportError, Zone, sales_report};
use airside_booking::{Booking, PaymentState, RefundCause};
use airside_fares::{Percent, PromoCode, Reduction};
use airside_port_contracts::fakes::CARD;
use airside_port_contracts::samples::{NOW, code};
use airside_primitives::Amount;
use time::{Date, Duration};

use crate::site::Site;

fn days(site: &Site, zone: &str) -> Period {
    let zone = Zone::named(zone).unwrap();
    let to = zone.local(site.app.now()).date();
    Period { from: zone.local(NOW).date() - Duration::DAY, to, zone }
}

async fn report(site: &Site, by: &[By]) -> Report {
    sales_report(&*site.app.ports.store, &days(site, "UTC"), by).await.unwrap()
}

/// What moved for these bookings, by their payments and refunds.
async fn moved(site: &Site, bookings: &[Booking]) -> (Amount, Amount) {
    let (mut captured, mut returned) = (Amount::ZERO, Amount::ZERO);
    for booking in bookings {
        for payment in site.payments(booking).await {
            if matches!(payment.state, PaymentState::Succeeded { .. }) {
                captured += payment.amount;
            }
        }
        for refund in site.refunds(booking).await {
            assert!(matches!(refund.cause, RefundCause::Cancellation(_)));
            returned += refund.amount;
        }
    }
    (captured, returned)
}

#[tokio::test]
async fn a_report_adds_up_to_what_was_paid_and_what_went_back() {
    let site = Site::open().await;
    let ten = Reduction::Percent(Percent::new(10).unwrap());
    let promo = PromoCode::unlimited(code("WELCOME10"), ten);
    let put_up = Changes::default().write(Write::SavePromoCode(promo));
    site.app.ports.store.commit(put_up).await.unwrap();

    let mut bookings = Vec::new();
    for (key, promo) in [("a", None), ("b", Some("WELCOME10")), ("c", Some("WELCOME10"))] {
        let given = site.place(site.offer(), promo, key).await.unwrap();
        let booking = site.booking_of(&given).await;
        site.pay(&booking, Some(CARD), &format!("pay {key}")).await.unwrap();
        site.work().await;
        site.clock.advance(Duration::hours(20));
        bookings.push(site.booking(booking.id).await);
    }
    // One that is never paid is no sale.
    site.book("d").await;
    for booking in &bookings[1..] {
        let quote = site.quote(booking).await;
        site.confirm(quote.id, &format!("cancel {}", booking.reference)).await.unwrap();
        site.work().await;
    }

    let (captured, returned) = moved(&site, &bookings).await;
    let all = report(&site, &[]).await;
    let [total] = &*all.totals else { panic!("one currency was expected") };
    let figures = &total.figures;
    assert_eq!(figures.gross() - figures.discounts, captured);
    assert_eq!(figures.refunds, returned);
    assert_eq!(figures.net(), captured - returned);
    assert_eq!((figures.sold, figures.given_back), (3, 2));
    let price = |part: fn(&Booking) -> Amount| bookings.iter().map(part).sum::<Amount>();
    assert_eq!(figures.base, price(|it| it.price().base));
    assert_eq!(figures.discounts, price(|it| it.price().discount));
    assert!(figures.discounts > Amount::ZERO);
    assert_eq!(figures.taxes.values().copied().sum::<Amount>(), price(|it| it.price().taxes));
    let given_back = &bookings[1..];
    let paid: Amount = given_back.iter().map(|it| it.price().total).sum();
    assert_eq!(figures.refunds, paid - figures.charges_kept - figures.taxes_kept);

    for by in [&[By::Day][..], &[By::Airline], &[By::Route, By::Brand], &By::ALL] {
        let parts = report(&site, by).await;
        assert_eq!(parts.totals, all.totals, "{by:?}");
        let sum = |part: fn(&Figures) -> Amount| {
            parts.lines.iter().map(|line| part(&line.figures)).sum::<Amount>()
        };
        assert_eq!(sum(Figures::net), figures.net(), "{by:?}");
        assert_eq!(sum(Figures::gross), figures.gross(), "{by:?}");
    }
}

#[tokio::test]
async fn a_day_is_that_of_the_seller() {
    let site = Site::open().await;
    let store = &*site.app.ports.store;
    let booking = site.book_and_pay().await;
    let sold_at = booking.sales()[0].at;
    for zone in ["UTC", "Asia/Kolkata", "Pacific/Auckland", "Pacific/Honolulu"] {
        let zone = Zone::named(zone).unwrap();
        let today = zone.local(sold_at).date();
        let sold = async |day: Date| {
            let period = Period { from: day, to: day, zone: zone.clone() };
            let report = sales_report(store, &period, &[By::Day]).await.unwrap();
            report.lines.iter().map(|line| (line.group.day, line.figures.sold)).collect::<Vec<_>>()
        };
        assert_eq!(sold(today).await, [(Some(today), 1)]);
        assert_eq!(sold(today - Duration::DAY).await, []);
        assert_eq!(sold(today + Duration::DAY).await, []);
    }
}

#[tokio::test]
async fn what_an_older_release_sold_is_written_into_the_books_before_anybody_counts_it() {
    let site = Site::open().await;
    let booking = site.book("book").await;
    let store = &site.app.ports.store;
    site.pay(&booking, Some(CARD), "pay").await.unwrap();
    let read = store.booking(booking.id).await.unwrap().unwrap();

    // As if it had been confirmed by a release that kept no books.
    let older = crate::site::Site::open().await;
    let Write::Record { mut row, .. } = Write::add(&read.value) else { panic!("no record") };
    row.columns.retain(|column| column.name != "posted_as");
    let kept_none = Write::Record { row, read_at: None, lines: Vec::new() };
    let store = &older.app.ports.store;
    store.commit(Changes::default().write(kept_none)).await.unwrap();

    let refused = sales_report(&**store, &days(&older, "UTC"), &[]).await;
    assert!(matches!(refused, Err(ReportError::Incomplete)), "{refused:?}");
    catch_up(&older.app).await.unwrap();
    let report = report(&older, &[]).await;
    assert_eq!(report.totals[0].figures.net(), read.value.price().total);
}

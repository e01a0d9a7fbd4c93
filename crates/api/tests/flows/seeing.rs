//! What those see who watch over a server.

use crate::call::Client;
use crate::journeys::{DAY, adult};
use crate::site::{Site, eventually};

#[actix_web::test]
async fn what_was_sold_and_what_waits_is_told() {
    let site = Site::start().await;
    let asha = site.sign_up("Asha").await;
    let offer = asha.offer("6E", "DEL-BOM", DAY).await;
    let booking = asha.book(&[&offer], &[adult("Asha")]).await;
    asha.pay(&booking, "pm_card_visa").await;
    asha.ready_documents(&booking, 1).await;
    asha.book(&[&offer], &[adult("Ravi")]).await;

    let monitoring = site.anybody();
    told(&monitoring, "airside_events_total{type=\"booking.created\"}", 2).await;
    told(&monitoring, "airside_events_total{type=\"booking.confirmed\"}", 1).await;
    told(&monitoring, "airside_events_total{type=\"booking.expired\"}", 0).await;
    told(&monitoring, "airside_payments_total{outcome=\"succeeded\"}", 1).await;
    told(&monitoring, "airside_waiting{what=\"holds\"}", 1).await;
    told(&monitoring, "airside_waiting{what=\"outbox\"}", 0).await;
    told(&monitoring, "airside_store_up", 1).await;
}

/// Waits until a figure is told to be so much: what waits is counted every few seconds.
async fn told(monitoring: &Client, name: &str, wanted: u64) {
    eventually(&format!("{name} {wanted}"), async || {
        let figures = monitoring.get("/metrics").await.text();
        let told = figures.lines().find_map(|line| line.strip_prefix(name)?.strip_prefix(' '));
        (told?.parse() == Ok(wanted)).then_some(())
    })
    .await;
}

//! Whoever is called like a scenario travels like anybody, unless the gateway is the sandbox.

use airside_app::scenarios::of_payment;
use airside_booking::Name;
use airside_port_contracts::fakes::CARD;
use airside_port_contracts::samples::{self, traveller};

use crate::site::Site;

#[tokio::test]
async fn a_live_gateway_hears_of_no_scenario() {
    let site = Site::open().await;
    for family in ["SOLDOUT", "PRICEGONE", "SEATLOST", "DECLINED", "LATEPAYMENT", "SLOW"] {
        let mut passenger = traveller();
        passenger.name = Name::plain("Asha", family).unwrap();
        let command = samples::place(site.offer(), vec![passenger]);
        let given = site.place_for(command, family).await.unwrap();
        let booking = site.booking_of(&given).await;
        assert_eq!(of_payment(&site.app, &booking), None);
        site.pay(&booking, Some(CARD), family).await.unwrap();
        site.work().await;
        assert_eq!(site.status(&booking).await, "CONFIRMED", "{family}");
    }
}

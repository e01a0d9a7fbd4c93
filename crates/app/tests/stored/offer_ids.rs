//! Offer ids of an older release.

use airside_app::offers::id;
use airside_booking::Offer;
use serde_json::Value;

/// Signed the ids below.
const KEY: [u8; 32] = [2; 32];

/// The name of each id of release 0.1.0, and what was offered under it.
const RELEASE_0_1_0: &[(&str, &str)] = &[
    (
        "one_way",
        "1+0+0 584600 INR until 2026-11-20 9:30:00.0 +00:00:00: \
         AI101 DEL-BOM 2027-03-11 e532b070-fd41-513b-b005-8288132b51e0",
    ),
    (
        "connection",
        "1+0+0 3759700 INR until 2026-11-10 9:45:00.0 +00:00:00: \
         AI503 BLR-DEL 2027-03-20 ac5e2995-1250-5d3a-b383-7d423299c34b, \
         AI161 DEL-LHR 2027-03-21 88f521b2-af34-51ae-9e5b-b0d88714cd9e",
    ),
    (
        "party_with_infant",
        "2+0+1 1221700 INR until 2026-11-10 9:42:00.0 +00:00:00: \
         AI101 DEL-BOM 2027-03-10 e532b070-fd41-513b-b005-8288132b51e0",
    ),
];

/// What becomes of an id of release 0.1.0: it is read as the offer that it was.
///
/// The one place to change when a release reads them no more: a client has to be told that
/// the offer is over, and not that its id was tampered with.
fn assert_stands(id: &str, offered: &str) {
    assert_eq!(told(&id::read(id, &KEY).unwrap()), offered);
}

#[test]
fn an_offer_id_of_release_0_1_0_is_told_from_one_that_was_tampered_with() {
    let ids: Value = serde_json::from_str(include_str!("0.1.0/offer-ids.json")).unwrap();
    assert_eq!(ids.as_object().unwrap().len(), RELEASE_0_1_0.len());
    for (name, offered) in RELEASE_0_1_0 {
        let id = ids[name].as_str().unwrap();
        assert_stands(id, offered);

        let last = if id.ends_with('A') { "B" } else { "A" };
        let tampered = format!("{}{last}", &id[..id.len() - 1]);
        assert_eq!(id::read(&tampered, &KEY), Err(id::InvalidOffer), "{name}");
    }
}

fn told(offer: &Offer) -> String {
    let segments = offer.segments.iter().map(|it| {
        format!("{} {}-{} {} {}", it.number, it.origin, it.destination, it.date, it.flight)
    });
    let [adults, children, infants] =
        airside_primitives::PassengerType::ALL.map(|kind| offer.party.count(kind));
    format!(
        "{adults}+{children}+{infants} {} {} until {}: {}",
        offer.price.total().get(),
        offer.currency,
        offer.expires_at,
        segments.collect::<Vec<_>>().join(", "),
    )
}

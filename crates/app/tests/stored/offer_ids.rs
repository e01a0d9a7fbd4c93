//! Offer ids of an older release.

use airside_app::offers::id::{self, Unreadable};
use serde_json::Value;

/// Signed the ids below.
const KEY: [u8; 32] = [2; 32];

/// What becomes of an id of release 0.1.0: it is known for one, and read no more, since its
/// flights have other ids by now.
///
/// The one place that says so. A client is told that such an offer is over, and not that its
/// id was tampered with.
fn assert_is_over(id: &str) {
    assert_eq!(id::read(id, &KEY), Err(Unreadable::OfOlderRelease), "{id}");
}

#[test]
fn an_offer_id_of_release_0_1_0_is_told_from_one_that_was_tampered_with() {
    let ids: Value = serde_json::from_str(include_str!("0.1.0/offer-ids.json")).unwrap();
    let ids = ids.as_object().unwrap();
    assert_eq!(ids.keys().collect::<Vec<_>>(), ["connection", "one_way", "party_with_infant"]);
    for id in ids.values() {
        let id = id.as_str().unwrap();
        assert_is_over(id);

        let last = if id.ends_with('A') { "B" } else { "A" };
        let tampered = format!("{}{last}", &id[..id.len() - 1]);
        assert_eq!(id::read(&tampered, &KEY), Err(Unreadable::Invalid), "{id}");
    }
}

//! Offer ids of every release: those of the newest are honoured, and those of before known.

use airside_app::offers::id::{self, Unreadable};
use airside_app::signature::SigningKey;
use airside_booking::Offer;
use serde_json::Value;

use crate::offers::offers;
use crate::releases::{self, NEWEST, releases_with};

/// Signed the ids.
fn key() -> SigningKey {
    [2; 32].into()
}
const FILE: &str = "offer-ids.json";

/// What becomes of the ids of a release, by their names.
type Outcome = fn(&str) -> Result<Offer, Unreadable>;
const RELEASES: [(&str, Outcome); 2] = [("0.1.0", |_| Err(OVER)), (NEWEST, |name| Ok(named(name)))];

/// What becomes of an id of release 0.1.0: it is known for one, and read no more, since its
/// flights have other ids by now.
///
/// The one place that says so. A client is told that such an offer is over, and not that its
/// id was tampered with.
const OVER: Unreadable = Unreadable::OfOlderRelease;

fn named(name: &str) -> Offer {
    let offers = offers();
    let found = offers.into_iter().find(|(it, _)| *it == name);
    found.unwrap_or_else(|| panic!("there is no offer {name}")).1
}

/// The ids that this code hands out.
pub(crate) fn written() -> String {
    let id =
        |(name, offer): (&str, Offer)| (name.to_owned(), id::of(&offer, &key()).unwrap().into());
    let ids: serde_json::Map<_, _> = offers().into_iter().map(id).collect();
    serde_json::to_string_pretty(&ids).unwrap() + "\n"
}

pub(crate) fn write() {
    releases::write(FILE, written());
}

#[test]
fn an_offer_id_of_every_release_is_what_it_was_or_told_from_one_that_was_tampered_with() {
    assert_eq!(releases_with(FILE), RELEASES.map(|(release, _)| release));
    for (release, outcome) in RELEASES {
        let Value::Object(ids) = releases::json(release, FILE) else { panic!("{release}") };
        assert!(ids.len() > 2, "{release}");
        for (name, id) in ids {
            let id = id.as_str().unwrap();
            assert_eq!(id::read(id, &key()), outcome(&name), "{name} of {release}");

            let last = if id.ends_with('A') { "B" } else { "A" };
            let tampered = format!("{}{last}", &id[..id.len() - 1]);
            assert_eq!(id::read(&tampered, &key()), Err(Unreadable::Invalid), "{name}");
            assert_eq!(id::read(id, &[3; 32].into()), Err(Unreadable::Invalid), "{name}");
        }
    }
}

#[test]
fn an_offer_is_handed_out_as_the_newest_release_did() {
    assert_eq!(written(), releases::text(NEWEST, FILE), "see README.md");
}

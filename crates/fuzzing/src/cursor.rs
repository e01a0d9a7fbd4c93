//! Cursors: a list goes on exactly where it stopped, by a cursor of ours and by no other.
//!
//! The first byte chooses a list and the second a size of page; the rest is the cursor.

use std::cell::RefCell;
use std::collections::BTreeMap;

use base64::Engine;
use base64::prelude::BASE64_URL_SAFE_NO_PAD;
use serde_json::Value;
use uuid::Uuid;

use crate::service::get;

/// Lists, and what their cursors stand for.
const LISTS: [(&str, Key); 5] = [
    ("/v1/airports?", Key::Position(usize::MAX)),
    ("/v1/airlines?", Key::Position(usize::MAX)),
    (
        "/v1/offers?origin=DEL&destination=BOM&departure_date=2026-11-20&max_stops=0&",
        Key::Position(1_000_000),
    ),
    ("/v1/api-keys?", Key::Id),
    ("/v1/bookings?", Key::Id),
];

#[derive(Clone, Copy)]
enum Key {
    /// Up to this one.
    Position(usize),
    Id,
}

/// Whether a cursor is refused, or goes on where it stands for.
pub fn holds(bytes: &[u8]) {
    let [list, size, cursor @ ..] = bytes else { return };
    let (address, key) = LISTS[usize::from(*list) % LISTS.len()];
    let size = 1 + usize::from(*size) % 200;
    let cursor = String::from_utf8_lossy(cursor);
    let encoded: String = form_urlencoded::byte_serialize(cursor.as_bytes()).collect();
    let page = get(&format!("{address}limit={size}&cursor={encoded}")).unwrap();

    let ours = stands_for(&cursor).filter(|text| match key {
        Key::Position(most) => {
            text.parse().is_ok_and(|at: usize| at <= most && at.to_string() == *text)
        }
        Key::Id => text.parse().is_ok_and(|id: Uuid| id.to_string() == *text),
    });
    let Some(text) = ours else {
        assert_eq!((page.status, page.code()), (422, "invalid_cursor"), "{cursor:?}: {page:?}");
        return;
    };
    assert_eq!(page.status, 200, "{cursor:?}: {page:?}");
    let (Key::Position(_), Ok(at)) = (key, text.parse::<usize>()) else { return };

    let all = all(address);
    let items = items(&page.body);
    let rest = all.iter().skip(at);
    assert!(items.iter().eq(rest.take(size)), "{address} from {at}, {size} of {}", all.len());
    let next = page.body["next_cursor"].as_str();
    let is_last = at.saturating_add(size) >= all.len();
    assert_eq!(next.is_none(), is_last, "{address} from {at}, {size} of {}", all.len());
    if let Some(next) = next {
        assert_eq!(stands_for(next), Some((at + size).to_string()));
    }
}

/// The text behind a cursor.
fn stands_for(cursor: &str) -> Option<String> {
    String::from_utf8(BASE64_URL_SAFE_NO_PAD.decode(cursor).ok()?).ok()
}

fn items(body: &Value) -> Vec<Value> {
    let list = if body["departing"].is_array() { &body["departing"] } else { &body["data"] };
    list.as_array().cloned().unwrap_or_default()
}

/// The whole list, page by page from its beginning.
fn all(address: &str) -> Vec<Value> {
    thread_local! {
        static ALL: RefCell<BTreeMap<String, Vec<Value>>> = RefCell::default();
    }
    ALL.with_borrow_mut(|all| {
        let walk = || {
            let (mut list, mut next) = (Vec::new(), String::new());
            loop {
                let page = get(&format!("{address}limit=7{next}")).unwrap();
                list.extend(items(&page.body));
                match page.body["next_cursor"].as_str() {
                    Some(cursor) => next = format!("&cursor={cursor}"),
                    None => break list,
                }
            }
        };
        all.entry(address.to_owned()).or_insert_with(walk).clone()
    })
}

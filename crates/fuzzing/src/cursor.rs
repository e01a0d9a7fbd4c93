//! Cursors: a list goes on exactly where it stopped, by a cursor of its own and by no other.
//!
//! The first byte chooses a list and the second a size of page; the rest is a cursor without what
//! says which list it is of. With that it may be one of ours, and as it is it is none.

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

/// The first bytes of a cursor, which are the same for all of a list.
const LIST_BYTES: usize = 9;

/// Whether a cursor is refused, or goes on where it stands for.
pub fn holds(bytes: &[u8]) {
    let [list, size, cursor @ ..] = bytes else { return };
    let (address, key) = LISTS[usize::from(*list) % LISTS.len()];
    let size = 1 + usize::from(*size) % 200;
    let cursor = String::from_utf8_lossy(cursor);
    let list = beginning(address);
    goes_on(address, (key, &list), size, &cursor);
    if let (false, Ok(rest)) = (list.is_empty(), BASE64_URL_SAFE_NO_PAD.decode(&*cursor)) {
        let own = BASE64_URL_SAFE_NO_PAD.encode([&*list, &*rest].concat());
        goes_on(address, (key, &list), size, &own);
    }
}

fn goes_on(address: &str, (key, list): (Key, &[u8]), size: usize, cursor: &str) {
    let encoded: String = form_urlencoded::byte_serialize(cursor.as_bytes()).collect();
    let page = get(&format!("{address}limit={size}&cursor={encoded}")).unwrap();

    let ours = stands_for(list, cursor).filter(|text| match key {
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
        assert_eq!(stands_for(list, next), Some((at + size).to_string()));
    }
}

/// The text behind a cursor of a list; none behind that of another.
fn stands_for(list: &[u8], cursor: &str) -> Option<String> {
    let bytes = BASE64_URL_SAFE_NO_PAD.decode(cursor).ok()?;
    let text = bytes.strip_prefix(list).filter(|_| !list.is_empty())?;
    String::from_utf8(text.to_vec()).ok()
}

/// What the cursors of a list begin with; nothing, where there is none to learn it from.
fn beginning(address: &str) -> Vec<u8> {
    thread_local! {
        static KNOWN: RefCell<BTreeMap<String, Vec<u8>>> = RefCell::default();
    }
    let learn = || {
        let page = get(&format!("{address}limit=1")).unwrap();
        let next = page.body["next_cursor"].as_str().unwrap_or_default();
        let cursor = BASE64_URL_SAFE_NO_PAD.decode(next).unwrap();
        cursor.get(..LIST_BYTES).unwrap_or_default().to_vec()
    };
    KNOWN.with_borrow_mut(|known| known.entry(address.to_owned()).or_insert_with(learn).clone())
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

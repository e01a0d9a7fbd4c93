//! Chains of whatever may be done with a booking after it is sold, drawn at random: changes, some who
//! cancel, journeys given up, people who part. After all of them the books agree to the last minor unit.
//!
//! `AIRSIDE_CHAINS=300` runs so many; without it there are a few.

use serde_json::{Value, json};

use crate::call::Client;
use crate::changing::{assert_adds_up, assert_audited, confirm, numbers, of_party, quote};
use crate::journeys::{adult, child, path, with};
use crate::site::Site;
use crate::stack::variable;

/// Chains that are run where nobody says how many.
const A_FEW: u64 = 8;
/// Things that are done with one booking.
const LINKS: u64 = 10;
const BRANDS: [&str; 3] = ["SAVER", "STANDARD", "FLEXIBLE"];

/// A row of numbers that looks random, and is the same each time (Steele, Lea and Flood, "Fast
/// splittable pseudorandom number generators", 2014).
struct Draw(u64);

impl Draw {
    fn below(&mut self, most: u64) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mixed = (self.0 ^ (self.0 >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        let mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        (mixed ^ (mixed >> 31)) % most
    }

    fn of<T: Clone>(&mut self, some: &[T]) -> T {
        let at = self.below(u64::try_from(some.len()).unwrap());
        some[usize::try_from(at).unwrap()].clone()
    }

    /// From the day of the way out on, in the first or the second half of what is on sale.
    fn day(&mut self, journey: usize) -> String {
        let day = 1 + self.below(14) + if journey == 0 { 0 } else { 15 };
        format!("2026-12-{day:02}")
    }
}

#[actix_web::test]
async fn any_chain_of_changes_and_cancellations_keeps_the_books() {
    let chains = variable("AIRSIDE_CHAINS").map_or(A_FEW, |it| it.parse().unwrap());
    let site = Site::start().await;
    let asha = site.sign_up("Asha").await;
    let (mut changed, mut left, mut parted, mut refused) = (0, 0, 0, 0);
    for seed in 0..chains {
        let mut draw = Draw(seed);
        let booking = bought(&asha, &mut draw).await;
        let mut halves = vec![booking.clone()];
        for _ in 0..LINKS {
            let now = asha.booking(&draw.of(&halves)).await;
            if now["status"] == "CANCELLED" {
                break;
            }
            if draw.below(8) == 0
                && let Some(half) = split(&asha, &now, &mut draw).await
            {
                halves.push(half);
                parted += 1;
            } else if draw.below(6) == 0 {
                left += cancel(&asha, &now, &mut draw).await;
            } else if change(&asha, &now, &mut draw).await {
                changed += 1;
            } else {
                refused += 1;
            }
        }
        let mut all = 0;
        for half in &halves {
            all += numbers(&asha.booking(half).await).len();
        }
        assert_eq!(all, numbers(&booking).len(), "seed {seed}");
    }
    eprintln!(
        "{chains} chains: {changed} changes, {left} cancellations, {parted} splits, {refused} refusals"
    );
    assert!(changed > chains && left > 0 && parted > 0);
    assert_audited(&site).await;
}

async fn bought(client: &Client, draw: &mut Draw) -> Value {
    let (adults, children) = (1 + draw.below(3), draw.below(2));
    let party = format!("adults={adults}&children={children}");
    let there = of_party(client, &party, draw.of(&BRANDS), "DEL-BOM", &draw.day(0)).await;
    let back = of_party(client, &party, draw.of(&BRANDS), "BOM-DEL", &draw.day(1)).await;
    let bag = |it, draw: &mut Draw| with(it, "extra_baggage_kg", draw.of(&[0, 0, 5, 10]));
    let mut travellers: Vec<_> = (0..adults).map(|_| bag(adult("Asha"), draw)).collect();
    travellers.extend((0..children).map(|_| child("Mira")));
    client.buy(&[&there, &back], &travellers).await
}

/// Changes a live journey for those who are on it. Tells whether that could be done.
async fn change(client: &Client, booking: &Value, draw: &mut Draw) -> bool {
    let live = live(booking);
    let at = draw.of(&live);
    let journey = &booking["journeys"][at];
    let on_it: Vec<_> = journey["segments"][0]["seats"].as_array().unwrap().clone();
    let kinds = on_it.iter().map(|seat| {
        let of = |it: &&Value| it["id"] == seat["passenger_id"];
        let passengers = booking["passengers"].as_array().unwrap();
        passengers.iter().find(of).unwrap()["type"].clone()
    });
    let children = kinds.filter(|it| it == "CHILD").count();
    let party = format!("adults={}&children={children}", on_it.len() - children);
    let route = if at == 0 { "DEL-BOM" } else { "BOM-DEL" };
    let offer = of_party(client, &party, draw.of(&BRANDS), route, &draw.day(at)).await;
    let direction = journey["direction"].as_str().unwrap();
    let asked = quote(client, booking, direction, &offer).await;
    if asked.status != 201 {
        assert!([409, 422].contains(&asked.status), "{}", asked.text());
        return false;
    }
    let change = asked.expect(201);
    assert_adds_up(&change);
    let paid = json!({"payment_method": "pm_card_visa"});
    assert_eq!(confirm(client, &change, &paid).await.expect(200)["status"], "CONFIRMED");
    true
}

/// Somebody parts from the others, if they can.
async fn split(client: &Client, booking: &Value, draw: &mut Draw) -> Option<Value> {
    let people = booking["passengers"].as_array().unwrap();
    let body = json!({"passengers": [draw.of(people)["id"]]});
    let asked = client.post(&format!("{}/split", path(booking)), &body).once().await;
    if asked.status != 201 {
        // Who is alone, would leave a child alone, or has left a journey does not part.
        assert!([409, 422].contains(&asked.status), "{}", asked.text());
        return None;
    }
    Some(asked.expect(201))
}

/// Cancels a live journey for one who is on it, or for everybody. Tells how often that was done.
async fn cancel(client: &Client, booking: &Value, draw: &mut Draw) -> u64 {
    let at = draw.of(&live(booking));
    let journey = &booking["journeys"][at];
    let seats = journey["segments"][0]["seats"].as_array().unwrap();
    let one = draw.of(seats)["passenger_id"].clone();
    let mut body = json!({"journeys": [journey["direction"]]});
    if draw.below(4) > 0 {
        body["passengers"] = json!([one]);
    }
    let asked = client.quote(booking, &body).await;
    if asked.status != 201 {
        // The last adult does not leave a child.
        assert_eq!(asked.status, 422, "{}", asked.text());
        return 0;
    }
    client.confirm(&asked.expect(201)).await.expect(200);
    1
}

fn live(booking: &Value) -> Vec<usize> {
    let journeys = booking["journeys"].as_array().unwrap().iter().enumerate();
    journeys.filter(|(_, it)| it["status"] == "CONFIRMED").map(|(at, _)| at).collect()
}

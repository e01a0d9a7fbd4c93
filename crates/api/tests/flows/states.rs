//! Every call on a booking in every state that a booking can be in, and its answer: a table that is
//! read by people, and that no call may leave by accident.

use std::fmt::Write as _;

use airside_app::account::Role;
use serde_json::{Value, json};
use time::Duration;

use crate::call::{Answer, Client};
use crate::changing::{confirm, of_party, quote};
use crate::journeys::{DAY, adult, path, payments};
use crate::schedules::{later, revise};
use crate::site::{HOLD, Site, eventually};

/// Eight days after the way out.
const BACK: &str = "2026-12-09";
const CARD: &str = "pm_card_visa";

/// What a booking was brought to before it was called.
#[derive(Debug, Clone, Copy)]
enum State {
    Unpaid,
    Paid,
    OneHasLeft,
    HalfCancelled,
    Cancelled,
    ChangeIsHeld,
    Retimed,
    Released,
    HoldIsOver,
    HalfFlown,
    Flown,
}

impl State {
    /// Those that are reached by the clock stand last, in the order of time.
    const ALL: [Self; 11] = [
        Self::Unpaid,
        Self::Paid,
        Self::OneHasLeft,
        Self::HalfCancelled,
        Self::Cancelled,
        Self::ChangeIsHeld,
        Self::Released,
        Self::HoldIsOver,
        Self::Retimed,
        Self::HalfFlown,
        Self::Flown,
    ];
}

/// What is asked of it.
#[derive(Debug, Clone, Copy)]
enum Ask {
    Pay,
    Release,
    CancelBack,
    CancelBackForOne,
    ChangeBack,
    ConfirmChange,
    ReleaseChange,
    AcceptChange,
    RefundChange,
    CorrectName,
    ServeOnTheWayBack,
    SitElsewhereBack,
    Split,
    AgentCancelsBack,
    AgentChangesBack,
}

impl Ask {
    const ALL: [Self; 15] = [
        Self::Pay,
        Self::Release,
        Self::CancelBack,
        Self::CancelBackForOne,
        Self::ChangeBack,
        Self::ConfirmChange,
        Self::ReleaseChange,
        Self::AcceptChange,
        Self::RefundChange,
        Self::CorrectName,
        Self::ServeOnTheWayBack,
        Self::SitElsewhereBack,
        Self::Split,
        Self::AgentCancelsBack,
        Self::AgentChangesBack,
    ];
}

/// A booking for two there and back, with what was quoted for it while that could be.
struct Trip {
    booking: Value,
    change: Option<Value>,
}

/// Everybody who asks.
struct World {
    site: Site,
    asha: Client,
    agent: Client,
}

#[actix_web::test]
async fn every_call_has_its_answer_in_every_state() {
    let site = Site::start().await;
    let asha = site.sign_up("Asha").await;
    let agent = site.operator("Meera", Role::Agent).await;
    let world = World { site, asha, agent };
    let mut table = String::new();
    for state in State::ALL {
        let trips = world.trips(state).await;
        writeln!(table, "{state:?}").unwrap();
        for (ask, trip) in Ask::ALL.into_iter().zip(&trips) {
            let answer = world.ask(ask, trip).await;
            let code =
                if answer.status < 400 { Value::Null } else { answer.problem()["code"].clone() };
            let code = code.as_str().unwrap_or_default();
            let row = format!("    {:<18}{} {code}", format!("{ask:?}"), answer.status);
            writeln!(table, "{}", row.trim_end()).unwrap();
        }
    }
    insta::assert_snapshot!(table);
}

impl World {
    /// A booking in this state for each call.
    async fn trips(&self, state: State) -> Vec<Trip> {
        let mut trips = Vec::new();
        for _ in Ask::ALL {
            trips.push(self.trip(state).await);
        }
        let clock = &self.site.clock;
        match state {
            State::HoldIsOver => clock.advance(HOLD + Duration::minutes(1)),
            State::Retimed => {
                let numbers: Vec<_> = trips.iter().map(|it| flight(&it.booking, 1)).collect();
                let is_it = |id: String| numbers.contains(&Value::from(id));
                revise(&self.site, "6E", |row| {
                    if is_it(row.id.to_string()) {
                        later(row, 90);
                    }
                })
                .await;
                for trip in &mut trips {
                    trip.booking = self.retimed(&trip.booking).await;
                }
            }
            // The way out leaves on the first, the way back on the ninth.
            State::HalfFlown => clock.advance(Duration::days(22)),
            State::Flown => clock.advance(Duration::days(31)),
            _ => (),
        }
        trips
    }

    async fn trip(&self, state: State) -> Trip {
        let asha = &self.asha;
        let (out, back) = match state {
            // By then the clock stands on 2 December.
            State::Flown => ("2026-12-20", "2026-12-27"),
            _ => (DAY, BACK),
        };
        let there = of_party(asha, "adults=2", "FLEXIBLE", "DEL-BOM", out).await;
        let again = of_party(asha, "adults=2", "STANDARD", "BOM-DEL", back).await;
        let booking = asha.book(&[&there, &again], &[adult("Asha"), adult("Ravi")]).await;
        if !matches!(state, State::Unpaid | State::Released | State::HoldIsOver) {
            asha.pay(&booking, CARD).await;
        }
        let mut trip = Trip { booking: asha.booking(&booking).await, change: None };
        match state {
            State::OneHasLeft => self.cancelled(&trip, &["RETURNING"], Some(0)).await,
            State::HalfCancelled => self.cancelled(&trip, &["DEPARTING"], None).await,
            State::Cancelled => self.cancelled(&trip, &["DEPARTING", "RETURNING"], None).await,
            State::Released => assert_eq!(asha.delete(&path(&booking)).await.status, 204),
            State::ChangeIsHeld => {
                let change = self.quoted(&trip).await.expect(201);
                let held = confirm(asha, &change, &json!({})).await.expect(200);
                assert_eq!(held["status"], "PENDING_PAYMENT");
                trip.change = Some(change);
            }
            State::Paid | State::HalfFlown | State::Flown => {
                trip.change = Some(self.quoted(&trip).await.expect(201));
            }
            State::Unpaid | State::HoldIsOver | State::Retimed => (),
        }
        trip
    }

    async fn cancelled(&self, trip: &Trip, journeys: &[&str], passenger: Option<usize>) {
        let mut body = json!({ "journeys": journeys });
        if let Some(at) = passenger {
            body["passengers"] = json!([trip.booking["passengers"][at]["id"]]);
        }
        let asked = self.asha.quote(&trip.booking, &body).await.expect(201);
        self.asha.confirm(&asked).await.expect(200);
    }

    /// A dearer way back, two days later, for as many as still travel on it.
    async fn quoted(&self, trip: &Trip) -> Answer {
        quote(&self.asha, &trip.booking, "RETURNING", &self.later(trip).await).await
    }

    async fn later(&self, trip: &Trip) -> Value {
        let now = self.asha.booking(&trip.booking).await;
        let seats = now["journeys"][1]["segments"][0]["seats"].as_array().unwrap();
        let party = format!("adults={}", seats.len());
        of_party(&self.asha, &party, "FLEXIBLE", "BOM-DEL", "2027-01-10").await
    }

    async fn retimed(&self, booking: &Value) -> Value {
        eventually("the booking has followed its flight", async || {
            let now = self.asha.booking(booking).await;
            (now["schedule_changes"][0]["status"] == "OPEN").then_some(now)
        })
        .await
    }

    async fn ask(&self, ask: Ask, trip: &Trip) -> Answer {
        let (asha, agent, booking) = (&self.asha, &self.agent, &trip.booking);
        let (own, reference) = (path(booking), booking["booking_ref"].as_str().unwrap());
        let desk = format!("/v1/admin/bookings/{reference}");
        let passenger = &booking["passengers"][1]["id"];
        let back = json!({"journeys": "RETURNING"});
        let nothing = "00000000-0000-0000-0000-000000000000";
        let change = booking["schedule_changes"][0]["id"].as_str().unwrap_or(nothing);
        match ask {
            Ask::Pay => {
                let card = json!({"payment_method": CARD});
                asha.post(&payments(booking), &card).once().await
            }
            Ask::Release => asha.delete(&own).await,
            Ask::CancelBack => asha.quote(booking, &back).await,
            Ask::CancelBackForOne => {
                let one = json!({"journeys": "RETURNING", "passengers": [passenger]});
                asha.quote(booking, &one).await
            }
            Ask::ChangeBack => self.quoted(trip).await,
            Ask::ConfirmChange => {
                let id = trip.change.as_ref().map_or(nothing, |it| it["id"].as_str().unwrap());
                let address = format!("/v1/changes/{id}/confirm");
                asha.post(&address, &json!({"payment_method": CARD})).once().await
            }
            Ask::ReleaseChange => {
                let id = trip.change.as_ref().map_or(nothing, |it| it["id"].as_str().unwrap());
                asha.delete(&format!("/v1/changes/{id}")).await
            }
            Ask::AcceptChange | Ask::RefundChange => {
                let how = if matches!(ask, Ask::AcceptChange) { "accept" } else { "refund" };
                let address = format!("{own}/schedule-changes/{change}/{how}");
                asha.post(&address, &json!({})).once().await
            }
            Ask::CorrectName => {
                let address = format!("{own}/passengers/{}", passenger.as_str().unwrap());
                asha.call(reqwest::Method::PATCH, &address)
                    .json(&json!({"given_name": "Ravy"}))
                    .await
            }
            Ask::ServeOnTheWayBack => {
                let address =
                    format!("{own}/passengers/{}/special-services", passenger.as_str().unwrap());
                let served = json!({"code": "VGML", "journeys": ["RETURNING"]});
                let served = json!({ "special_services": [served] });
                asha.call(reqwest::Method::PUT, &address).json(&served).await
            }
            Ask::SitElsewhereBack => {
                let seats = json!({"seats": swapped_back(booking)});
                asha.call(reqwest::Method::PUT, &format!("{own}/seats")).json(&seats).await
            }
            Ask::Split => {
                let one = json!({"passengers": [passenger]});
                asha.post(&format!("{own}/split"), &one).once().await
            }
            Ask::AgentCancelsBack => {
                let body = json!({"journeys": "RETURNING", "reason": "She is ill."});
                agent.post(&format!("{desk}/cancellations"), &body).once().await
            }
            Ask::AgentChangesBack => {
                let replace =
                    json!([{"direction": "RETURNING", "offer": self.later(trip).await["id"]}]);
                let body = json!({"replace": replace, "waive_fee": true, "reason": "She is ill."});
                agent.post(&format!("{desk}/changes"), &body).once().await
            }
        }
    }
}

/// Each other's seats on the way back; one that is free where nobody has one yet.
fn swapped_back(booking: &Value) -> Vec<Value> {
    let rows = booking["journeys"][1]["segments"][0]["seats"].as_array().unwrap();
    let seats = rows.iter().rev().map(|row| match &row["seat"] {
        Value::Null => json!("15F"),
        seat => seat.clone(),
    });
    let swapped = rows.iter().zip(seats).map(|(row, seat)| {
        json!({"passenger_id": row["passenger_id"], "journey": "RETURNING", "seat": seat})
    });
    let swapped: Vec<Value> = swapped.collect();
    let is_free = swapped.iter().all(|it| it["seat"] == "15F");
    if is_free { swapped[..1].to_vec() } else { swapped }
}

/// The flight of a journey.
fn flight(booking: &Value, journey: usize) -> Value {
    booking["journeys"][journey]["segments"][0]["flight_id"].clone()
}

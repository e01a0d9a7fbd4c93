//! The usual steps of a journey: search, book, pay, fetch the documents.
//!
//! Every step asserts that it worked; a test that wants a refusal makes the call itself.

use reqwest::Method;
use serde_json::{Value, json};

use crate::call::{Answer, Client};
use crate::site::eventually;

/// Three weeks after noon: no cancellation charge applies yet.
pub(crate) const DAY: &str = "2026-12-01";
/// Three days later, to come back on.
pub(crate) const DAY_BACK: &str = "2026-12-04";

impl Client {
    /// The departing offers of a search.
    pub(crate) async fn offers(&self, query: &str) -> Vec<Value> {
        let found = self.get(&format!("/v1/offers?{query}")).await.expect(200);
        found["departing"].as_array().unwrap().clone()
    }

    /// The earliest direct STANDARD offer of one airline for one adult.
    pub(crate) async fn offer(&self, airline: &str, route: &str, date: &str) -> Value {
        self.offer_for("adults=1", airline, route, date).await
    }

    /// The same for another party, cabin or such.
    pub(crate) async fn offer_for(
        &self,
        party: &str,
        airline: &str,
        route: &str,
        date: &str,
    ) -> Value {
        let (origin, destination) = route.split_once('-').unwrap();
        let query = format!(
            "origin={origin}&destination={destination}&departure_date={date}&airlines={airline}\
             &max_stops=0&sort=DEPARTURE&limit=200&{party}"
        );
        let offers = self.offers(&query).await;
        let standard = offers.into_iter().find(|offer| offer["brand"]["code"] == "STANDARD");
        standard.unwrap_or_else(|| panic!("no offer: {query}"))
    }

    /// Books, and answers what is held.
    pub(crate) async fn book(&self, offers: &[&Value], passengers: &[Value]) -> Value {
        self.try_book(&request(offers, passengers)).await.expect(201)
    }

    pub(crate) async fn try_book(&self, request: &Value) -> Answer {
        self.post("/v1/bookings", request).once().await
    }

    /// Books and pays with a card that works, and answers what is confirmed.
    pub(crate) async fn buy(&self, offers: &[&Value], passengers: &[Value]) -> Value {
        let booking = self.book(offers, passengers).await;
        self.pay(&booking, "pm_card_visa").await;
        let confirmed = self.booking(&booking).await;
        assert_eq!(confirmed["status"], "CONFIRMED");
        confirmed
    }

    /// Pays with a payment method, and answers the payment.
    pub(crate) async fn pay(&self, booking: &Value, method: &str) -> Value {
        let body = json!({"payment_method": method});
        self.post(&payments(booking), &body).once().await.expect(201)
    }

    /// Asks for the hosted page, and answers its address.
    pub(crate) async fn checkout(&self, booking: &Value) -> String {
        let payment = self.post(&payments(booking), &json!({})).once().await.expect(201);
        assert_eq!(payment["status"], "REQUIRES_ACTION", "{payment}");
        payment["next_action"]["url"].as_str().unwrap().to_owned()
    }

    /// Presses a button of the hosted page.
    pub(crate) async fn press(&self, page: &str, button: &str) -> Answer {
        self.without_bearer().call(Method::POST, &format!("{page}/{button}")).await
    }

    /// The booking as it reads now.
    pub(crate) async fn booking(&self, booking: &Value) -> Value {
        self.get(&path(booking)).await.expect(200)
    }

    /// The booking once it has this status.
    pub(crate) async fn booking_once(&self, booking: &Value, status: &str) -> Value {
        eventually(&format!("the booking is {status}"), async || {
            Some(self.booking(booking).await).filter(|booking| booking["status"] == status)
        })
        .await
    }

    /// The documents of a booking, once there are so many and all are ready.
    pub(crate) async fn ready_documents(&self, booking: &Value, count: usize) -> Vec<Value> {
        let path = format!("{}/documents", path(booking));
        eventually("the documents are ready", async || {
            let list = self.get(&path).await.expect(200);
            let documents = list["data"].as_array().unwrap().clone();
            let ready = documents.iter().filter(|it| it["status"] == "READY").count();
            (ready == count && documents.len() == count).then_some(documents)
        })
        .await
    }

    /// Quotes a cancellation.
    pub(crate) async fn quote(&self, booking: &Value, body: &Value) -> Answer {
        self.post(&format!("{}/cancellations", path(booking)), body).await
    }

    /// Quotes a cancellation and confirms it.
    pub(crate) async fn cancel(&self, booking: &Value, body: &Value) -> Value {
        let quote = self.quote(booking, body).await.expect(201);
        self.confirm(&quote).await.expect(200)
    }

    pub(crate) async fn confirm(&self, quote: &Value) -> Answer {
        let id = quote["id"].as_str().unwrap();
        self.post(&format!("/v1/cancellations/{id}/confirm"), &json!({})).once().await
    }

    /// The cancellation once its money is back and its receipt is made.
    pub(crate) async fn settled(&self, cancellation: &Value) -> Value {
        let id = cancellation["id"].as_str().unwrap();
        eventually("the refund is settled", async || {
            let now = self.get(&format!("/v1/cancellations/{id}")).await.expect(200);
            Some(now).filter(|it| it["receipt"]["status"] == "READY")
        })
        .await
    }
}

/// The path of a booking.
pub(crate) fn path(booking: &Value) -> String {
    format!("/v1/bookings/{}", booking["booking_ref"].as_str().unwrap())
}

/// The path of a booking's payments.
pub(crate) fn payments(booking: &Value) -> String {
    format!("{}/payments", path(booking))
}

/// A request to book.
pub(crate) fn request(offers: &[&Value], passengers: &[Value]) -> Value {
    let offers: Vec<_> = offers.iter().map(|offer| &offer["id"]).collect();
    json!({"offers": offers, "passengers": passengers, "contact": {"email": "asha@example.com"}})
}

pub(crate) fn adult(given_name: &str) -> Value {
    passenger(given_name, "1990-05-01")
}

pub(crate) fn child(given_name: &str) -> Value {
    passenger(given_name, "2019-05-01")
}

/// An infant on the lap of the passenger with this index.
pub(crate) fn infant(given_name: &str, adult: usize) -> Value {
    with(passenger(given_name, "2026-02-01"), "infant_of", adult)
}

fn passenger(given_name: &str, date_of_birth: &str) -> Value {
    json!({
        "given_name": given_name,
        "family_name": "Rao",
        "gender": "FEMALE",
        "date_of_birth": date_of_birth,
    })
}

/// The same body with one field set.
pub(crate) fn with(mut body: Value, field: &str, value: impl Into<Value>) -> Value {
    body[field] = value.into();
    body
}

/// The seats of the first passenger, segment by segment of the whole trip.
pub(crate) fn seats(booking: &Value) -> Vec<Value> {
    let journeys = booking["journeys"].as_array().unwrap().iter();
    let segments = journeys.flat_map(|journey| journey["segments"].as_array().unwrap());
    segments.map(|segment| segment["seats"][0]["seat"].clone()).collect()
}

/// Minor units of an amount of money.
#[track_caller]
pub(crate) fn minor(money: &Value) -> i64 {
    assert_eq!(money["currency"], "INR", "{money}");
    money["amount"].as_i64().unwrap()
}

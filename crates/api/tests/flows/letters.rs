//! What travellers are mailed about flights that fly otherwise, read from the folder of mails.

use airside_bootstrap::settings::Transport;
use reqwest::Method;
use serde_json::{Value, json};

use crate::call::Client;
use crate::journeys::{DAY, adult};
use crate::site::{Site, eventually};

async fn site() -> Site {
    Site::start_with(|settings| settings.email.transport = Transport::Folder).await
}

/// The mail with this in its subject, whole, once it is there.
pub(crate) async fn mail(site: &Site, subject: &str) -> String {
    let folder = site.settings().data_dir.join("mail");
    eventually(subject, async || {
        let files = std::fs::read_dir(&folder).ok()?;
        let texts = files.filter_map(|file| std::fs::read_to_string(file.ok()?.path()).ok());
        texts.map(|text| text.replace("\r\n ", " ").replace("=\r\n", "")).find(|text| {
            let mut lines = text.lines();
            lines.any(|line| line.starts_with("Subject: ") && line.contains(subject))
        })
    })
    .await
}

/// Books a flight and moves it to these times.
async fn retimed(site: &Site, asha: &Client, (from, to): (&str, &str)) -> Value {
    let admin = site.admin("Ravi").await;
    let offer = asha.offer("6E", "DEL-BOM", DAY).await;
    let booking = asha.buy(&[&offer], &[adult("Asha")]).await;
    mail(site, "is confirmed").await;
    let flight = offer["segments"][0]["flight_id"].as_str().unwrap();
    let body = json!({"departure_local": format!("{DAY}T{from}"),
                      "arrival_local": format!("{DAY}T{to}"), "reason": "Fog"});
    let departure = format!("/v1/admin/departures/{flight}/{DAY}");
    admin.call(Method::PATCH, &departure).json(&body).await.expect(200);
    asha.booking(&booking).await
}

/// Ten minutes later than it was sold.
fn a_little_later(offer: &Value) -> (String, String) {
    let later = |moment: &Value| {
        let clock = &moment.as_str().unwrap()[11..16];
        let (hours, minutes) = clock.split_once(':').unwrap();
        let all = hours.parse::<u32>().unwrap() * 60 + minutes.parse::<u32>().unwrap() + 10;
        format!("{:02}:{:02}", all / 60, all % 60)
    };
    let segment = &offer["segments"][0];
    (later(&segment["departure"]), later(&segment["arrival"]))
}

#[actix_web::test]
async fn a_small_change_brings_the_new_ticket() {
    let site = site().await;
    let asha = site.sign_up("Asha").await;
    let (from, to) = a_little_later(&asha.offer("6E", "DEL-BOM", DAY).await);
    let booking = retimed(&site, &asha, (&from, &to)).await;
    assert_eq!(booking["schedule_changes"][0]["status"], "ACCEPTED");

    let told = mail(&site, "has new times").await;
    assert!(told.contains("There is nothing for you to do"), "{told}");
    let name = format!("ticket-{}.pdf", booking["booking_ref"].as_str().unwrap());
    assert!(told.contains(&name), "no {name}");
}

#[actix_web::test]
async fn a_question_says_where_it_is_answered_and_its_answer_brings_the_new_ticket() {
    let site = site().await;
    let asha = site.sign_up("Asha").await;
    let booking = retimed(&site, &asha, ("17:00", "19:10")).await;
    let change = &booking["schedule_changes"][0];
    assert_eq!(change["status"], "OPEN");
    let asked = mail(&site, "has new times").await;
    assert!(asked.contains("Answer where you booked"), "{asked}");
    assert!(asked.contains("IST: keep the new times") && !asked.contains(".pdf"), "{asked}");

    let (reference, id) = (&booking["booking_ref"], &change["id"]);
    let (reference, id) = (reference.as_str().unwrap(), id.as_str().unwrap());
    let accept = format!("/v1/bookings/{reference}/schedule-changes/{id}/accept");
    asha.post(&accept, &json!({})).once().await.expect(200);
    let settled = mail(&site, "has a new ticket").await;
    assert!(settled.contains(&format!("ticket-{reference}.pdf")), "{settled}");
}

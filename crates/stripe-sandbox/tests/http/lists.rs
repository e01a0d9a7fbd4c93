//! Lists, as Stripe pages them: newest first, from the last object of the page before.

use serde_json::Value;

use crate::server::Server;

fn ids(page: &Value) -> Vec<String> {
    let objects = page["data"].as_array().unwrap().iter();
    objects.map(|object| object["id"].as_str().unwrap().to_owned()).collect()
}

#[actix_web::test]
async fn every_payment_and_refund_is_on_one_page() {
    let server = Server::start();
    let mut paid = Vec::new();
    for _ in 0..5 {
        let charge = server.charge("pm_card_visa").await;
        server.post("refunds", &[("payment_intent", charge.id()), ("amount", "5000")]).await;
        paid.push(charge.id().to_owned());
        // Some in one second, some in another.
        server.move_clock(i64::from(paid.len() == 2));
    }
    for list in ["payment_intents", "refunds"] {
        let (mut seen, mut after) = (Vec::new(), String::new());
        loop {
            let page = server.get(&format!("{list}?limit=2{after}")).await.body;
            let found = ids(&page);
            after = format!("&starting_after={}", found.last().unwrap());
            seen.extend(found);
            if page["has_more"] == false {
                break;
            }
        }
        assert_eq!(seen.len(), 5);
        assert_eq!(seen, ids(&server.get(&format!("{list}?limit=100")).await.body));
        if list == "payment_intents" {
            let (mut seen, mut paid) = (seen, paid.clone());
            seen.sort();
            paid.sort();
            assert_eq!(seen, paid);
        }
    }
}

#[actix_web::test]
async fn a_list_begins_at_a_time_and_goes_on_after_what_there_is() {
    let server = Server::start();
    let early = server.charge("pm_card_visa").await;
    server.move_clock(3_600);
    let late = server.charge("pm_card_visa").await;
    let since = late.body["created"].as_i64().unwrap() - 60;
    let listed = server.get(&format!("payment_intents?created[gte]={since}")).await;
    assert_eq!(ids(&listed.body), [late.id()]);
    let older = server.get(&format!("payment_intents?starting_after={}", late.id())).await;
    assert_eq!(ids(&older.body), [early.id()]);

    let unknown = server.get("refunds?starting_after=re_none").await;
    assert_eq!((unknown.status, unknown.error("param")), (400, "starting_after"));
}

//! Lists, as Stripe pages them: newest first, on from the last object of a page or back from its
//! first.

use serde_json::Value;

use crate::server::Server;

fn ids(page: &Value) -> Vec<String> {
    let objects = page["data"].as_array().unwrap().iter();
    objects.map(|object| object["id"].as_str().unwrap().to_owned()).collect()
}

/// Five payments with a refund each, some in one second, some in another: their ids, newest first.
async fn five_payments(server: &Server) -> (Vec<String>, Vec<String>) {
    let (mut payments, mut refunds) = (Vec::new(), Vec::new());
    for number in 0..5 {
        let charge = server.charge("pm_card_visa").await;
        let form = [("payment_intent", charge.id()), ("amount", "5000")];
        refunds.insert(0, server.post("refunds", &form).await.id().to_owned());
        payments.insert(0, charge.id().to_owned());
        server.move_clock(i64::from(number == 1));
    }
    (payments, refunds)
}

#[actix_web::test]
async fn every_list_is_paged_in_both_directions_newest_first() {
    let server = Server::start();
    let (payments, refunds) = five_payments(&server).await;
    for number in 0..5 {
        let form = [("enabled_events[]", "*"), ("url", &format!("http://127.0.0.1:9/{number}"))];
        server.post("webhook_endpoints", &form).await;
        server.charge("pm_card_createDispute").await;
    }
    for list in ["payment_intents", "charges", "refunds", "disputes", "webhook_endpoints", "events"]
    {
        let all = ids(&server.get(&format!("{list}?limit=100")).await.body);
        assert!(all.len() >= 5, "{list}");
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
        assert_eq!(seen, all, "{list}");
        // And back from the last.
        let mut seen = vec![all.last().unwrap().clone()];
        loop {
            let before = format!("{list}?limit=2&ending_before={}", seen[0]);
            let page = server.get(&before).await.body;
            seen.splice(0..0, ids(&page));
            if page["has_more"] == false {
                break;
            }
        }
        assert_eq!(seen, all, "{list}");
    }
    let listed = ids(&server.get("refunds?limit=100").await.body);
    assert_eq!(listed, refunds, "in the order in which they were made");
    let oldest = ids(&server.get("payment_intents?limit=100").await.body).split_off(5);
    assert_eq!(oldest, payments);
}

#[actix_web::test]
async fn the_refunds_of_a_payment_are_paged_like_all_others() {
    let server = Server::start();
    let paid = server.charge("pm_card_visa").await;
    let mut made = Vec::new();
    for _ in 0..5 {
        let form = [("payment_intent", paid.id()), ("amount", "5000")];
        made.insert(0, server.post("refunds", &form).await.id().to_owned());
        server
            .post("refunds", &[("payment_intent", server.charge("pm_card_visa").await.id())])
            .await;
    }
    let of_payment = format!("refunds?payment_intent={}", paid.id());
    let first = server.get(&format!("{of_payment}&limit=3")).await.body;
    assert_eq!((ids(&first), &first["has_more"]), (made[..3].to_vec(), &true.into()));
    let rest = server.get(&format!("{of_payment}&limit=3&starting_after={}", made[2])).await.body;
    assert_eq!((ids(&rest), &rest["has_more"]), (made[3..].to_vec(), &false.into()));
}

#[actix_web::test]
async fn a_list_begins_at_a_time_and_goes_on_after_what_there_is() {
    let server = Server::start();
    let early = server.charge("pm_card_visa").await;
    server.move_clock(3_600);
    let late = server.charge("pm_card_visa").await;
    let (made, since) = (late.body["created"].as_i64().unwrap(), early.body["created"].as_i64());
    for (filter, expected) in [
        (format!("created[gte]={}", made - 60), late.id()),
        (format!("created[gt]={}", since.unwrap()), late.id()),
        (format!("created={made}"), late.id()),
        (format!("created[lt]={made}"), early.id()),
        (format!("created[lte]={}", made - 60), early.id()),
        (format!("starting_after={}", late.id()), early.id()),
        (format!("ending_before={}", early.id()), late.id()),
    ] {
        let listed = server.get(&format!("payment_intents?{filter}")).await;
        assert_eq!(ids(&listed.body), [expected], "{filter}");
    }
}

#[actix_web::test]
async fn a_page_that_begins_nowhere_is_refused() {
    let server = Server::start();
    for list in ["payment_intents", "charges", "refunds", "disputes", "webhook_endpoints", "events"]
    {
        for cursor in ["starting_after", "ending_before"] {
            let unknown = server.get(&format!("{list}?{cursor}=x_none")).await;
            assert_eq!((unknown.status, unknown.error("param")), (400, cursor), "{list}");
            assert_eq!(unknown.error("code"), "resource_missing", "{list}");
        }
    }
    let both = server.get("refunds?starting_after=re_1&ending_before=re_2").await;
    assert_eq!((both.status, both.error("type")), (400, "invalid_request_error"));
    for limit in ["0", "101", "ten"] {
        let refused = server.get(&format!("refunds?limit={limit}")).await;
        assert_eq!((refused.status, refused.error("param")), (400, "limit"), "{limit}");
    }
}

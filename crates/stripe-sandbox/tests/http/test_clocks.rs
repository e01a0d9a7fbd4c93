//! The time of the sandbox is moved on by whoever has its key.

use crate::server::{Server, purchase};

/// The clock of the sandbox, moved on to this moment.
async fn advance(server: &Server, to: i64) -> i64 {
    let address = "test_helpers/test_clocks/sandbox/advance";
    let clock = server.post(address, &[("frozen_time", &to.to_string())]).await;
    assert_eq!((clock.status, clock.body["status"].as_str()), (200, Some("ready")));
    clock.body["frozen_time"].as_i64().unwrap()
}

#[actix_web::test]
async fn what_is_due_by_then_is_done_and_time_never_goes_back() {
    let server = Server::start();
    let now = advance(&server, 1).await;
    let mut form = purchase("pm_card_visa");
    form.push(("metadata[scenario]", "LATEPAYMENT"));
    let charged = server.post("payment_intents", &form).await;
    assert_eq!(charged.body["status"], "processing");

    let later = advance(&server, now + 3_601).await;
    assert!((now + 3_601..now + 3_660).contains(&later), "{now} and then {later}");
    let intent = server.get(&format!("payment_intents/{}", charged.id())).await;
    assert_eq!(intent.body["status"], "succeeded");

    assert!(advance(&server, now).await >= later);
}

#[actix_web::test]
async fn no_clock_goes_out_of_the_calendar() {
    let server = Server::start();
    for (frozen_time, param) in [("", "frozen_time"), ("999999999999999", "frozen_time")] {
        let address = "test_helpers/test_clocks/sandbox/advance";
        let refused = server.post(address, &[("frozen_time", frozen_time)]).await;
        assert_eq!((refused.status, refused.error("param")), (400, param));
    }
}

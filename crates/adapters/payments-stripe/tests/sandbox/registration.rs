//! Nodes tell a sandbox where events go.

use crate::subject::subject;

#[tokio::test]
async fn nodes_that_start_together_may_all_register_their_address() {
    let subject = subject().await;
    let register = || subject.payments.register_webhook("http://127.0.0.1:9/v1/webhooks/stripe");
    let (first, second, third) = tokio::join!(register(), register(), register());
    assert!(first.is_ok() && second.is_ok() && third.is_ok(), "{first:?} {second:?} {third:?}");
    register().await.unwrap();
}

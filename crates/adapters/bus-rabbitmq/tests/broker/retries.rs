//! Messages that fail: they come again, and end where an operator finds them.

use airside_app::ports::bus::{Outcome, Topic};
use airside_bus_rabbitmq::Settings;
use futures::future::join_all;
use lapin::BasicProperties;
use lapin::message::Delivery;
use lapin::options::{BasicGetOptions, BasicNackOptions, BasicPublishOptions};

use crate::listeners::{Heard, listener};
use crate::site::{
    Operator, announcement, connect, consume, document, end, event, refund, settings, soon,
};

fn header(delivery: &Delivery, name: &str) -> Option<String> {
    let headers = delivery.properties.headers().as_ref()?;
    let value = headers.inner().get(name)?.as_long_string()?;
    Some(value.to_string())
}

fn is_of(delivery: &Delivery, number: u128) -> bool {
    let id = delivery.properties.message_id().as_ref();
    id.is_some_and(|id| id.as_str() == event(number).to_string())
}

#[tokio::test]
async fn a_message_that_never_works_is_dead_after_its_attempts() {
    let settings = settings();
    let (bus, operator) = (connect(&settings).await, Operator::of(&settings).await);
    let (handler, _) = listener(|_, _| Outcome::Retry);
    let consumer = consume(&bus, Topic::Documents, handler.clone());
    bus.publish(document(7)).await.unwrap();

    let dead = operator.next_dead().await;
    assert!(is_of(&dead, 7));
    assert_eq!(dead.data, br#"{"document_requested":"00000000-0000-0000-0000-000000000007"}"#);
    assert_eq!(header(&dead, "airside-reason").unwrap(), "tried too often");
    assert_eq!(header(&dead, "airside-from").unwrap(), operator.queue("documents"));
    end(bus, [consumer], operator).await;
    assert_eq!(handler.calls(), 3);
}

#[tokio::test]
async fn a_message_that_is_given_up_is_dead_at_once() {
    let settings = settings();
    let (bus, operator) = (connect(&settings).await, Operator::of(&settings).await);
    let (handler, _) = listener(|_, _| Outcome::GiveUp);
    let consumer = consume(&bus, Topic::Settlement, handler.clone());
    bus.publish(refund(8)).await.unwrap();

    let dead = operator.next_dead().await;
    assert!(is_of(&dead, 8));
    assert_eq!(header(&dead, "airside-reason").unwrap(), "given up");
    end(bus, [consumer], operator).await;
    assert_eq!(handler.calls(), 1);
}

#[tokio::test]
async fn what_cannot_be_read_is_dead_at_once_and_nobody_is_asked() {
    let settings = settings();
    let (bus, operator) = (connect(&settings).await, Operator::of(&settings).await);
    let (handler, _) = listener(|_, _| Outcome::Done);
    let consumer = consume(&bus, Topic::Documents, handler.clone());
    let with_id = BasicProperties::default().with_message_id(event(9).to_string().into());
    let readable = br#"{"document_requested":"00000000-0000-0000-0000-000000000007"}"#;
    let unreadable: [(BasicProperties, &[u8]); 2] =
        [(with_id, b"\xff"), (BasicProperties::default(), readable)];

    for (properties, body) in unreadable {
        let (queue, options) = (operator.queue("documents"), BasicPublishOptions::default());
        let publishing =
            operator.channel.basic_publish("".into(), queue.into(), options, body, properties);
        publishing.await.unwrap();
        let dead = operator.next_dead().await;
        assert_eq!(dead.data, body);
        assert_eq!(header(&dead, "airside-reason").unwrap(), "unreadable");
    }
    end(bus, [consumer], operator).await;
    assert_eq!(handler.calls(), 0);
}

#[tokio::test]
async fn a_message_whose_consumers_keep_dying_is_dead_and_not_gone() {
    let settings = settings();
    let (bus, operator) = (connect(&settings).await, Operator::of(&settings).await);
    bus.publish(document(10)).await.unwrap();

    // To hand it back is to the broker what a death is.
    let queue = operator.queue("documents");
    let mut deaths = 0;
    let options = BasicGetOptions::default();
    while let Some(message) =
        operator.channel.basic_get(queue.as_str().into(), options).await.unwrap()
    {
        deaths += 1;
        let requeue = BasicNackOptions { requeue: true, ..Default::default() };
        message.acker.nack(requeue).await.unwrap();
    }
    assert!(is_of(&operator.next_dead().await, 10));
    assert!(deaths > 1, "one death is no reason");
    end(bus, [], operator).await;
}

#[tokio::test]
async fn a_handler_that_panics_is_asked_again() {
    let settings = settings();
    let (bus, operator) = (connect(&settings).await, Operator::of(&settings).await);
    let (handler, mut hearing) = listener(|_, before| {
        assert!(before > 0, "the first call panics");
        Outcome::Done
    });
    let consumer = consume(&bus, Topic::Documents, handler);
    bus.publish(document(11)).await.unwrap();
    for _ in 0..2 {
        assert_eq!(soon(hearing.recv()).await, Some(Heard::Message(document(11))));
    }
    end(bus, [consumer], operator).await;
}

#[tokio::test]
async fn a_broadcast_comes_again_for_as_long_as_it_is_asked_for() {
    let settings = settings();
    let (bus, operator) = (connect(&settings).await, Operator::of(&settings).await);
    // More often than any other message is tried.
    let (handler, mut hearing) = listener(|heard, before| match heard {
        Heard::Message(_) if before < 6 => Outcome::Retry,
        Heard::Message(_) | Heard::Missed => Outcome::Done,
    });
    let consumer = consume(&bus, Topic::Broadcast, handler);
    assert_eq!(soon(hearing.recv()).await, Some(Heard::Missed));
    bus.publish(announcement(12)).await.unwrap();
    for _ in 0..6 {
        assert_eq!(soon(hearing.recv()).await, Some(Heard::Message(announcement(12))));
    }
    end(bus, [consumer], operator).await;
}

#[tokio::test]
async fn of_many_messages_at_once_exactly_those_without_a_queue_fail() {
    let settings = settings();
    let (bus, operator) = (connect(&settings).await, Operator::of(&settings).await);
    operator.delete("documents").await;

    let mixed = (0..200_u128).map(|n| if n % 2 == 0 { refund(n) } else { document(n) });
    let outcomes = join_all(mixed.map(|envelope| bus.publish(envelope))).await;
    for (n, outcome) in outcomes.into_iter().enumerate() {
        assert_eq!(outcome.is_ok(), n % 2 == 0, "message {n}: {outcome:?}");
    }
    end(bus, [], operator).await;
}

#[tokio::test]
async fn nodes_with_other_delays_share_the_work() {
    let settings = settings();
    let (bus, operator) = (connect(&settings).await, Operator::of(&settings).await);
    let hurried = Settings { retry_delays: settings.retry_delays[..1].to_vec(), ..settings };
    let other = connect(&hurried).await;
    let (handler, mut hearing) = listener(|_, _| Outcome::Done);
    let consumer = consume(&other, Topic::Documents, handler);
    bus.publish(document(13)).await.unwrap();
    assert_eq!(soon(hearing.recv()).await, Some(Heard::Message(document(13))));
    other.close().await;
    end(bus, [consumer], operator).await;
}

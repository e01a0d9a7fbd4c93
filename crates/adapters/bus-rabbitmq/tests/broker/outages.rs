//! The broker is away, is silent, or lets the connection fall; and comes back.

use std::collections::HashSet;
use std::sync::Arc;
use std::time::Duration;

use airside_app::ports::bus::{Outcome, Topic};
use airside_app::ports::{Bus, Envelope};
use airside_bus_rabbitmq::{RabbitBus, Settings};

use crate::listeners::{Heard, Hearing, Slow, listener};
use crate::proxy::Proxy;
use crate::site::{
    Operator, announcement, connect, consume, document, end, event, settings, soon, url,
};

/// The same queues, without the proxy.
async fn direct(settings: &Settings) -> Arc<dyn Bus> {
    connect(&Settings { url: url(), ..settings.clone() }).await
}

async fn publish_until_taken(bus: &Arc<dyn Bus>, envelope: Envelope) {
    let trying = async {
        while bus.publish(envelope.clone()).await.is_err() {
            tokio::task::yield_now().await;
        }
    };
    soon(trying).await;
}

async fn next_message(hearing: &mut Hearing) -> Envelope {
    loop {
        match soon(hearing.recv()).await.unwrap() {
            Heard::Message(envelope) => return envelope,
            Heard::Missed => {}
        }
    }
}

#[tokio::test]
async fn a_consumer_comes_back_and_gets_what_was_published_meanwhile() {
    let proxy = Proxy::start().await;
    let settings = proxy.settings();
    let (bus, operator) = (connect(&settings).await, Operator::of(&settings).await);
    let publisher = direct(&settings).await;
    let (handler, mut hearing) = listener(|_, _| Outcome::Done);
    let consumer = consume(&bus, Topic::Documents, handler);
    publisher.publish(document(1)).await.unwrap();
    assert_eq!(next_message(&mut hearing).await, document(1));

    proxy.cut();
    publisher.publish(document(2)).await.unwrap();
    proxy.restore();

    // The first may come once more: its acknowledgement may have been on the way.
    while next_message(&mut hearing).await != document(2) {}
    publisher.close().await;
    end(bus, [consumer], operator).await;
}

#[tokio::test]
async fn a_message_in_hand_when_the_connection_falls_is_delivered_again() {
    let proxy = Proxy::start().await;
    let settings = proxy.settings();
    let (bus, operator) = (connect(&settings).await, Operator::of(&settings).await);
    let (handler, mut beginnings) = Slow::new();
    let consumer = consume(&bus, Topic::Documents, handler.clone());
    bus.publish(document(3)).await.unwrap();
    assert_eq!(soon(beginnings.recv()).await, Some(document(3)));

    proxy.cut();
    proxy.restore();
    assert_eq!(soon(beginnings.recv()).await, Some(document(3)));

    handler.go_on.add_permits(2);
    end(bus, [consumer], operator).await;
}

#[tokio::test]
async fn a_broadcast_consumer_is_told_of_every_gap_before_anything_else() {
    let proxy = Proxy::start().await;
    let settings = proxy.settings();
    let (bus, operator) = (connect(&settings).await, Operator::of(&settings).await);
    let publisher = direct(&settings).await;
    // The second time it cannot look at first.
    let (handler, mut hearing) =
        listener(|_, before| if before == 2 { Outcome::Retry } else { Outcome::Done });
    let consumer = consume(&bus, Topic::Broadcast, handler);
    assert_eq!(soon(hearing.recv()).await, Some(Heard::Missed));
    publisher.publish(announcement(4)).await.unwrap();
    assert_eq!(soon(hearing.recv()).await, Some(Heard::Message(announcement(4))));

    proxy.cut();
    publisher.publish(announcement(5)).await.unwrap();
    proxy.restore();

    let repeating = async {
        loop {
            publisher.publish(announcement(6)).await.unwrap();
            tokio::task::yield_now().await;
        }
    };
    let listening = async {
        assert_eq!(hearing.recv().await, Some(Heard::Missed));
        assert_eq!(hearing.recv().await, Some(Heard::Missed));
        assert_eq!(hearing.recv().await, Some(Heard::Message(announcement(6))));
    };
    tokio::select! {
        () = repeating => {}
        () = soon(listening) => {}
    }
    publisher.close().await;
    end(bus, [consumer], operator).await;
}

#[tokio::test]
async fn publishing_fails_while_the_broker_is_away_and_works_afterwards() {
    let proxy = Proxy::start().await;
    let settings = proxy.settings();
    let (bus, operator) = (connect(&settings).await, Operator::of(&settings).await);
    proxy.cut();
    assert!(soon(bus.publish(document(7))).await.is_err());
    assert!(soon(bus.ping()).await.is_err());

    proxy.restore();
    publish_until_taken(&bus, document(8)).await;
    soon(bus.ping()).await.unwrap();
    end(bus, [], operator).await;
}

#[tokio::test]
async fn publishing_to_a_broker_that_says_nothing_fails_and_does_not_hang() {
    let proxy = Proxy::start().await;
    let settings = Settings { patience: Duration::from_secs(2), ..proxy.settings() };
    let bus: Arc<dyn Bus> =
        Arc::new(RabbitBus::connect(Settings { ..settings.clone() }).await.unwrap());
    let operator = Operator::of(&settings).await;
    proxy.fall_silent();
    assert!(soon(bus.publish(document(9))).await.is_err());
    assert!(soon(bus.publish(document(9))).await.is_err());
    assert!(soon(bus.ping()).await.is_err());

    proxy.restore();
    publish_until_taken(&bus, document(9)).await;
    end(bus, [], operator).await;
}

#[tokio::test]
async fn nothing_is_lost_on_a_connection_that_keeps_falling() {
    const MESSAGES: u128 = 300;
    let proxy = Proxy::start().await;
    let settings = proxy.settings();
    let (bus, operator) = (connect(&settings).await, Operator::of(&settings).await);
    // Every third is asked for again, so that messages move between queues as well.
    let (handler, mut hearing) =
        listener(|_, before| if before % 3 == 0 { Outcome::Retry } else { Outcome::Done });
    let consumer = consume(&bus, Topic::Documents, handler);

    let publishing = async {
        for number in 0..MESSAGES {
            publish_until_taken(&bus, document(number)).await;
        }
    };
    let listening = async {
        let mut missing: HashSet<_> = (0..MESSAGES).map(event).collect();
        let mut left_at_last_cut = missing.len();
        while !missing.is_empty() {
            missing.remove(&next_message(&mut hearing).await.id);
            if left_at_last_cut - missing.len() >= 60 {
                left_at_last_cut = missing.len();
                proxy.cut();
                proxy.restore();
            }
        }
    };
    tokio::join!(publishing, listening);
    end(bus, [consumer], operator).await;
}

#[tokio::test]
async fn closing_does_not_wait_for_a_broker_that_is_away() {
    let proxy = Proxy::start().await;
    let settings = proxy.settings();
    let (bus, operator) = (connect(&settings).await, Operator::of(&settings).await);
    let (handler, mut hearing) = listener(|_, _| Outcome::Done);
    let consumer = consume(&bus, Topic::Broadcast, handler);
    assert_eq!(soon(hearing.recv()).await, Some(Heard::Missed));
    proxy.cut();
    end(bus, [consumer], operator).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_connection_outlives_the_thread_that_opened_it() {
    let proxy = Proxy::start().await;
    let settings = proxy.settings();
    let (bus, operator) = (connect(&settings).await, Operator::of(&settings).await);
    proxy.cut();
    soon(async { while bus.ping().await.is_ok() {} }).await;
    proxy.restore();

    let asking = bus.clone();
    let thread = std::thread::spawn(move || {
        let own = tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap();
        own.block_on(soon(async { while asking.ping().await.is_err() {} }));
    });
    thread.join().unwrap();

    bus.ping().await.unwrap();
    end(bus, [], operator).await;
}

#[tokio::test]
async fn what_was_closed_takes_nothing_and_gives_nothing() {
    let settings = settings();
    let (bus, operator) = (connect(&settings).await, Operator::of(&settings).await);
    bus.close().await;
    let (handler, _) = listener(|_, _| Outcome::Done);
    assert!(bus.publish(document(1)).await.is_err());
    assert!(bus.consume(Topic::Documents, handler).await.is_err());
    assert!(bus.ping().await.is_err());
    end(bus, [], operator).await;
}

#[tokio::test]
async fn a_broker_that_cannot_be_reached_is_an_error_that_keeps_the_password() {
    let proxy = Proxy::start().await;
    proxy.cut();
    let away = proxy.settings().url.replace("//", "//airside:hush@");
    let away = away.replace("guest:guest@", "");
    for url in [away.as_str(), "amqp:airside:hush@host", "amqp://airside:hush@host:port"] {
        let settings = Settings { url: url.to_owned(), ..settings() };
        let error = soon(RabbitBus::connect(settings)).await.err().unwrap();
        assert!(!airside_app::chain(&error).contains("hush"), "{url}");
    }
}

//! What nodes share, and what they leave in Redis.

use airside_app::ports::{Limit, Limits};
use deadpool_redis::redis::{Commands, cmd};

use crate::service::database;

/// One a minute, five at once.
const RARE: Limit = Limit { name: "rare", rate: 1, period_seconds: 60, burst: 5 };

#[tokio::test]
async fn two_nodes_share_one_count() {
    let database = database();
    let nodes = [database.limits(), database.limits()];
    let mut allowed = 0;
    for turn in 0..20 {
        let decision = nodes[turn % 2].take(RARE, "asha").await.unwrap();
        allowed += u32::from(decision.allowed);
    }
    assert_eq!(allowed, RARE.burst);
}

#[tokio::test]
async fn two_prefixes_share_nothing() {
    let (one, other) = (database(), database());
    for database in [&one, &other] {
        let limits = database.limits();
        let decision = limits.take(RARE, "asha").await.unwrap();
        assert_eq!(decision.remaining, RARE.burst - 1);
    }
}

#[tokio::test]
async fn every_key_is_gone_when_its_burst_is_whole() {
    let database = database();
    let limits = database.limits();
    for _ in 0..7 {
        limits.take(RARE, "asha").await.unwrap();
    }
    limits.take(RARE, "ravi").await.unwrap();

    let mut redis = database.connection();
    let lives = |redis: &mut _, subject| {
        let key = format!("{}:limit:rare:{subject}", database.prefix);
        Commands::pttl::<_, i64>(redis, key).unwrap()
    };
    assert_eq!(database.keys().len(), 2);
    assert!((290_000..=300_000).contains(&lives(&mut redis, "asha")));
    assert!((50_000..=60_000).contains(&lives(&mut redis, "ravi")));
}

#[tokio::test]
async fn a_count_from_the_future_is_no_more_than_an_empty_burst() {
    let database = database();
    let limits = database.limits();
    let key = format!("{}:limit:rare:asha", database.prefix);
    let _: () = database.connection().set_ex(key, 9_000_000_000_000_000_i64, 60).unwrap();

    let decision = limits.take(RARE, "asha").await.unwrap();
    assert_eq!((decision.allowed, decision.retry_after_seconds), (false, 60));
    assert_eq!(decision.reset_seconds, 60);
}

#[tokio::test]
async fn a_redis_that_forgot_the_script_is_sent_it_again() {
    let database = database();
    let limits = database.limits();
    for remaining in (0..RARE.burst).rev() {
        let _: () = cmd("SCRIPT").arg("FLUSH").query(&mut database.connection()).unwrap();
        let decision = limits.take(RARE, "asha").await.unwrap();
        assert_eq!((decision.allowed, decision.remaining), (true, remaining));
    }
}

//! Promises about tariffs.

use std::sync::Arc;

use airside_app::ports::bus::Message;
use airside_app::ports::store::StoredTariff;
use airside_app::ports::{Store, Write};
use futures::future::join_all;

use crate::samples::{airline, tariff};

pub async fn the_newest_tariff_is_in_use_and_every_version_is_kept(store: Arc<dyn Store>) {
    assert_eq!(store.tariff().await.unwrap(), None);
    assert_eq!(store.tariff_version(1).await.unwrap(), None);

    assert_eq!(store.save_tariff(tariff("first"), Vec::new()).await.unwrap(), 1);
    assert_eq!(store.save_tariff(tariff("second"), Vec::new()).await.unwrap(), 2);

    let kept = |version, text| {
        let saved = tariff(text);
        let (name, text, loaded_at) = (saved.name, saved.text, saved.loaded_at);
        Some(StoredTariff { version, name, text, loaded_at })
    };
    assert_eq!(store.tariff().await.unwrap(), kept(2, "second"));
    assert_eq!(store.tariff_version(1).await.unwrap(), kept(1, "first"));
    assert_eq!(store.tariff_version(3).await.unwrap(), None);
}

pub async fn a_new_tariff_is_told_to_every_node_and_the_same_one_is_not(store: Arc<dyn Store>) {
    let told = async || {
        let unsent = store.unsent(10).await.unwrap();
        let ids: Vec<_> = unsent.iter().map(|envelope| envelope.id).collect();
        store.take_off(&ids).await.unwrap();
        unsent.into_iter().map(|envelope| envelope.message().unwrap()).collect::<Vec<_>>()
    };
    store.save_tariff(tariff("first"), Vec::new()).await.unwrap();
    assert_eq!(told().await, [Message::TimetableChanged]);

    assert_eq!(store.save_tariff(tariff("first"), Vec::new()).await.unwrap(), 1);
    assert_eq!(told().await, []);
    store.save_tariff(tariff("second"), Vec::new()).await.unwrap();
    // What was in use once may be so again: it is newer then.
    assert_eq!(store.save_tariff(tariff("first"), Vec::new()).await.unwrap(), 3);
    assert_eq!(told().await, [Message::TimetableChanged, Message::TimetableChanged]);
}

pub async fn tariffs_saved_at_once_have_versions_of_their_own(store: Arc<dyn Store>) {
    let saves =
        (1..=8).map(|number| {
            let store = store.clone();
            async move {
                store.save_tariff(tariff(&format!("tariff {number}")), Vec::new()).await.unwrap()
            }
        });
    let mut versions = join_all(saves).await;
    versions.sort_unstable();
    assert_eq!(versions, [1, 2, 3, 4, 5, 6, 7, 8]);
}

pub async fn what_is_written_with_a_tariff_is_of_its_commit(store: Arc<dyn Store>) {
    let also = || vec![Write::SaveAirline(airline("AI"))];
    store.save_tariff(tariff("first"), Vec::new()).await.unwrap();
    store.save_tariff(tariff("first"), also()).await.unwrap();
    assert_eq!(store.airlines().await.unwrap(), []);
    store.save_tariff(tariff("second"), also()).await.unwrap();
    assert_eq!(store.airlines().await.unwrap(), [airline("AI")]);
}

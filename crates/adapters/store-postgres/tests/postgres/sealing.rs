//! What is private, sealed and opened by several stores on the same tables.

use std::sync::Arc;

use airside_app::ports::Store;
use airside_store_postgres::PostgresStore;

use crate::schema::Subject;

#[tokio::test]
async fn the_keys_that_seal_can_be_changed() {
    let Subject { schema, .. } = Subject::new().await;
    airside_port_contracts::sealing::keys_can_be_changed(async |keys| {
        let store = PostgresStore::connect(&schema.settings()).await.unwrap();
        Arc::new(store.sealed_with(keys)) as Arc<dyn Store>
    })
    .await;
}

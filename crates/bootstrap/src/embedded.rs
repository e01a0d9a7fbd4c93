//! The embedded stack: a SQLite file, and everything else in this process.

use std::fs;
use std::sync::Arc;

use airside_app::Ports;
use airside_app::ports::{Clock, Entropy, Store};
use airside_documents_pdf::PdfDocuments;
use airside_local::{FileBlobs, LocalBus, LocalLimits, SystemEntropy};
use airside_store_sqlite::SqliteStore;
use anyhow::Context;

use crate::data_folder::DataFolder;
use crate::gateway;
use crate::keys::{self, Keys};
use crate::reach::Reach;
use crate::settings::Settings;
use crate::stack::Stack;

/// Opens the store in the data folder, with its migrations run.
pub(crate) fn open_store(settings: &Settings) -> anyhow::Result<Arc<dyn Store>> {
    let folder = &settings.data_dir;
    fs::create_dir_all(folder)
        .with_context(|| format!("cannot make the data folder {}", folder.display()))?;
    let path = folder.join("airside.db");
    let store = SqliteStore::open(&path)
        .with_context(|| format!("cannot open the store {}", path.display()))?;
    Ok(Arc::new(store))
}

/// Claims the data folder, and wires everything to it.
pub(crate) fn wire(
    settings: &Settings,
    clock: Arc<dyn Clock>,
    reach: &Reach,
) -> anyhow::Result<Stack> {
    let folder = DataFolder::claim(&settings.data_dir)?;
    let store = open_store(settings)?;
    let entropy: Arc<dyn Entropy> = Arc::new(SystemEntropy::new(clock.clone()));
    let Keys { secrets, webhook_secret } = keys::load_or_make(&settings.data_dir, &*entropy)?;
    let till = if let Some(till) = gateway::elsewhere(settings, reach)? {
        till
    } else {
        let (clock, entropy) = (clock.clone(), entropy.clone());
        gateway::here(&settings.data_dir, reach, &webhook_secret, clock, entropy)?
    };
    let ports = Ports {
        store,
        bus: Arc::new(LocalBus::default()),
        limits: Arc::new(LocalLimits::default()),
        blobs: Arc::new(FileBlobs::open(settings.data_dir.join("blobs"))?),
        payments: till.payments.clone(),
        documents: Arc::new(PdfDocuments::new()?),
        clock,
        entropy,
    };
    Ok(Stack { ports, secrets, till, folder: Some(folder) })
}

//! The embedded stack: a SQLite file, and everything else in this process.

use std::sync::Arc;

use airside_app::Ports;
use airside_app::ports::{Blobs, Clock, Entropy, Payments, Store};
use airside_documents_pdf::PdfDocuments;
use airside_local::{FileBlobs, LocalBus, LocalLimits, SystemEntropy};
use airside_store_sqlite::SqliteStore;
use anyhow::Context;

use crate::addresses::Addresses;
use crate::data_folder::{self, BLOBS, DATABASE, DataFolder};
use crate::deliverer::deliverer;
use crate::gateway::{self, Outside};
use crate::keys::{self, Keys};
use crate::mailer::mailer;
use crate::settings::Settings;
use crate::stack::system_clock;
use crate::wiring::{Untold, Wiring};

/// Opens the store in the data folder, with its migrations run.
pub(crate) fn open_store(settings: &Settings) -> anyhow::Result<Arc<dyn Store>> {
    let folder = &settings.data_dir;
    data_folder::make(folder)?;
    let path = folder.join(DATABASE);
    let store = SqliteStore::open(&path)
        .with_context(|| format!("cannot open the store {}", path.display()))?;
    Ok(Arc::new(store.sealed_with(settings.personal_data.sealing_keys()?)))
}

/// The documents in the data folder.
pub(crate) fn blobs(settings: &Settings) -> anyhow::Result<Arc<dyn Blobs>> {
    Ok(Arc::new(FileBlobs::open(settings.data_dir.join(BLOBS))?))
}

/// The payment sandbox of the server that is at work on the data folder.
pub(crate) fn sandbox_of_server(
    settings: &Settings,
    addresses: &Addresses,
) -> anyhow::Result<Arc<dyn Payments>> {
    let entropy = SystemEntropy::new(system_clock(settings));
    let Keys { webhook_secret, .. } = keys::load_or_make(&settings.data_dir, &entropy)?;
    Ok(gateway::of_server(addresses, &webhook_secret)?)
}

/// Claims the data folder, and wires everything to it.
pub(crate) fn wire(
    settings: &Settings,
    clock: Arc<dyn Clock>,
    addresses: &Addresses,
) -> anyhow::Result<Wiring> {
    let folder = DataFolder::claim(&settings.data_dir)?;
    let store = open_store(settings)?;
    let entropy: Arc<dyn Entropy> = Arc::new(SystemEntropy::new(clock.clone()));
    let Keys { secrets, webhook_secret } = keys::load_or_make(&settings.data_dir, &*entropy)?;
    let outside = gateway::outside(settings, addresses)?;
    let (payments, sandbox, webhook) = if let Some(Outside { payments, webhook }) = outside {
        (payments, None, webhook)
    } else {
        let (clock, entropy) = (clock.clone(), entropy.clone());
        let (payments, sandbox) =
            gateway::inside(settings, addresses, &webhook_secret, clock, entropy)?;
        (payments, Some(sandbox), None)
    };
    let untold = webhook.map(|webhook| Untold { payments: payments.clone(), webhook });
    let ports = Ports {
        store,
        bus: Arc::new(LocalBus::default()),
        limits: Arc::new(LocalLimits::default()),
        blobs: blobs(settings)?,
        payments,
        documents: Arc::new(PdfDocuments::new()?),
        mailer: mailer(settings)?,
        deliverer: deliverer(settings)?,
        clock,
        entropy,
    };
    Ok(Wiring { ports, secrets, sandbox, untold, folder: Some(folder) })
}

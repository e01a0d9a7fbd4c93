//! What a command needs that changes what is sold: the use cases, on the store of these settings.
//! Nothing is started, and a server may be at work on the same store; what the command leaves in the
//! outbox is carried by that server, or by the next that starts.

use std::net::{IpAddr, Ipv4Addr, SocketAddr};
use std::sync::Arc;

use airside_app::work::world::start_world;
use airside_app::world::WorldLoader;
use airside_app::{App, Ports};
use airside_documents_pdf::PdfDocuments;
use airside_local::{LocalBus, LocalLimits};
use anyhow::Context;

use crate::addresses::Addresses;
use crate::books::{Books, open_books};
use crate::deliverer::deliverer;
use crate::desk::{Desk, open_desk};
use crate::figures::app_settings;
use crate::keys;
use crate::mailer::mailer;
use crate::settings::Settings;

/// Opens the store of these settings, and loads the world from it.
pub async fn open_office(settings: &Settings) -> anyhow::Result<Arc<App>> {
    let here = SocketAddr::new(IpAddr::V4(Ipv4Addr::LOCALHOST), settings.server.port);
    let addresses = Addresses::of(settings, here);
    let Desk { clock, entropy, .. } = open_desk(settings).await?;
    let Books { store, blobs, payments } = open_books(settings).await?;
    // It hands out nothing that anybody else would have to know.
    let secrets = keys::from_secret(&entropy.id().to_string());
    let ports = Ports {
        store,
        bus: Arc::new(LocalBus::default()),
        limits: Arc::new(LocalLimits::default()),
        blobs,
        payments,
        documents: Arc::new(PdfDocuments::new()?),
        mailer: mailer(settings)?,
        deliverer: deliverer(settings)?,
        clock,
        entropy,
    };
    let loader = WorldLoader::everything(settings.currency()?);
    let app = Arc::new(App::new(ports, app_settings(settings, &addresses)?, secrets, loader));
    start_world(&app).await.context("the world cannot be loaded")?;
    Ok(app)
}

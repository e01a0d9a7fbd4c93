//! What a process is given by the stack that was chosen.

use std::sync::Arc;

use airside_app::{Ports, Secrets};
use airside_payments_stripe::StripePayments;
use airside_stripe_sandbox::Sandbox;

use crate::data_folder::DataFolder;

/// What stands behind a running API node.
pub(crate) struct Wiring {
    pub(crate) ports: Ports,
    pub(crate) secrets: Secrets,
    /// To be mounted beside the API, when the gateway is in this process.
    pub(crate) sandbox: Option<Sandbox>,
    /// A sandbox in another process, which must be told where its events go.
    pub(crate) untold: Option<Untold>,
    /// Of the embedded stack.
    pub(crate) folder: Option<DataFolder>,
}

/// What stands behind any process of the server stack.
pub(crate) struct ServerSide {
    pub(crate) ports: Ports,
    pub(crate) secrets: Secrets,
    pub(crate) untold: Option<Untold>,
}

/// A payment sandbox in a process of its own, and the address that it has to be told.
pub(crate) struct Untold {
    pub(crate) payments: Arc<StripePayments>,
    pub(crate) webhook: String,
}

impl From<ServerSide> for Wiring {
    fn from(side: ServerSide) -> Self {
        let ServerSide { ports, secrets, untold } = side;
        Self { ports, secrets, sandbox: None, untold, folder: None }
    }
}

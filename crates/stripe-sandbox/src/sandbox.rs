//! The sandbox, as its parts hold it: what is stored, and what they need besides.

use std::sync::Arc;

use crate::settings::Access;
use crate::store::Store;

/// The sandbox: cheap to clone, and every clone is the same sandbox.
#[derive(Clone)]
pub struct Sandbox {
    pub(crate) store: Arc<Store>,
    pub(crate) access: Arc<Access>,
    pub(crate) client: reqwest::Client,
}

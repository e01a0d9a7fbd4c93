//! What each kind of mail tells, before it is addressed.

use crate::ports::mailer::{Attachment, Block};

/// What a letter says, whoever it goes to.
pub(super) struct Said {
    pub(super) subject: String,
    pub(super) blocks: Vec<Block>,
    pub(super) attachments: Vec<Attachment>,
}

/// What is known of it now.
pub(super) enum Told {
    Said(Said),
    NotYet,
    Nothing,
}

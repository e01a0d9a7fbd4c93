//! Mails as files in a folder, for those who look what would be sent.

use std::fs;
use std::io::Write as _;
use std::path::{Path, PathBuf};

use airside_app::ports::mailer::{House, Letter};
use airside_app::ports::{Mailer, MailerError};
use async_trait::async_trait;

use crate::packing::{Sender, pack};

/// Lays every letter into a folder as `<date>-<id>.eml`.
#[derive(Debug, Clone)]
pub struct MailFolder {
    folder: PathBuf,
    sender: Sender,
}

impl MailFolder {
    /// The folder is made for its owner alone, when the first letter comes.
    pub fn new(folder: impl Into<PathBuf>, sender: Sender) -> Self {
        Self { folder: folder.into(), sender }
    }
}

#[async_trait]
impl Mailer for MailFolder {
    async fn send(&self, letter: &Letter) -> Result<(), MailerError> {
        let packed = pack(&self.sender, letter)?.formatted();
        let name = format!("{}-{}.eml", letter.date.date(), letter.id);
        let folder = self.folder.clone();
        let written = tokio::task::spawn_blocking(move || put(&folder, &name, &packed)).await;
        written.map_err(away)?.map_err(away)
    }

    fn house(&self) -> House {
        self.sender.house()
    }
}

/// Whole or not at all: under its own name once it is written.
fn put(folder: &Path, name: &str, bytes: &[u8]) -> std::io::Result<()> {
    let mut builder = fs::DirBuilder::new();
    builder.recursive(true);
    #[cfg(unix)]
    std::os::unix::fs::DirBuilderExt::mode(&mut builder, 0o700);
    builder.create(folder)?;
    let unfinished = folder.join(format!(".{name}"));
    let mut file = fs::File::create(&unfinished)?;
    file.write_all(bytes)?;
    file.sync_all()?;
    fs::rename(&unfinished, folder.join(name))
}

fn away(error: impl std::error::Error + Send + Sync + 'static) -> MailerError {
    MailerError::Away(Box::new(error))
}

//! `airside backup`: a copy of the data folder, made while its server sells.

use std::path::PathBuf;

use airside_bootstrap::{Settings, back_up};
use indicatif::ProgressBar;

#[derive(Debug, clap::Args)]
pub(crate) struct Arguments {
    /// The folder to copy to, new or empty
    folder: PathBuf,
}

pub(crate) fn run(arguments: &Arguments) -> anyhow::Result<()> {
    let settings = Settings::load()?;
    let progress = ProgressBar::new_spinner();
    let copied = back_up(&settings, &arguments.folder, &|what| {
        progress.set_message(what.to_owned());
        progress.tick();
    });
    progress.finish_and_clear();
    let copied = copied?;
    let folder = arguments.folder.display();
    println!("{folder} is whole: {} files, {} MB.", copied.files, copied.bytes.div_ceil(1_000_000));
    println!("See whether it agrees: AIRSIDE_DATA_DIR={folder} airside audit");
    println!("Go on from it:         AIRSIDE_DATA_DIR={folder} airside serve");
    Ok(())
}

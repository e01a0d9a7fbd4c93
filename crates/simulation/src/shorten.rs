//! Makes a story that ends badly shorter: what can be left out is.

use crate::story::Story;

/// The most stories that are played on the way.
const PATIENCE: usize = 600;

/// A story with as few of the commands as it needs to end as badly, as `fails` says.
///
/// Each command keeps its number, and with it the chances of all its calls.
pub(crate) fn shorten(story: &Story, fails: impl Fn(&Story) -> bool) -> Story {
    let mut shortest = story.clone();
    let mut size = shortest.commands.len().div_ceil(2);
    let mut patience = PATIENCE;
    loop {
        let before = shortest.commands.len();
        let mut at = 0;
        while at < shortest.commands.len() {
            if patience == 0 {
                return shortest;
            }
            patience -= 1;
            let mut shorter = shortest.clone();
            shorter.commands.drain(at..(at + size).min(before.min(shorter.commands.len())));
            if fails(&shorter) {
                shortest = shorter;
            } else {
                at += size;
            }
        }
        if size > 1 {
            size = size.div_ceil(2);
        } else if shortest.commands.len() == before {
            return shortest;
        }
    }
}

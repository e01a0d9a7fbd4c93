//! What a drill tells whoever runs it, as it goes.

pub(super) fn say(text: &str) {
    println!("{text}");
}

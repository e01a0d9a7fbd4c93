//! Nothing to do; that it is there makes the build dependencies count.
fn main() {}

//! Commands of the project: demo, test, dev, import, bench, tidy.
fn main() {}

//! Any bytes against the property `search` of `crates/fuzzing`.

#![no_main]

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| airside_fuzzing::search(bytes));

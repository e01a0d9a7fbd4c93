//! Any bytes against the property `csv` of `crates/fuzzing`.

#![no_main]

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| airside_fuzzing::csv(bytes));

//! Any bytes against the property `bar_code` of `crates/fuzzing`.

#![no_main]

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| airside_fuzzing::bar_code(bytes));

//! Any bytes against the property `offer_id` of `crates/fuzzing`.

#![no_main]

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| airside_fuzzing::offer_id(bytes));

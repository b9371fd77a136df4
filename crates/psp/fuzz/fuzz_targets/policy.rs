//! Any body of a request that creates a policy: it is read or refused, and what is read is checked, stored and printed.

#![no_main]

use libfuzzer_sys::fuzz_target;
use psp::Policies;

fuzz_target!(|body: &[u8]| {
    let policy = match psp::decode::policy(body) {
        Ok(policy) => policy,
        Err(message) => return assert!(!message.is_empty()),
    };
    let mut stored = policy.clone();
    psp::validation::prepare_for_storage(&mut stored, None);
    let once = stored.clone();
    psp::set_defaults(&mut stored);
    assert_eq!(stored, once, "defaults are set once");
    let errors = psp::validate(&stored);
    if !errors.is_empty() {
        psp::validation::invalid_message(stored.name(), &errors);
    }
    Policies::prepare([&stored]);

    // What is printed for the editor is the policy again, and has what the policy has against it, at a place.
    let printed = psp::yaml::print(&policy);
    let mut shown = policy;
    shown.metadata.managed_fields = None;
    let documents = psp::yaml::to_value(&printed).unwrap_or_else(|errors| panic!("{errors:?}\n{printed}"));
    assert_eq!(documents, [serde_json::to_value(&shown).expect("a policy can be written")], "{printed}");
    if let Err(errors) = psp::yaml::parse(&printed) {
        assert!(errors.iter().all(|error| error.line > 0 && error.column > 0));
    }
});

//! Any text in the editor: nothing panics, errors stand within the text, and a policy that is read is printed so that it
//! is read again.

#![no_main]

use libfuzzer_sys::fuzz_target;

fuzz_target!(|text: &str| {
    let documents = psp::yaml::to_value(text);
    let policy = match psp::yaml::parse(text) {
        Ok(policy) => policy,
        Err(errors) => {
            let last = line_breaks(text) + 1;
            for error in errors {
                assert!((1..=last).contains(&error.line), "{error} in a text of {last} lines");
                assert!(error.column >= 1, "{error}");
                assert!(!error.message.is_empty());
            }
            return;
        }
    };
    assert!(documents.is_ok(), "a policy in what is no YAML");
    let printed = psp::yaml::print(&policy);
    let mut shown = policy;
    shown.metadata.managed_fields = None;
    assert_eq!(psp::yaml::parse(&printed).as_ref(), Ok(&shown), "{printed}");
});

/// As YAML counts them: `\r` alone is one too.
fn line_breaks(text: &str) -> usize {
    let alone = text.matches('\r').count() - text.matches("\r\n").count();
    text.matches('\n').count() + alone
}

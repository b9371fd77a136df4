//! A Kubernetes API in memory. Not written yet; the README says what stands.

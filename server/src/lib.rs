//! The psp-console server.

//! People with access to the desk, and their roles.

mod person;
mod roles;

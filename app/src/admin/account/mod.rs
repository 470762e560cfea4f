//! Signing in, and the account of who is signed in.

mod enrolment;
mod invitation;
mod reset;
mod settings;
mod sign_in;

//! Hashes passwords with Argon2id, on threads of their own and only a few at once: each takes 19
//! MiB and tens of milliseconds of a core.

use crate::{InternalError, sign};
use argon2::{
    ARGON2ID_IDENT, Algorithm, Argon2, Params, PasswordHash, PasswordHasher, PasswordVerifier,
    Version, password_hash,
};
use std::{
    sync::{
        Arc,
        atomic::{AtomicU64, Ordering},
    },
    time::Duration,
};
use tokio::{sync::Semaphore, time::timeout};

/// Memory of one computation, in KiB: 19 MiB.
const MEMORY: u32 = 19 * 1024;
/// Passes over it.
const PASSES: u32 = 2;
/// Lanes of it.
const LANES: u32 = 1;

/// How long a computation waits for those before it. Then the server has more sign-ins than it can
/// take, and refuses this one.
const TIMEOUT: Duration = Duration::from_secs(5);

/// A hash of no password, with the same parameters as all others. The password of an unknown
/// account is compared with it, so that the answer takes as long as for a known one.
const NO_PASSWORD: &str = "$argon2id$v=19$m=19456,t=2,p=1$6I+J1poozA+uJZMTgECXTQ\
                           $Jw/OpyN65OY5SaZiylFh1qpcD6sS0TVptQlwJOg46/0";

/// Whether a password is right.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum Verified {
    /// It is not.
    Wrong,
    /// It is.
    Right,
    /// It is, and its hash has other parameters than new ones.
    RightButOutdated,
}

/// Computes hashes. There is one for each process.
#[derive(Debug)]
pub(crate) struct Hashing {
    permits: Arc<Semaphore>,
    timeout: Duration,
    computed: Arc<AtomicU64>,
}

/// Half of the cores compute at once: whoever sends passwords must not take all from the shoppers.
impl Default for Hashing {
    fn default() -> Self {
        let cores = std::thread::available_parallelism().map_or(1, std::num::NonZero::get);
        Self::new((cores / 2).max(1), TIMEOUT)
    }
}

fn failed(error: impl std::fmt::Display) -> InternalError {
    InternalError::Hashing(error.to_string())
}

fn argon() -> Result<Argon2<'static>, InternalError> {
    let params = Params::new(MEMORY, PASSES, LANES, None).map_err(failed)?;
    Ok(Argon2::new(Algorithm::Argon2id, Version::V0x13, params))
}

/// Whether a hash has the parameters of new ones.
fn is_current(hash: &PasswordHash) -> bool {
    hash.algorithm == ARGON2ID_IDENT
        && hash.version == Some(u32::from(Version::V0x13))
        && Params::try_from(hash).is_ok_and(|params| {
            (params.m_cost(), params.t_cost(), params.p_cost()) == (MEMORY, PASSES, LANES)
        })
}

fn hash(password: &str) -> Result<String, InternalError> {
    let salt: [u8; 16] = sign::random()?;
    let hash: PasswordHash =
        argon()?.hash_password_with_salt(password.as_bytes(), &salt).map_err(failed)?;
    Ok(hash.to_string())
}

/// Compares in constant time.
fn verify(password: &str, stored: &str) -> Result<Verified, InternalError> {
    let stored = PasswordHash::new(stored).map_err(failed)?;
    match argon()?.verify_password(password.as_bytes(), &stored) {
        Ok(()) if is_current(&stored) => Ok(Verified::Right),
        Ok(()) => Ok(Verified::RightButOutdated),
        Err(password_hash::Error::PasswordInvalid) => Ok(Verified::Wrong),
        Err(error) => Err(failed(error)),
    }
}

impl Hashing {
    fn new(permits: usize, timeout: Duration) -> Self {
        Self { permits: Arc::new(Semaphore::new(permits)), timeout, computed: Arc::default() }
    }

    /// Runs one computation, after those before it; [`InternalError::Busy`] if they take too long.
    async fn run<T: Send + 'static>(
        &self,
        work: impl FnOnce() -> Result<T, InternalError> + Send + 'static,
    ) -> Result<T, InternalError> {
        let waiting = timeout(self.timeout, Arc::clone(&self.permits).acquire_owned());
        let permit = waiting.await.map_err(|_| InternalError::Busy)?.map_err(failed)?;
        self.computed.fetch_add(1, Ordering::Relaxed);
        tokio::task::spawn_blocking(move || {
            // The thread has it, since it goes on if nobody waits for it any more.
            let _permit = permit;
            work()
        })
        .await?
    }

    /// The hash of a password, in the PHC format.
    pub(super) async fn hash(&self, password: String) -> Result<String, InternalError> {
        self.run(move || hash(&password)).await
    }

    /// Whether a password is that of a stored hash. Without one, the same work ends in
    /// [`Verified::Wrong`].
    pub(super) async fn verify(
        &self,
        password: String,
        stored: Option<String>,
    ) -> Result<Verified, InternalError> {
        self.run(move || match stored {
            Some(stored) => verify(&password, &stored),
            None => verify(&password, NO_PASSWORD).map(|_| Verified::Wrong),
        })
        .await
    }

    /// How many hashes were computed.
    pub(super) fn computed(&self) -> u64 {
        self.computed.load(Ordering::Relaxed)
    }
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::*;

    #[test]
    fn the_hash_of_no_password_takes_the_same_work() {
        assert!(is_current(&PasswordHash::new(NO_PASSWORD).unwrap()));
        assert_eq!(verify("", NO_PASSWORD).unwrap(), Verified::Wrong);
    }

    #[test]
    fn hashes_are_salted_and_outdated_ones_are_noticed() {
        let (one, other) = (hash("correct horse").unwrap(), hash("correct horse").unwrap());
        assert_ne!(one, other);
        assert!(one.starts_with("$argon2id$v=19$m=19456,t=2,p=1$"), "{one}");
        assert_eq!(verify("correct horse", &one).unwrap(), Verified::Right);
        assert_eq!(verify("Correct horse", &one).unwrap(), Verified::Wrong);
        let weak = Argon2::new(
            Algorithm::Argon2id,
            Version::V0x13,
            Params::new(8 * 1024, 1, 1, None).unwrap(),
        );
        let weak: PasswordHash = weak.hash_password_with_salt(b"correct horse", &[7; 16]).unwrap();
        let weak = weak.to_string();
        assert_eq!(verify("correct horse", &weak).unwrap(), Verified::RightButOutdated);
        assert_eq!(verify("horse", &weak).unwrap(), Verified::Wrong);
        assert!(verify("horse", "no hash").is_err());
    }

    #[tokio::test]
    async fn whoever_waits_too_long_is_refused() {
        let hashing = Hashing::new(1, Duration::from_millis(1));
        let permit = Arc::clone(&hashing.permits).acquire_owned().await.unwrap();
        let late = hashing.hash("correct horse".to_owned()).await;
        assert!(matches!(late, Err(InternalError::Busy)), "{late:?}");
        assert_eq!(hashing.computed(), 0);
        drop(permit);
        let hash = hashing.hash("correct horse".to_owned()).await.unwrap();
        assert_eq!(verify("correct horse", &hash).unwrap(), Verified::Right);
    }

    #[test]
    fn some_cores_are_left_for_others() {
        let cores = std::thread::available_parallelism().unwrap().get();
        let permits = Hashing::default().permits.available_permits();
        assert!(permits >= 1 && permits <= (cores / 2).max(1), "{permits} of {cores}");
    }
}

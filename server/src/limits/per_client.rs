//! Counts of each client's concurrent connections or requests.

use std::{
    collections::HashMap,
    net::IpAddr,
    sync::{Arc, Mutex, PoisonError},
};

/// The clients with any, and their counts.
#[derive(Clone, Debug, Default)]
pub struct Clients(Arc<Mutex<HashMap<IpAddr, usize>>>);

impl Clients {
    /// Counts one more of a client; `None` above the limit.
    #[must_use]
    pub fn count(&self, client: IpAddr, max: usize) -> Option<Counted> {
        let mut clients = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        let count = clients.entry(client).or_insert(0);
        if *count >= max {
            return None;
        }
        *count += 1;
        Some(Counted { clients: self.clone(), client })
    }
}

/// One connection or request of a client, counted until dropped.
#[derive(Debug)]
pub struct Counted {
    clients: Clients,
    client: IpAddr,
}

impl Drop for Counted {
    fn drop(&mut self) {
        let mut clients = self.clients.0.lock().unwrap_or_else(PoisonError::into_inner);
        match clients.get_mut(&self.client) {
            Some(count) if *count > 1 => *count -= 1,
            _ => {
                clients.remove(&self.client);
            }
        }
    }
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::*;

    #[test]
    fn clients_that_have_none_are_forgotten() {
        let clients = Clients::default();
        let (one, other) = ("192.0.2.1".parse().unwrap(), "2001:db8::".parse().unwrap());
        let held = (clients.count(one, 2).unwrap(), clients.count(one, 2).unwrap());
        assert!(clients.count(one, 2).is_none());
        let third = clients.count(other, 2).unwrap();
        drop(held.0);
        assert!(clients.count(one, 2).is_some());
        drop((held.1, third));
        assert!(clients.0.lock().unwrap().is_empty());
    }
}

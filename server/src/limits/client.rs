//! Identification of clients.

use axum::http::HeaderMap;
use std::net::{IpAddr, SocketAddr};

/// Each proxy appends the address it received the request from: with one trusted proxy the last
/// entry is the client, with two the second to last.
pub fn forwarded(headers: &HeaderMap, trusted: usize) -> Option<IpAddr> {
    let list: Vec<&str> = headers
        .get_all("x-forwarded-for")
        .iter()
        .filter_map(|v| v.to_str().ok())
        .flat_map(|v| v.split(','))
        .map(str::trim)
        .collect();
    let entry = list.get(list.len().checked_sub(trusted)?)?;
    // Some proxies add the port: 192.0.2.7:40312, [2001:db8::7]:40312.
    let bare = entry.strip_prefix('[').and_then(|rest| rest.split(']').next()).unwrap_or(entry);
    bare.parse().ok().or_else(|| entry.parse::<SocketAddr>().ok().map(|addr| addr.ip()))
}

/// The unit that limits count: an IPv4 address, or the /64 of an IPv6 address, which a household or
/// machine has as a whole.
pub fn one_client(address: IpAddr) -> IpAddr {
    match address.to_canonical() {
        IpAddr::V6(v6) => {
            IpAddr::V6(std::net::Ipv6Addr::from_bits(v6.to_bits() & !u128::from(u64::MAX)))
        }
        v4 => v4,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    #[allow(clippy::unwrap_used)]
    fn addresses_as_proxies_write_them() {
        for (entry, client) in [
            ("192.0.2.7", "192.0.2.7"),
            ("192.0.2.7:40312", "192.0.2.7"),
            ("2001:db8:1:2:3:4:5:6", "2001:db8:1:2::"),
            ("[2001:db8:1:2:3::6]:40312", "2001:db8:1:2::"),
            ("[2001:db8:1:2::9]", "2001:db8:1:2::"),
            ("::ffff:192.0.2.7", "192.0.2.7"),
        ] {
            let mut headers = HeaderMap::new();
            headers.insert("x-forwarded-for", format!("203.0.113.1, {entry}").parse().unwrap());
            assert_eq!(
                forwarded(&headers, 1).map(one_client),
                Some(client.parse().unwrap()),
                "{entry}"
            );
        }
        let mut headers = HeaderMap::new();
        headers.insert("x-forwarded-for", "unknown".parse().unwrap());
        assert_eq!(forwarded(&headers, 1), None);
    }
}

//! Which addresses a feed may have. It must not make the shop ask machines of its own network.

use hyper::Uri;
use std::net::{IpAddr, Ipv4Addr, Ipv6Addr};

/// Reads the address of a feed: `https://` and a name or a public address. For tests, also
/// `http://` or `https://` and a loopback address in digits, such as `http://127.0.0.1:8000/`.
///
/// # Errors
/// If it is another one, with the reason.
pub fn read(text: &str) -> Result<Uri, String> {
    let wrong = |why: &str| {
        Err(format!("{why}; expected an address such as https://rates.example/daily.xml"))
    };
    let Ok(uri) = text.trim().parse::<Uri>() else { return wrong("it is not an address") };
    let (Some(scheme), Some(authority)) = (uri.scheme_str(), uri.authority()) else {
        return wrong("it is not an address");
    };
    if authority.as_str().contains('@') {
        return wrong("a name and a password in it are not supported");
    }
    let host = authority.host().trim_start_matches('[').trim_end_matches(']');
    let address: Option<IpAddr> = host.parse().ok();
    let is_loopback = address.is_some_and(|address| address.is_loopback());
    if scheme != "https" && !(scheme == "http" && is_loopback) {
        return wrong("it is not encrypted");
    }
    if host.is_empty()
        || address.is_some_and(|address| !address.is_loopback() && !is_public(address))
    {
        return wrong("its host is not a public one");
    }
    Ok(uri)
}

/// Whether an address is on the public internet.
pub fn is_public(address: IpAddr) -> bool {
    match address {
        IpAddr::V4(v4) => is_public_v4(v4),
        IpAddr::V6(v6) => is_public_v6(v6),
    }
}

fn is_public_v4(address: Ipv4Addr) -> bool {
    let [a, b, c, _] = address.octets();
    let shared = a == 100 && (64..128).contains(&b);
    let protocols = (a, b, c) == (192, 0, 0);
    let benchmarks = a == 198 && (18..20).contains(&b);
    !(a == 0
        || a >= 224
        || shared
        || protocols
        || benchmarks
        || address.is_private()
        || address.is_loopback()
        || address.is_link_local()
        || address.is_documentation())
}

/// Only global unicast addresses, without those that lead to an IPv4 address.
fn is_public_v6(address: Ipv6Addr) -> bool {
    let [first, second, ..] = address.segments();
    let documentation = (first, second) == (0x2001, 0xdb8);
    let teredo = (first, second) == (0x2001, 0);
    let over_v4 = first == 0x2002;
    (0x2000..0x4000).contains(&first) && !documentation && !teredo && !over_v4
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_public_hosts_are_asked() {
        for right in [
            "https://www.ecb.europa.eu/stats/eurofxref/eurofxref-daily.xml",
            "https://rates.example:8443/daily.xml?key=x",
            "https://8.8.8.8/",
            "https://[2606:4700::1111]/",
            "http://127.0.0.1:8000/daily.xml",
            "https://127.0.0.1:8000/",
            "http://[::1]:8000/",
        ] {
            assert!(read(right).is_ok(), "{right}: {:?}", read(right));
        }
        for (wrong, why) in [
            ("", "not an address"),
            ("daily.xml", "not an address"),
            ("/daily.xml", "not an address"),
            ("http://rates.example/daily.xml", "not encrypted"),
            ("ftp://rates.example/daily.xml", "not encrypted"),
            ("http://localhost/", "not encrypted"),
            ("http://10.0.0.1/", "not encrypted"),
            ("https://user:password@rates.example/", "password"),
            ("https://10.0.0.1/", "not a public one"),
            ("https://172.16.0.1/", "not a public one"),
            ("https://192.168.1.1/", "not a public one"),
            ("https://169.254.169.254/latest/meta-data", "not a public one"),
            ("https://100.64.0.1/", "not a public one"),
            ("https://0.0.0.0/", "not a public one"),
            ("https://224.0.0.1/", "not a public one"),
            ("https://[fe80::1]/", "not a public one"),
            ("https://[fd00::1]/", "not a public one"),
            ("https://[::ffff:127.0.0.1]/", "not a public one"),
            ("https://[::ffff:10.0.0.1]/", "not a public one"),
            ("https://[2002:7f00:1::]/", "not a public one"),
            ("https://[64:ff9b::a00:1]/", "not a public one"),
        ] {
            let error = read(wrong).err().unwrap_or_default();
            assert!(error.contains(why), "{wrong}: {error:?}");
        }
    }
}

//! The table of zones: what is delivered where.

use crate::{country, zone, zones};
use domain::shipping::{Zone, Zones, ZonesError};

#[test]
fn keys_of_zones() {
    for key in ["home", "eu", "zone-2", "0", "sixteen-letters-"] {
        let zone = Zone::from_key(key).unwrap();
        assert_eq!((zone.key(), zone.to_string().as_str()), (key, key));
    }
    for wrong in ["", "EU", "e u", "seventeen-letters", "été", "eu\0"] {
        assert_eq!(Zone::from_key(wrong), None, "{wrong:?}");
    }
    assert_eq!(format!("{:?}", zone("eu")), "Zone(\"eu\")");
}

#[test]
fn the_built_in_table() {
    let titles: Vec<_> =
        zones().iter().map(|entry| (entry.zone.key(), entry.title.as_str())).collect();
    assert_eq!(
        titles,
        [
            ("home", "Within {dispatch-country}"),
            ("eu", "Rest of the EU"),
            ("uk", "United Kingdom"),
            ("world", "Elsewhere"),
        ]
    );
    let codes: Vec<_> = zones().countries().iter().map(|country| country.code).collect();
    assert_eq!(codes.len(), 85);
    assert_eq!(codes[..3], ["AX", "AD", "AW"], "by name");
    assert_eq!(zones().country("de").map(|country| country.code), Some("DE"));
    for unserved in ["RU", "AQ", "XX", ""] {
        assert_eq!(zones().country(unserved), None, "{unserved}");
    }
    assert_eq!(zones().zone_at(country("AQ"), ""), None);
}

#[test]
fn a_merchant_of_one_country() {
    let table = Zones::read(
        "# The mainland and the islands\nplace,near,GB\nplace,far,GB,BT ZE KW15\n\
         zone,near,Great Britain, by van\nzone,far,Islands\n",
    )
    .unwrap();
    let gb = country("GB");
    assert_eq!(table.countries(), [gb]);
    let titles: Vec<_> = table.iter().map(|entry| entry.title.as_str()).collect();
    assert_eq!(titles, ["Great Britain, by van", "Islands"]);
    for (postcode, key) in [
        ("", "near"),
        ("SW1A 1AA", "near"),
        ("B1 1AA", "near"),
        ("BT1 5GS", "far"),
        ("bt15gs", "far"),
        ("GB-ZE1 0AA", "far"),
        ("KW14 7AA", "near"),
        ("KW15 1AA", "far"),
    ] {
        assert_eq!(table.zone_at(gb, postcode), Some(zone(key)), "{postcode}");
    }
    assert_eq!(table.zone_at(country("DE"), "10115"), None);
}

#[test]
fn an_invalid_table_of_zones_is_reported() {
    use ZonesError::{Empty, Line, NoZone, Overlap, UnknownZone, ZoneTwice};
    for (lines, error) in [
        ("zone,asia", Line(4)),
        ("zone,asia,", Line(4)),
        ("zone,Asia,Asia", Line(4)),
        ("place,eu", Line(4)),
        ("place,eu,XX", Line(4)),
        ("place,eu,France", Line(4)),
        ("place,eu,FR,97-98", Line(4)),
        ("place,eu,GB,je", Line(4)),
        ("place,eu,FR,97,98", Line(4)),
        ("region,eu,FR", Line(4)),
        ("DE", Line(4)),
        ("zone,eu,Europe", ZoneTwice(4, zone("eu"))),
        ("place,asia,JP", UnknownZone(4, zone("asia"))),
        ("place,world,DE", Overlap(4, 3)),
        ("place,eu,FR\nplace,world,FR", Overlap(5, 4)),
        ("place,eu,FR\nplace,world,FR,97\nplace,eu,FR,971", Overlap(6, 5)),
        ("place,eu,FR\nplace,world,FR,971 972\nplace,eu,FR,20 97", Overlap(6, 5)),
        ("place,world,FR,97", NoZone(4, "FR")),
    ] {
        let text = format!("zone,eu,EU\nzone,world,World\nplace,eu,DE\n{lines}\n");
        let found = Zones::read(&text).unwrap_err();
        assert_eq!(found, error, "{lines}");
        assert!(found.to_string().starts_with("line "), "{found}");
    }
    for none in ["", "# nothing\n", "zone,eu,EU"] {
        assert_eq!(Zones::read(none), Err(Empty), "{none:?}");
    }
    for right in [
        "place,eu,DE",
        "place,eu,FR,",
        "place,eu,FR\nplace,world,FR,97 984\nplace,world,FR,971",
        " place , world , US ",
        "place,eu,FR\nplace,world,FR,97\nplace,eu,FR,20 98",
    ] {
        let text = format!("zone,eu,EU\nzone,world,World\nplace,eu,DE\n{right}\n");
        assert!(Zones::read(&text).is_ok(), "{right}");
    }
}

#[test]
fn zones_are_written_as_they_are_read() {
    let own = Zones::read(include_str!("../../../shop/data/zones.csv")).unwrap();
    assert_eq!(Zones::read(&own.to_string()), Ok(own));
    let text = "zone,near,Within, or near\nplace,near,AT\nplace,near,AT,669\n";
    assert_eq!(Zones::read(text).unwrap().to_string(), text);
}

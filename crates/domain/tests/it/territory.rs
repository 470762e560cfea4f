//! Tax by address, from the built-in table.

use crate::{currency, own_rates, zones};
use domain::{
    Money,
    pricing::{Item, rates::Rates},
    tax::{
        TaxClass, Taxation,
        territory::{TaxAddress, Territories, TerritoriesError},
    },
};

fn table() -> Territories {
    Territories::read(include_str!("../../../shop/data/tax.csv")).unwrap()
}

/// The tax at an address.
fn tax(table: &Territories, country: &str, postcode: &str, town: &str) -> Taxation {
    table.taxation(own_rates(country), TaxAddress { country, postcode, town })
}

#[test]
fn a_postcode_determines_tax() {
    let table = table();
    for (code, postcode, town, standard, books, included) in [
        ("ES", "28001", "Madrid", 2_100, 400, true),
        ("ES", "35001", "Las Palmas", 0, 0, false),
        ("ES", "38670", "Adeje", 0, 0, false),
        ("ES", "E-38670", "Adeje", 0, 0, false),
        ("ES", "ES-35001", "Las Palmas", 0, 0, false),
        ("ES", "٣٥٠٠١", "Las Palmas", 0, 0, false),
        ("ES", "51001", "Ceuta", 0, 0, false),
        ("ES", "52004", "Melilla", 0, 0, false),
        ("ES", "03501", "Benidorm", 2_100, 400, true),
        ("DE", "78266", "Büsingen", 0, 0, false),
        ("DE", "D-78266", "Büsingen", 0, 0, false),
        ("DE", "78262", "Gailingen", 1_900, 700, true),
        ("DE", "78267", "Aach", 1_900, 700, true),
        ("DE", "7 8 2 6 6", "Büsingen", 0, 0, false),
        ("DE", "DE-78266", "Büsingen", 0, 0, false),
        ("DE", "７８２６６", "Büsingen", 0, 0, false),
        ("DE", "87491", "Jungholz", 1_900, 1_000, true),
        ("DE", "87568", "Hirschegg", 1_900, 1_000, true),
        ("DE", "87561", "Oberstdorf", 1_900, 700, true),
        ("DE", "27498", "Helgoland", 0, 0, false),
        ("DE", "27499", "Neuwerk", 1_900, 700, true),
        ("AT", "6691", "Jungholz", 1_900, 1_000, true),
        ("AT", "6991", "Riezlern", 1_900, 1_000, true),
        ("AT", "6993", "Mittelberg", 1_900, 1_000, true),
        ("AT", "6900", "Bregenz", 2_000, 1_000, true),
        ("IT", "23041", "Livigno", 0, 0, false),
        ("IT", "23030", "Livigno", 0, 0, false),
        ("IT", "23030", "Mazzo di Valtellina", 2_200, 400, true),
        ("IT", "22061", "Campione d'Italia", 0, 0, false),
        ("IT", "22060", "Campione d'Italia", 0, 0, false),
        ("IT", "22060", "Cabiate", 2_200, 400, true),
        ("IT", "47890", "San Marino", 0, 0, false),
        ("IT", "00120", "Città del Vaticano", 0, 0, false),
        ("IT", "00121", "Roma", 2_200, 400, true),
        ("FI", "22100", "Mariehamn", 0, 0, false),
        ("FI", "FI-22950", "Jurmo", 0, 0, false),
        ("FI", "AX-22100", "Mariehamn", 0, 0, false),
        ("AX", "AX-22100", "Mariehamn", 0, 0, false),
        ("FI", "00100", "Helsinki", 2_550, 1_350, true),
        ("FI", "21600", "Parainen", 2_550, 1_350, true),
        ("GR", "630 86", "Karyes", 0, 0, false),
        ("GR", "63087", "Dafni", 0, 0, false),
        ("GR", "105 57", "Athens", 2_400, 600, true),
        ("FR", "97110", "Pointe-à-Pitre", 0, 0, false),
        ("FR", "F-97110", "Pointe-à-Pitre", 0, 0, false),
        ("FR", "97 133", "Gustavia", 0, 0, false),
        ("GP", "97110", "Pointe-à-Pitre", 0, 0, false),
        ("YT", "", "", 0, 0, false),
        ("FR", "97400", "Saint-Denis", 0, 0, false),
        ("FR", "97500", "Saint-Pierre", 0, 0, false),
        ("FR", "97600", "Mamoudzou", 0, 0, false),
        ("FR", "98714", "Papeete", 0, 0, false),
        ("FR", "98800", "Nouméa", 0, 0, false),
        ("FR", "98000", "Monaco", 2_000, 550, true),
        ("MC", "98000", "Monaco", 2_000, 550, true),
        ("FR", "20000", "Ajaccio", 2_000, 210, true),
        ("FR", "F-20200", "Bastia", 2_000, 210, true),
        ("FR", "75001", "Paris", 2_000, 550, true),
        ("PT", "9000-018", "Funchal", 2_200, 400, true),
        ("PT", "9500-150", "Ponta Delgada", 1_600, 400, true),
        ("PT", "1100-148", "Lisboa", 2_300, 600, true),
        ("DK", "3900", "Nuuk", 0, 0, false),
        ("DK", "FO-100", "Tórshavn", 0, 0, false),
        ("GL", "3900", "Nuuk", 0, 0, false),
        ("FO", "FO-100", "Tórshavn", 0, 0, false),
        ("DK", "1000", "København", 2_500, 2_500, true),
        ("GB", "JE2 3AB", "St Helier", 0, 0, false),
        ("GB", "je23ab", "St Helier", 0, 0, false),
        ("GB", "ＪＥ２ ３ＡＢ", "St Helier", 0, 0, false),
        ("GB", "GB-JE2 3AB", "St Helier", 0, 0, false),
        ("JE", "JE2 3AB", "St Helier", 0, 0, false),
        ("GG", "", "", 0, 0, false),
        ("IM", "IM1 1AA", "Douglas", 2_000, 0, true),
        ("GI", "GX11 1AA", "Gibraltar", 0, 0, false),
        ("AD", "AD500", "Andorra la Vella", 0, 0, false),
        ("SM", "47890", "San Marino", 0, 0, false),
        ("VA", "00120", "Vatican City", 0, 0, false),
        ("BQ", "", "Kralendijk", 0, 0, false),
        ("CW", "", "Willemstad", 0, 0, false),
        ("NL", "1012 JS", "Amsterdam", 2_100, 900, true),
        ("GB", "GY1 1AA", "St Peter Port", 0, 0, false),
        ("GB", "GX11 1AA", "Gibraltar", 0, 0, false),
        ("GB", "G1 1AA", "Glasgow", 2_000, 0, true),
        ("GB", "IM1 1AA", "Douglas", 2_000, 0, true),
        ("GB", "BT1 5GS", "Belfast", 2_000, 0, true),
        ("GB", "SW1A 1AA", "London", 2_000, 0, true),
        ("CH", "8238", "Büsingen", 810, 260, false),
        ("CH", "7563", "Samnaun", 0, 0, false),
        ("NO", "9170", "Longyearbyen", 0, 0, false),
        ("NO", "9179", "Pyramiden", 0, 0, false),
        ("NO", "9169", "Burfjord", 2_500, 0, false),
        ("NO", "NO-9170", "Longyearbyen", 0, 0, false),
        ("SJ", "9170", "Longyearbyen", 0, 0, false),
        ("NO", "0150", "Oslo", 2_500, 0, false),
        // Customs collects it from the recipient.
        ("CA", "K1A 0B1", "Ottawa", 0, 0, false),
        ("IS", "101", "Reykjavík", 0, 0, false),
        ("JP", "100-8994", "Chiyoda", 0, 0, false),
        ("MY", "50670", "Kuala Lumpur", 0, 0, false),
        ("CL", "8340457", "Santiago", 1_900, 1_900, false),
        ("AU", "2899", "Norfolk Island", 0, 0, false),
        ("DE", "", "", 1_900, 700, true),
        ("ES", "", "", 2_100, 400, true),
    ] {
        let tax = tax(&table, code, postcode, town);
        assert_eq!(
            (tax.standard, tax.books, tax.included),
            (standard, books, included),
            "{code} {postcode} {town}"
        );
    }
}

/// A receipt never says that a price includes zero tax: where no tax is charged, it is an export.
#[test]
fn without_a_rate_it_is_an_export() {
    let codes = zones().countries().iter().map(|country| country.code);
    let untaxed: Vec<_> = codes.filter(|code| own_rates(code).standard == 0).collect();
    assert!(untaxed.len() > 20, "{} countries", untaxed.len());
    for one in untaxed {
        assert_eq!(tax(&table(), one, "", ""), Taxation::EXPORT, "{one}");
        assert_eq!(own_rates(one), Taxation::EXPORT, "{one}: whatever the table says");
    }
}

#[test]
fn a_seller_that_is_not_registered_collects_nothing() {
    let table = Territories::read("CH,,,outside,,Switzerland,not registered").unwrap();
    assert_eq!(tax(&table, "CH", "8001", "Zürich"), Taxation::EXPORT);
}

#[test]
fn above_a_value_the_tax_is_collected_at_the_border() {
    let (table, rates) = (table(), Rates::default());
    let goods = |minor: i64, code: &str, quantity| {
        vec![Item {
            unit: Money::new(minor, currency(code)),
            quantity,
            tax_class: TaxClass::Standard,
        }]
    };
    let export = |country_code: &str, postcode: &str, items: &[Item]| {
        tax(&table, country_code, postcode, "").for_goods(items, &rates) == Taxation::EXPORT
    };
    // £135.00 without VAT is £162.00 with it.
    assert!(!export("GB", "SW1A 1AA", &goods(16_200, "GBP", 1)));
    assert!(export("GB", "SW1A 1AA", &goods(16_201, "GBP", 1)));
    assert!(export("GB", "SW1A 1AA", &goods(8_101, "GBP", 2)), "a parcel, not each unit");
    assert!(
        !export("GB", "BT1 5GS", &goods(99_999, "GBP", 1)),
        "goods to Northern Ireland are not imported"
    );
    assert!(!export("AU", "2000", &goods(100_000, "AUD", 1)));
    assert!(export("AU", "2000", &goods(50_001, "AUD", 2)));
    assert!(!export("NZ", "6011", &goods(100_000, "NZD", 3)), "each unit, not the parcel");
    assert!(export("NZ", "6011", &goods(100_001, "NZD", 1)));
    assert!(!export("NO", "0150", &goods(299_999, "NOK", 2)));
    assert!(export("NO", "0150", &goods(300_000, "NOK", 1)), "under 3000 kroner");
    assert!(!export("SG", "238801", &goods(40_000, "SGD", 2)));
    assert!(export("SG", "238801", &goods(40_001, "SGD", 1)));
    assert!(!export("CL", "8340457", &goods(25_000, "USD", 2)));
    assert!(export("CL", "8340457", &goods(25_001, "USD", 2)), "a parcel, not each unit");
    assert!(
        export("IM", "IM1 1AA", &goods(16_201, "GBP", 1))
            && !export("IM", "IM1 1AA", &goods(16_200, "GBP", 1))
    );
    assert!(
        !export("CH", "8001", &goods(9_999_999, "CHF", 9)),
        "the registered seller is the importer"
    );
    assert!(!export("DE", "24943", &goods(9_999_999, "EUR", 9)));
    // In another currency, at the shop's rates: €157 are £134.97.
    assert!(!export("GB", "", &goods(18_840, "EUR", 1)));
    assert!(export("GB", "", &goods(18_850, "EUR", 1)));
}

#[test]
fn an_invalid_line_is_reported() {
    for line in [
        "ES",
        "es,35000-35999,,outside,,Canary Islands,law",
        "ES,35999-35000,,outside,,Canary Islands,law",
        "ES,35-35999,,outside,,Canary Islands,law",
        "ES,35000-35999,,nowhere,,Canary Islands,law",
        "PT,9000-9499*,,22,,Madeira,law",
        "PT,9000-9499*,,22/four,,Madeira,law",
        "GB,,,,135 GBP parcel,United Kingdom,law",
        "GB,,,,GBP 135 each,United Kingdom,law",
        "GB,,,,GBP 135 parcel,United Kingdom",
    ] {
        assert_eq!(
            Territories::read(&format!("# comment\n\n{line}\n")),
            Err(TerritoriesError(3)),
            "{line}"
        );
    }
    let none = Territories::read("").unwrap();
    assert_eq!(tax(&none, "ES", "35001", ""), own_rates("ES"));
}

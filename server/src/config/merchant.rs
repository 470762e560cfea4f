//! The merchant's settings.

use super::{
    exchange_rates::ExchangeRates,
    given::Given,
    tables::{currency_rules, delivery, holidays, tax_rates, tax_territories, zones},
};
use clap::Args;
use domain::{
    Currency,
    pricing::rates::CurrencyRules,
    shipping::{
        Tariffs, Zones,
        calendar::{ClosedDay, Holidays},
    },
    tax::{TaxRates, territory::Territories},
};
use shop::{
    TimeZone,
    settings::{
        InvalidSetting, Setting,
        read::{self, closed_day, country, currency, cut_off, days, dispatch_from, time_zone},
    },
};

fn base_url(text: &str) -> Result<String, String> {
    let text = text.trim_end_matches('/');
    let rest = text.strip_prefix("https://").or_else(|| text.strip_prefix("http://")).unwrap_or("");
    if rest.is_empty() || rest.contains(['/', '?', '#', '@', ' ']) {
        Err("expected an origin without a path, such as https://shop.example".to_owned())
    } else {
        Ok(text.to_owned())
    }
}

fn not_empty(text: &str) -> Result<String, String> {
    if text.trim().is_empty() {
        Err("it is empty, and receipts must name the seller".to_owned())
    } else {
        Ok(text.to_owned())
    }
}

fn address(text: &str) -> Result<String, InvalidSetting> {
    read::address(text).map(|_| text.to_owned())
}

fn shop_name(text: &str) -> Result<String, String> {
    if text.trim().is_empty() {
        Err("it is empty, and pages and emails show it".to_owned())
    } else {
        Ok(text.to_owned())
    }
}

fn seller_email(text: &str) -> Result<String, String> {
    if text.trim().is_empty() || shop::customers::email::problem(text).is_none() {
        Ok(text.trim().to_owned())
    } else {
        Err("expected an email address, such as hello@shop.example".to_owned())
    }
}

/// The merchant's settings for the first start. What the merchant decides is stored then, and the
/// stored settings apply from then on.
#[derive(Args, Clone, Debug)]
pub struct Merchant {
    #[command(flatten)]
    given: Given,
    /// The origin that shoppers use: for links in emails and canonical addresses. With https://,
    /// cookies are Secure and HSTS is sent.
    #[arg(
        long,
        env = "PERIGEE_BASE_URL",
        default_value = "http://127.0.0.1:3000",
        value_parser = base_url,
    )]
    pub base_url: String,
    /// The shop's name, as pages and emails show it.
    #[arg(long, env = "PERIGEE_SHOP_NAME", default_value = "Perigee", value_parser = shop_name)]
    pub shop_name: String,
    /// Currency for shoppers who have not chosen one.
    #[arg(long, env = "PERIGEE_CURRENCY", default_value = "EUR", value_parser = currency)]
    pub currency: Currency,
    #[command(flatten)]
    exchange: ExchangeRates,
    /// Currencies that shoppers can choose, separated by commas; default: all with a rate.
    /// Like the rates, for the first start only.
    #[arg(
        long,
        env = "PERIGEE_CURRENCIES",
        value_parser = currency,
        value_delimiter = ',',
        num_args = 1..,
    )]
    pub currencies: Vec<Currency>,
    /// File of rounding rules for converted prices (USD,,1,0.05) and of discontinued currencies
    /// (HRK,ended). It replaces the built-in table.
    #[arg(long, env = "PERIGEE_CURRENCY_RULES", value_parser = currency_rules)]
    pub currency_rules: Option<CurrencyRules>,
    /// File of the countries that the shop delivers to and their shipping zones, such as
    /// zone,eu,Rest of the EU and place,eu,FR. It replaces the built-in table.
    #[arg(long, env = "PERIGEE_ZONES", value_parser = zones)]
    pub zones: Option<Zones>,
    /// File of tax rates, such as FI,books,13.5,included,2026-01-01. It replaces the built-in
    /// table.
    #[arg(long, env = "PERIGEE_TAX_RATES", value_parser = tax_rates)]
    pub tax_rates: Option<TaxRates>,
    /// File of places with special tax rules, such as PT,9000-9499*,,22/4,,Madeira,source. It
    /// replaces the built-in table.
    #[arg(long, env = "PERIGEE_TAX_TERRITORIES", value_parser = tax_territories)]
    pub tax_territories: Option<Territories>,
    /// File of shipping methods, such as home,standard,parcel,31.5,95,4.90,50,2,3. It replaces the
    /// built-in table.
    #[arg(long, env = "PERIGEE_DELIVERY", value_parser = delivery)]
    pub delivery: Option<Tariffs>,
    /// File of public holidays, such as GB,12-26,next,,Boxing Day. It replaces the built-in table.
    #[arg(long, env = "PERIGEE_HOLIDAYS", value_parser = holidays)]
    pub holidays: Option<Holidays>,
    /// Origin of parcels: a country, or country and region (ISO 3166-2), whose public holidays are
    /// not working days.
    #[arg(
        long,
        env = "PERIGEE_DISPATCH_FROM",
        default_value = "DE-SH",
        value_parser = dispatch_from,
    )]
    pub dispatch_from: String,
    /// Other days without dispatch, separated by commas: 2026-12-31, 2027-08-02..2027-08-13, or
    /// 12-24 for every year.
    #[arg(
        long,
        env = "PERIGEE_CLOSED_DAYS",
        value_parser = closed_day,
        value_delimiter = ',',
        num_args = 1..,
    )]
    pub closed_days: Vec<ClosedDay>,
    /// Time zone of the place of dispatch: it determines today's date and the dispatch cut-off.
    #[arg(
        long,
        env = "PERIGEE_TIME_ZONE",
        default_value = "Europe/Berlin",
        value_parser = time_zone,
    )]
    pub time_zone: TimeZone,
    /// Orders placed before this hour are dispatched on the same working day.
    #[arg(long, env = "PERIGEE_CUT_OFF", default_value = "14:00", value_parser = cut_off)]
    pub cut_off: u8,
    /// Country for shoppers who have not chosen one.
    #[arg(long, env = "PERIGEE_COUNTRY", default_value = "DE", value_parser = country)]
    pub country: String,
    /// The merchant's full legal name, for imprint and receipts. Without it, a shop that was
    /// seeded from a sample catalogue has that catalogue's invented seller.
    #[arg(long, env = "PERIGEE_SELLER", value_parser = not_empty)]
    pub seller: Option<String>,
    /// The merchant's postal address, its lines separated by commas or line breaks.
    #[arg(long, env = "PERIGEE_SELLER_ADDRESS", value_parser = address)]
    pub seller_address: Option<String>,
    /// The merchant's VAT number; empty if there is none.
    #[arg(long, env = "PERIGEE_SELLER_VAT", default_value = "")]
    pub seller_vat: String,
    /// Legal representatives of a company: its managing directors.
    #[arg(long, env = "PERIGEE_SELLER_REPRESENTATIVE")]
    pub seller_representative: Option<String>,
    /// Register and number, such as Local Court of Flensburg, HRB 12345.
    #[arg(long, env = "PERIGEE_SELLER_REGISTER")]
    pub seller_register: Option<String>,
    /// The merchant's telephone number.
    #[arg(long, env = "PERIGEE_SELLER_PHONE")]
    pub seller_phone: Option<String>,
    /// The merchant's email address, shown on pages; withdrawals are reported to it.
    #[arg(long, env = "PERIGEE_SELLER_EMAIL", value_parser = seller_email)]
    pub seller_email: Option<String>,
    /// The authority that supervises the business, if any.
    #[arg(long, env = "PERIGEE_SELLER_SUPERVISOR", default_value = "")]
    pub seller_supervisor: String,
    /// Whether the merchant takes part in consumer dispute resolution, as a sentence for imprint
    /// and terms.
    #[arg(
        long,
        env = "PERIGEE_SELLER_DISPUTES",
        default_value = "We are neither obliged nor willing to take part in dispute resolution \
                         proceedings before a consumer arbitration board."
    )]
    pub seller_disputes: String,
    /// Number of declined cards within an hour after which a cart, a client and a card are blocked
    /// for an hour; 0 never blocks.
    #[arg(
        long,
        env = "PERIGEE_CARD_REFUSALS",
        default_value_t = 5,
        value_parser = clap::value_parser!(u32).range(0..=1000),
    )]
    pub card_refusals: u32,
    /// Number of years, after the year in which it was placed, that an order keeps its buyer's
    /// data: ten for sales under the One Stop Shop.
    #[arg(
        long,
        env = "PERIGEE_ORDER_YEARS",
        default_value_t = 10,
        value_parser = clap::value_parser!(u32).range(0..=100),
    )]
    pub order_years: u32,
    /// Number of days within which shoppers can return what they bought.
    #[arg(long, env = "PERIGEE_RETURN_DAYS", default_value = "30", value_parser = days)]
    pub return_days: u32,
    /// Number of days, from receiving it, within which shoppers can withdraw from the contract: 14
    /// by the law of the EU.
    #[arg(long, env = "PERIGEE_WITHDRAWAL_DAYS", default_value = "14", value_parser = days)]
    pub withdrawal_days: u32,
    /// So few units of a variant are low at the desk, where the variant does not say otherwise.
    #[arg(
        long,
        env = "PERIGEE_LOW_STOCK",
        default_value_t = 5,
        value_parser = clap::value_parser!(u32).range(0..=100_000),
    )]
    pub low_stock: u32,
}

impl Merchant {
    /// Checks the values that a first start stores, for a process that finds nothing stored. Later
    /// they do not apply and must not stop a start: flags, variables and defaults alike.
    ///
    /// # Errors
    /// If shoppers cannot choose the default currency or country, the table of holidays lacks the
    /// place of dispatch, or the seller has no email address; with the setting's name.
    pub fn check_first_start(&self, settings: &shop::Settings) -> Result<(), String> {
        let rules = &settings.rules;
        // Without discontinued currencies.
        let rates = settings.rates.clone().with_rules(rules.currencies.clone());
        if !rates.knows(self.currency) {
            let choice: Vec<_> = rates.currencies().map(|c| c.to_string()).collect();
            return Err(format!(
                "PERIGEE_CURRENCY (--currency) {}: expected one of the currencies to choose \
                 from, {}",
                self.currency,
                choice.join(",")
            ));
        }
        if rules.zones.country(&self.country).is_none() {
            return Err(format!(
                "PERIGEE_COUNTRY (--country) {}: expected a country that is delivered to",
                self.country
            ));
        }
        if !rules.holidays.knows(&self.dispatch_from) {
            return Err(format!(
                "PERIGEE_DISPATCH_FROM (--dispatch-from) {} is invalid: the table of holidays has \
                 no days of that place; expected one of its \
                 places, such as DE or DE-SH",
                self.dispatch_from
            ));
        }
        self.check_seller(settings)
    }

    /// Rejects a merchant without an email address, which pages and emails show, and to which
    /// withdrawals are reported, or without a postal address. The error has the names of both
    /// settings. Without a name, the seller is that of the sample catalogue, or nobody yet.
    fn check_seller(&self, settings: &shop::Settings) -> Result<(), String> {
        let Some(name) = &self.seller else { return Ok(()) };
        if settings.seller.email.is_empty() {
            return Err(format!(
                "PERIGEE_SELLER (--seller) is {name:?}, but PERIGEE_SELLER_EMAIL (--seller-email) \
                 is not set: pages and emails name that address, and withdrawals are reported to \
                 it. Set both"
            ));
        }
        if settings.seller.address.is_empty() {
            return Err(format!(
                "PERIGEE_SELLER (--seller) is {name:?}, but PERIGEE_SELLER_ADDRESS \
                 (--seller-address) is not set: receipts must name it. Set both"
            ));
        }
        Ok(())
    }

    /// Why a shop that has products cannot start without stored settings: nobody sells them.
    #[must_use]
    pub fn no_seller() -> &'static str {
        "PERIGEE_SELLER (--seller) is not set, and the catalogue brought no seller (seller.csv): \
         receipts must name one. Set it with PERIGEE_SELLER_ADDRESS (--seller-address) and \
         PERIGEE_SELLER_EMAIL (--seller-email)"
    }

    /// Settings for details of the seller that a public shop must publish and that are missing,
    /// each with the reason.
    #[must_use]
    pub fn missing_details(settings: &shop::Settings) -> Vec<String> {
        let seller = &settings.seller;
        let empty = Setting::missing(seller).into_iter().map(|setting| (setting, "is empty"));
        let invented = Setting::invented(settings).into_iter();
        let invented = invented.map(|setting| (setting, "is the demonstration's"));
        empty.chain(invented).map(|(setting, why)| format!("{} {why}", setting.key())).collect()
    }

    /// The flags and variables that were given with other values than those in force, which come
    /// from the database: `PERIGEE_CUT_OFF (--cut-off)`.
    #[must_use]
    pub fn overridden(
        &self,
        configured: &shop::Settings,
        in_force: &shop::Settings,
    ) -> Vec<String> {
        let given = |setting: &Setting| self.given.has(&setting.key().replace('-', "_"));
        Setting::ALL
            .into_iter()
            .filter(given)
            .filter(|setting| setting.text(configured) != setting.text(in_force))
            .map(Setting::key)
            .chain(self.overridden_tables(configured, in_force))
            .map(|key| format!("PERIGEE_{} (--{key})", key.to_uppercase().replace('-', "_")))
            .collect()
    }

    /// The flags of currencies and exchange rates that were given with other values.
    fn overridden_tables(
        &self,
        configured: &shop::Settings,
        in_force: &shop::Settings,
    ) -> Vec<&'static str> {
        let rates = |settings: &shop::Settings| {
            let mut table: Vec<_> = settings.rates.table().collect();
            table.sort_unstable();
            table
        };
        let choice = |settings: &shop::Settings| {
            settings.shown_rates().currencies().collect::<Vec<Currency>>()
        };
        let rounding = |settings: &shop::Settings| {
            let mut rules: Vec<_> = settings.rules.currencies.roundings().copied().collect();
            rules.sort_by_key(|rule| rule.currency);
            rules
        };
        [
            ("rates", rates(configured) != rates(in_force)),
            ("currencies", choice(configured) != choice(in_force)),
            ("currency-rules", rounding(configured) != rounding(in_force)),
        ]
        .into_iter()
        .filter(|(key, differs)| *differs && self.given.has(&key.replace('-', "_")))
        .map(|(key, _)| key)
        .collect()
    }

    /// Where zones, tariffs and tax rates come from, if there is a file of one of them: then the
    /// database has no say in any of the three, and those without a file are built in.
    #[must_use]
    pub fn table_sources(&self) -> Option<String> {
        let zones = self.zones.as_ref().map(|_| "from PERIGEE_ZONES (--zones)");
        let tariffs = self.delivery.as_ref().map(|_| "from PERIGEE_DELIVERY (--delivery)");
        let rates = self.tax_rates.as_ref().map(|_| "from PERIGEE_TAX_RATES (--tax-rates)");
        let source = |file: Option<&'static str>| file.unwrap_or("built in");
        self.has_tables().then(|| {
            format!(
                "Shipping zones: {}; tariffs: {}; tax rates: {}",
                source(zones),
                source(tariffs),
                source(rates)
            )
        })
    }

    /// Whether there is a file of zones, tariffs or tax rates.
    fn has_tables(&self) -> bool {
        self.zones.is_some() || self.delivery.is_some() || self.tax_rates.is_some()
    }

    /// Converts it to the shop's settings.
    ///
    /// # Errors
    /// If a currency has no rate, the address no line, or tables do not fit together; with the
    /// setting's name.
    pub fn settings(&self) -> Result<shop::Settings, String> {
        let mut rates = self.exchange.rates();
        if !self.currencies.is_empty() {
            rates = rates
                .accepting(&self.currencies)
                .map_err(|e| format!("PERIGEE_CURRENCIES (--currencies): {e}"))?;
        }
        let detail =
            |value: &Option<String>| value.as_deref().unwrap_or_default().trim().to_owned();
        let lines = self.seller_address.as_deref().map(read::address).transpose();
        let seller = domain::seller::Seller {
            name: detail(&self.seller),
            address: lines
                .map_err(|e| format!("PERIGEE_SELLER_ADDRESS (--seller-address): {e}"))?
                .unwrap_or_default(),
            vat_number: self.seller_vat.trim().to_owned(),
            representative: detail(&self.seller_representative),
            register: detail(&self.seller_register),
            phone: detail(&self.seller_phone),
            email: detail(&self.seller_email),
            supervisor: self.seller_supervisor.trim().to_owned(),
            disputes: self.seller_disputes.trim().to_owned(),
        };
        let limits = shop::Limits {
            card_refusals: self.card_refusals,
            order_years: self.order_years,
            return_days: self.return_days,
            withdrawal_days: self.withdrawal_days,
            low_stock: self.low_stock,
        };
        let mut rules = shop::Rules { from_files: self.has_tables(), ..shop::Rules::default() };
        if let Some(zones) = &self.zones {
            rules.zones = zones.clone();
        }
        if let Some(tax_rates) = &self.tax_rates {
            rules.tax_rates = tax_rates.clone();
        }
        if let Some(territories) = &self.tax_territories {
            rules.territories = territories.clone();
        }
        if let Some(currencies) = &self.currency_rules {
            rules.currencies = currencies.clone();
        }
        if let Some(tariffs) = &self.delivery {
            rules.tariffs = tariffs.clone();
        }
        if let Some(holidays) = &self.holidays {
            rules.holidays = holidays.clone();
        }
        rules
            .tariffs
            .check(&rules.zones)
            .map_err(|e| format!("PERIGEE_DELIVERY (--delivery): {e}"))?;
        rules
            .tax_rates
            .check(rules.zones.countries().iter().copied())
            .map_err(|e| format!("PERIGEE_TAX_RATES (--tax-rates): {e}"))?;
        let dispatch = shop::Dispatch {
            from: self.dispatch_from.clone(),
            closed: self.closed_days.clone(),
            zone: self.time_zone.clone(),
            cut_off: self.cut_off,
        };
        Ok(shop::Settings {
            version: 0,
            tables: shop::settings::TableVersions::default(),
            unusable_tables: None,
            name: self.shop_name.trim().to_owned(),
            currency: self.currency,
            rates,
            country: self.country.clone(),
            base_url: self.base_url.clone(),
            seller,
            sample_seller: None,
            limits,
            rules,
            dispatch,
        })
    }
}

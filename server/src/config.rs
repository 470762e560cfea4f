//! Flags and environment variables. Each can be given as either; the flag wins. A wrong value is
//! refused at start, with its name.

use clap::Args;
use domain::{
    Currency,
    pricing::rates::{CurrencyRules, Rates},
    shipping::{
        Tariffs,
        calendar::{ClosedDay, Holidays, is_place},
    },
    tax::territory::Territories,
};
use secrecy::SecretString;
use shop::{Zone, notifications::mail::Mailer};
use std::{net::SocketAddr, path::PathBuf, time::Duration};

/// The invented merchant of the demonstration.
const SAMPLE_SELLER: &str = "Perigee Astronomy GmbH";
/// Connections of one client at once, or its requests in flight, unless something else is set.
const CONNECTIONS_PER_CLIENT: usize = 256;

fn seconds(text: &str) -> Result<Duration, String> {
    let wrong = |_| "expected a number of seconds from 0 on, such as 30".to_owned();
    Duration::try_from_secs_f64(text.parse().map_err(|_| wrong(()))?).map_err(|_| wrong(()))
}

fn some_seconds(text: &str) -> Result<Duration, String> {
    seconds(text)
        .ok()
        .filter(|time| !time.is_zero())
        .ok_or_else(|| "expected a number of seconds above 0, such as 30".to_owned())
}

fn currency(text: &str) -> Result<Currency, String> {
    text.trim()
        .parse()
        .map_err(|_| "expected a currency code of three capital letters, such as EUR".to_owned())
}

fn currency_rules(path: &str) -> Result<CurrencyRules, String> {
    let text = std::fs::read_to_string(path).map_err(|e| e.to_string())?;
    CurrencyRules::read(&text)
        .map_err(|line| format!("line {line} is neither a rule, such as USD,,1,0.05, nor a currency that ended, such as HRK,ended"))
}

fn tax_territories(path: &str) -> Result<Territories, String> {
    let text = std::fs::read_to_string(path).map_err(|e| e.to_string())?;
    Territories::read(&text).map_err(|e| e.to_string())
}

fn holidays(path: &str) -> Result<Holidays, String> {
    let text = std::fs::read_to_string(path).map_err(|e| e.to_string())?;
    Holidays::read(&text).map_err(|e| e.to_string())
}

fn delivery(path: &str) -> Result<Tariffs, String> {
    let text = std::fs::read_to_string(path).map_err(|e| e.to_string())?;
    Tariffs::read(&text).map_err(|e| e.to_string())
}

fn closed_day(text: &str) -> Result<ClosedDay, String> {
    ClosedDay::read(text).ok_or_else(|| {
        "expected a day such as 2026-12-31, days such as 2027-08-02..2027-08-13 (at most 400), or a day of every year such as 12-24"
            .to_owned()
    })
}

fn dispatch_from(text: &str) -> Result<String, String> {
    let wrong = || "expected a country such as DE, or country and region such as DE-SH".to_owned();
    if is_place(text) { Ok(text.to_owned()) } else { Err(wrong()) }
}

fn time_zone(text: &str) -> Result<Zone, String> {
    Zone::named(text).ok_or_else(|| {
        "expected a time zone of the IANA database, such as Europe/Berlin".to_owned()
    })
}

fn cut_off(text: &str) -> Result<u8, String> {
    let hour = text.strip_suffix(":00").unwrap_or(text);
    let digits = (1..=2).contains(&hour.len()) && hour.bytes().all(|b| b.is_ascii_digit());
    let hour = hour.parse().ok().filter(|hour| digits && (1..=23).contains(hour));
    hour.ok_or_else(|| "expected a whole hour from 1:00 to 23:00, such as 14:00".to_owned())
}

fn rates(path: &str) -> Result<Rates, String> {
    let text = std::fs::read_to_string(path).map_err(|e| e.to_string())?;
    Rates::read(&text).map_err(|e| e.to_string())
}

fn country(text: &str) -> Result<String, String> {
    let found = domain::customers::country::by_code(text)
        .ok_or("expected the two letters of a country that is delivered to, such as DE")?;
    Ok(found.code.to_owned())
}

fn database(text: &str) -> Result<String, String> {
    store::check_url(text)?;
    Ok(text.to_owned())
}

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

fn seller_email(text: &str) -> Result<String, String> {
    if text.trim().is_empty() || shop::customers::email::problem(text).is_none() {
        Ok(text.trim().to_owned())
    } else {
        Err("expected a mail address, such as hello@shop.example".to_owned())
    }
}

fn smtp_url(text: &str) -> Result<SecretString, String> {
    Mailer::smtp(text).map_err(|_| "expected an address such as smtp://user:password@mail.example:587, special signs as %40".to_owned())?;
    Ok(text.to_owned().into())
}

fn sender(text: &str) -> Result<String, String> {
    if Mailer::is_sender(text) {
        Ok(text.to_owned())
    } else {
        Err("expected a name and an address, such as Shop <orders@shop.example>".to_owned())
    }
}

/// Where the books are kept.
#[derive(Args, Clone, Debug)]
pub struct Database {
    /// Database: sqlite://file or postgres://user:password@host/name.
    #[arg(long, env = "DATABASE_URL", default_value = "sqlite://perigee.db", value_parser = database, hide_env_values = true)]
    pub database_url: String,
    /// Most connections to PostgreSQL; readers of SQLite.
    #[arg(long, env = "PERIGEE_DATABASE_CONNECTIONS", default_value_t = 6, value_parser = clap::value_parser!(u32).range(1..=1000))]
    pub database_connections: u32,
}

impl Database {
    /// As the store takes it.
    #[must_use]
    pub fn options(&self) -> store::Options {
        store::options(self.database_url.clone(), self.database_connections)
    }
}

/// Where the sample catalogue is.
#[derive(Args, Clone, Debug)]
pub struct Catalogue {
    /// Folder of the sample catalogue (products.csv, plates …).
    #[arg(long, env = "PERIGEE_CATALOGUE", default_value = "catalog")]
    pub catalogue: PathBuf,
}

/// What a merchant decides once.
#[derive(Args, Clone, Debug)]
pub struct Merchant {
    /// Address that shoppers use: for links in mail and canonical addresses. https:// makes cookies
    /// Secure and sends HSTS.
    #[arg(long, env = "PERIGEE_BASE_URL", default_value = "http://127.0.0.1:3000", value_parser = base_url)]
    pub base_url: String,
    /// Currency of a shopper who has not chosen one.
    #[arg(long, env = "PERIGEE_CURRENCY", default_value = "EUR", value_parser = currency)]
    pub currency: Currency,
    /// File of exchange rates: a line as-of,2026-11-20, then one such as USD,1.1305 (a euro in
    /// dollars) for each currency. Without it the embedded table is used, whose rates are those of
    /// a demonstration.
    #[arg(long, env = "PERIGEE_RATES", value_parser = rates)]
    pub rates: Option<Rates>,
    /// Currencies that shoppers may choose, separated by commas; all with a rate when none is
    /// named.
    #[arg(long, env = "PERIGEE_CURRENCIES", value_parser = currency, value_delimiter = ',', num_args = 1..)]
    pub currencies: Vec<Currency>,
    /// File of rules for prices in other currencies: how they are rounded (USD,,1,0.05), and
    /// currencies that have ended (HRK,ended). It replaces the table that comes with the shop.
    #[arg(long, env = "PERIGEE_CURRENCY_RULES", value_parser = currency_rules)]
    pub currency_rules: Option<CurrencyRules>,
    /// File of places with tax rules of their own, such as PT,9000-9499*,,22/4,,Madeira,source. It
    /// replaces the table that comes with the shop.
    #[arg(long, env = "PERIGEE_TAX_TERRITORIES", value_parser = tax_territories)]
    pub tax_territories: Option<Territories>,
    /// File of ways of delivery, such as home,standard,parcel,31.5,95,4.90,50,2,3. It replaces the
    /// table that comes with the shop.
    #[arg(long, env = "PERIGEE_DELIVERY", value_parser = delivery)]
    pub delivery: Option<Tariffs>,
    /// File of public holidays, such as GB,12-26,next,,Boxing Day. It replaces the table that comes
    /// with the shop.
    #[arg(long, env = "PERIGEE_HOLIDAYS", value_parser = holidays)]
    pub holidays: Option<Holidays>,
    /// Where parcels leave from: the country, or country and region (ISO 3166-2), whose public
    /// holidays are no working days.
    #[arg(long, env = "PERIGEE_DISPATCH_FROM", default_value = "DE-SH", value_parser = dispatch_from)]
    pub dispatch_from: String,
    /// Other days on which nothing is sent, separated by commas: 2026-12-31,
    /// 2027-08-02..2027-08-13, or 12-24 for every year.
    #[arg(long, env = "PERIGEE_CLOSED_DAYS", value_parser = closed_day, value_delimiter = ',', num_args = 1..)]
    pub closed_days: Vec<ClosedDay>,
    /// Time zone of the place that parcels leave from: its clocks say what today is, and when the
    /// hour of dispatch is over.
    #[arg(long, env = "PERIGEE_TIME_ZONE", default_value = "Europe/Berlin", value_parser = time_zone)]
    pub time_zone: Zone,
    /// What is ordered before this hour there leaves on the same working day.
    #[arg(long, env = "PERIGEE_CUT_OFF", default_value = "14:00", value_parser = cut_off)]
    pub cut_off: u8,
    /// Country of a shopper who has not chosen one.
    #[arg(long, env = "PERIGEE_COUNTRY", default_value = "DE", value_parser = country)]
    pub country: String,
    /// Full name of the merchant with its legal form, on imprint and receipts.
    #[arg(long, env = "PERIGEE_SELLER", default_value = SAMPLE_SELLER, value_parser = not_empty)]
    pub seller: String,
    /// Postal address of the merchant, its lines separated by commas.
    #[arg(long, env = "PERIGEE_SELLER_ADDRESS", default_value = "Sternwartweg 12, 24943 Flensburg, Germany", value_parser = not_empty)]
    pub seller_address: String,
    /// The merchant's VAT number; empty where there is none.
    #[arg(long, env = "PERIGEE_SELLER_VAT", default_value = "DE000000000")]
    pub seller_vat: String,
    /// Who represents the merchant, of companies: the managing directors.
    #[arg(long, env = "PERIGEE_SELLER_REPRESENTATIVE")]
    pub seller_representative: Option<String>,
    /// Register and number, such as Local Court of Flensburg, HRB 12345.
    #[arg(long, env = "PERIGEE_SELLER_REGISTER")]
    pub seller_register: Option<String>,
    /// The merchant's telephone number.
    #[arg(long, env = "PERIGEE_SELLER_PHONE")]
    pub seller_phone: Option<String>,
    /// The merchant's address for mail: on the pages, and where withdrawals are reported.
    #[arg(long, env = "PERIGEE_SELLER_EMAIL", value_parser = seller_email)]
    pub seller_email: Option<String>,
    /// The authority that supervises the business, where there is one.
    #[arg(long, env = "PERIGEE_SELLER_SUPERVISOR", default_value = "")]
    pub seller_supervisor: String,
    /// Whether the merchant takes part in consumer dispute resolution, as a sentence for imprint
    /// and terms.
    #[arg(
        long,
        env = "PERIGEE_SELLER_DISPUTES",
        default_value = "We are neither obliged nor willing to take part in dispute resolution proceedings before a consumer arbitration board."
    )]
    pub seller_disputes: String,
    /// After so many refused cards within an hour a cart, a client and a card wait for an hour; 0
    /// is never.
    #[arg(long, env = "PERIGEE_CARD_REFUSALS", default_value_t = 5, value_parser = clap::value_parser!(u32).range(0..=1000))]
    pub card_refusals: u32,
    /// For how many years after the one in which it was placed an order is kept with its buyer: ten
    /// for sales under the One Stop Shop.
    #[arg(long, env = "PERIGEE_ORDER_YEARS", default_value_t = 10, value_parser = clap::value_parser!(u32).range(0..=100))]
    pub order_years: u32,
}

impl Merchant {
    /// Refuses a merchant of one's own without an address for mail: pages and emails name it, and
    /// withdrawals are reported to it.
    ///
    /// # Errors
    /// With the names of both settings.
    pub fn check_seller(&self, settings: &shop::Settings) -> Result<(), String> {
        if self.seller == SAMPLE_SELLER || !settings.seller.email.is_empty() {
            return Ok(());
        }
        Err(format!(
            "PERIGEE_SELLER (--seller) is {:?}, but PERIGEE_SELLER_EMAIL (--seller-email) is not set: pages and emails name that address, and \
             withdrawals are reported to it. Set both",
            self.seller
        ))
    }

    /// Settings with details of the seller that a public shop has to give and does not, each with
    /// the reason.
    #[must_use]
    pub fn missing_details(&self, settings: &shop::Settings) -> Vec<String> {
        let seller = &settings.seller;
        let mut missing: Vec<String> = seller
            .missing()
            .into_iter()
            .map(|detail| {
                format!("PERIGEE_SELLER_{} (--seller-{detail}) is empty", detail.to_uppercase())
            })
            .collect();
        let invented = [
            ("PERIGEE_SELLER (--seller)", self.seller == SAMPLE_SELLER),
            (
                "PERIGEE_SELLER_ADDRESS (--seller-address)",
                self.seller_address.starts_with("Sternwartweg 12,"),
            ),
            ("PERIGEE_SELLER_VAT (--seller-vat)", self.seller_vat == "DE000000000"),
        ];
        missing.extend(
            invented
                .into_iter()
                .filter(|(_, invented)| *invented)
                .map(|(name, _)| format!("{name} is the demonstration's")),
        );
        missing
    }

    /// As the shop takes it.
    ///
    /// # Errors
    /// A currency that has no rate, or a standard currency that shoppers may not choose; with the
    /// setting's name.
    pub fn settings(&self) -> Result<shop::Settings, String> {
        let mut rates = self.rates.clone().unwrap_or_default();
        if !self.currencies.is_empty() {
            rates = rates
                .accepting(&self.currencies)
                .map_err(|e| format!("PERIGEE_CURRENCIES (--currencies): {e}"))?;
        }
        if !rates.knows(self.currency) {
            let choice: Vec<_> = rates.currencies().map(|c| c.to_string()).collect();
            return Err(format!(
                "PERIGEE_CURRENCY (--currency) {}: expected one of the currencies to choose from, {}",
                self.currency,
                choice.join(",")
            ));
        }
        let lines = self.seller_address.split(',').map(str::trim).filter(|line| !line.is_empty());
        // The invented details belong to the invented seller only.
        let sample = self.seller == SAMPLE_SELLER;
        let detail = |value: &Option<String>, invented: &str| {
            let unset = if sample { invented } else { "" };
            value.as_deref().unwrap_or(unset).trim().to_owned()
        };
        let seller = domain::seller::Imprint {
            name: self.seller.trim().to_owned(),
            address: lines.map(ToOwned::to_owned).collect(),
            vat_number: self.seller_vat.trim().to_owned(),
            representative: detail(&self.seller_representative, "Ada Winter"),
            register: detail(&self.seller_register, "Local Court of Flensburg, HRB 00000"),
            phone: detail(&self.seller_phone, "+49 30 23125 000"),
            email: detail(&self.seller_email, "hello@perigee.example"),
            supervisor: self.seller_supervisor.trim().to_owned(),
            disputes: self.seller_disputes.trim().to_owned(),
        };
        let limits =
            shop::Limits { card_refusals: self.card_refusals, order_years: self.order_years };
        let mut rules = shop::Rules::default();
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
        if !rules.holidays.knows(&self.dispatch_from) {
            return Err(format!(
                "PERIGEE_DISPATCH_FROM (--dispatch-from) {} is refused: the table of holidays has no days of that place; expected one of its \
                 places, such as DE or DE-SH",
                self.dispatch_from
            ));
        }
        let dispatch = shop::Dispatch {
            from: self.dispatch_from.clone(),
            closed: self.closed_days.clone(),
            zone: self.time_zone.clone(),
            cut_off: self.cut_off,
        };
        Ok(shop::Settings {
            currency: self.currency,
            rates,
            country: self.country.clone(),
            base_url: self.base_url.clone(),
            seller,
            limits,
            rules,
            dispatch,
        })
    }
}

/// How mail leaves.
#[derive(Args, Clone, Debug)]
pub struct Mail {
    /// Mail server: smtp://user:password@host:587 or smtps://…; without one, mail goes into the
    /// folder.
    #[arg(long, env = "PERIGEE_SMTP_URL", value_parser = smtp_url, hide_env_values = true)]
    pub smtp_url: Option<SecretString>,
    /// Folder for mail when there is no server.
    #[arg(long, env = "PERIGEE_MAIL_FOLDER", default_value = "mail")]
    pub mail_folder: PathBuf,
    /// Sender of mail.
    #[arg(long, env = "PERIGEE_MAIL_FROM", default_value = "Perigee <orders@perigee.example>", value_parser = sender)]
    pub mail_from: String,
}

/// A part of the shop with users of its own, that can be served, scaled and kept off a network
/// apart from the others.
#[derive(Clone, Copy, Debug, PartialEq, Eq, clap::ValueEnum)]
pub enum Surface {
    /// The pages that shoppers use.
    Storefront,
    /// The calls of programs under /api.
    Api,
    /// The merchants' desk under /desk.
    Desk,
}

/// How requests are taken.
#[derive(Args, Clone, Debug)]
pub struct Http {
    /// Address and port to listen on.
    #[arg(long, env = "PERIGEE_ADDR", default_value = "127.0.0.1:3000")]
    pub addr: SocketAddr,
    /// Parts to serve, separated by commas.
    #[arg(long, env = "PERIGEE_SURFACES", value_enum, value_delimiter = ',', default_value = "storefront,api,desk", num_args = 1..)]
    pub surfaces: Vec<Surface>,
    /// Folder with the style sheet, the islands and other files.
    #[arg(long, env = "LEPTOS_SITE_ROOT", default_value = "target/site")]
    pub site_root: PathBuf,
    /// Address and port for /metrics; without one they are served on the main address, unless
    /// shoppers come by https://.
    #[arg(long, env = "PERIGEE_METRICS_ADDR")]
    pub metrics_addr: Option<SocketAddr>,
    /// Longest time for one request, in seconds.
    #[arg(long, env = "PERIGEE_REQUEST_TIMEOUT", default_value = "30", value_parser = some_seconds)]
    pub request_timeout: Duration,
    /// How long requests in flight may finish after SIGTERM, in seconds.
    #[arg(long, env = "PERIGEE_SHUTDOWN_GRACE", default_value = "30", value_parser = seconds)]
    pub shutdown_grace: Duration,
    /// How long to go on serving after SIGTERM while readiness is false already, in seconds.
    #[arg(long, env = "PERIGEE_SHUTDOWN_DELAY", default_value = "0", value_parser = seconds)]
    pub shutdown_delay: Duration,
    /// Connections at once; more wait until one ends.
    #[arg(long, env = "PERIGEE_CONNECTIONS", default_value_t = 10_000, value_parser = clap::builder::RangedU64ValueParser::<usize>::new().range(1..=1_000_000))]
    pub connections: usize,
    /// Connections of one client (an IPv4 address, the /64 of an IPv6 address) at once; more are
    /// refused. With --trusted-proxies, where all connections are the proxies', requests of one
    /// client that are not answered to the last byte. 0 is no limit; 256 unless it is set.
    #[arg(long, env = "PERIGEE_CONNECTIONS_PER_CLIENT", hide_default_value = true, value_parser = clap::builder::RangedU64ValueParser::<usize>::new().range(0..=1_000_000))]
    pub connections_per_client: Option<usize>,
    /// How long an answer may wait for a client that reads nothing of it, in seconds; then the
    /// connection ends.
    #[arg(long, env = "PERIGEE_STALL_TIMEOUT", default_value = "30", value_parser = some_seconds)]
    pub stall_timeout: Duration,
    /// How long a connection may stay open without a whole request, in seconds; longer than the
    /// same setting of a proxy in front.
    #[arg(long, env = "PERIGEE_IDLE_TIMEOUT", default_value = "75", value_parser = some_seconds)]
    pub idle_timeout: Duration,
    /// Pages rendered and searches made at once; more wait. 0 is four for each core.
    #[arg(long, env = "PERIGEE_BROWSING", default_value_t = 0, value_parser = clap::builder::RangedU64ValueParser::<usize>::new().range(0..=100_000))]
    pub browsing: usize,
    /// Cart changes, checkout steps and looks at orders worked on at once; more wait.
    #[arg(long, env = "PERIGEE_BUYING", default_value_t = 512, value_parser = clap::builder::RangedU64ValueParser::<usize>::new().range(1..=100_000))]
    pub buying: usize,
    /// Cards and orders that wait for the payment provider at once; more wait. Apart from --buying,
    /// so that a slow provider keeps nobody from their cart.
    #[arg(long, env = "PERIGEE_PLACING", default_value_t = 512, value_parser = clap::builder::RangedU64ValueParser::<usize>::new().range(1..=100_000))]
    pub placing: usize,
    /// How long browsing waits for its turn before it is answered with 503, in seconds; buying and
    /// placing wait ten times as long.
    #[arg(long, env = "PERIGEE_QUEUE_TIME", default_value = "0.5", value_parser = seconds)]
    pub queue_time: Duration,
    /// Largest request body, in bytes; forms and calls take at most 65536 whatever this says.
    #[arg(long, env = "PERIGEE_BODY_LIMIT", default_value_t = 1 << 20, value_parser = clap::builder::RangedU64ValueParser::<usize>::new().range(4096..=1 << 30))]
    pub body_limit: usize,
    /// Cart changes, checkout steps and searches that one client may make a minute; 0 is no limit.
    #[arg(long, env = "PERIGEE_RATE_LIMIT", default_value_t = 240)]
    pub rate_limit: u32,
    /// Carts that one client may begin an hour, by pages and by the API each; 0 is no limit, and so
    /// is a rate limit of 0.
    #[arg(long, env = "PERIGEE_CARTS_PER_CLIENT", default_value_t = 1200)]
    pub carts_per_client: u32,
    /// Number of trusted proxies in front: the client is that many entries from the end of
    /// X-Forwarded-For. 0 trusts none.
    #[arg(long, env = "PERIGEE_TRUSTED_PROXIES", default_value_t = 0)]
    pub trusted_proxies: usize,
    /// Answer the Astronomy Shop demonstration's API under /api (takes test cards only).
    #[arg(long, env = "PERIGEE_ASTRONOMY_API", default_value_t = false, num_args = 0..=1, require_equals = true, default_missing_value = "true", action = clap::ArgAction::Set)]
    pub astronomy_api: bool,
    /// Limit the Astronomy Shop API as well.
    #[arg(long, env = "PERIGEE_RATE_LIMIT_API", default_value_t = true, num_args = 0..=1, require_equals = true, default_missing_value = "true", action = clap::ArgAction::Set)]
    pub rate_limit_api: bool,
    /// Keep rendered pages in memory; off renders every page anew.
    #[arg(long, env = "PERIGEE_PAGE_CACHE", default_value_t = true, num_args = 0..=1, require_equals = true, default_missing_value = "true", action = clap::ArgAction::Set)]
    pub page_cache: bool,
}

impl Http {
    /// Whether this process serves a surface.
    #[must_use]
    pub fn serves(&self, surface: Surface) -> bool {
        self.surfaces.contains(&surface)
    }

    /// The most connections of one client; none where there is no limit, or proxies stand between.
    #[must_use]
    pub fn most_connections(&self) -> Option<usize> {
        self.most_of_one_client().filter(|_| self.trusted_proxies == 0)
    }

    /// The most requests in flight of one client behind trusted proxies.
    #[must_use]
    pub fn most_in_flight(&self) -> Option<usize> {
        self.most_of_one_client().filter(|_| self.trusted_proxies > 0)
    }

    fn most_of_one_client(&self) -> Option<usize> {
        Some(self.connections_per_client.unwrap_or(CONNECTIONS_PER_CLIENT)).filter(|most| *most > 0)
    }
}

/// How it logs.
#[derive(Args, Clone, Debug)]
pub struct Logs {
    /// What to log: a level, or levels by module such as info,server=debug.
    #[arg(long, env = "PERIGEE_LOG", default_value = "info", global = true)]
    pub log: String,
    /// One JSON object a line, or text for people.
    #[arg(long, env = "PERIGEE_LOG_FORMAT", value_enum, default_value_t = LogFormat::Text, global = true)]
    pub log_format: LogFormat,
    /// Address of an OpenTelemetry collector, such as http://127.0.0.1:4318: `serve` and `worker`
    /// send traces and logs there (OTLP, http/protobuf). The other standard variables count too,
    /// such as OTEL_SERVICE_NAME and OTEL_TRACES_SAMPLER.
    #[arg(long, env = "OTEL_EXPORTER_OTLP_ENDPOINT", global = true, hide_env_values = true)]
    pub otlp_endpoint: Option<String>,
}

/// The form of a log line.
#[derive(Clone, Copy, Debug, PartialEq, Eq, clap::ValueEnum)]
pub enum LogFormat {
    /// For people.
    Text,
    /// For machines.
    Json,
}

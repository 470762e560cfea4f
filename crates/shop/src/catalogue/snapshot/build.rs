//! Builds the in-memory copy from database rows.

use super::{
    Snapshot,
    attributes::solar_only,
    card_specs::CardSpecs,
    choice::Selector,
    entry::{Category, Described, DescribedVariant, Entry, VariantEntry},
    first_few::first_few,
    fits::Fits,
    gear,
    guides::{self, GuideContext, GuideRows},
    home::{self, HomeContext, HomeRows},
    identity::{Variant, described_by, identity},
    index::{facets, quantities, text_index},
    menu, needs, next_generation,
    order::{self, sort_members},
    pictures::Pictures,
    sales::{Charged, SaleRows, Sales},
    tables::{self, Tables},
    vocabulary,
};
use crate::{InternalError, Settings, content::Content};
use domain::{
    Currency, Money,
    catalogue::{AttributeDefinition, Attributes},
    pricing::rates::Rates,
    stock::StockLevel,
};
use search::MemoryIndex;
use std::{
    collections::{BTreeSet, HashMap},
    sync::Arc,
};
use store::{
    Uuid,
    catalogue::{CardRuleRow, CategoryRow, ListedRow, Position, VariantRow},
    content::{LinkRow, PageRow, ShopTextRow},
    media::MediaRow,
};

/// The catalogue's rows from the database.
#[derive(Default)]
pub struct Rows {
    pub position: Position,
    pub guides: GuideRows,
    pub home: HomeRows,
    pub sales: SaleRows,
    pub categories: Vec<CategoryRow>,
    pub definitions: Vec<AttributeDefinition>,
    pub card_rules: Vec<CardRuleRow>,
    pub products: Vec<ListedRow>,
    pub variants: Vec<VariantRow>,
    pub memberships: Vec<(Uuid, Uuid)>,
    pub media: Vec<MediaRow>,
    pub links: Vec<LinkRow>,
    pub pages: Vec<PageRow>,
    pub texts: Vec<ShopTextRow>,
    pub tables: Tables,
}

/// The categories, without their products.
fn categories(
    rows: Vec<CategoryRow>,
    places: &HashMap<Uuid, usize>,
) -> Result<Vec<Category>, InternalError> {
    let category = |row: CategoryRow| {
        let parent = row.parent_id.map(|parent| places.get(&parent).copied());
        if parent == Some(None) {
            return Err(InternalError::stored("parent of category", &row.slug));
        }
        Ok(Category {
            parent: parent.flatten(),
            id: row.id,
            slug: row.slug,
            name: row.name,
            intro: row.intro,
            guide: row.guide,
            children: Vec::new(),
            members: Vec::new(),
            availability_at: 0,
        })
    };
    let mut categories: Vec<Category> = rows.into_iter().map(category).collect::<Result<_, _>>()?;
    let parents: Vec<Option<usize>> = categories.iter().map(|category| category.parent).collect();
    for (i, parent) in parents.iter().enumerate() {
        if let Some(above) = parent.and_then(|parent| categories.get_mut(parent)) {
            above.children.push(i);
        }
    }
    Ok(categories)
}

/// The variants by product, in their order, with the prices that are charged at `now`.
pub(super) fn variants(
    rows: Vec<VariantRow>,
    pictures: &Pictures,
    sales: &Sales,
    now: i64,
) -> Result<HashMap<Uuid, Vec<Variant>>, InternalError> {
    let mut all: HashMap<Uuid, Vec<Variant>> = HashMap::new();
    for row in rows {
        let base = Money::new(row.price_minor, row.currency);
        let charged = sales.of(row.id).map(|sales| sales.at(base, now));
        let Charged { price, prior } = charged.unwrap_or(Charged { price: base, prior: None });
        let entry = VariantEntry {
            sku: row.sku.into(),
            price,
            prior,
            stock: StockLevel::of(row.stock),
            grams: row.weight_g,
            picture: pictures.get(row.hash.as_deref(), row.alt.as_deref())?,
        };
        let variant = Variant { entry, label: row.label, attributes: row.attributes };
        all.entry(row.product_id).or_default().push(variant);
    }
    Ok(all)
}

/// The categories of each product, which only rules for cards that name some take.
struct Placed<'a> {
    categories: &'a [Category],
    of_product: HashMap<Uuid, Vec<usize>>,
}

impl<'a> Placed<'a> {
    fn new(
        specs: &CardSpecs<'_>,
        categories: &'a [Category],
        memberships: &[(Uuid, Uuid)],
        places: &HashMap<Uuid, usize>,
    ) -> Self {
        let mut of_product: HashMap<Uuid, Vec<usize>> = HashMap::new();
        if specs.name_categories() {
            for (product, category) in memberships {
                // An unknown category is an error of `fill`.
                if let Some(&place) = places.get(category) {
                    of_product.entry(*product).or_default().push(place);
                }
            }
        }
        Self { categories, of_product }
    }

    /// Whether a product is in the category with this slug or below it.
    fn is_in(&self, product: Uuid, slug: &str) -> bool {
        self.of_product.get(&product).into_iter().flatten().any(|&place| {
            let mut at = self.categories.get(place);
            while let Some(category) = at {
                if category.slug == slug {
                    return true;
                }
                at = category.parent.and_then(|parent| self.categories.get(parent));
            }
            false
        })
    }
}

/// What reading a product takes.
struct Reader<'a> {
    specs: &'a CardSpecs<'a>,
    placed: &'a Placed<'a>,
    pictures: &'a Pictures,
    /// The index of each category.
    places: &'a HashMap<Uuid, usize>,
    rates: &'a Rates,
}

impl Reader<'_> {
    /// The product with this number and hashes, and its variants.
    fn product(
        &self,
        (number, (identity, described_by)): (u32, (u64, u64)),
        row: ListedRow,
        all: Vec<Variant>,
    ) -> Result<Described, InternalError> {
        let (mut variants, mut described) = (Vec::with_capacity(all.len()), Vec::new());
        for Variant { entry, label, attributes } in all {
            let difference = serde_json::from_str(&attributes)
                .map_err(|_| InternalError::stored("attributes of", &entry.sku))?;
            variants.push(entry);
            described.push(DescribedVariant { label, difference });
        }
        if described.iter().all(DescribedVariant::is_empty) {
            described = Vec::new();
        }
        let attributes: Attributes = serde_json::from_str(&row.attributes)
            .map_err(|_| InternalError::stored("attributes of", &row.slug))?;
        let category = self.places.get(&row.category_id).copied();
        let category = category.ok_or_else(|| InternalError::stored("category of", &row.slug))?;
        let entry = Entry {
            id: row.id,
            slug: row.slug.into(),
            name: row.name.into(),
            brand: row.brand.into(),
            summary: row.summary.into(),
            picture: self.pictures.get(row.hash.as_deref(), row.alt.as_deref())?,
            specs: self.specs.chosen(&attributes, &|slug| self.placed.is_in(row.id, slug)),
            solar_only: solar_only(&attributes),
            category,
            price: lowest(self.rates, &variants),
            variants,
            published_at: row.published_at,
            featured: row.featured,
            number,
            identity,
            described_by,
            levels_at: 0,
            availability_at: 0,
            neighbours_at: 0,
        };
        Ok(Described { entry: Arc::new(entry), attributes, variants: described })
    }
}

/// The lowest price of variants in euro cents.
pub(super) fn lowest(rates: &Rates, variants: &[VariantEntry]) -> i64 {
    // Every price has a rate, and every product a variant: see `build`.
    let euro = |money: Money| rates.convert(money, Currency::EUR).map_or(i64::MAX, |m| m.minor);
    variants.iter().map(|variant| euro(variant.price)).min().unwrap_or(i64::MAX)
}

/// Adds each product to its categories and their ancestors.
fn fill(
    categories: &mut [Category],
    memberships: Vec<(Uuid, Uuid)>,
    places: &HashMap<Uuid, usize>,
    products: &HashMap<Uuid, u32>,
) -> Result<(), InternalError> {
    for (product, category) in memberships {
        // A product that is not published is in no list.
        let Some(&number) = products.get(&product) else { continue };
        let mut at = places.get(&category).copied();
        if at.is_none() {
            return Err(InternalError::stored("a category of product", product));
        }
        while let Some(category) = at.and_then(|i| categories.get_mut(i)) {
            category.members.push(number);
            at = category.parent;
        }
    }
    Ok(())
}

/// Whether shoppers see a published product at a time in Unix milliseconds.
pub(super) fn is_shown(row: &ListedRow, now: i64) -> bool {
    row.published_at <= now && row.unpublish_at.is_none_or(|at| at > now)
}

/// When products begin and end to be shown.
fn changes_of(rows: &[ListedRow]) -> impl Iterator<Item = i64> {
    rows.iter().flat_map(|row| std::iter::once(row.published_at).chain(row.unpublish_at))
}

/// The categories of a product, in the order of their keys. The rows are in that of the products'.
fn placed_in(memberships: &[(Uuid, Uuid)], product: Uuid) -> Vec<Uuid> {
    let first = memberships.partition_point(|(own, _)| *own < product);
    let own = memberships.iter().skip(first).take_while(|(own, _)| *own == product);
    let mut categories: Vec<Uuid> = own.map(|(_, category)| *category).collect();
    categories.sort_unstable();
    categories
}

/// Warns of what [`build`] leaves out.
fn warn_of_left_out(without_variants: &[String], unpriced: &[(Box<str>, Currency)]) {
    if !without_variants.is_empty() {
        let first = first_few(without_variants.iter().map(String::as_str));
        let count = without_variants.len();
        tracing::warn!(count, %first, "left out: published products without a priced variant");
    }
    if !unpriced.is_empty() {
        let named = unpriced.iter().map(|(sku, currency)| format!("{sku} ({currency})"));
        let named: Vec<String> = named.collect();
        let first = first_few(named.iter().map(String::as_str));
        let count = unpriced.len();
        tracing::warn!(count, %first, "left out: variants whose currency has no exchange rate");
    }
}

/// Builds the catalogue as published at `now` (Unix milliseconds). Leaves out, with a warning, what
/// nobody can buy: published products without a priced variant, and variants in a currency without
/// an exchange rate.
///
/// # Errors
/// If a row or one of the merchant's tables cannot be read. A running server then logs the error,
/// which has the row's key, and keeps showing its current copy.
pub fn build(rows: Rows, settings: Arc<Settings>, now: i64) -> Result<Snapshot, InternalError> {
    let rates = &settings.rates;
    let Rows { position, definitions, memberships, tables, .. } = rows;
    let pictures = Pictures::new(rows.media);
    let places: HashMap<Uuid, usize> =
        rows.categories.iter().enumerate().map(|(i, row)| (row.id, i)).collect();
    let mut categories = categories(rows.categories, &places)?;
    let priced_in = rows.variants.iter().map(|row| row.currency);
    let limited_in = rows.guides.guides.iter().filter_map(|row| row.max_price_currency);
    let converted: BTreeSet<Currency> = priced_in.chain(limited_in).collect();
    let sales = Sales::new(rows.sales, &rows.variants);
    let mut variants = variants(rows.variants, &pictures, &sales, now)?;
    let scheduled = changes_of(&rows.products).chain(rows.home.changes()).filter(|at| *at > now);
    let next_change = scheduled.min();

    let mut left_out = Vec::new();
    let specs = CardSpecs::new(&categories, &definitions, &rows.card_rules, &mut left_out);
    let placed = Placed::new(&specs, &categories, &memberships, &places);
    let reader =
        Reader { specs: &specs, placed: &placed, pictures: &pictures, places: &places, rates };
    let mut described: Vec<Described> = Vec::new();
    let mut next_numbers = 0_u32..;
    let mut unpriced: Vec<(Box<str>, Currency)> = Vec::new();
    let mut without_variants: Vec<String> = Vec::new();
    for row in rows.products.into_iter().filter(|row| is_shown(row, now)) {
        let Some(mut variants) = variants.remove(&row.id) else {
            without_variants.push(row.slug);
            continue;
        };
        let identity = identity(&row, &variants, &placed_in(&memberships, row.id));
        let hashes = (identity, described_by(&row, &variants));
        variants.retain(|Variant { entry, .. }| {
            let currency = entry.price.currency;
            let has_rate = rates.rate(currency).is_some();
            if !has_rate {
                unpriced.push((entry.sku.clone(), currency));
            }
            has_rate
        });
        if !variants.is_empty()
            && let Some(number) = next_numbers.next()
        {
            described.push(reader.product((number, hashes), row, variants)?);
        }
    }
    warn_of_left_out(&without_variants, &unpriced);
    let products: Vec<Arc<Entry>> = described.iter().map(|one| Arc::clone(&one.entry)).collect();
    let numbers: HashMap<Uuid, u32> =
        products.iter().zip(0_u32..).map(|(product, i)| (product.id, i)).collect();
    fill(&mut categories, memberships, &places, &numbers)?;
    let mut order: Vec<u32> = (0_u32..).take(products.len()).collect();
    order.sort_by_cached_key(|&i| order::place(&products, i));
    sort_members(&mut categories, &order);

    let facets = facets(&definitions, &described);
    let context =
        GuideContext { products: &described, numbers: &numbers, categories: &categories, rates };
    let guides = guides::members(rows.guides, context, &mut left_out);
    let words = text_index(&described, &categories, &definitions, &guides);
    let by_slug = products.iter().zip(0_u32..).map(|(p, i)| (p.slug.clone(), i)).collect();
    let by_sku: HashMap<Box<str>, u32> = products
        .iter()
        .zip(0_u32..)
        .flat_map(|(p, i)| p.variants.iter().map(move |v| (v.sku.clone(), i)))
        .collect();
    let selector = Selector::new(&described, &categories);
    let has_category = |slug: &str| categories.iter().any(|category| category.slug == slug);
    let content = Content::new(rows.pages, rows.links, has_category).with_texts(rows.texts);
    let home = home::blocks(
        rows.home,
        now,
        HomeContext { catalogue: context, guides: &guides, content: &content, pictures: &pictures },
        &mut left_out,
    );
    let vocabulary = vocabulary::read(&tables.search, &tables.other_brands, &selector)?
        .with_pages(content.search_words())
        .with_product_names(products.iter().map(|product| &*product.name));
    let index = MemoryIndex::new(products.len(), words, vocabulary, facets)
        .with_quantities(quantities(&definitions, &described));
    let named = vocabulary::named(&tables.search)?.into_iter().chain(needs::named(&tables.needs)?);
    let named = Arc::new(named.collect());
    let mut needs = needs::read(&tables.needs, &by_sku, &selector, products.len())?;
    let fits = Fits::read(&described);
    let unfit_needs = needs::drop_unfit(&mut needs, &products, &fits);
    let gear = gear::read(&described);
    let category_by_slug =
        categories.iter().enumerate().map(|(i, c)| (c.slug.clone(), i)).collect();
    let menu = menu::roots(&categories).map(|one| menu::plain_card(&categories, one)).collect();
    let exact_rates = Arc::new(settings.rates.clone());
    let generation = next_generation();
    Ok(Snapshot {
        version: position.version,
        written_at: position.at,
        generation,
        base: generation,
        levels_at: generation,
        availability_at: generation,
        neighbours_at: generation,
        rates: Arc::new(settings.shown_rates()),
        exact_rates: Arc::clone(&exact_rates),
        built_with: exact_rates,
        settings,
        products,
        categories,
        menu: Arc::new(menu),
        content: Arc::new(content),
        definitions: Arc::new(definitions),
        order,
        guides,
        home: Arc::new(home),
        prices: Arc::default(),
        cheapest: Arc::default(),
        index: Arc::new(index),
        needs: Arc::new(needs),
        unfit_needs: Arc::new(unfit_needs),
        converted: Arc::new(converted),
        unpriced: Arc::new(unpriced),
        card_rules: Arc::new(rows.card_rules),
        named,
        left_out: Arc::new(left_out),
        fits: Arc::new(fits),
        gear: Arc::new(gear),
        demonstration: Arc::new(tables::demonstration(&tables.api)?),
        by_slug: Arc::new(by_slug),
        by_sku: Arc::new(by_sku),
        category_by_slug: Arc::new(category_by_slug),
        next_change,
        next_sale_change: sales.next_change(now),
        sales: Arc::new(sales),
    })
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, clippy::indexing_slicing)]
    use super::*;
    use domain::content::home::{BlockKind, ProductOrder};
    use store::{
        catalogue::{GuideRow, GuideRuleRow},
        content::HomeBlockRow,
        pricing::{HistoryRow, SaleRow},
    };

    fn built(rows: Rows) -> Result<Snapshot, InternalError> {
        build(rows, Arc::default(), 1)
    }

    /// A telescope in a category, with a variant.
    fn rows() -> Rows {
        let (product, category) = (Uuid::from_u128(1), Uuid::from_u128(2));
        Rows {
            pages: Vec::new(),
            texts: Vec::new(),
            links: Vec::new(),
            position: Position { version: 1, at: None },
            guides: GuideRows::default(),
            home: HomeRows::default(),
            sales: SaleRows::default(),
            categories: vec![CategoryRow {
                id: category,
                parent_id: None,
                slug: "telescopes".to_owned(),
                name: "Telescopes".to_owned(),
                intro: String::new(),
                guide: String::new(),
            }],
            definitions: Vec::new(),
            card_rules: Vec::new(),
            products: vec![ListedRow {
                id: product,
                slug: "halden".to_owned(),
                name: "Halden".to_owned(),
                summary: String::new(),
                brand: "Halden".to_owned(),
                category_id: category,
                attributes: r#"{"aperture":102,"focal_length":714}"#.to_owned(),
                published_at: 1,
                unpublish_at: None,
                featured: false,
                hash: None,
                alt: None,
            }],
            variants: vec![VariantRow {
                id: Uuid::from_u128(3),
                product_id: product,
                sku: "HALDEN-A".to_owned(),
                option_name: String::new(),
                label: String::new(),
                price_minor: 100,
                currency: Currency::EUR,
                stock: 1,
                weight_g: 1,
                attributes: "{}".to_owned(),
                picture: 1,
                hash: None,
                alt: None,
            }],
            memberships: vec![(product, category)],
            media: Vec::new(),
            tables: Tables {
                search: "words,also,means,show,note\n".to_owned(),
                other_brands: "name,words,category\n".to_owned(),
                needs: "for,needs,why\n".to_owned(),
                api: String::new(),
            },
        }
    }

    /// An attribute that no card shows without a rule.
    fn aperture() -> AttributeDefinition {
        serde_json::from_value(serde_json::json!({
            "key": "aperture", "name": "Aperture", "unit": "mm", "decimals": 0,
            "group": "", "position": 1, "facet": null, "card": null, "explanation": "",
        }))
        .unwrap()
    }

    /// A row of the products that fit a rule.
    fn block(rule: &str) -> HomeBlockRow {
        HomeBlockRow {
            id: Uuid::from_u128(6),
            slug: "row".to_owned(),
            kind: Some(BlockKind::Products),
            starts_at: None,
            ends_at: None,
            title: "A row".to_owned(),
            text: String::new(),
            link_label: String::new(),
            link_page: None,
            link_category: None,
            link_guide: None,
            link_product: None,
            link_path: None,
            picture_hash: None,
            picture_product: None,
            rule: Some(rule.to_owned()),
            sort: Some(ProductOrder::Chosen),
            max_products: 4,
            version: 1,
        }
    }

    #[test]
    fn a_row_that_refers_to_nothing_is_an_error_with_its_key() {
        let sound = built(rows()).unwrap();
        assert_eq!(sound.category("telescopes").unwrap().members, [0]);
        type Break = fn(&mut Rows);
        let broken: [(Break, &str); 6] = [
            (|rows| rows.categories[0].parent_id = Some(Uuid::nil()), "category telescopes cannot"),
            (|rows| rows.products[0].category_id = Uuid::nil(), "category of halden cannot be"),
            (|rows| rows.memberships[0].1 = Uuid::nil(), "a category of product 00000000-0000-"),
            (|rows| rows.products[0].hash = Some("cafe".to_owned()), "picture cafe cannot be read"),
            (|rows| rows.products[0].attributes = "{".to_owned(), "attributes of halden cannot be"),
            (|rows| rows.variants[0].attributes = "{".to_owned(), "attributes of HALDEN-A cannot"),
        ];
        for (breaks, expected) in broken {
            let mut rows = rows();
            breaks(&mut rows);
            let error = built(rows).unwrap_err().to_string();
            assert!(error.contains(expected), "{expected:?} is not in {error:?}");
        }
    }

    #[test]
    fn a_rule_that_names_a_deleted_category_is_left_out() {
        for (rules, expected) in [
            (&["everything"][..], 1),
            (&["not category telescopes"][..], 0),
            (&["aperture >= 100"][..], 1),
            // It would fit every product.
            (&["not category boats"][..], 0),
            // No product has a deleted attribute.
            (&["sail missing"][..], 1),
            (&["sail present"][..], 0),
            (&["not sail is yes"][..], 1),
            (&["not category boats", "category telescopes"][..], 1),
        ] {
            let id = Uuid::from_u128(5);
            let mut rows = rows();
            rows.definitions = vec![aperture()];
            rows.guides.guides.push(GuideRow {
                id,
                slug: "moon".to_owned(),
                title: "The Moon".to_owned(),
                advice: String::new(),
                icon: String::new(),
                max_price_minor: None,
                max_price_currency: None,
                search_words: String::new(),
                version: 1,
            });
            let rule = |text: &&str| GuideRuleRow { guide_id: id, condition: (*text).to_owned() };
            rows.guides.rules = rules.iter().map(rule).collect();
            let snapshot = built(rows).unwrap();
            assert_eq!(snapshot.guides[0].products().len(), expected, "{rules:?}");
            // A change of stock copies no list.
            let sold = snapshot.with_stock(Position { version: 2, at: None }, &[]);
            assert!(std::ptr::eq(snapshot.guides[0].products(), sold.guides[0].products()));
        }
    }

    #[test]
    fn home_and_cards_leave_out_a_rule_that_names_a_deleted_category() {
        for (rule, fits) in [
            ("everything", true),
            ("category telescopes; aperture >= 100", true),
            ("not category telescopes", false),
            ("aperture >", false),
            // It would fit every product.
            ("not category boats", false),
            // No product has a deleted attribute.
            ("sail missing", true),
            ("sail present", false),
            ("not sail is yes", true),
        ] {
            let mut rows = rows();
            rows.definitions = vec![aperture()];
            rows.home.blocks = vec![block(rule)];
            let (condition, specs) = (rule.to_owned(), "by rule".to_owned());
            rows.card_rules = vec![CardRuleRow { condition, specs }];
            let snapshot = built(rows).unwrap();
            assert_eq!(snapshot.home()[0].products, [0_u32].repeat(usize::from(fits)), "{rule}");
            let specs = snapshot.products[0].specs.join(", ");
            assert_eq!(specs, if fits { "by rule" } else { "" }, "{rule}");
        }
    }

    /// A copy knows what it leaves out, so that the next one warns only of what is new.
    #[test]
    fn a_rule_is_left_out_with_its_place_and_text() {
        let mut rows = rows();
        rows.home.blocks = vec![block("not category boats")];
        let (condition, specs) = ("aperture >".to_owned(), "by rule".to_owned());
        rows.card_rules = vec![CardRuleRow { condition, specs }];
        let snapshot = built(rows).unwrap();
        let left_out: Vec<_> =
            snapshot.left_out.iter().map(|one| (one.place.as_str(), one.rule.as_str())).collect();
        let expected = [("cards, rule 1", "aperture >"), ("home block row", "not category boats")];
        assert_eq!(left_out, expected);
        assert_eq!(snapshot.left_out[1].error, "no category boats");
        assert_eq!(
            snapshot.with_stock(Position { version: 2, at: None }, &[]).left_out,
            snapshot.left_out
        );
    }

    #[test]
    fn a_block_of_a_later_release_is_left_out() {
        let mut rows = rows();
        let own = |slug: &str| HomeBlockRow { slug: slug.to_owned(), ..block("everything") };
        rows.home.blocks = vec![
            HomeBlockRow { kind: None, ..own("video") },
            HomeBlockRow { sort: None, ..own("by-name") },
            own("row"),
        ];
        let snapshot = built(rows).unwrap();
        let shown: Vec<_> = snapshot.home().iter().map(|block| block.slug.as_str()).collect();
        assert_eq!(shown, ["row"]);
    }

    #[test]
    fn a_price_without_a_rate_is_left_out_and_named() {
        let mut rows = rows();
        rows.variants[0].currency = "KWD".parse().unwrap();
        let snapshot = built(rows).unwrap();
        assert!(snapshot.products.is_empty());
        let named: Vec<_> =
            snapshot.priced_in().map(|(sku, of)| (sku, of.code().to_owned())).collect();
        assert_eq!(named, [("HALDEN-A", "KWD".to_owned())]);
    }

    #[test]
    fn a_sale_begins_and_ends_without_a_load() {
        let mut rows = rows();
        let variant_id = rows.variants[0].id;
        let sale = |amount_minor, currency, starts_at, ends_at| SaleRow {
            id: Uuid::nil(),
            variant_id,
            amount_minor,
            currency,
            starts_at,
            ends_at,
            campaign: String::new(),
        };
        let dollars = "USD".parse().unwrap();
        rows.sales.sales = vec![
            sale(80, Currency::EUR, 10, 20),
            sale(10, dollars, 1, 99),
            sale(70, Currency::EUR, 30, 40),
        ];
        rows.sales.history = vec![HistoryRow {
            variant_id,
            from_at: 1,
            until_at: None,
            amount_minor: 100,
            currency: Currency::EUR,
        }];
        let mut snapshot = built(rows).unwrap();
        assert_eq!((snapshot.next_change, snapshot.next_sale_change), (None, Some(10)));
        for (now, price, prior) in [
            (9, 100, None),
            (10, 80, Some(100)),
            (19, 80, Some(100)),
            (20, 100, None),
            (30, 70, Some(80)),
            (40, 100, None),
        ] {
            let changed = snapshot.sales_changed_at(now);
            if changed {
                snapshot = snapshot.with_sales(now);
            }
            assert_eq!(changed, ![9, 19].contains(&now), "{now}");
            let entry = &snapshot.products[0];
            let own = &entry.variants[0];
            let prices = (own.price.minor, own.prior.map(|prior| prior.minor), entry.price);
            assert_eq!(prices, (price, prior, price), "{now}");
            assert_eq!(snapshot.prices(Currency::EUR).lowest(0), price, "{now}");
        }
        assert!(!snapshot.sales_changed_at(i64::MAX));
        assert!(!snapshot.stale_at(10), "nothing has to be loaded");
    }

    #[test]
    fn what_a_variant_has_of_its_own_stays_with_it() {
        let mut rows = rows();
        let sold = VariantRow {
            id: Uuid::from_u128(4),
            sku: "HALDEN-B".to_owned(),
            label: "Large".to_owned(),
            attributes: r#"{"aperture":130}"#.to_owned(),
            ..rows.variants[0].clone()
        };
        rows.variants[0].currency = "KWD".parse().unwrap();
        rows.variants[0].attributes = r#"{"aperture":80}"#.to_owned();
        rows.variants.push(sold);
        let snapshot = built(rows).unwrap();
        let telescopes = &snapshot.gear.telescopes;
        let apertures: Vec<f64> =
            telescopes.iter().map(|item| item.what.telescope.aperture()).collect();
        assert_eq!(apertures, [130.0]);
    }

    #[test]
    fn a_product_without_variants_is_left_out() {
        let snapshot = built(Rows { variants: Vec::new(), ..rows() }).unwrap();
        assert!(snapshot.products.is_empty() && snapshot.by_slug("halden").is_none());
        assert!(snapshot.category("telescopes").unwrap().members.is_empty());
    }
}

//! The form of a product's page. Its fields have the keys of the use case, except for those that
//! people enter in parts: categories, pictures, and lists with a line each.

use super::list::{back, indented, local, status};
use crate::{
    State,
    http::{HttpError, admin::Desk, extract::Query},
};
use app::t;
use domain::{
    Currency,
    catalogue::{AttributeDefinition, FacetKind, PictureRole, ProductStatus, ValueKind},
    staff::Permission,
    tax::TaxClass,
};
use shop::catalogue::{
    desk::{self, CategoryNode, DeskProduct, DeskVariant, Picked},
    draft_link, edit,
};
use views::{
    admin::{
        form::{Control, FormField, FormSection, FormView, LineKind},
        list::{Check, CheckState, Choice, Label, Paging, Readiness},
        products::{DraftLink, ProductEditor, ProductTools, SearchPreview, VARIANTS},
    },
    routes,
};

/// How many variants a page shows.
const VARIANTS_SHOWN: usize = 50;
/// How many empty rows a new product has for variants, and one that exists.
const NEW_ROWS: [usize; 2] = [4, 2];

/// What the page of a product is made of.
pub(super) struct Editing<'a> {
    pub state: &'a State,
    pub desk: &'a Desk,
    pub query: &'a Query,
    pub product: &'a DeskProduct,
}

impl Editing<'_> {
    fn is_new(&self) -> bool {
        self.product.id.is_nil()
    }

    /// The currency of new prices: that of the product's others, or the shop's.
    pub fn currency(&self) -> Currency {
        currency(self.state, self.product)
    }

    /// The page.
    ///
    /// # Errors
    /// If something cannot be read.
    pub async fn page(&self) -> Result<ProductEditor, HttpError> {
        let actor = self.desk.actor()?;
        let choices = Choices {
            brands: desk::brands(&self.state.shop, actor).await?,
            categories: desk::categories(&self.state.shop, actor).await?,
        };
        let (variants, rows) = self.variants()?;
        let own = if self.is_new() { String::new() } else { self.product.id.to_string() };
        let query: Vec<(&str, &str)> = [("list", self.query.get("list"))]
            .into_iter()
            .chain([("variants", self.query.get("variants"))])
            .filter_map(|(name, value)| Some((name, value.filter(|value| !value.is_empty())?)))
            .collect();
        let address = if self.is_new() {
            routes::ADMIN_PRODUCT_NEW.to_owned()
        } else {
            routes::admin_product(&own)
        };
        let back = back(self.query, &own);
        let mut sections = vec![
            self.texts(&choices),
            self.placing(&choices),
            self.publishing(),
            variants,
            self.attributes(),
        ];
        let pictures = self.pictures();
        if !pictures.fields.is_empty() {
            sections.push(pictures);
        }
        sections.extend([self.relations(), self.seo()]);
        let form = FormView {
            action: routes::with_query(&address, &query),
            button: if self.is_new() { "create" } else { "save" }.to_owned(),
            cancel: Some(back.clone()),
            sections,
            problems: Vec::new(),
        };
        let tools = if self.is_new() { None } else { Some(self.tools(rows.len()).await?) };
        Ok(ProductEditor {
            name: self.text("name"),
            back,
            tools,
            form,
            rows,
            search: self.search(),
        })
    }

    fn text(&self, key: &str) -> String {
        self.product.fields.get(key).cloned().unwrap_or_default()
    }

    /// A field with what is stored.
    fn field(&self, key: &str) -> FormField {
        stored(key, &self.text(key))
    }

    fn section(&self, key: &str, fields: Vec<FormField>) -> FormSection {
        FormSection { key: key.to_owned(), version: None, save: None, fields }
    }

    fn texts(&self, choices: &Choices) -> FormSection {
        let (name, slug) = (self.text("name"), self.text("slug"));
        let code = |field: FormField| field.with(Control::Line(LineKind::Code));
        let mut fields = vec![self.field("name")];
        if self.is_new() {
            fields.push(code(self.field("slug")).helped("new-slug").optional());
        } else {
            fields.push(code(self.field("slug")).helped("slug"));
            if !slug.is_empty() && slug == shop::text::slug(&name) {
                fields.push(stored("slug-follows", "on").with(Control::Check));
            }
        }
        let brands =
            choices.brands.iter().map(|brand| choice(&brand.slug, Label::Text(brand.name.clone())));
        fields.extend([
            self.field("brand").with(Control::Choice(self.with_none(brands.collect()))),
            self.field("summary").optional(),
            self.field("description")
                .with(Control::Markdown { rows: 12, preview: None })
                .helped("markdown")
                .optional(),
        ]);
        let version = Some(self.product.version);
        FormSection { version, ..self.section("texts", fields) }
    }

    /// The choices, for a new product with one that is none.
    fn with_none(&self, mut choices: Vec<Choice>) -> Vec<Choice> {
        if self.is_new() {
            choices.insert(0, choice("", key("choose")));
        }
        choices
    }

    fn placing(&self, choices: &Choices) -> FormSection {
        let own = self.text("categories");
        let (main, also) = own.split_once('|').unwrap_or((own.as_str(), ""));
        let is_own = |slug: &str| own.split('|').any(|one| one == slug);
        let open: Vec<&CategoryNode> = choices
            .categories
            .iter()
            .filter(|node| node.row.archived_at.is_none() || is_own(&node.row.slug))
            .collect();
        let all: Vec<Choice> =
            open.iter().map(|node| choice(&node.row.slug, indented(node))).collect();
        // In the order of the ticks, as they are posted.
        let ticked = open.iter().map(|node| node.row.slug.as_str());
        let ticked = ticked.filter(|slug| also.split('|').any(|one| one == *slug));
        let ticked: Vec<&str> = ticked.collect();
        let classes = [TaxClass::Standard, TaxClass::Books];
        let classes =
            classes.map(|class| choice(class.key(), key(&format!("tax-{}", class.key()))));
        let featured = if self.text("featured") == "yes" { "on" } else { "" };
        let fields = vec![
            stored("main-category", main).with(Control::Choice(self.with_none(all.clone()))),
            stored("also", &ticked.join(" ")).with(Control::Checks(all)).optional(),
            stored("featured", featured).with(Control::Check),
            self.field("tax_class").with(Control::Choice(classes.to_vec())),
        ];
        self.section("placing", fields)
    }

    fn publishing(&self) -> FormSection {
        let statuses = [ProductStatus::Draft, ProductStatus::Published, ProductStatus::Archived];
        let statuses = statuses.map(|status| choice(status.key(), key(status.key())));
        let moment = |name: &str| {
            let text = self.text(name);
            let zone = self.state.shop.zone();
            let now = self.state.shop.clock().now();
            let ahead = zone.ahead(now).div_euclid(60);
            let (sign, minutes) = if ahead < 0 { ('-', -ahead) } else { ('+', ahead) };
            let offset = format!("{sign}{:02}:{:02}", minutes / 60, minutes % 60);
            // The offset on that day, or without one that of today.
            let offset = text.len().checked_sub(6).and_then(|at| text.get(at..)).unwrap_or(&offset);
            let zone = format!("{} (UTC{offset})", zone.label());
            stored(name, local_part(&text))
                .with(Control::Moment { zone })
                .helped("schedule")
                .optional()
        };
        let fields = vec![
            self.field("status").with(Control::Choice(statuses.to_vec())),
            moment("publish_at"),
            moment("unpublish_at"),
        ];
        self.section("publishing", fields)
    }

    /// A row for each variant of this page, and empty ones, with the names of the rows.
    fn variants(&self) -> Result<(FormSection, Vec<String>), HttpError> {
        let may_price = self.desk.actor()?.may(Permission::PricesWrite);
        let first = self.variants_page() * VARIANTS_SHOWN;
        let (mut fields, mut rows) = (Vec::new(), Vec::new());
        for variant in self.product.variants.iter().skip(first).take(VARIANTS_SHOWN) {
            rows.push(variant.fields.get("sku").cloned().unwrap_or_default());
            let row = of_variant(variant);
            let price = row.price.clone().filter(|_| may_price);
            fields.extend(variant_fields(&VariantRow { price, ..row }));
        }
        let [of_new, of_stored] = NEW_ROWS;
        // Who may not set prices cannot add a variant: it needs one.
        let empty = if !may_price {
            0
        } else if self.is_new() {
            of_new
        } else {
            of_stored
        };
        for at in 0..empty {
            rows.push(t!("admin-new-variant", number = at + 1));
            let blank = VariantRow {
                prefix: format!("new.{at}."),
                price: Some((self.currency(), String::new())),
                values: <[String; 6]>::default(),
            };
            let optional = variant_fields(&blank).into_iter().map(FormField::optional);
            fields.extend(optional);
        }
        Ok((self.section(VARIANTS, fields), rows))
    }

    /// Which page of the variants is shown, from 0.
    fn variants_page(&self) -> usize {
        let page = self.query.get("variants").and_then(|page| page.parse::<usize>().ok());
        let last = self.product.variants.len().saturating_sub(1) / VARIANTS_SHOWN;
        page.unwrap_or(1).saturating_sub(1).min(last)
    }

    fn attributes(&self) -> FormSection {
        let field = |one: &desk::DeskAttribute| {
            let definition = &one.definition;
            let field = stored(&format!("attr.{}", definition.key), &one.value).optional();
            let field = FormField { label: Label::Text(definition.name.clone()), ..field };
            attribute(definition, field)
        };
        self.section("attributes", self.product.attributes.iter().map(field).collect())
    }

    fn pictures(&self) -> FormSection {
        let roles =
            PictureRole::ALL.map(|role| choice(role.key(), key(&format!("role-{}", role.key()))));
        let hashes = self.text("pictures");
        let mut fields = Vec::new();
        for (number, hash) in (1_usize..).zip(hashes.split('|').filter(|hash| !hash.is_empty())) {
            let said =
                |field: FormField, text: String| FormField { label: Label::Text(text), ..field };
            let alt = format!("picture.{hash}.alt");
            let role = format!("picture.{hash}.role");
            fields.extend([
                said(
                    stored(&format!("place.{hash}"), &number.to_string())
                        .with(Control::Number { unit: String::new() }),
                    t!("admin-picture-place", number = number),
                ),
                said(self.field(&alt).optional(), t!("admin-picture-alt", number = number)),
                said(
                    self.field(&role).with(Control::Choice(roles.to_vec())).optional(),
                    t!("admin-picture-role", number = number),
                ),
                said(
                    stored(&format!("drop.{hash}"), "").with(Control::Check),
                    t!("admin-picture-drop", number = number),
                ),
            ]);
        }
        self.section("pictures", fields)
    }

    fn relations(&self) -> FormSection {
        let lines = |key: &str, help: &str| {
            stored(key, &self.text(key).replace('|', "\n"))
                .with(Control::LongText { rows: 3 })
                .helped(help)
                .optional()
        };
        self.section("relations", vec![lines("related", "related"), lines("in_box", "in-box")])
    }

    fn seo(&self) -> FormSection {
        let fields = vec![
            self.field("seo_title").helped("seo").optional(),
            self.field("seo_description")
                .with(Control::LongText { rows: 2 })
                .helped("seo")
                .optional(),
        ];
        self.section("seo", fields)
    }

    fn search(&self) -> SearchPreview {
        let or = |key: &str, other: &str| {
            Some(self.text(key)).filter(|text| !text.is_empty()).unwrap_or_else(|| self.text(other))
        };
        let slug = self.text("slug");
        let path = routes::product(&slug);
        SearchPreview {
            title: or("seo_title", "name"),
            address: format!("{}{path}", self.state.shop.base_url()),
            description: or("seo_description", "summary"),
        }
    }

    async fn tools(&self, rows: usize) -> Result<ProductTools, HttpError> {
        let (shop, actor, product) = (&self.state.shop, self.desk.actor()?, self.product);
        let id = product.id.to_string();
        let at = |name: &str| edit::moment(shop, &self.text(name));
        let status =
            status(product.status, (at("publish_at"), at("unpublish_at")), shop.clock().now());
        let slug = self.text("slug");
        let is_shown = status.key == "published";
        let has_variants = product.variants.iter().any(|variant| !variant.is_archived);
        let draft = (!is_shown && has_variants && product.status != ProductStatus::Archived)
            .then(|| draft_link(shop, product.id, &slug))
            .map(|link| DraftLink { href: link.href, until: local(self.state, link.until) });
        let actions: &[&str] = match product.status {
            _ if !actor.may(Permission::CatalogueWrite) => &[],
            ProductStatus::Archived => &["duplicate", "restore-product"],
            ProductStatus::Published => &["hide", "duplicate", "archive"],
            ProductStatus::Draft => &["duplicate", "archive"],
        };
        let page = self.variants_page();
        let own = routes::admin_product(&id);
        let list = self.query.get("list").unwrap_or_default();
        let variants_at = |page: usize| {
            let number = (page + 1).to_string();
            routes::with_query(&own, &[("list", list), ("variants", &number)])
        };
        let shown = page * VARIANTS_SHOWN + rows.min(VARIANTS_SHOWN);
        let audit = || {
            let about = [("entity", "product"), ("id", id.as_str())];
            routes::with_query(routes::ADMIN_AUDIT, &about)
        };
        let items = edit::checklist(shop, actor, product.id).await?;
        let check = |item: edit::Item| Check {
            key: item.lack.key().to_owned(),
            state: match item.is_missing {
                false => CheckState::Passed,
                true if item.lack.prevents_sale() => CheckState::Missing,
                true => CheckState::Advised,
            },
            href: item.is_missing.then(|| section_of(item.lack).to_owned()),
        };
        Ok(ProductTools {
            status,
            readiness: Readiness { checks: items.into_iter().map(check).collect() },
            actions: actions.iter().map(|action| (*action).to_owned()).collect(),
            shop: is_shown.then(|| routes::product(&slug)),
            draft,
            audit: actor.may(Permission::AuditRead).then(audit),
            variants: Paging {
                previous: (page > 0).then(|| variants_at(page - 1)),
                next: (shown < product.variants.len()).then(|| variants_at(page + 1)),
            },
            id,
        })
    }
}

/// Where what a product lacks is entered.
fn section_of(lack: domain::catalogue::readiness::Lack) -> &'static str {
    use domain::catalogue::readiness::Lack;
    match lack {
        Lack::Variant | Lack::Price | Lack::Rate | Lack::Weight => "#variants",
        Lack::Picture | Lack::AltText => "#pictures",
        Lack::Summary => "#summary",
        Lack::Description => "#description",
        Lack::Stock => routes::ADMIN_STOCK,
    }
}

/// The currency of new prices of a product.
pub(super) fn currency(state: &State, product: &DeskProduct) -> Currency {
    let first = product.variants.first().map(|variant| variant.price.currency);
    first.unwrap_or_else(|| state.shop.settings().currency)
}

/// What there is to choose.
struct Choices {
    brands: Vec<Picked>,
    categories: Vec<CategoryNode>,
}

fn key(key: &str) -> Label {
    Label::Key(key.to_owned())
}

fn choice(value: &str, label: Label) -> Choice {
    Choice { value: value.to_owned(), label }
}

/// A field that shows what is stored.
fn stored(name: &str, value: &str) -> FormField {
    FormField::line(name, value).tracked(value)
}

/// A time without its offset, as browsers enter it.
pub(super) fn local_part(text: &str) -> &str {
    text.len().checked_sub(6).and_then(|end| text.get(..end)).unwrap_or(text)
}

/// The control of an attribute: a number in its unit, yes or no, texts.
pub(super) fn attribute(definition: &AttributeDefinition, field: FormField) -> FormField {
    let is_number = !definition.unit.is_empty() || definition.facet == Some(FacetKind::Range);
    match definition.kind {
        Some(ValueKind::Flag) => {
            let answers = ["yes", "no"].map(|answer| choice(answer, key(answer)));
            field.with(Control::Choice(answers.to_vec()))
        }
        Some(ValueKind::Number) => field.with(Control::Number { unit: definition.unit.clone() }),
        None if is_number => field.with(Control::Number { unit: definition.unit.clone() }),
        Some(ValueKind::List) => field.helped("list"),
        Some(ValueKind::Text) | None => field,
    }
}

/// A row of the table of variants.
struct VariantRow {
    prefix: String,
    /// None if the person may not set it.
    price: Option<(Currency, String)>,
    values: [String; 6],
}

fn of_variant(variant: &DeskVariant) -> VariantRow {
    let text = |key: &str| variant.fields.get(key).cloned().unwrap_or_default();
    let archived = if variant.is_archived { "on" } else { "" }.to_owned();
    VariantRow {
        prefix: format!("variant.{}.", variant.id),
        price: Some((variant.price.currency, variant.price.decimal())),
        values: [
            text("sku"),
            text("option_name"),
            text("label"),
            text("weight_g"),
            text("position"),
            archived,
        ],
    }
}

/// The fields of a row.
fn variant_fields(row: &VariantRow) -> Vec<FormField> {
    let [sku, option, choice, weight, position, archived] = &row.values;
    let field = |name: &str, value: &str, control: Control| {
        let field = stored(&format!("{}{name}", row.prefix), value).with(control);
        FormField { label: key(name), ..field }
    };
    let words = || Control::Line(LineKind::Words);
    let number = || Control::Number { unit: String::new() };
    let mut fields = vec![
        field("sku", sku, Control::Line(LineKind::Code)),
        field("option_name", option, words()).optional(),
        field("label", choice, words()).optional(),
    ];
    if let Some((currency, price)) = &row.price {
        fields.push(field("price", price, Control::Money { currency: *currency }));
    }
    let archived = field("archived", archived, Control::Check);
    fields.extend([
        field("weight_g", weight, number()),
        field("position", position, number()),
        FormField { label: key("variant-archived"), ..archived },
    ]);
    fields
}

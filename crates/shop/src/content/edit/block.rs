//! Blocks of the home page as a merchant edits them. Times are typed in the shop's zone.

use super::{Thing, page::status};
use crate::{
    InternalError,
    catalogue::edit::{
        EditError, FieldError, Problem,
        fields::{Record, flag, flag_text, line, lines, list, slug},
        known::Known,
        rule, schedule,
    },
};
use async_trait::async_trait;
use domain::{
    audit::Entity,
    content::{
        PageRole, PageStatus,
        home::{BlockKind, MAX_PRODUCTS, ProductOrder},
        is_path,
    },
};
use store::{
    Executor, OnConstraint, Tx, Uuid,
    catalogue::Change,
    content::{BlockPicture, BlockTarget, EditedBlock, EditedBlockRow},
};

/// How many products a row shows if the merchant does not say it.
const SHELF: u32 = 4;
/// The longest text, in characters.
const TEXT: usize = 10_000;
/// The most places of blocks, before and after the first.
const PLACES: i64 = 100_000;

/// A field of a block, in the order in which several are set.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub(crate) enum BlockField {
    Kind,
    Title,
    Slug,
    Text,
    LinkLabel,
    Link,
    Picture,
    Rule,
    Products,
    Sort,
    MaxProducts,
    StartsAt,
    EndsAt,
    Position,
    Status,
    Archived,
}

impl BlockField {
    const ALL: [Self; 16] = [
        Self::Kind,
        Self::Title,
        Self::Slug,
        Self::Text,
        Self::LinkLabel,
        Self::Link,
        Self::Picture,
        Self::Rule,
        Self::Products,
        Self::Sort,
        Self::MaxProducts,
        Self::StartsAt,
        Self::EndsAt,
        Self::Position,
        Self::Status,
        Self::Archived,
    ];

    const fn key(self) -> &'static str {
        match self {
            Self::Kind => "kind",
            Self::Title => "title",
            Self::Slug => "slug",
            Self::Text => "text",
            Self::LinkLabel => "link_label",
            Self::Link => "link",
            Self::Picture => "picture",
            Self::Rule => "rule",
            Self::Products => "products",
            Self::Sort => "sort",
            Self::MaxProducts => "max_products",
            Self::StartsAt => "starts_at",
            Self::EndsAt => "ends_at",
            Self::Position => "position",
            Self::Status => "status",
            Self::Archived => "archived",
        }
    }
}

/// Where a link leads: `page returns`, `category mounts`, `guide moon`, `product globe`, `/track`.
#[derive(Clone, PartialEq, Eq, Debug)]
enum Target {
    Page(PageRole),
    Category(Uuid, String),
    Guide(Uuid, String),
    Product(Uuid, String),
    Path(String),
}

impl Target {
    fn of_row(row: &EditedBlockRow) -> Option<Self> {
        let named = |id: Option<Uuid>, slug: &Option<String>| id.zip(slug.clone());
        let category = named(row.link_category_id, &row.link_category);
        let guide = named(row.link_guide_id, &row.link_guide);
        let product = named(row.link_product_id, &row.link_product);
        row.link_page
            .map(Self::Page)
            .or_else(|| category.map(|(id, slug)| Self::Category(id, slug)))
            .or_else(|| guide.map(|(id, slug)| Self::Guide(id, slug)))
            .or_else(|| product.map(|(id, slug)| Self::Product(id, slug)))
            .or_else(|| row.link_path.clone().map(Self::Path))
    }

    fn read(text: &str, known: &Known) -> Result<Option<Self>, Problem> {
        let text = text.trim();
        if text.is_empty() {
            return Ok(None);
        }
        let nowhere = || Problem::Nowhere(text.to_owned());
        if is_path(text) {
            return Ok(Some(Self::Path(text.to_owned())));
        }
        let (kind, name) = text.split_once(' ').ok_or_else(nowhere)?;
        let name = name.trim();
        let missing = || Problem::Missing(name.to_owned());
        let found = |map: &std::collections::BTreeMap<String, Uuid>| {
            map.get(name).copied().ok_or_else(missing)
        };
        Ok(Some(match kind {
            "page" => Self::Page(PageRole::from_key(name).ok_or_else(missing)?),
            "category" if known.archived.contains(name) => {
                return Err(Problem::Archived(name.to_owned()));
            }
            "category" => Self::Category(found(&known.categories)?, name.to_owned()),
            "guide" => Self::Guide(found(&known.guides)?, name.to_owned()),
            "product" => Self::Product(found(&known.products)?, name.to_owned()),
            _ => return Err(nowhere()),
        }))
    }

    fn text(&self) -> String {
        match self {
            Self::Page(role) => format!("page {}", role.key()),
            Self::Category(_, slug) => format!("category {slug}"),
            Self::Guide(_, slug) => format!("guide {slug}"),
            Self::Product(_, slug) => format!("product {slug}"),
            Self::Path(path) => path.clone(),
        }
    }

    fn stored(&self) -> BlockTarget<'_> {
        match self {
            Self::Page(role) => BlockTarget::Page(*role),
            Self::Category(id, _) => BlockTarget::Category(*id),
            Self::Guide(id, _) => BlockTarget::Guide(*id),
            Self::Product(id, _) => BlockTarget::Product(*id),
            Self::Path(path) => BlockTarget::Path(path),
        }
    }
}

/// The picture of a block: `product globe`, or the hash of a stored one.
#[derive(Clone, PartialEq, Eq, Debug)]
enum Image {
    Product(Uuid, String),
    Hash(String),
}

impl Image {
    fn of_row(row: &EditedBlockRow) -> Option<Self> {
        let product = row.picture_product_id.zip(row.picture_product.clone());
        let hash = row.picture_hash.clone().map(Self::Hash);
        product.map(|(id, slug)| Self::Product(id, slug)).or(hash)
    }

    fn text(&self) -> String {
        match self {
            Self::Product(_, slug) => format!("product {slug}"),
            Self::Hash(hash) => hash.clone(),
        }
    }

    fn stored(&self) -> BlockPicture<'_> {
        match self {
            Self::Product(id, _) => BlockPicture::Product(*id),
            Self::Hash(hash) => BlockPicture::Hash(hash),
        }
    }
}

/// A block with what belongs to it.
#[derive(Clone, PartialEq, Eq, Debug)]
pub(crate) struct Block {
    pub row: EditedBlockRow,
    link: Option<Target>,
    picture: Option<Image>,
    /// The chosen products with their slugs.
    products: Vec<(Uuid, String)>,
    /// The slugs of the other blocks.
    others: Vec<String>,
    /// The first and the last place.
    places: (i64, i64),
    /// Whether it is being added.
    is_new: bool,
}

impl Block {
    /// Reads a block.
    pub async fn load(
        executor: &mut impl Executor,
        id: Uuid,
    ) -> Result<Option<Self>, InternalError> {
        let all = store::content::edited_blocks(executor).await?;
        let Some(row) = all.iter().find(|row| row.id == id).cloned() else { return Ok(None) };
        let chosen = store::content::chosen_products(executor).await?;
        let chosen = chosen.into_iter().filter(|one| one.block_id == id);
        let products = chosen.map(|one| (one.product_id, one.slug)).collect();
        Ok(Some(Self { products, is_new: false, ..Self::among(&all, row) }))
    }

    /// A block without products among the others.
    fn among(all: &[EditedBlockRow], row: EditedBlockRow) -> Self {
        let places = || all.iter().map(|other| other.position);
        let others = all.iter().filter(|other| other.id != row.id);
        Self {
            link: Target::of_row(&row),
            picture: Image::of_row(&row),
            products: Vec::new(),
            others: others.map(|other| other.slug.clone()).collect(),
            places: (places().min().unwrap_or(1), places().max().unwrap_or(0)),
            is_new: true,
            row,
        }
    }

    fn kind(&self) -> BlockKind {
        // One that the program does not know has no fields of its own.
        self.row.kind.unwrap_or(BlockKind::Text)
    }

    fn has_products(&self) -> bool {
        matches!(self.kind(), BlockKind::Products | BlockKind::Hero)
    }

    /// A name that no other block has.
    fn free_slug(&self) -> String {
        let kind = self.kind().key();
        let mut names = (1..).map(|n| if n == 1 { kind.to_owned() } else { format!("{kind}-{n}") });
        // There are fewer blocks than numbers.
        names.find(|name| !self.others.contains(name)).unwrap_or_default()
    }
}

impl Record for Block {
    type Field = BlockField;

    fn field(key: &str) -> Option<BlockField> {
        BlockField::ALL.into_iter().find(|field| field.key() == key)
    }

    fn key(field: &BlockField) -> String {
        BlockField::key(*field).to_owned()
    }

    fn fields(&self) -> Vec<BlockField> {
        BlockField::ALL.to_vec()
    }

    fn text(&self, field: &BlockField, known: &Known) -> String {
        let row = &self.row;
        let time = |at: Option<i64>| at.map(|at| schedule::text(at, &known.zone));
        match field {
            BlockField::Kind => row.kind.map(BlockKind::key).unwrap_or_default().to_owned(),
            BlockField::Title => row.title.clone(),
            BlockField::Slug => row.slug.clone(),
            BlockField::Text => row.text.clone(),
            BlockField::LinkLabel => row.link_label.clone(),
            BlockField::Link => self.link.as_ref().map(Target::text).unwrap_or_default(),
            BlockField::Picture => self.picture.as_ref().map(Image::text).unwrap_or_default(),
            BlockField::Rule => row.rule.clone().unwrap_or_default(),
            BlockField::Products => {
                let slugs: Vec<&str> = self.products.iter().map(|(_, slug)| &**slug).collect();
                slugs.join("|")
            }
            BlockField::Sort => row.sort.map(ProductOrder::key).unwrap_or_default().to_owned(),
            BlockField::MaxProducts => row.max_products.to_string(),
            BlockField::StartsAt => time(row.starts_at).unwrap_or_default(),
            BlockField::EndsAt => time(row.ends_at).unwrap_or_default(),
            BlockField::Position => row.position.to_string(),
            BlockField::Status => row.status.key().to_owned(),
            BlockField::Archived => flag_text(row.archived_at.is_some()),
        }
    }

    fn set(&mut self, field: &BlockField, text: &str, known: &Known) -> Result<(), Problem> {
        match field {
            BlockField::Kind => {
                let kinds = || BlockKind::ALL.map(BlockKind::key).to_vec();
                let kind = BlockKind::from_key(text.trim());
                self.row.kind = Some(kind.ok_or_else(|| Problem::NotOneOf(kinds()))?);
                if self.is_new {
                    self.row.slug = self.free_slug();
                    let (first, last) = self.places;
                    let is_hero = self.kind() == BlockKind::Hero;
                    self.row.position = if is_hero { first - 1 } else { last + 1 };
                    if is_hero {
                        self.row.max_products = 1;
                    }
                }
            }
            BlockField::Title => self.row.title = line(text, 120)?,
            BlockField::Slug => self.row.slug = slug(text)?,
            BlockField::Text => self.row.text = lines(text, TEXT)?,
            BlockField::LinkLabel => self.row.link_label = line(text, 60)?,
            BlockField::Link => self.link = Target::read(text, known)?,
            BlockField::Picture => {
                let text = text.trim();
                let product = text.strip_prefix("product ").map(str::trim);
                self.picture = match product {
                    _ if text.is_empty() => None,
                    Some(slug) => {
                        let id = known.products.get(slug).copied();
                        let id = id.ok_or_else(|| Problem::Missing(slug.to_owned()))?;
                        Some(Image::Product(id, slug.to_owned()))
                    }
                    None if known.pictures.contains(text) => Some(Image::Hash(text.to_owned())),
                    None => return Err(Problem::Missing(text.to_owned())),
                };
            }
            BlockField::Rule => {
                let text = text.trim();
                self.row.rule = if text.is_empty() { None } else { Some(rule::read(text, known)?) };
            }
            BlockField::Products => {
                let product = |slug: &str| {
                    let id = known.products.get(slug).copied();
                    let id = id.ok_or_else(|| Problem::Missing(slug.to_owned()))?;
                    Ok((id, slug.to_owned()))
                };
                let slugs = list(text)?;
                self.products = slugs.into_iter().map(product).collect::<Result<_, Problem>>()?;
            }
            BlockField::Sort => {
                let orders = || ProductOrder::ALL.map(ProductOrder::key).to_vec();
                let order = ProductOrder::from_key(text.trim());
                self.row.sort = Some(order.ok_or_else(|| Problem::NotOneOf(orders()))?);
            }
            BlockField::MaxProducts => {
                let number = text.trim().parse().ok();
                let number = number.filter(|count: &u32| (1..=MAX_PRODUCTS).contains(count));
                let range = Problem::NotWithin(1, MAX_PRODUCTS.into());
                self.row.max_products = number.ok_or(range)?;
            }
            BlockField::StartsAt => self.row.starts_at = schedule::read(text, &known.zone)?,
            BlockField::EndsAt => self.row.ends_at = schedule::read(text, &known.zone)?,
            BlockField::Position => {
                let place = text.trim().parse().ok();
                let place = place.filter(|at: &i64| (-PLACES..=PLACES).contains(at));
                self.row.position = place.ok_or(Problem::NotWithin(-PLACES, PLACES))?;
            }
            BlockField::Status => self.row.status = status(text)?,
            BlockField::Archived => {
                if flag(text)? {
                    self.row.status = PageStatus::Draft;
                    self.row.archived_at = self.row.archived_at.or(Some(known.now));
                } else {
                    self.row.archived_at = None;
                }
            }
        }
        Ok(())
    }

    fn version(&self) -> i64 {
        self.row.version
    }
}

fn violated(constraint: &str) -> Option<EditError> {
    match constraint {
        "home_blocks_slug_key" => Some(EditError::field(BlockField::Slug.key(), Problem::Taken)),
        "home_blocks_link_path_check" => {
            Some(EditError::field(BlockField::Link.key(), Problem::Nowhere(String::new())))
        }
        _ => None,
    }
}

#[async_trait]
impl Thing for Block {
    const ENTITY: Entity = Entity::HomeBlock;
    const REQUIRED: &'static [&'static str] = &["kind"];

    fn id(&self) -> Uuid {
        self.row.id
    }

    fn label(&self) -> String {
        if self.row.title.is_empty() { self.row.slug.clone() } else { self.row.title.clone() }
    }

    fn about(&self) -> Vec<Change> {
        vec![Change::Home]
    }

    fn products(key: &str, value: &str) -> Vec<String> {
        let named = |text: &str| text.trim().strip_prefix("product ").map(|s| s.trim().to_owned());
        match BlockField::ALL.into_iter().find(|field| field.key() == key) {
            Some(BlockField::Products) => {
                value.split('|').map(|slug| slug.trim().to_owned()).collect()
            }
            Some(BlockField::Link | BlockField::Picture) => named(value).into_iter().collect(),
            _ => Vec::new(),
        }
    }

    fn pictures(key: &str, value: &str) -> Option<String> {
        let is_hash = key == BlockField::Picture.key() && !value.trim().contains(' ');
        is_hash.then(|| value.trim().to_owned()).filter(|hash| !hash.is_empty())
    }

    async fn find(tx: &mut Tx, id: Uuid) -> Result<Option<Self>, InternalError> {
        Self::load(tx, id).await
    }

    async fn blank(tx: &mut Tx, id: Uuid, _: i64) -> Result<Option<Self>, InternalError> {
        let all = store::content::edited_blocks(tx).await?;
        let row = EditedBlockRow {
            id,
            slug: String::new(),
            kind: Some(BlockKind::Text),
            position: 0,
            status: PageStatus::Published,
            starts_at: None,
            ends_at: None,
            title: String::new(),
            text: String::new(),
            link_label: String::new(),
            link_page: None,
            link_category_id: None,
            link_category: None,
            link_guide_id: None,
            link_guide: None,
            link_product_id: None,
            link_product: None,
            link_path: None,
            picture_hash: None,
            picture_product_id: None,
            picture_product: None,
            rule: None,
            sort: Some(ProductOrder::Chosen),
            max_products: SHELF,
            version: 1,
            archived_at: None,
        };
        let mut block = Self::among(&all, row);
        block.row.slug = block.free_slug();
        block.row.position = block.places.1 + 1;
        Ok(Some(block))
    }

    async fn siblings(tx: &mut Tx) -> Result<Vec<Uuid>, InternalError> {
        let all = store::content::edited_blocks(tx).await?;
        Ok(all.into_iter().filter(|row| row.archived_at.is_none()).map(|row| row.id).collect())
    }

    async fn check(_: &mut Tx, _: &Self, after: &Self) -> Result<Vec<FieldError>, InternalError> {
        let mut errors = Vec::new();
        let (row, kind) = (&after.row, after.kind());
        let mut wrong = |field: BlockField, problem| {
            errors.push(FieldError::new(field.key(), problem));
        };
        let (is_sky, has_rule) = (kind == BlockKind::Sky, row.rule.is_some());
        // The hero's button leads to these blocks themselves.
        let has_button = matches!(kind, BlockKind::Guides | BlockKind::Categories);
        let has_picture = matches!(kind, BlockKind::Hero | BlockKind::Banner);
        for (field, is_empty, is_shown) in [
            (BlockField::Title, row.title.is_empty(), !is_sky),
            (BlockField::Text, row.text.is_empty(), !is_sky),
            (BlockField::LinkLabel, row.link_label.is_empty(), !is_sky),
            (BlockField::Link, after.link.is_none(), !is_sky && !has_button),
            (BlockField::Picture, after.picture.is_none(), has_picture),
            (BlockField::Rule, !has_rule, after.has_products()),
            (BlockField::Products, after.products.is_empty(), after.has_products()),
        ] {
            if !is_shown && !is_empty {
                wrong(field, Problem::NotShown);
            }
        }
        if row.title.is_empty() && !is_sky {
            wrong(BlockField::Title, Problem::Required);
        }
        match (row.link_label.is_empty(), after.link.is_none()) {
            (true, false) => wrong(BlockField::LinkLabel, Problem::Required),
            (false, true) if !has_button && !is_sky => wrong(BlockField::Link, Problem::Required),
            _ => {}
        }
        let has_products = !after.products.is_empty();
        let has_neither = kind == BlockKind::Products && !has_rule && !has_products;
        if after.has_products() && (has_neither || has_rule && has_products) {
            wrong(BlockField::Rule, Problem::ProductsOrRule);
        }
        if row.starts_at.zip(row.ends_at).is_some_and(|(start, end)| start >= end) {
            wrong(BlockField::EndsAt, Problem::EndsBeforeItBegins);
        }
        if after.others.contains(&row.slug) {
            wrong(BlockField::Slug, Problem::Taken);
        }
        if row.archived_at.is_some() && row.status == PageStatus::Published {
            wrong(BlockField::Status, Problem::Archived(after.label()));
        }
        Ok(errors)
    }

    async fn save(tx: &mut Tx, before: &Self, after: &Self, now: i64) -> Result<(), EditError> {
        let new = EditedBlock {
            row: &after.row,
            link: after.link.as_ref().map(Target::stored),
            picture: after.picture.as_ref().map(Image::stored),
            now,
        };
        if before.is_new {
            store::content::insert_block(tx, &new).await.on_constraint(violated)?;
        } else {
            store::content::update_block(tx, &new).await.on_constraint(violated)?;
        }
        if before.products != after.products {
            let ids: Vec<Uuid> = after.products.iter().map(|(id, _)| *id).collect();
            store::content::put_home_products(tx, after.row.id, &ids).await?;
        }
        Ok(())
    }
}

//! What can be taken back: for each kind of thing, how its fields are read and written. Another
//! kind of thing adds an arm to [`reversible`].

use super::{
    EditError, Edits, Fields, Given,
    category::{self, Category, CategoryField},
    fields::{Record, Subject, differences, merge, texts},
    guides::Guide,
    known::Known,
    picture::LibraryPicture,
    product::{
        ProductField,
        record::{self, Product},
    },
    reversible::{Reversible, Target, Written},
    variant::{self, Variant, VariantField},
};
use crate::{
    Context, InternalError,
    content::edit::{
        self as content, Thing, block::Block, mail_texts::MailTexts, menus::Menus, page::Page,
        texts::Texts,
    },
    media,
    pricing::{BasePrices, RateTables},
    recommendations::Choices,
    rules::DeliveryTexts,
    settings::StoredSettings,
};
use async_trait::async_trait;
use domain::{audit::Entity, staff::Permission};
use std::marker::PhantomData;
use store::{Tx, Uuid, catalogue::Change};

/// How changes of a kind of thing are taken back; none if they cannot be.
pub(super) fn reversible(entity: Entity) -> Option<&'static dyn Reversible> {
    match entity {
        Entity::Product => Some(&Products),
        Entity::Variant => Some(&Variants),
        Entity::Category => Some(&Categories),
        Entity::Picture => Some(&Pictures),
        Entity::Price => Some(&BasePrices),
        Entity::Settings => Some(&StoredSettings),
        Entity::Shipping => Some(&DeliveryTexts(Entity::Shipping)),
        Entity::Tax => Some(&DeliveryTexts(Entity::Tax)),
        Entity::Rates => Some(&RateTables),
        Entity::Recommendation => Some(&Choices),
        Entity::Page => Some(&Content::<Page>(PhantomData)),
        Entity::Guide => Some(&Content::<Guide>(PhantomData)),
        Entity::HomeBlock => Some(&Content::<Block>(PhantomData)),
        Entity::Menu => Some(&Content::<Menus>(PhantomData)),
        Entity::ShopText => Some(&Content::<Texts>(PhantomData)),
        Entity::MailText => Some(&Content::<MailTexts>(PhantomData)),
        _ => None,
    }
}

fn edits(values: &Fields) -> Edits {
    values.iter().map(|(key, value)| (key.clone(), Given::new(value))).collect()
}

struct Products;

#[async_trait]
impl Reversible for Products {
    fn permission(&self) -> Permission {
        Permission::CatalogueWrite
    }

    fn removal(&self) -> (String, String) {
        (ProductField::Status.key(), "archived".to_owned())
    }

    async fn read(
        &self,
        ctx: &Context,
        tx: &mut Tx,
        id: Uuid,
    ) -> Result<Option<Fields>, InternalError> {
        let product = Product::lock(tx, id).await?;
        let known = Known::new(ctx, tx).await?;
        Ok(product.map(|product| texts(&product, &known)))
    }

    async fn write(&self, ctx: &Context, target: Target<'_>) -> Result<Written, EditError> {
        let Target { tx, id, values } = target;
        let edits = edits(values);
        let before = Product::lock(tx, id).await?.ok_or(EditError::NotFound)?;
        let known = record::known(ctx, tx, &edits).await?;
        let after = merge(&before, before.version(), &edits, &known)?;
        let errors = record::check(tx, &before, &after).await?;
        if !errors.is_empty() {
            return Err(EditError::Invalid(errors));
        }
        let subject = Subject { entity: Entity::Product, id, label: &after.row.name };
        let mut changes = differences(subject, &before, &after, &known);
        if changes.is_empty() {
            return Ok(Written::default());
        }
        changes.extend(record::save(tx, &before, &after, known.now).await?);
        Ok(Written { changes, about: vec![Change::Product(id)] })
    }
}

struct Variants;

#[async_trait]
impl Reversible for Variants {
    fn permission(&self) -> Permission {
        Permission::CatalogueWrite
    }

    fn removal(&self) -> (String, String) {
        (VariantField::Archived.key(), "yes".to_owned())
    }

    async fn read(
        &self,
        ctx: &Context,
        tx: &mut Tx,
        id: Uuid,
    ) -> Result<Option<Fields>, InternalError> {
        let variant = Variant::lock(tx, id).await?;
        let known = Known::new(ctx, tx).await?;
        Ok(variant.map(|variant| texts(&variant, &known)))
    }

    async fn write(&self, ctx: &Context, target: Target<'_>) -> Result<Written, EditError> {
        let Target { tx, id, values } = target;
        let before = Variant::lock(tx, id).await?.ok_or(EditError::NotFound)?;
        let known = Known::new(ctx, tx).await?;
        let after = merge(&before, before.version(), &edits(values), &known)?;
        let errors = variant::check(tx, &before, &after).await?;
        if !errors.is_empty() {
            return Err(EditError::Invalid(errors));
        }
        let subject = Subject { entity: Entity::Variant, id, label: &after.row.sku };
        let changes = differences(subject, &before, &after, &known);
        if changes.is_empty() {
            return Ok(Written::default());
        }
        variant::save(tx, &before, &after, known.now).await?;
        Ok(Written { changes, about: vec![Change::Product(after.row.product_id)] })
    }
}

struct Categories;

#[async_trait]
impl Reversible for Categories {
    fn permission(&self) -> Permission {
        Permission::CatalogueWrite
    }

    fn removal(&self) -> (String, String) {
        (CategoryField::Archived.key().to_owned(), "yes".to_owned())
    }

    async fn read(
        &self,
        ctx: &Context,
        tx: &mut Tx,
        id: Uuid,
    ) -> Result<Option<Fields>, InternalError> {
        let category = Category::lock(tx, id).await?;
        let known = Known::new(ctx, tx).await?;
        Ok(category.map(|category| texts(&category, &known)))
    }

    async fn write(&self, ctx: &Context, target: Target<'_>) -> Result<Written, EditError> {
        let Target { tx, id, values } = target;
        let before = Category::lock(tx, id).await?.ok_or(EditError::NotFound)?;
        let known = Known::new(ctx, tx).await?;
        let after = merge(&before, before.version(), &edits(values), &known)?;
        let errors = category::check(tx, &before, &after).await?;
        if !errors.is_empty() {
            return Err(EditError::Invalid(errors));
        }
        let subject = Subject { entity: Entity::Category, id, label: &after.row.name };
        let changes = differences(subject, &before, &after, &known);
        if changes.is_empty() {
            return Ok(Written::default());
        }
        category::save(tx, &before, &after).await?;
        Ok(Written { changes, about: vec![Change::Category(id)] })
    }
}

struct Pictures;

#[async_trait]
impl Reversible for Pictures {
    fn permission(&self) -> Permission {
        Permission::MediaWrite
    }

    /// There is no such field, so that an upload is not taken back: a picture that nothing shows is
    /// deleted after 30 days.
    fn removal(&self) -> (String, String) {
        (String::new(), String::new())
    }

    async fn read(
        &self,
        ctx: &Context,
        tx: &mut Tx,
        id: Uuid,
    ) -> Result<Option<Fields>, InternalError> {
        let picture = LibraryPicture::lock(tx, &media::hash_of(id)).await?;
        let known = Known::new(ctx, tx).await?;
        Ok(picture.map(|picture| texts(&picture, &known)))
    }

    async fn write(&self, ctx: &Context, target: Target<'_>) -> Result<Written, EditError> {
        let Target { tx, id, values } = target;
        let hash = media::hash_of(id);
        let before = LibraryPicture::lock(tx, &hash).await?.ok_or(EditError::NotFound)?;
        let known = Known::new(ctx, tx).await?;
        let after = merge(&before, before.version(), &edits(values), &known)?;
        let subject = Subject { entity: Entity::Picture, id, label: after.label() };
        let changes = differences(subject, &before, &after, &known);
        if changes.is_empty() {
            return Ok(Written::default());
        }
        store::media::library::update(tx, &after.0).await?;
        // No page of the shop shows what the library says.
        Ok(Written { changes, about: Vec::new() })
    }
}

/// A kind of the merchant's content.
struct Content<T>(PhantomData<fn() -> T>);

#[async_trait]
impl<T: Thing> Reversible for Content<T> {
    fn permission(&self) -> Permission {
        Permission::ContentWrite
    }

    fn removal(&self) -> (String, String) {
        ("archived".to_owned(), "yes".to_owned())
    }

    async fn read(
        &self,
        ctx: &Context,
        tx: &mut Tx,
        id: Uuid,
    ) -> Result<Option<Fields>, InternalError> {
        store::catalogue::lock_tree(tx).await?;
        let thing = T::find(tx, id).await?;
        let known = Known::new(ctx, tx).await?;
        Ok(thing.map(|thing| texts(&thing, &known)))
    }

    async fn write(&self, ctx: &Context, target: Target<'_>) -> Result<Written, EditError> {
        let Target { tx, id, values } = target;
        let edits = edits(values);
        let before = T::find(tx, id).await?.ok_or(EditError::NotFound)?;
        let known = content::known::<T>(ctx, tx, &edits).await?;
        let after = merge(&before, before.version(), &edits, &known)?;
        let changes = content::write(tx, (&before, &after), &known).await?;
        let about = if changes.is_empty() { Vec::new() } else { after.about() };
        Ok(Written { changes, about })
    }
}

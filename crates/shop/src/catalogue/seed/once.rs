//! What a shop gets once, at the first load of its catalogue. Afterwards it is the merchant's, who
//! may change and delete it.

use super::error::SeedError;
use store::{Executor, Tx};

/// The value of the setting of a part that was loaded.
const LOADED: &str = "loaded";
/// The value if the folder had none of it.
const NONE: &str = "none";

/// A part of a folder that is loaded once.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum Part {
    /// Content pages.
    Pages,
    /// The links of menus.
    Menus,
    /// Buying guides.
    Guides,
    /// Rules for the key specifications on cards.
    CardRules,
    /// The blocks of the home page.
    Home,
    /// Texts in places of the program's pages.
    Texts,
    /// Texts in emails.
    MailTexts,
    /// Zones, tariffs and tax rates.
    Delivery,
}

impl Part {
    const ALL: [Self; 8] = [
        Self::Pages,
        Self::Menus,
        Self::Guides,
        Self::CardRules,
        Self::Home,
        Self::Texts,
        Self::MailTexts,
        Self::Delivery,
    ];

    /// The setting that says whether it was loaded; migrations 17 to 20, 22, 27 and 28
    /// write it too.
    fn key(self) -> &'static str {
        match self {
            Self::Pages => "seeded.pages",
            Self::Menus => "seeded.menus",
            Self::Guides => "seeded.guides",
            Self::CardRules => "seeded.card_rules",
            Self::Home => "seeded.home",
            Self::Texts => "seeded.texts",
            Self::MailTexts => "seeded.mail_texts",
            Self::Delivery => "seeded.delivery",
        }
    }

    /// Whether the shop has any of it.
    async fn is_there(self, executor: &mut impl Executor) -> Result<bool, SeedError> {
        Ok(match self {
            Self::Pages => store::content::page_count(executor).await? > 0,
            Self::Menus => !store::content::links(executor).await?.is_empty(),
            Self::Guides => store::catalogue::guide_count(executor).await? > 0,
            Self::CardRules => store::catalogue::card_rule_count(executor).await? > 0,
            Self::Home => store::content::home_block_count(executor).await? > 0,
            Self::Texts => store::content::shop_text_count(executor).await? > 0,
            Self::MailTexts => store::notifications::mail_text_count(executor).await? > 0,
            Self::Delivery => store::shipping::zone_count(executor).await? > 0,
        })
    }

    /// Whether the shop has products, but no load has reached this part: a release that does not
    /// know it loaded them after this one had migrated the database.
    pub async fn any_was_passed_over(executor: &mut impl Executor) -> Result<bool, SeedError> {
        for part in Self::ALL {
            if store::settings::get(executor, part.key()).await?.is_none()
                && !part.is_there(executor).await?
            {
                return Ok(true);
            }
        }
        Ok(false)
    }

    /// Whether to load it now. `rows` is the number of rows that the folder has of it.
    pub async fn is_due(
        self,
        executor: &mut impl Executor,
        rows: usize,
    ) -> Result<bool, SeedError> {
        if rows == 0 || store::settings::get(executor, self.key()).await?.as_deref() == Some(LOADED)
        {
            return Ok(false);
        }
        Ok(!self.is_there(executor).await?)
    }

    /// Records that a load of a folder with this many rows has reached it. It is not loaded again,
    /// unless there were none: a folder may get some later.
    pub async fn record(self, tx: &mut Tx, rows: usize) -> Result<(), SeedError> {
        if rows == 0 {
            store::settings::get_or_insert(tx, self.key(), NONE).await?;
        } else {
            store::settings::put(tx, self.key(), LOADED).await?;
        }
        Ok(())
    }
}

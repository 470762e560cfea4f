//! Buying guides as a merchant edits them: texts, rules in the order of their rank, and
//! hand-picked products. See [`crate::content::edit`].

use super::{
    EditError, FieldError, Problem,
    fields::{Record, flag, flag_text, line, lines, required, slug},
    known::Known,
    rule,
};
use crate::{InternalError, content::edit::Thing};
use async_trait::async_trait;
use domain::{Money, audit::Entity, catalogue::guides::GuideStatus};
use store::{
    Executor, OnConstraint, Tx, Uuid,
    catalogue::{Change, EditedGuideRow, PickedRow},
};

/// The most rules, and the most picks.
const MOST: usize = 50;
/// The most places of guides.
const PLACES: i64 = 100_000;

/// A field of a guide, in the order in which several are set.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub(crate) enum GuideField {
    Title,
    Slug,
    Advice,
    Icon,
    Rules,
    Picks,
    MaxPrice,
    SearchWords,
    Position,
    Status,
    Archived,
}

impl GuideField {
    const ALL: [Self; 11] = [
        Self::Title,
        Self::Slug,
        Self::Advice,
        Self::Icon,
        Self::Rules,
        Self::Picks,
        Self::MaxPrice,
        Self::SearchWords,
        Self::Position,
        Self::Status,
        Self::Archived,
    ];

    const fn key(self) -> &'static str {
        match self {
            Self::Title => "title",
            Self::Slug => "slug",
            Self::Advice => "advice",
            Self::Icon => "icon",
            Self::Rules => "rules",
            Self::Picks => "picks",
            Self::MaxPrice => "max_price",
            Self::SearchWords => "search_words",
            Self::Position => "position",
            Self::Status => "status",
            Self::Archived => "archived",
        }
    }
}

/// A hand-picked product.
#[derive(Clone, PartialEq, Eq, Debug)]
pub(crate) struct Pick {
    pub product: Uuid,
    pub slug: String,
    pub sentence: String,
}

/// A guide with what belongs to it.
#[derive(Clone, PartialEq, Eq, Debug)]
pub(crate) struct Guide {
    pub row: EditedGuideRow,
    pub rules: Vec<String>,
    pub picks: Vec<Pick>,
    /// The slugs of the other guides.
    others: Vec<String>,
    /// Whether it is being added.
    is_new: bool,
}

impl Guide {
    /// Reads a guide.
    pub async fn load(
        executor: &mut impl Executor,
        id: Uuid,
    ) -> Result<Option<Self>, InternalError> {
        let all = store::catalogue::edited_guides(executor).await?;
        let (own, others): (Vec<_>, Vec<_>) = all.into_iter().partition(|row| row.id == id);
        let Some(row) = own.into_iter().next() else { return Ok(None) };
        let rules = store::catalogue::guide_rules(executor).await?;
        let rules = rules.into_iter().filter(|rule| rule.guide_id == id);
        let picks = store::catalogue::edited_picks(executor).await?;
        let picks = picks.into_iter().filter(|pick| pick.guide_id == id).map(|pick: PickedRow| {
            Pick { product: pick.product_id, slug: pick.slug, sentence: pick.sentence }
        });
        Ok(Some(Self {
            row,
            rules: rules.map(|rule| rule.condition).collect(),
            picks: picks.collect(),
            others: others.into_iter().map(|row| row.slug).collect(),
            is_new: false,
        }))
    }
}

/// The slug and the sentence of a pick's line.
fn pick_line(line: &str) -> (&str, &str) {
    let (slug, sentence) = line.split_once('|').unwrap_or((line, ""));
    (slug.trim(), sentence.trim())
}

fn filled(text: &str) -> impl Iterator<Item = &str> {
    text.lines().map(str::trim).filter(|line| !line.is_empty())
}

fn too_many() -> Problem {
    Problem::Text(format!("it has more than {MOST} lines"))
}

fn picks(text: &str, known: &Known) -> Result<Vec<Pick>, Problem> {
    let mut picks: Vec<Pick> = Vec::new();
    for one in filled(text) {
        let (slug, sentence) = pick_line(one);
        let product = known.products.get(slug).copied();
        let product = product.ok_or_else(|| Problem::Missing(slug.to_owned()))?;
        if picks.iter().any(|pick| pick.product == product) {
            return Err(Problem::Twice(slug.to_owned()));
        }
        let sentence = line(sentence, 300)?;
        picks.push(Pick { product, slug: slug.to_owned(), sentence });
    }
    if picks.len() > MOST { Err(too_many()) } else { Ok(picks) }
}

fn max_price(text: &str) -> Result<Option<Money>, Problem> {
    let mut parts = text.split_whitespace();
    let Some(amount) = parts.next() else { return Ok(None) };
    let currency = parts.next().and_then(|code| code.parse().ok()).ok_or(Problem::NotAnAmount)?;
    let price = Money::parse(amount, currency).filter(|price| price.minor > 0);
    match (price, parts.next()) {
        (Some(price), None) => Ok(Some(price)),
        _ => Err(Problem::NotAnAmount),
    }
}

/// An amount in major units with the digits of its currency, and the currency.
fn price_text(price: Money) -> String {
    let digits = price.currency.exponent();
    let text = format!("{:0>1$}", price.minor, digits as usize + 1);
    let (whole, rest) = text.split_at(text.len() - digits as usize);
    let point = if rest.is_empty() { "" } else { "." };
    format!("{whole}{point}{rest} {}", price.currency.code())
}

impl Record for Guide {
    type Field = GuideField;

    fn field(key: &str) -> Option<GuideField> {
        GuideField::ALL.into_iter().find(|field| field.key() == key)
    }

    fn key(field: &GuideField) -> String {
        GuideField::key(*field).to_owned()
    }

    fn fields(&self) -> Vec<GuideField> {
        GuideField::ALL.to_vec()
    }

    fn text(&self, field: &GuideField, _: &Known) -> String {
        let row = &self.row;
        match field {
            GuideField::Title => row.title.clone(),
            GuideField::Slug => row.slug.clone(),
            GuideField::Advice => row.advice.clone(),
            GuideField::Icon => row.icon.clone(),
            GuideField::Rules => self.rules.join("\n"),
            GuideField::Picks => {
                let line = |pick: &Pick| match pick.sentence.as_str() {
                    "" => pick.slug.clone(),
                    sentence => format!("{} | {sentence}", pick.slug),
                };
                self.picks.iter().map(line).collect::<Vec<_>>().join("\n")
            }
            GuideField::MaxPrice => {
                let price = row.max_price_minor.zip(row.max_price_currency);
                price.map_or_else(String::new, |(minor, currency)| {
                    price_text(Money::new(minor, currency))
                })
            }
            GuideField::SearchWords => row.search_words.clone(),
            GuideField::Position => row.position.to_string(),
            GuideField::Status => row.status.key().to_owned(),
            GuideField::Archived => flag_text(row.archived_at.is_some()),
        }
    }

    fn set(&mut self, field: &GuideField, text: &str, known: &Known) -> Result<(), Problem> {
        match field {
            GuideField::Title => self.row.title = required(text, 120)?,
            GuideField::Slug => {
                let slug = slug(text)?;
                if !self.is_new && slug != self.row.slug {
                    return Err(Problem::Fixed);
                }
                self.row.slug = slug;
            }
            GuideField::Advice => self.row.advice = required(text, 1_000)?,
            GuideField::Icon => self.row.icon = line(text, 40)?,
            GuideField::Rules => {
                let rules = filled(text).map(|one| rule::read(one, known));
                let rules = rules.collect::<Result<Vec<_>, _>>()?;
                if rules.is_empty() {
                    return Err(Problem::Required);
                }
                if rules.len() > MOST {
                    return Err(too_many());
                }
                self.rules = rules;
            }
            GuideField::Picks => self.picks = picks(text, known)?,
            GuideField::MaxPrice => {
                let price = max_price(text)?;
                self.row.max_price_minor = price.map(|price| price.minor);
                self.row.max_price_currency = price.map(|price| price.currency);
            }
            GuideField::SearchWords => {
                self.row.search_words = filled(&lines(text, 2_000)?).collect::<Vec<_>>().join("\n");
            }
            GuideField::Position => {
                let place = text.trim().parse().ok().filter(|at: &i64| (0..=PLACES).contains(at));
                self.row.position = place.ok_or(Problem::NotWithin(0, PLACES))?;
            }
            GuideField::Status => {
                let status = GuideStatus::from_key(text.trim());
                let status = status.ok_or_else(|| Problem::NotOneOf(vec!["draft", "published"]))?;
                self.row.status = status;
            }
            GuideField::Archived => {
                if flag(text)? {
                    self.row.status = GuideStatus::Draft;
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
    (constraint == "buying_guides_slug_key")
        .then(|| EditError::field(GuideField::Slug.key(), Problem::Taken))
}

#[async_trait]
impl Thing for Guide {
    const ENTITY: Entity = Entity::Guide;
    const REQUIRED: &'static [&'static str] = &["title", "slug", "advice", "rules"];

    fn id(&self) -> Uuid {
        self.row.id
    }

    fn label(&self) -> String {
        self.row.title.clone()
    }

    fn about(&self) -> Vec<Change> {
        vec![Change::Guide(self.row.id)]
    }

    fn products(key: &str, value: &str) -> Vec<String> {
        if key != GuideField::Picks.key() {
            return Vec::new();
        }
        filled(value).map(|line| pick_line(line).0.to_owned()).collect()
    }

    async fn find(tx: &mut Tx, id: Uuid) -> Result<Option<Self>, InternalError> {
        Self::load(tx, id).await
    }

    async fn blank(tx: &mut Tx, id: Uuid, now: i64) -> Result<Option<Self>, InternalError> {
        let all = store::catalogue::edited_guides(tx).await?;
        let last = all.iter().map(|row| row.position).max().unwrap_or(0);
        Ok(Some(Self {
            row: EditedGuideRow {
                id,
                slug: String::new(),
                title: String::new(),
                advice: String::new(),
                icon: String::new(),
                max_price_minor: None,
                max_price_currency: None,
                search_words: String::new(),
                position: last + 1,
                status: GuideStatus::Draft,
                version: 1,
                archived_at: None,
                updated_at: now,
            },
            rules: Vec::new(),
            picks: Vec::new(),
            others: all.into_iter().map(|row| row.slug).collect(),
            is_new: true,
        }))
    }

    async fn siblings(tx: &mut Tx) -> Result<Vec<Uuid>, InternalError> {
        let all = store::catalogue::edited_guides(tx).await?;
        Ok(all.into_iter().filter(|row| row.archived_at.is_none()).map(|row| row.id).collect())
    }

    async fn check(
        _: &mut Tx,
        before: &Self,
        after: &Self,
    ) -> Result<Vec<FieldError>, InternalError> {
        let mut errors = Vec::new();
        if after.row.slug != before.row.slug && after.others.contains(&after.row.slug) {
            errors.push(FieldError::new(GuideField::Slug.key(), Problem::Taken));
        }
        if after.row.archived_at.is_some() && after.row.status == GuideStatus::Published {
            let problem = Problem::Archived(after.row.title.clone());
            errors.push(FieldError::new(GuideField::Status.key(), problem));
        }
        Ok(errors)
    }

    async fn save(tx: &mut Tx, before: &Self, after: &Self, now: i64) -> Result<(), EditError> {
        let row = EditedGuideRow { updated_at: now, ..after.row.clone() };
        if before.is_new {
            store::catalogue::insert_guide(tx, &row).await.on_constraint(violated)?;
        } else {
            store::catalogue::update_guide(tx, &row).await?;
        }
        if before.rules != after.rules {
            store::catalogue::put_guide_rules(tx, row.id, &after.rules).await?;
        }
        if before.picks != after.picks {
            let picks: Vec<(Uuid, &str)> =
                after.picks.iter().map(|pick| (pick.product, pick.sentence.as_str())).collect();
            store::catalogue::put_guide_picks(tx, row.id, &picks).await?;
        }
        Ok(())
    }
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::*;
    use domain::Currency;

    #[test]
    fn maximum_prices_are_amounts_with_their_currency() {
        let yen: Currency = "JPY".parse().unwrap();
        for (text, price, shown) in [
            ("250 EUR", Money::new(25_000, Currency::EUR), "250.00 EUR"),
            (" 0.50  EUR", Money::new(50, Currency::EUR), "0.50 EUR"),
            ("900 JPY", Money::new(900, yen), "900 JPY"),
        ] {
            assert_eq!(max_price(text), Ok(Some(price)), "{text}");
            assert_eq!(price_text(price), shown);
            assert_eq!(max_price(shown), Ok(Some(price)));
        }
        assert_eq!(max_price(" "), Ok(None));
        for wrong in ["250", "EUR 250", "-5 EUR", "0 EUR", "1.234 EUR", "5 EUR more"] {
            assert_eq!(max_price(wrong), Err(Problem::NotAnAmount), "{wrong}");
        }
    }
}

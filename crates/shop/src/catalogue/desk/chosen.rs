//! What rules and blocks choose, before they are saved or shown.

use crate::{
    Context, InternalError,
    catalogue::{
        edit::{EditError, known::Known, rule, schedule},
        snapshot::content::{ContentRows, attributes},
    },
    staff::Actor,
};
use domain::{
    catalogue::{Attributes, rules::Condition},
    content::home::BlockKind,
    staff::Permission,
};
use std::collections::{HashMap, HashSet};

/// How many products are named.
const NAMED: usize = 12;

/// The products of a rule.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct RuleContents {
    /// The rule in its usual notation.
    pub rule: String,
    /// How many products fit it, and no rule before it.
    pub count: usize,
    /// The first of them.
    pub names: Vec<String>,
    /// Whether every product fits it.
    pub fits_all: bool,
}

/// The published products that fit rules, one rule on each line, in order of rank.
///
/// # Errors
/// See [`EditError`]: [`EditError::Invalid`] names the field `rules`.
pub async fn contents(
    ctx: &Context,
    actor: &Actor,
    rules: &str,
) -> Result<Vec<RuleContents>, EditError> {
    actor.require(Permission::ContentWrite)?;
    let mut conn = ctx.db().read().await?;
    let mut known = Known::new(ctx, &mut conn).await?;
    for row in store::catalogue::edited_categories(&mut conn).await? {
        known.categories.insert(row.slug, row.id);
    }
    let lines = rules.lines().map(str::trim).filter(|line| !line.is_empty());
    let parsed = lines.map(|line| rule::parsed(line, &known));
    let conditions = parsed.collect::<Result<Vec<_>, _>>();
    let conditions = conditions.map_err(|problem| EditError::field("rules", problem))?;
    let attributes = attributes(&mut conn).await?;
    drop(conn);
    let snapshot = ctx.snapshot();
    let mut members: HashMap<&str, HashSet<u32>> = HashMap::new();
    for slug in conditions.iter().flat_map(Condition::categories) {
        let own = snapshot.category(slug).map(|category| category.members.iter().copied());
        members.insert(slug, own.into_iter().flatten().collect());
    }
    let without = Attributes::new();
    let found = snapshot.compute(|| {
        let mut found: Vec<RuleContents> = conditions
            .iter()
            .map(|condition| RuleContents {
                rule: condition.to_string(),
                count: 0,
                names: Vec::new(),
                fits_all: true,
            })
            .collect();
        for entry in snapshot.all() {
            let own = attributes.get(&entry.id).unwrap_or(&without);
            let is_in =
                |slug: &str| members.get(slug).is_some_and(|all| all.contains(&entry.number));
            let mut is_taken = false;
            for (condition, contents) in conditions.iter().zip(&mut found) {
                let fits = condition.holds(own, &is_in);
                contents.fits_all &= fits;
                if fits && !is_taken {
                    is_taken = true;
                    contents.count += 1;
                    if contents.names.len() < NAMED {
                        contents.names.push(entry.name.to_string());
                    }
                }
            }
        }
        found
    });
    Ok(found)
}

/// A block of the home page at a time.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct BlockAt {
    /// Its name in addresses.
    pub slug: String,
    /// Its heading.
    pub title: String,
    /// What it shows.
    pub kind: BlockKind,
    /// The names of the products that it shows, sold out ones too.
    pub products: Vec<String>,
}

/// The home page at a time.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct HomeAt {
    /// The time in Unix milliseconds.
    pub at: i64,
    /// The same in the shop's zone, as it is typed.
    pub text: String,
    /// Its blocks in order; none while the copy in memory is being loaded anew.
    pub blocks: Option<Vec<BlockAt>>,
}

/// The home page as it will be at a time, typed in the shop's zone; now if it is empty.
///
/// # Errors
/// See [`EditError`]: [`EditError::Invalid`] names the field `at`.
pub async fn home_at(ctx: &Context, actor: &Actor, at: &str) -> Result<HomeAt, EditError> {
    actor.require(Permission::ContentWrite)?;
    let zone = ctx.zone();
    let read = schedule::read(at, &zone).map_err(|problem| EditError::field("at", problem))?;
    let at = read.unwrap_or_else(|| ctx.clock().now());
    let snapshot = ctx.snapshot();
    let rows = rows_at(ctx, at).await?;
    let copy = snapshot.compute(|| snapshot.with_content(rows, at));
    let blocks = copy.map(|copy| {
        let shown = copy.home().iter().map(|block| {
            let products = block.products.iter().take(block.max_products);
            let name = |&i: &u32| copy.at(i).map(|entry| entry.name.to_string());
            BlockAt {
                slug: block.slug.clone(),
                title: block.title.clone(),
                kind: block.kind,
                products: products.filter_map(name).collect(),
            }
        });
        shown.collect()
    });
    Ok(HomeAt { at, text: schedule::text(at, &zone), blocks })
}

async fn rows_at(ctx: &Context, at: i64) -> Result<ContentRows, InternalError> {
    let mut conn = ctx.db().read().await?;
    let mut rows = ContentRows::read(&mut conn).await?;
    if ctx.snapshot().needs_attributes(&rows, at) {
        rows.read_attributes(&mut conn).await?;
    }
    Ok(rows)
}

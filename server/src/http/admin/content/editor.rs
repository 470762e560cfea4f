//! The fields of pages, guides and blocks.

use super::{
    common::{self, Refused, failed, field, form, keyed, moment, refused, status_field},
    kinds::Thing,
};
use crate::{
    State,
    http::{
        HttpError,
        admin::{desk::Desk, form::DeskForm},
    },
};
use domain::{
    catalogue::ProductStatus,
    content::{
        PageRole,
        home::{BlockKind, ProductOrder},
    },
};
use shop::{
    catalogue::desk::contents,
    content::{desk as read, edit::ShownContent},
};
use views::{
    admin::{
        content::{Act, ContentEditor, EditorTitle, Lines, Note},
        form::{Control, FormError, FormField, LineKind},
    },
    catalogue::Link,
    routes,
};

/// Names of icons of guides.
const ICONS: [&str; 13] = [
    "binoculars",
    "camera",
    "child",
    "eye",
    "galaxy",
    "gift",
    "house",
    "moon",
    "planet",
    "star",
    "suitcase",
    "sun",
    "telescope",
];

/// The page of one, or of a new one, which has no key.
pub(super) async fn of(
    state: &State,
    desk: &Desk,
    thing: Thing,
    shown: &ShownContent,
) -> Result<ContentEditor, HttpError> {
    let is_new = shown.id.is_nil();
    let id = shown.id.to_string();
    let fields = match thing {
        Thing::Page => page_fields(shown),
        Thing::Guide => guide_fields(shown),
        Thing::Block => block_fields(state, shown),
    };
    let action = match thing {
        Thing::Block if is_new => {
            routes::with_query(thing.new_path(), &[("kind", shown.field("kind"))])
        }
        _ if is_new => thing.new_path().to_owned(),
        _ => thing.href(&id),
    };
    let version = (!is_new).then_some(shown.version);
    let act = |key: &str| Act { key: key.to_owned(), action: thing.href(&id), fields: Vec::new() };
    let key = if shown.is_archived() { "content-restore" } else { "content-archive" };
    let has_rule = thing == Thing::Guide || fields.iter().any(|field| field.name == "rule");
    let mut editor = ContentEditor {
        item: thing.item(),
        title: if is_new {
            EditorTitle::Key(match thing {
                Thing::Page => "content-page".to_owned(),
                Thing::Guide => "content-guide".to_owned(),
                Thing::Block => format!("content-{}", shown.field("kind")),
            })
        } else {
            EditorTitle::Name(shown.label.clone())
        },
        status: (!is_new).then(|| common::status(shown.field("status"), shown.is_archived())),
        shop: None,
        places: Vec::new(),
        notes: Vec::new(),
        form: form((action, thing.item().href()), version, fields),
        preview: has_rule.then(|| "content-show".to_owned()),
        lines: Vec::new(),
        sample: String::new(),
        acts: if is_new { Vec::new() } else { vec![act(key)] },
    };
    if !is_new {
        about(state, desk, (thing, shown), &mut editor).await?;
    }
    Ok(editor)
}

/// What else there is to say about one.
async fn about(
    state: &State,
    desk: &Desk,
    (thing, shown): (Thing, &ShownContent),
    editor: &mut ContentEditor,
) -> Result<(), HttpError> {
    let is_published = shown.field("status") == "published";
    let slug = shown.field("slug");
    match thing {
        Thing::Page => {
            editor.shop = is_published.then(|| routes::content_page(slug));
            if !is_published && !shown.field("role").is_empty() {
                editor.notes.push(Note::new("page-role-draft", "").bad());
            }
            let links = read::links(&state.shop, desk.actor()?).await.map_err(failed)?;
            let own = links.into_iter().filter(|link| link.page.as_deref() == Some(slug));
            editor.places.extend(own.filter_map(|link| {
                let href = routes::admin_menu(link.menu?.key());
                Some(Link { href, text: format!("{} · {}", link.group_label, link.label) })
            }));
        }
        Thing::Guide => {
            editor.shop = is_published.then(|| routes::buying_guide(slug));
            let picks = read::picks(&state.shop, desk.actor()?, shown.id).await.map_err(failed)?;
            let hidden = picks.into_iter().filter(|pick| pick.status != ProductStatus::Published);
            editor.notes.extend(hidden.map(|pick| Note::new("guide-pick-gone", &pick.name).bad()));
        }
        Thing::Block => editor.shop = is_published.then(|| routes::HOME.to_owned()),
    }
    Ok(())
}

/// Shows what the rules of a posted form choose, and returns what is wrong with them.
pub(super) async fn preview(
    state: &State,
    desk: &Desk,
    posted: &DeskForm,
    editor: &mut ContentEditor,
) -> Result<Vec<FormError>, HttpError> {
    let field = if posted.has("rules") { "rules" } else { "rule" };
    if posted.fields().get("preview") != "content-show" {
        return Ok(Vec::new());
    }
    let rules = posted.value(field);
    let found = match contents(&state.shop, desk.actor()?, &rules).await {
        Ok(found) => found,
        Err(error) => match refused(error)? {
            Refused::Problems(problems) => {
                let own = |problem: FormError| FormError { field: field.to_owned(), ..problem };
                return Ok(problems.into_iter().map(own).collect());
            }
            Refused::Conflict(_) => return Err(HttpError::not_found()),
        },
    };
    if found.is_empty() {
        editor.notes.push(Note::new("rule-none", ""));
    }
    for rule in found {
        if rule.fits_all {
            editor.notes.push(Note::new("rule-everything", &rule.rule).bad());
        } else if rule.count == 0 {
            editor.notes.push(Note::new("rule-nothing", &rule.rule).bad());
        }
        let title = Note::new("rule-contents", &rule.rule).counted(rule.count);
        editor.lines.push(Lines { title, items: rule.names });
    }
    Ok(Vec::new())
}

fn page_fields(shown: &ShownContent) -> Vec<FormField> {
    let own = |key: &str| field(&shown.fields, key);
    let role = |role: PageRole| keyed(role.key(), &format!("content-role-{}", role.key()));
    let roles = PageRole::ALL.map(role).to_vec();
    vec![
        own("title"),
        own("slug").with(Control::Line(LineKind::Code)).helped("slug"),
        own("description").optional().helped("content-description"),
        own("body")
            .with(Control::Markdown { rows: 20, preview: None })
            .optional()
            .helped("content-body"),
        own("role").with(Control::Choice(roles)).optional().helped("content-role"),
        own("search_words")
            .with(Control::LongText { rows: 4 })
            .optional()
            .helped("content-search_words"),
        status_field(&shown.fields),
    ]
}

fn guide_fields(shown: &ShownContent) -> Vec<FormField> {
    let own = |key: &str| field(&shown.fields, key);
    let mut icons = ICONS.map(|icon| common::named(icon, icon)).to_vec();
    let stored = shown.field("icon");
    if !stored.is_empty() && !ICONS.contains(&stored) {
        // Shoppers see the default for it, but it stays what it is.
        icons.push(common::named(stored, stored));
    }
    let mut fields = vec![own("title")];
    if shown.id.is_nil() {
        fields.push(own("slug").with(Control::Line(LineKind::Code)).helped("content-guide-slug"));
    }
    fields.extend([
        own("advice").with(Control::LongText { rows: 4 }),
        own("icon").with(Control::Choice(icons)).optional(),
        own("rules").with(Control::LongText { rows: 5 }).helped("content-rules"),
        own("picks").with(Control::LongText { rows: 4 }).optional().helped("content-picks"),
        own("max_price").optional().helped("content-max_price"),
        own("search_words")
            .with(Control::LongText { rows: 4 })
            .optional()
            .helped("content-search_words"),
        status_field(&shown.fields),
    ]);
    fields
}

/// The fields that a block of its kind shows.
fn block_fields(state: &State, shown: &ShownContent) -> Vec<FormField> {
    let own = |key: &str| field(&shown.fields, key);
    let kind = BlockKind::from_key(shown.field("kind")).unwrap_or(BlockKind::Text);
    let is_sky = kind == BlockKind::Sky;
    let has_button = matches!(kind, BlockKind::Guides | BlockKind::Categories);
    let has_picture = matches!(kind, BlockKind::Hero | BlockKind::Banner);
    let has_products = matches!(kind, BlockKind::Hero | BlockKind::Products);
    let mut fields = Vec::new();
    if !is_sky {
        let text = match kind {
            BlockKind::Text => Control::Markdown { rows: 10, preview: None },
            _ => Control::LongText { rows: 3 },
        };
        fields.push(own("title"));
        fields.push(own("text").with(text).optional());
    }
    if has_products {
        let order =
            |order: ProductOrder| keyed(order.key(), &format!("content-order-{}", order.key()));
        fields.push(own("rule").optional().helped("content-rule"));
        fields.push(own("products").optional().helped("content-products"));
        let orders = ProductOrder::ALL.map(order).to_vec();
        fields.push(own("sort").with(Control::Choice(orders)));
    }
    if kind == BlockKind::Products {
        fields.push(own("max_products").with(Control::Number { unit: String::new() }));
    }
    if has_picture {
        fields.push(own("picture").optional().helped("content-picture"));
    }
    if !is_sky {
        fields.push(own("link_label").optional());
    }
    if !is_sky && !has_button {
        fields.push(own("link").optional().helped("content-link"));
    }
    fields.extend([
        moment(state, &shown.fields, "starts_at"),
        moment(state, &shown.fields, "ends_at"),
        status_field(&shown.fields),
    ]);
    fields
}

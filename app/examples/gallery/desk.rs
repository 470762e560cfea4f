//! Sample pages of the desk.

use app::admin::{
    DeskContext, DeskError, DeskPage, PageHead, document,
    ui::{form, list_page, readiness},
};
use app::{ErrorPage, page::Rendering};
use domain::{
    Currency, Money,
    staff::{Permission, Role},
};
use leptos::prelude::*;
use time::macros::{date, datetime};
use views::{
    admin::{
        account::{AccountView, SecondFactorState, SessionRow},
        confirm::{ConfirmView, Gravity},
        conflict::{ConflictField, ConflictView},
        content::*,
        form::*,
        home::{Attention, DeskHome, Figure, FigureValue, MissedSearch},
        list::*,
        media::*,
        people::*,
        products::*,
        shell::*,
        sign_in::*,
        work::{Act, Part, WorkView},
    },
    catalogue::{Link, Picture},
    routes,
    withdrawal::LocalTime,
};

/// Text that must never become markup.
pub const HOSTILE: &str = "\"><img src=x>";

/// A page made of a component alone.
enum Sample {
    List(Box<ListView>),
    Form(FormView, Readiness),
}

impl DeskPage for Sample {
    fn document(&self, context: &DeskContext<'_>, _: Rendering) -> String {
        match self {
            Self::List(list) => {
                let head = PageHead {
                    title: "Products".into(),
                    item: Some(MenuItem::Products),
                    breadcrumbs: Vec::new(),
                };
                document::desk(context, &head, list_page(list))
            }
            Self::Form(view, checks) => {
                let link =
                    Link { href: "/admin/categories/7".to_owned(), text: "Mounts".to_owned() };
                let head = PageHead {
                    title: HOSTILE.into(),
                    item: Some(MenuItem::Products),
                    breadcrumbs: vec![link],
                };
                let page = view! { <h1>{HOSTILE}</h1> {readiness(checks)} {form(view)} };
                document::desk(context, &head, page)
            }
        }
    }
}

fn boxed(page: impl DeskPage + 'static) -> Box<dyn DeskPage> {
    Box::new(page)
}

fn at() -> LocalTime {
    LocalTime { time: datetime!(2026-11-27 14:05), zone: "Central European time".to_owned() }
}

fn text(text: &str) -> String {
    text.to_owned()
}

/// What stands around the pages, for somebody who may do everything.
pub fn shell() -> Shell {
    Shell {
        person: Some(SignedIn { name: text("Ada Byron"), email: text("ada@shop.example") }),
        menu: MenuItem::ALL
            .into_iter()
            .map(|item| MenuEntry { item, attention: u32::from(item == MenuItem::Stock) * 3 })
            .collect(),
        flash: Some(Flash {
            kind: FlashKind::Done,
            text: text("The product is archived."),
            undo: Some(text("0198c1f2")),
        }),
        shortcuts: Shortcuts::On,
    }
}

fn column(key: &str, align: Align) -> Column {
    Column { key: text(key), align, sort: None }
}

fn row(id: &str, name: &str) -> Row {
    Row {
        id: text(id),
        name: text(name),
        cells: vec![
            Cell::Picture(Some(Picture {
                hash: text("c0ffee"),
                alt: String::new(),
                width: 640,
                height: 480,
                placeholder: String::new(),
                drawing: false,
            })),
            Cell::Name { href: routes::admin_product(id), text: text(name), detail: text("EQ-5") },
            Cell::Status(Status { key: text("draft"), tone: Tone::Attention }),
            Cell::Money(Money::new(19_950, Currency::EUR)),
            Cell::Number(12),
            Cell::Readiness { done: 5, of: 7 },
            Cell::Date(date!(2026 - 11 - 20)),
        ],
    }
}

/// A list with everything.
pub fn products() -> ListView {
    let mut columns = vec![
        column("picture", Align::Start),
        column("name", Align::Start),
        column("status", Align::Start),
        column("price", Align::End),
        column("stock", Align::End),
        column("readiness", Align::Start),
        column("updated", Align::Start),
    ];
    columns[1].sort = Some(ColumnSort {
        href: text("/admin/products?sort=-name"),
        current: Some(Direction::Ascending),
    });
    let choice = |value: &str| Choice { value: text(value), label: Label::Key(text("in-stock")) };
    ListView {
        key: text("products"),
        href: text(routes::ADMIN_PRODUCTS),
        query: text(HOSTILE),
        searchable: true,
        filters: vec![
            Filter {
                key: text("status"),
                value: text("draft"),
                control: FilterControl::Choice(vec![choice("draft"), choice("published")]),
            },
            Filter {
                key: text("price"),
                value: String::new(),
                control: FilterControl::Range { from: text("10"), to: String::new() },
            },
            Filter {
                key: text("updated"),
                value: String::new(),
                control: FilterControl::Days { from: String::new(), to: String::new() },
            },
        ],
        active: vec![ActiveFilter {
            key: text("status"),
            text: Label::Text(text("Draft")),
            remove: text("/admin/products?q=x"),
        }],
        views: vec![SavedView {
            name: Label::Text(text("Drafts")),
            href: text("/admin/products?status=draft"),
            current: false,
            owner: ViewOwner::Shared,
        }],
        save_view: Some(text("/admin/products/views")),
        kept: vec![(text("sort"), text("name"))],
        column_choices: vec![ColumnChoice { key: text("stock"), shown: true }],
        rows: vec![row("7", "Corvane EQ-5 mount"), row("8", HOSTILE)],
        columns,
        count: Count::AtLeast(10_000),
        paging: Paging { previous: None, next: Some(text("/admin/products?after=8")) },
        bulk: Some(Bulk {
            action: text(routes::ADMIN_PRODUCTS_BULK),
            actions: vec![text("preview")],
            query: text("status=draft"),
        }),
        new: Some(text(routes::ADMIN_PRODUCT_NEW)),
        export: Some(text("/admin/products?format=csv")),
    }
}

/// The same, where nothing matches.
pub fn nothing_matches() -> ListView {
    ListView { rows: Vec::new(), count: Count::Exactly(0), ..products() }
}

/// The same before there are any products.
pub fn empty() -> ListView {
    ListView { query: String::new(), active: Vec::new(), ..nothing_matches() }
}

/// A form with every control.
pub fn product(problems: Vec<FormError>) -> FormView {
    let choices = || {
        let choice = |value: &str| Choice { value: text(value), label: Label::Text(text(value)) };
        vec![choice("a"), choice("b")]
    };
    let attribute = FormField {
        label: Label::Text(text("Payload")),
        ..FormField::line("attr.payload", "9").with(Control::Number { unit: text("kg") })
    };
    let price = FormField {
        echo: text("= €199.50"),
        ..FormField::line("price", "199.50").with(Control::Money { currency: Currency::EUR })
    };
    FormView {
        action: routes::admin_product("7"),
        button: text("save"),
        cancel: Some(text(routes::ADMIN_PRODUCTS)),
        sections: vec![
            FormSection {
                key: text("texts"),
                version: Some(4),
                save: Some(routes::admin_product_section("7", "texts")),
                fields: vec![
                    FormField::line("name", HOSTILE).tracked("Corvane EQ-5 mount"),
                    FormField::line("slug", "corvane-eq-5")
                        .with(Control::Line(LineKind::Code))
                        .helped("slug"),
                    FormField::line("description", "\n</textarea><script>")
                        .with(Control::Markdown {
                            rows: 8,
                            preview: Some(text("<p>Shown to shoppers</p>")),
                        })
                        .optional(),
                    FormField::line("note", "a").with(Control::LongText { rows: 3 }).optional(),
                ],
            },
            FormSection {
                key: text("prices"),
                version: Some(2),
                save: None,
                fields: vec![
                    price,
                    attribute,
                    FormField::line("category", "b").with(Control::Choice(choices())),
                    FormField::line("tags", "a b").with(Control::Checks(choices())),
                    FormField::line("in-stock", "on").with(Control::Check).tracked(""),
                    FormField::line("updated", "2026-11-20").with(Control::Date).optional(),
                    FormField::line("publish-at", "2026-12-01T08:00")
                        .with(Control::Moment { zone: text("Central European time (UTC+1)") }),
                ],
            },
        ],
        problems,
    }
}

fn checks() -> Readiness {
    let check = |key: &str, state| Check {
        key: text(key),
        state,
        href: (state != CheckState::Passed).then(|| format!("#{key}")),
    };
    Readiness {
        checks: vec![
            check("name", CheckState::Passed),
            check("alt", CheckState::Advised),
            check("price", CheckState::Missing),
        ],
    }
}

/// What is wrong with two fields of [`product`].
pub fn problems() -> Vec<FormError> {
    let problem = |field: &str, problem: &str, detail: &str| FormError {
        field: text(field),
        problem: text(problem),
        detail: text(detail),
    };
    vec![problem("slug", "taken", HOSTILE), problem("price", "not-an-amount", "")]
}

/// A form that waits until somebody has signed in.
pub fn kept() -> KeptPost {
    KeptPost {
        action: routes::admin_product("7"),
        fields: vec![(text("name"), text(HOSTILE)), (text("version.texts"), text("4"))],
    }
}

fn account(second_factor: SecondFactorState) -> AccountView {
    let session = |id: &str, current| SessionRow {
        id: text(id),
        browser: text("Firefox on Linux"),
        address: text("192.0.2.7"),
        used: at(),
        current,
    };
    AccountView {
        name: text("Ada Byron"),
        email: text("ada@shop.example"),
        roles: vec![text("Owner")],
        second_factor,
        sessions: vec![session("a", true), session("b", false)],
        problems: vec![FormError {
            field: text("current-password"),
            problem: text("wrong"),
            detail: String::new(),
        }],
    }
}

fn people_list(key: &str) -> ListView {
    let mut list = products();
    list.key = text(key);
    list.bulk = None;
    list.columns.truncate(2);
    list.rows.iter_mut().for_each(|row| row.cells.truncate(2));
    list
}

fn role(name: &str) -> RoleView {
    let permission = |permission: Permission| PermissionChoice {
        key: text(permission.key()),
        granted: Role::Merchandiser.permissions().has(permission),
        grantable: permission != Permission::KeysWrite,
    };
    RoleView {
        action: routes::admin_role("7"),
        name: text(name),
        built_in: false,
        people: 2,
        version: 3,
        permissions: vec![PermissionGroup {
            key: text("access"),
            permissions: Permission::ALL.into_iter().map(permission).collect(),
        }],
        sees: vec![text("products"), text("stock")],
        problems: Vec::new(),
        deletable: true,
    }
}

fn media_picture() -> Picture {
    Picture {
        hash: text("c0ffee"),
        alt: text(HOSTILE),
        width: 640,
        height: 480,
        placeholder: String::new(),
        drawing: false,
    }
}

fn file_problem(key: &str) -> FormError {
    FormError { field: text("files"), problem: text(key), detail: text(HOSTILE) }
}

fn upload(problems: Vec<FormError>) -> UploadForm {
    UploadForm {
        action: text(routes::ADMIN_MEDIA),
        alt: text(HOSTILE),
        places: Vec::new(),
        place: String::new(),
        kept: problems.len(),
        problems,
    }
}

/// The library: with pictures, or without.
fn media(tiles: Vec<MediaTile>, upload: UploadForm) -> MediaView {
    let list = ListView {
        key: text("media"),
        href: text(routes::ADMIN_MEDIA),
        filters: Vec::new(),
        column_choices: Vec::new(),
        views: Vec::new(),
        save_view: None,
        ..empty()
    };
    MediaView { list, tiles, upload: Some(upload) }
}

fn media_tiles() -> Vec<MediaTile> {
    let silent = Picture { alt: String::new(), ..media_picture() };
    vec![
        MediaTile { picture: media_picture(), name: text("moon.jpg"), is_used: true },
        MediaTile { picture: silent.clone(), name: text(HOSTILE), is_used: false },
        MediaTile { picture: silent, name: String::new(), is_used: true },
    ]
}

fn media_page(form: Option<FormView>) -> MediaPictureView {
    MediaPictureView {
        picture: media_picture(),
        name: text(HOSTILE),
        uses: vec![PictureUse {
            product: text("7"),
            name: text(HOSTILE),
            place: 2,
            alt: String::new(),
        }],
        has_more: form.is_some(),
        blocks: form.iter().map(|_| text("hero")).collect(),
        form,
    }
}

fn product_pictures(problems: Vec<FormError>) -> ProductPicturesView {
    let roles = vec![Choice { value: text("main"), label: Label::Key(text("picture-role-main")) }];
    let label = |key: &str| Label::Key(text(key));
    let fields = vec![
        FormField { label: Label::Text(text("Place 1")), ..FormField::line("place.c0ffee", "1") }
            .with(Control::Number { unit: String::new() }),
        FormField { label: label("alt"), ..FormField::line("alt.c0ffee", HOSTILE) }
            .tracked(HOSTILE)
            .optional(),
        FormField { label: label("picture-role"), ..FormField::line("role.c0ffee", "main") }
            .with(Control::Choice(roles.clone()))
            .optional(),
    ];
    ProductPicturesView {
        id: text("7"),
        name: text(HOSTILE),
        pictures: vec![OwnPicture { picture: media_picture(), fields }],
        problems,
        upload: Some(UploadForm { places: roles, ..upload(Vec::new()) }),
    }
}

/// Every page in its states, with its name.
pub fn pages() -> Vec<(&'static str, Box<dyn DeskPage>)> {
    let roles = vec![Choice { value: text("owner"), label: Label::Key(text("role-owner")) }];
    let invite = InviteForm { email: text(HOSTILE), roles, ..InviteForm::default() };
    let invitation = |id: &str, email: &str| InvitationRow {
        id: text(id),
        email: text(email),
        roles: text("Fulfilment"),
        by: text(HOSTILE),
        expires: at(),
    };
    let qr = || text("<svg viewBox=\"0 0 8 8\"><path d=\"M0 0h1v1\"/></svg>");
    let form = product(Vec::new());
    let setting = SecondFactorState::SetUp { qr: qr(), secret: text("JBSW Y3DP EHPK 3PXP") };
    let mut pages: Vec<(&'static str, Box<dyn DeskPage>)> = vec![
        ("desk-home", boxed(home())),
        ("desk-home-clear", boxed(DeskHome { name: text("Ada"), ..DeskHome::default() })),
        ("desk-list", boxed(Sample::List(Box::new(products())))),
        ("desk-list-empty", boxed(Sample::List(Box::new(empty())))),
        ("desk-list-nothing", boxed(Sample::List(Box::new(nothing_matches())))),
        ("desk-form", boxed(Sample::Form(product(Vec::new()), checks()))),
        ("desk-form-errors", boxed(Sample::Form(product(problems()), checks()))),
        ("desk-products", boxed(ProductsView { list: products() })),
        ("desk-product", boxed(editor(Some(tools()), Vec::new()))),
        ("desk-product-errors", boxed(editor(Some(tools()), problems()))),
        ("desk-product-new", boxed(editor(None, Vec::new()))),
        ("desk-bulk", boxed(bulk(None))),
        ("desk-bulk-preview", boxed(bulk(Some(bulk_preview())))),
        ("desk-conflict", boxed(conflict())),
        ("desk-confirm", boxed(confirm())),
        ("desk-sign-in", boxed(SignInView::default())),
        (
            "desk-sign-in-kept",
            boxed(SignInView {
                email: text(HOSTILE),
                next: text("/admin/stock"),
                problem: Some(SignInNotice::Kept),
            }),
        ),
        ("desk-second-factor", boxed(SecondFactorView::default())),
        (
            "desk-recovery-code",
            boxed(SecondFactorView {
                factor: SecondFactor::RecoveryCode,
                problem: Some(SignInNotice::TooMany(30)),
                next: text("/admin/stock?q=\"><b>"),
            }),
        ),
        (
            "desk-enrolment",
            boxed(EnrolmentView {
                qr: qr(),
                secret: text("JBSW Y3DP EHPK 3PXP"),
                next: text("/admin/stock"),
                problem: Some(SignInNotice::WrongCode),
            }),
        ),
        (
            "desk-recovery-codes",
            boxed(RecoveryCodesView {
                codes: vec![text("7GKM-2QRT-XW9A-P3DE"), text("J3MN-77PD-2QRT-XW9A")],
                file: text("data:text/plain;charset=utf-8,7GKM-2QRT-XW9A-P3DE%0D%0A"),
                next: text("/admin/stock"),
            }),
        ),
        (
            "desk-reauthenticate",
            boxed(ReauthenticateView {
                next: text("/admin/people"),
                problem: Some(SignInNotice::WrongPassword),
            }),
        ),
        (
            "desk-reset-request",
            boxed(ResetRequestView::Ask {
                email: text(HOSTILE),
                problem: Some(SignInNotice::TooMany(600)),
            }),
        ),
        ("desk-reset-sent", boxed(ResetRequestView::Sent)),
        (
            "desk-reset",
            boxed(ResetView::Open {
                action: routes::admin_reset("t"),
                email: text("eve@shop.example"),
                problems: vec![FormError {
                    field: text("new-password"),
                    problem: text("guessable"),
                    detail: String::new(),
                }],
            }),
        ),
        ("desk-reset-ended", boxed(ResetView::Ended)),
        ("desk-resume", boxed(ResumeView { kept: kept() })),
        (
            "desk-invitation",
            boxed(InvitationView::Open {
                action: routes::admin_invitation("t"),
                email: InvitedEmail::Known(text("eve@shop.example")),
                role: text("Fulfilment"),
                name: text(HOSTILE),
                problems: Vec::new(),
            }),
        ),
        (
            "desk-invitation-owner",
            boxed(InvitationView::Open {
                action: routes::admin_invitation("t"),
                email: InvitedEmail::Typed(text(HOSTILE)),
                role: text("Owner"),
                name: String::new(),
                problems: vec![FormError {
                    field: text("email"),
                    problem: text("taken"),
                    detail: String::new(),
                }],
            }),
        ),
        ("desk-invitation-ended", boxed(InvitationView::Ended)),
        ("desk-account", boxed(account(SecondFactorState::On { codes_left: 8, optional: true }))),
        ("desk-account-setting", boxed(account(setting))),
        ("desk-account-off", boxed(account(SecondFactorState::Off))),
        (
            "desk-people",
            boxed(PeopleView {
                list: people_list("people"),
                invite: Some(invite),
                invitations: vec![invitation("a", "eve@shop.example"), invitation("b", "")],
                policy: Some(PolicyForm { required: true, version: 1 }),
            }),
        ),
        (
            "desk-person",
            boxed(PersonView {
                id: text("7"),
                name: text(HOSTILE),
                email: text("eve@shop.example"),
                status: Status { key: text("invited"), tone: Tone::Attention },
                form,
                actions: vec![text("send-reset"), text("suspend")],
            }),
        ),
        ("desk-media", boxed(media(media_tiles(), upload(Vec::new())))),
        ("desk-media-empty", boxed(media(Vec::new(), upload(Vec::new())))),
        (
            "desk-media-refused",
            boxed(media(
                media_tiles(),
                upload(vec![file_problem("file-damaged"), file_problem("file-empty")]),
            )),
        ),
        ("desk-picture", boxed(media_page(Some(product(Vec::new()))))),
        ("desk-picture-read", boxed(media_page(None))),
        ("desk-product-pictures", boxed(product_pictures(Vec::new()))),
        (
            "desk-product-pictures-refused",
            boxed(product_pictures(vec![FormError {
                field: text("place.c0ffee"),
                problem: text("not-a-number"),
                detail: String::new(),
            }])),
        ),
        ("desk-roles", boxed(RolesView { list: people_list("roles") })),
        ("desk-role", boxed(role("Photographer"))),
        ("desk-role-new", boxed(role(""))),
        ("desk-role-built-in", boxed(RoleView { built_in: true, ..role("Owner") })),
        ("desk-stock", boxed(stock())),
        ("desk-stock-item", boxed(stock_item(Vec::new()))),
        ("desk-stock-item-errors", boxed(stock_item(vec![below_zero()]))),
    ];
    pages.extend(content());
    for kind in ErrorPage::ALL {
        let missing = (kind == ErrorPage::Forbidden).then_some(Permission::PricesWrite);
        pages.push(("desk-error", boxed(DeskError { kind, detail: HOSTILE, missing })));
    }
    pages
}

/// The page of a product, with two rows of variants.
fn editor(tools: Option<ProductTools>, problems: Vec<FormError>) -> ProductEditor {
    let cells = |row: &str| {
        let name = |field: &str| format!("{row}.{field}");
        let labelled =
            |field: FormField, key: &str| FormField { label: Label::Key(text(key)), ..field };
        [
            labelled(FormField::line(&name("sku"), HOSTILE).tracked("EQ-5"), "sku"),
            labelled(
                FormField::line(&name("price"), "199.50")
                    .with(Control::Money { currency: Currency::EUR })
                    .tracked("199.50"),
                "price",
            ),
            labelled(
                FormField::line(&name("archived"), "").with(Control::Check).tracked(""),
                "variant-archived",
            ),
        ]
    };
    let variants = FormSection {
        key: text(VARIANTS),
        version: None,
        save: None,
        fields: cells("variant.7").into_iter().chain(cells("new.0")).collect(),
    };
    let mut form = product(problems);
    form.sections.insert(1, variants);
    ProductEditor {
        name: text(HOSTILE),
        back: text("/admin/products?q=mount#row-7"),
        tools,
        form,
        rows: vec![text("EQ-5"), text("New variant 1")],
        search: SearchPreview {
            title: text(HOSTILE),
            address: text("https://shop.example/products/eq-5"),
            description: text("A mount."),
        },
    }
}

fn tools() -> ProductTools {
    ProductTools {
        id: text("7"),
        status: Status { key: text("draft"), tone: Tone::Attention },
        readiness: checks(),
        actions: vec![text("hide"), text("duplicate"), text("archive")],
        shop: Some(text("/products/eq-5")),
        draft: Some(DraftLink { href: text("/products/eq-5?preview=1-2"), until: at() }),
        audit: Some(text("/admin/audit?entity=product&id=7")),
        variants: Paging { previous: None, next: Some(text("/admin/products/7?variants=2")) },
    }
}

/// The page of a change of many products.
fn bulk(preview: Option<BulkPreviewView>) -> BulkView {
    let choice = |key: &str| Choice { value: text(key), label: Label::Key(text(key)) };
    let fields = vec![
        FormField::line("change", "percent").with(Control::Choice(vec![
            choice("percent"),
            choice("add"),
            choice("set"),
        ])),
        FormField::line("amount", HOSTILE)
            .with(Control::Number { unit: String::new() })
            .helped("amount"),
    ];
    let section = FormSection { key: String::new(), version: None, save: None, fields };
    BulkView {
        key: text("prices"),
        chosen: 40,
        form: FormView {
            action: text(routes::ADMIN_PRODUCTS_BULK),
            button: text("save"),
            cancel: None,
            sections: vec![section],
            problems: Vec::new(),
        },
        kept: vec![(text("action"), text("prices")), (text("all"), text("on"))],
        preview,
        notice: text("Something has changed."),
        back: text(routes::ADMIN_PRODUCTS),
    }
}

fn bulk_preview() -> BulkPreviewView {
    let row = |name: &str, after: &str, why: &str| BulkRow {
        name: text(name),
        before: text("€199.50"),
        after: text(after),
        why: text(why),
    };
    BulkPreviewView {
        changed: 1,
        unchanged: 1,
        rows: vec![row(HOSTILE, "€209.48", ""), row("EQ-6", "", "In another currency")],
        kept: vec![(text("digest"), text("c0ffee"))],
        typed: Some(text("40")),
        problem: Some(FormError {
            field: text("typed"),
            problem: text("said"),
            detail: text("Type it again."),
        }),
    }
}

fn movements(key: &str) -> ListView {
    let columns = vec![column("name", Align::Start), column("on-hand", Align::End)];
    let rows = vec![
        Row {
            id: text("A"),
            name: text("A"),
            cells: vec![
                Cell::Name {
                    href: routes::admin_stock_item("A"),
                    text: text(HOSTILE),
                    detail: text("A"),
                },
                Cell::Number(3),
            ],
        },
        Row { id: text("B"), name: text("B"), cells: vec![Cell::Empty, Cell::Number(0)] },
    ];
    ListView::plain(key, routes::ADMIN_STOCK, columns, rows)
}

fn stock() -> WorkView {
    let mut list = movements("stock");
    list.searchable = true;
    list.query = text(HOSTILE);
    let choice = |value: &str| Choice { value: text(value), label: Label::Key(text("low-stock")) };
    list.filters = vec![Filter {
        key: text("level"),
        value: text("low"),
        control: FilterControl::Choice(vec![choice("low")]),
    }];
    let causes =
        vec![Choice { value: text("received"), label: Label::Key(text("cause-received")) }];
    let fields = vec![
        FormField::line("cause", "received").with(Control::Choice(causes)),
        FormField::line("list", HOSTILE).with(Control::LongText { rows: 8 }).helped("stock-list"),
        FormField::line("document", "").optional(),
    ];
    WorkView::new(MenuItem::Stock, Label::Key(text("stock")))
        .with(Part::List(Box::new(list)))
        .with(Part::Form(Box::new(Act::new(routes::ADMIN_STOCK_LIST, "check-list", fields))))
}

fn below_zero() -> FormError {
    FormError { field: text("write-off-units"), problem: text("below-zero"), detail: text("3") }
}

fn stock_item(problems: Vec<FormError>) -> WorkView {
    let units = |name: &str| FormField {
        label: Label::Key(text("units")),
        ..FormField::line(name, "").with(Control::Number { unit: String::new() })
    };
    let href = routes::admin_stock_item("A");
    let mut write_off = Act::new(&href, "write-off", vec![units("write-off-units")]);
    write_off.form.problems = problems;
    let count = Act::new(&href, "count", vec![units("count-units")]).keeping("shown", "3");
    let link = Link { href: text(routes::ADMIN_AUDIT), text: text(HOSTILE) };
    let facts = vec![(Label::Key(text("on-hand")), Cell::Number(3))];
    WorkView::new(MenuItem::Stock, Label::Text(text(HOSTILE)))
        .with(Part::Facts(facts))
        .with(Part::Text(text(HOSTILE)))
        .with(Part::Notice(Tone::Attention, text(HOSTILE)))
        .with(Part::Links(vec![link]))
        .with(Part::Form(Box::new(write_off)))
        .with(Part::Form(Box::new(count.or("set-low"))))
        .with(Part::Section(Box::new(movements("movements"))))
}

/// Lists and editors of categories, pages, guides, blocks, menus and texts.
fn content() -> Vec<(&'static str, Box<dyn DeskPage>)> {
    let act = |key: &str| views::admin::content::Act {
        key: text(key),
        action: text(routes::ADMIN_CATEGORIES),
        fields: vec![(text("id"), text("7"))],
    };
    let row = |name: &str, depth: usize| ContentRow {
        name: text(name),
        href: Some(routes::admin_category("7")),
        detail: text("/categories/mounts"),
        depth,
        status: (depth > 0).then(|| Status { key: text("archived"), tone: Tone::Quiet }),
        links: vec![(text("/admin/categories?move=7"), text("content-move"))],
        acts: vec![act("content-up"), act("content-down")],
    };
    let list = ContentList {
        item: MenuItem::Categories,
        title: String::new(),
        notes: vec![Note::new("category-moving", HOSTILE)],
        new: vec![(text(routes::ADMIN_CATEGORY_NEW), text("content-category"))],
        rows: vec![row("Telescopes", 0), row(HOSTILE, 1)],
        at: Some(text(HOSTILE)),
        form: None,
    };
    let labelled = |key: &str, value: &str| FormField {
        label: Label::Key(format!("content-{key}")),
        ..FormField::line(key, value)
    };
    let form = FormView {
        action: routes::admin_guide("7"),
        button: text("save"),
        cancel: Some(text(routes::ADMIN_GUIDES)),
        sections: vec![FormSection {
            key: text("content"),
            version: Some(3),
            save: None,
            fields: vec![
                labelled("title", HOSTILE).tracked("Moon"),
                labelled("rules", "everything")
                    .with(Control::LongText { rows: 4 })
                    .helped("content-rules"),
            ],
        }],
        problems: vec![FormError {
            field: text("rules"),
            problem: text("content"),
            detail: text(HOSTILE),
        }],
    };
    let editor = ContentEditor {
        item: MenuItem::Guides,
        title: EditorTitle::Name(text(HOSTILE)),
        status: Some(Status { key: text("published"), tone: Tone::Good }),
        shop: Some(routes::buying_guide("moon")),
        places: vec![Link { href: routes::admin_menu("footer"), text: text(HOSTILE) }],
        notes: vec![Note::new("rule-everything", HOSTILE).bad()],
        form,
        preview: Some(text("content-show")),
        lines: vec![Lines {
            title: Note::new("rule-contents", "everything").counted(2),
            items: vec![text(HOSTILE)],
        }],
        sample: text(HOSTILE),
        acts: vec![act("content-archive")],
    };
    let new = ContentEditor {
        title: EditorTitle::Key(text("content-hero")),
        acts: Vec::new(),
        status: None,
        ..editor.clone()
    };
    let menu = ContentList {
        item: MenuItem::Menus,
        title: text("menu-footer"),
        at: None,
        form: Some(editor.form.clone()),
        ..list.clone()
    };
    let empty = ContentList { rows: Vec::new(), notes: Vec::new(), ..list.clone() };
    vec![
        ("desk-content-list", boxed(list)),
        ("desk-content-list-empty", boxed(empty)),
        ("desk-content-menu", boxed(menu)),
        ("desk-content-editor", boxed(editor)),
        ("desk-content-new", boxed(new)),
    ]
}

fn home() -> DeskHome {
    DeskHome {
        name: text("Ada"),
        figures: vec![Figure {
            key: text("sales"),
            value: FigureValue::Money(Money::new(123_456, Currency::EUR)),
            before: Some(FigureValue::Number(3)),
        }],
        attention: vec![Attention {
            key: text("without-picture"),
            count: 2,
            tone: Tone::Bad,
            href: text("/admin/products?picture=none"),
        }],
        missed: vec![MissedSearch { query: text(HOSTILE), count: 4 }],
    }
}

fn conflict() -> ConflictView {
    ConflictView {
        record: text(HOSTILE),
        who: text("Eve"),
        when: at(),
        action: routes::admin_product("7"),
        cancel: routes::admin_product("7"),
        fields: vec![ConflictField {
            name: text("name"),
            label: Label::Key(text("name")),
            base: text("EQ-5 mount"),
            theirs: String::new(),
            mine: text(HOSTILE),
        }],
        kept: vec![(text("version.texts"), text("5"))],
    }
}

fn confirm() -> ConfirmView {
    ConfirmView {
        key: text("archive-products"),
        subject: text(HOSTILE),
        count: 40,
        effects: vec![text("Their addresses lead to their category.")],
        typed: Some(text("40")),
        mistyped: true,
        password: true,
        gravity: Gravity::Dangerous,
        action: text(routes::ADMIN_PRODUCTS_BULK),
        cancel: text(routes::ADMIN_PRODUCTS),
        kept: vec![(text("id"), text("7"))],
    }
}

//! What the islands of the shell show, with its texts.

use crate::{
    admin::{context::DeskContext, texts},
    islands::admin::{Command, HelpTexts, PaletteTexts, Shortcut, Toast},
};
use views::{
    admin::shell::{FlashKind, MenuItem, Shortcuts},
    routes,
};

/// The pages of the desk that the person may open, for the palette.
pub(super) fn commands(context: &DeskContext<'_>) -> Vec<Command> {
    let entries = context.shell.menu.iter().map(|entry| Command {
        text: texts::of("menu", entry.item.key()),
        group: texts::of("area", entry.item.area().key()),
        href: entry.item.href().to_owned(),
    });
    let own = [(t!("admin-account"), routes::ADMIN_ACCOUNT), (t!("admin-view-shop"), routes::HOME)];
    let own = own.into_iter().map(|(text, href)| Command {
        text: text.to_owned(),
        group: t!("admin-area-person").to_owned(),
        href: href.to_owned(),
    });
    entries.chain(own).collect()
}

/// The texts of the palette.
pub(super) fn palette_texts() -> PaletteTexts {
    PaletteTexts {
        open: t!("admin-palette-open").to_owned(),
        title: t!("admin-palette-title").to_owned(),
        input: t!("admin-palette-input").to_owned(),
        nothing: t!("admin-palette-nothing").to_owned(),
        close: t!("admin-close").to_owned(),
    }
}

/// The list of shortcuts, with the form that turns them off or on.
pub(in crate::admin) fn shortcut_help(context: &DeskContext<'_>) -> HelpTexts {
    let on = context.shell.shortcuts == Shortcuts::On;
    let keys = [
        ("/", t!("admin-shortcut-palette")),
        ("Ctrl+K", t!("admin-shortcut-palette")),
        ("?", t!("admin-shortcut-help")),
        ("Esc", t!("admin-shortcut-close")),
    ];
    HelpTexts {
        title: t!("admin-shortcuts-title").to_owned(),
        note: t!("admin-shortcuts-note").to_owned(),
        close: t!("admin-close").to_owned(),
        on,
        turn: if on { t!("admin-shortcuts-off") } else { t!("admin-shortcuts-on") }.to_owned(),
        back: context.path.to_owned(),
        shortcuts: keys
            .into_iter()
            .map(|(keys, text)| Shortcut { keys: keys.to_owned(), text: text.to_owned() })
            .collect(),
    }
}

/// The message of the action before.
pub(in crate::admin) fn toasts(context: &DeskContext<'_>) -> Vec<Toast> {
    let toast = context.shell.flash.as_ref().map(|flash| Toast {
        text: flash.text.clone(),
        failed: flash.kind == FlashKind::Failed,
        undo: flash.undo.as_deref().map(routes::admin_audit_undo).unwrap_or_default(),
        undo_text: t!("admin-undo").to_owned(),
    });
    toast.into_iter().collect()
}

/// The text of an entry of the menu.
pub(super) fn menu_text(item: MenuItem) -> String {
    texts::of("menu", item.key())
}

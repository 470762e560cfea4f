//! The pages on which a person decides: which of two changes to keep, and whether to go on.

use super::{
    context::DeskContext,
    document,
    head::PageHead,
    page::DeskPage,
    ui::{confirm, conflict},
};
use crate::page::Rendering;
use views::admin::{confirm::ConfirmView, conflict::ConflictView};

impl DeskPage for ConflictView {
    fn document(&self, context: &DeskContext<'_>, _: Rendering) -> String {
        let title = t!("admin-conflict-title", record = self.record.as_str());
        let head = PageHead { title: title.into(), ..PageHead::default() };
        document::desk(context, &head, conflict(self))
    }
}

impl DeskPage for ConfirmView {
    fn document(&self, context: &DeskContext<'_>, _: Rendering) -> String {
        let head = PageHead { title: t!("admin-confirm").into(), ..PageHead::default() };
        document::desk(context, &head, confirm(self))
    }
}

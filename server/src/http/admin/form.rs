//! A posted form of the desk: what changed since it was opened, the versions that were read, and
//! its input, which is shown again if it is refused.

use crate::{
    State,
    http::{HttpError, extract::Fields},
};
use axum::{
    extract::{FromRequest, Request},
    http::StatusCode,
};
use views::admin::form::{BASE_PREFIX, FormView, VERSION_PREFIX};

/// Maximum number of fields: a product with many variants and attributes, each with what was
/// stored.
const MAX: usize = 2_000;

/// A field that differs from what was stored when the form was opened.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Change {
    /// The field.
    pub name: String,
    /// What was stored.
    pub base: String,
    /// What was typed.
    pub value: String,
}

/// A posted form.
#[derive(Clone, Debug, Default)]
pub struct DeskForm(Fields);

impl DeskForm {
    /// A form of these fields.
    #[cfg(test)]
    pub(super) const fn of(fields: Fields) -> Self {
        Self(fields)
    }

    /// The value of a field; those of several ticks with one name are separated by spaces, and an
    /// absent one is empty, as a tick that was removed.
    #[must_use]
    pub fn value(&self, name: &str) -> String {
        self.0.all(name).collect::<Vec<_>>().join(" ")
    }

    /// The fields themselves.
    #[must_use]
    pub fn fields(&self) -> &Fields {
        &self.0
    }

    /// Whether a field is part of the form: it was posted, or what was stored in it.
    #[must_use]
    pub fn has(&self, name: &str) -> bool {
        self.0.has(name) || self.0.has(&format!("{BASE_PREFIX}{name}"))
    }

    /// What changed. Fields without their stored value are no changes: they are read by name.
    #[must_use]
    pub fn changes(&self) -> Vec<Change> {
        let tracked = self.0.pairs().filter_map(|(name, base)| {
            let name = name.strip_prefix(BASE_PREFIX)?;
            let value = self.value(name);
            if value == base {
                return None;
            }
            Some(Change { name: name.to_owned(), base: base.to_owned(), value })
        });
        tracked.collect()
    }

    /// The version that a section was read from.
    ///
    /// # Errors
    /// 422 if the form has none: nothing is saved without it.
    pub fn version(&self, section: &str) -> Result<i64, HttpError> {
        let typed = self.0.get(&format!("{VERSION_PREFIX}{section}")).parse::<i64>();
        typed.map_err(|_| HttpError::of(StatusCode::UNPROCESSABLE_ENTITY))
    }

    /// Puts what was typed into a form that is shown again. What was stored when it was first
    /// opened, and the versions, stay those of the first time: the next post is compared with them.
    pub fn keep(&self, form: &mut FormView) {
        for section in &mut form.sections {
            if section.version.is_some()
                && let Ok(version) = self.version(&section.key)
            {
                section.version = Some(version);
            }
            for field in &mut section.fields {
                if !self.has(&field.name) {
                    continue;
                }
                field.value = self.value(&field.name);
                let base = format!("{BASE_PREFIX}{}", field.name);
                if field.base.is_some() && self.0.has(&base) {
                    field.base = Some(self.0.get(&base).to_owned());
                }
            }
        }
    }
}

impl FromRequest<State> for DeskForm {
    type Rejection = HttpError;
    async fn from_request(request: Request, state: &State) -> Result<Self, HttpError> {
        Fields::with_lines(MAX, request, state).await.map(Self)
    }
}

#[cfg(test)]
#[allow(clippy::unwrap_used, clippy::indexing_slicing)]
mod tests {
    use super::*;
    use views::admin::form::{Control, FormField, FormSection};

    fn posted(body: &str) -> DeskForm {
        DeskForm(Fields::parse_lines(body.as_bytes()))
    }

    #[test]
    fn only_what_differs_is_a_change() {
        let form = posted(
            "name=New&was.name=Old&text=a%0D%0Ab&was.text=a%0Ab&was.shown=on&note=x\
             &tag=a&tag=b&was.tag=a",
        );
        let change = |name: &str, base: &str, value: &str| Change {
            name: name.to_owned(),
            base: base.to_owned(),
            value: value.to_owned(),
        };
        let expected = [
            change("name", "Old", "New"),
            // A tick that was removed.
            change("shown", "on", ""),
            change("tag", "a", "a b"),
        ];
        assert_eq!(form.changes(), expected);
        assert!(form.has("shown") && form.has("note") && !form.has("price"));
    }

    #[test]
    fn nothing_is_saved_without_the_version_that_was_read() {
        assert_eq!(posted("version.texts=7").version("texts").unwrap(), 7);
        for body in ["", "version.texts=", "version.texts=x", "version.prices=7"] {
            let error = posted(body).version("texts").unwrap_err();
            assert_eq!(error.status(), StatusCode::UNPROCESSABLE_ENTITY, "{body}");
        }
    }

    #[test]
    fn a_refused_form_keeps_input_base_and_version() {
        let field = |name: &str| FormField::line(name, "stored now").tracked("stored now");
        let mut form = FormView {
            action: String::new(),
            button: String::new(),
            cancel: None,
            sections: vec![FormSection {
                key: "texts".to_owned(),
                version: Some(9),
                save: None,
                fields: vec![field("name"), field("slug").with(Control::Check), field("other")],
            }],
            problems: Vec::new(),
        };
        posted("version.texts=7&name=typed&was.name=first&was.slug=on").keep(&mut form);
        let section = &form.sections[0];
        assert_eq!(section.version, Some(7));
        let shown: Vec<_> =
            section.fields.iter().map(|f| (f.value.as_str(), f.base.as_deref())).collect();
        let expected =
            [("typed", Some("first")), ("", Some("on")), ("stored now", Some("stored now"))];
        assert_eq!(shown, expected);
    }
}

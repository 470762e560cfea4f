use scraper::{ElementRef, Html, Selector};

/// A page, queried by CSS selectors. It includes `<noscript>`, as in a browser without JavaScript.
pub struct Page {
    html: Html,
}

impl Page {
    pub fn parse(text: &str) -> Self {
        let text = text.replace("<noscript>", "<div class=\"noscript\">");
        Self { html: Html::parse_document(&text.replace("</noscript>", "</div>")) }
    }

    /// All matching elements, in document order.
    #[track_caller]
    pub fn all(&self, selector: &str) -> Vec<ElementRef<'_>> {
        let parsed = Selector::parse(selector).unwrap_or_else(|e| panic!("{selector}: {e:?}"));
        self.html.select(&parsed).collect()
    }

    /// The first match.
    #[track_caller]
    pub fn first(&self, selector: &str) -> ElementRef<'_> {
        let found = self.all(selector);
        *found.first().unwrap_or_else(|| panic!("no {selector} in {}", self.html.html()))
    }

    #[track_caller]
    pub fn has(&self, selector: &str) -> bool {
        !self.all(selector).is_empty()
    }

    #[track_caller]
    pub fn count(&self, selector: &str) -> usize {
        self.all(selector).len()
    }

    /// The text of the first match, with single spaces; no-break spaces stay.
    #[track_caller]
    pub fn text(&self, selector: &str) -> String {
        text(self.first(selector))
    }

    /// The texts of all matches.
    #[track_caller]
    pub fn texts(&self, selector: &str) -> Vec<String> {
        self.all(selector).into_iter().map(text).collect()
    }

    /// All visible text: no scripts, and single spaces.
    pub fn shown(&self) -> String {
        let hidden = |name: &str| ["script", "style", "template"].contains(&name);
        let mut words = Vec::new();
        for node in self.first("body").descendants() {
            let parent = node.parent().and_then(ElementRef::wrap);
            if let Some(text) = node.value().as_text()
                && !parent.is_some_and(|element| hidden(element.value().name()))
            {
                words.push(&**text);
            }
        }
        words.concat().split_ascii_whitespace().collect::<Vec<_>>().join(" ")
    }

    /// Whether a match contains this text.
    #[track_caller]
    pub fn says(&self, selector: &str, words: &str) -> bool {
        self.texts(selector).iter().any(|text| text.contains(words))
    }

    /// An attribute of the first match.
    #[track_caller]
    pub fn attr(&self, selector: &str, name: &str) -> String {
        let element = self.first(selector);
        let value = element.attr(name);
        value.unwrap_or_else(|| panic!("no {name} on {}", element.html())).to_owned()
    }

    /// An attribute of all matches that have it.
    #[track_caller]
    pub fn attrs(&self, selector: &str, name: &str) -> Vec<String> {
        let found = self.all(selector);
        found.into_iter().filter_map(|element| element.attr(name)).map(ToOwned::to_owned).collect()
    }

    /// The value of a field by its name, as a browser would post it.
    #[track_caller]
    pub fn input(&self, name: &str) -> String {
        self.attr(&format!("[name='{name}']"), "value")
    }
}

fn text(element: ElementRef<'_>) -> String {
    let text: String = element.text().collect();
    text.split_ascii_whitespace().collect::<Vec<_>>().join(" ")
}

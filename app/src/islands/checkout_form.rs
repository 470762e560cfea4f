//! Checkout: a field says what is wrong when it is left, by the rules that the server has; card
//! numbers are spaced as they are read; and a form goes once.

use leptos::prelude::*;

/// Wakes the forms of checkout.
#[island]
pub fn CheckoutForm() -> impl IntoView {
    #[cfg(feature = "hydrate")]
    wake::wake();
    view! { <span hidden=true></span> }
}

#[cfg(feature = "hydrate")]
mod wake {
    use crate::islands::browser::{
        Latest, announce, ask, closest, document, find, get, listen, pause, spawn, swap, window,
    };
    use domain::{
        checkout::{Problem, check_text},
        customers::{email_host, postcode},
        payments::card,
        text::plain,
    };
    use std::{
        cell::{Cell, RefCell},
        rc::Rc,
    };
    use wasm_bindgen::{JsCast, closure::Closure};
    use web_sys::{
        Document, DomParser, Element, Event, FocusEvent, HtmlElement, HtmlFormElement,
        HtmlInputElement, HtmlSelectElement, MouseEvent, SubmitEvent, SupportedType,
    };

    /// The fields of an address that are called otherwise, asked otherwise or checked otherwise in
    /// another country.
    const OF_A_COUNTRY: [&str; 5] = ["street", "extra", "postcode", "city", "region"];
    /// What a country's rules say of a field.
    const RULES: [&str; 5] =
        ["required", "data-missing", "data-invalid", "data-forms", "data-prefixes"];

    pub fn wake() {
        // A message that came while a button is pressed would move the button away under the
        // finger, and nothing would be clicked: the field is looked at when the button is up again.
        let (pressed, left) =
            (Rc::new(Cell::new(false)), Rc::new(RefCell::new(None::<HtmlElement>)));
        let (pressing, leaving) = (Rc::clone(&pressed), Rc::clone(&left));
        listen("pointerdown", {
            let pressed = Rc::clone(&pressed);
            move |event: Event| {
                pressed.set(
                    closest::<HtmlElement>(&event, "button, a, label, summary, select, input")
                        .is_some(),
                )
            }
        });
        listen("focusout", move |event: FocusEvent| {
            // An empty field is left alone until the form is sent: who tabs through has done
            // nothing wrong.
            if let Some(field) = closest::<HtmlElement>(&event, "[data-field]")
                .filter(|f| !value(f).trim().is_empty() || invalid(f))
            {
                if pressing.get() {
                    leaving.replace(Some(field));
                } else {
                    look_at(&field);
                }
            }
        });
        for over in ["pointerup", "pointercancel"] {
            let (pressed, left) = (Rc::clone(&pressed), Rc::clone(&left));
            listen(over, move |_: Event| {
                pressed.set(false);
                let Some(field) = left.take() else { return };
                // The click comes after this event.
                spawn(async move {
                    pause(0).await;
                    look_at(&field);
                });
            });
        }
        listen("click", |event: MouseEvent| {
            if let Some(button) = closest::<HtmlElement>(&event, "[data-meant]") {
                let _ = correct(&button);
            }
        });
        // What an input method has not finished is its own: the field is looked at when it has.
        listen("compositionend", |event: Event| form_card(&event));
        listen("input", |event: Event| {
            if get(&event, "isComposing").and_then(|composing| composing.as_bool()) != Some(true) {
                form_card(&event);
            }
            if let Some(field) = closest::<HtmlElement>(&event, "[data-field]") {
                if invalid(&field) {
                    check(&field);
                }
                if meant_line(&field).is_some_and(|line| !line.hidden()) {
                    point_out(&field);
                }
            }
        });
        listen("change", |event: Event| {
            if let Some(select) =
                closest::<HtmlSelectElement>(&event, "select[data-field$=country]")
            {
                // Until the other country's names and rules are there, nothing says that a postcode
                // is wrong.
                let prefix = if select.id().starts_with("billing-") { "billing-" } else { "" };
                if let Some(postcode) = find(&format!("#{prefix}postcode")).filter(invalid) {
                    check(&postcode);
                }
                estimate();
            } else if closest::<HtmlInputElement>(&event, "#postcode, #city").is_some() {
                // Islands and enclaves have tax rules of their own.
                estimate();
            }
        });
        listen("submit", |event: SubmitEvent| {
            let Some(form) = event
                .target()
                .and_then(|t| t.dyn_into::<HtmlFormElement>().ok())
                .filter(|f| f.has_attribute("data-checkout"))
            else {
                return;
            };
            if form.has_attribute("data-sent") {
                event.prevent_default();
                return;
            }
            let wrong: Vec<HtmlElement> =
                fields(&form).into_iter().filter(|field| visible(field) && !check(field)).collect();
            summarise(&wrong);
            if !wrong.is_empty() {
                event.prevent_default();
                return;
            }
            let _ = form.set_attribute("data-sent", "");
            if let Some(button) = form.query_selector("[data-busy]").ok().flatten() {
                busy(&button);
            }
        });
        // A page that comes back from the browser's cache can send its forms again.
        let shown = Closure::<dyn FnMut()>::new(|| {
            if let Some(form) = find("form[data-sent]") {
                let _ = form.remove_attribute("data-sent");
                if let Some(button) = form.query_selector("[data-ready]").ok().flatten() {
                    button.set_text_content(button.get_attribute("data-ready").as_deref());
                    let _ = button.remove_attribute("aria-disabled");
                    let _ = button.remove_attribute("data-ready");
                }
            }
        });
        if let Some(window) = window() {
            let _ =
                window.add_event_listener_with_callback("pageshow", shown.as_ref().unchecked_ref());
            shown.forget();
        }
    }

    /// Says of a field that was left what is wrong with it, or what was probably meant.
    fn look_at(field: &HtmlElement) {
        check(field);
        point_out(field);
    }

    /// Shows and says that what the button does is being done.
    fn busy(button: &Element) {
        let text = button.get_attribute("data-busy").unwrap_or_default();
        let _ = button.set_attribute("data-ready", &button.text_content().unwrap_or_default());
        let _ = button.set_attribute("aria-disabled", "true");
        button.set_text_content(Some(&text));
        announce(&text);
    }

    /// What the order comes to with delivery to the country, postcode and town in the form, and
    /// what addresses of the countries that are chosen are made of.
    fn estimate() {
        thread_local! { static LATEST: Latest = Latest::default(); }
        let typed = |id: &str| {
            find(&format!("#{id}"))
                .map(|field| String::from(js_sys::encode_uri_component(&value(&field))))
                .unwrap_or_default()
        };
        let url = format!(
            "/checkout?step=contact&country={}&postcode={}&city={}&billing-country={}",
            typed("country"),
            typed("postcode"),
            typed("city"),
            typed("billing-country")
        );
        let number = LATEST.with(Latest::next);
        spawn(async move {
            let page = ask(&url, None, "text/html").await.filter(|page| page.ok);
            if !LATEST.with(|latest| latest.is(number)) {
                return;
            }
            let Some(sum) = find(".order-summary") else { return };
            match page {
                Some(page) => {
                    if let Some(page) = DomParser::new()
                        .ok()
                        .and_then(|p| p.parse_from_string(&page.text, SupportedType::TextHtml).ok())
                    {
                        rename(&page, "", "address");
                        rename(&page, "billing-", "billing-address");
                    }
                    let _ = swap(&page.text, ".order-summary");
                    let _ = sum.remove_attribute("data-stale");
                    let total = sum
                        .query_selector(".totals-sum")
                        .ok()
                        .flatten()
                        .and_then(|total| total.text_content());
                    announce(&total.unwrap_or_default());
                }
                // Better no sum than that of another country.
                None => drop(sum.set_attribute("data-stale", "")),
            }
        });
    }

    /// Gives an address the names and rules that it has in a page for another country; what was
    /// typed stays.
    fn rename(page: &Document, prefix: &str, id: &str) -> Option<()> {
        let address = find(&format!("#{id}"))?;
        let country =
            page.query_selector(&format!("#{id}")).ok()??.get_attribute("data-country")?;
        if address.get_attribute("data-country")? == country {
            return None;
        }
        address.set_attribute("data-country", &country).ok()?;
        for name in OF_A_COUNTRY {
            let _ = rename_field(page, &format!("#{prefix}{name}"));
        }
        Some(())
    }

    fn rename_field(page: &Document, id: &str) -> Option<()> {
        let (here, fresh) = (find(id)?, page.query_selector(id).ok()??);
        let (around, fresh_around) =
            (here.closest(".field").ok()??, fresh.closest(".field").ok()??);
        around.set_class_name(&fresh_around.class_name());
        let mut field = here.clone();
        if here.tag_name() == "SELECT" || fresh.tag_name() == "SELECT" {
            let (typed, active) = (value(&here), document()?.active_element());
            around.set_inner_html(&fresh_around.inner_html());
            field = find(id)?;
            set_value(&field, &typed);
            if active.is_some_and(|active| active.is_same_node(Some(&here))) {
                let _ = field.focus();
            }
        } else {
            let label = |field: &Element| field.query_selector("label").ok().flatten();
            label(&around)?.set_inner_html(&label(&fresh_around)?.inner_html());
            for rule in RULES {
                let _ = match fresh.get_attribute(rule) {
                    Some(text) => here.set_attribute(rule, &text),
                    None => here.remove_attribute(rule),
                };
            }
        }
        if invalid(&here) {
            check(&field);
        }
        Some(())
    }

    /// Puts a text into a field; in a list, what has it as its value or its name.
    fn set_value(field: &HtmlElement, text: &str) {
        if let Some(input) = field.dyn_ref::<HtmlInputElement>() {
            input.set_value(text);
        }
        let Ok(options) = field.query_selector_all("option") else { return };
        for option in
            (0..options.length()).filter_map(|i| options.get(i)?.dyn_into::<Element>().ok())
        {
            let name = option.text_content().unwrap_or_default();
            let code = option.get_attribute("value").unwrap_or_default();
            if !text.is_empty()
                && (name.eq_ignore_ascii_case(text) || code.eq_ignore_ascii_case(text))
            {
                let _ = option.set_attribute("selected", "");
            }
        }
    }

    /// All errors at the head of the form, each a link to its field, and the focus there; nothing
    /// where there are none.
    fn summarise(wrong: &[HtmlElement]) -> Option<()> {
        let summary = find("#error-summary")?;
        summary.set_hidden(wrong.is_empty());
        let list = summary.query_selector("ul").ok()??;
        list.set_inner_html("");
        for field in wrong {
            let item = document()?.create_element("li").ok()?;
            let link = document()?.create_element("a").ok()?;
            link.set_attribute("href", &format!("#{}", field.id())).ok()?;
            link.set_text_content(Some(&alone(field)));
            item.append_child(&link).ok()?;
            list.append_child(&item).ok()?;
        }
        let title =
            summary.get_attribute(if wrong.len() == 1 { "data-one" } else { "data-more" })?;
        summary
            .query_selector("b")
            .ok()??
            .set_text_content(Some(&title.replace("{}", &wrong.len().to_string())));
        if !wrong.is_empty() {
            summary.focus().ok()?;
        }
        Some(())
    }

    /// A field's error as it stands away from its field: with the address that it is of, and the
    /// field's name where the error has none.
    fn alone(field: &HtmlElement) -> String {
        let text = |element: Option<Element>| {
            element.and_then(|e| e.text_content()).unwrap_or_default().trim().to_owned()
        };
        let find_in =
            |selector: &str| document().and_then(|d| d.query_selector(selector).ok().flatten());
        let error = text(find_in(&format!("#{}-error span", field.id())));
        let named = ["data-missing", "data-invalid"]
            .iter()
            .any(|rule| field.get_attribute(rule).as_deref() == Some(error.as_str()));
        let address = field.closest("fieldset.address").ok().flatten();
        let address = text(address.and_then(|a| a.query_selector("legend").ok().flatten()));
        let label = if named {
            String::new()
        } else {
            text(find_in(&format!("label[for={}]", field.id())))
        };
        let parts = [address, label, error];
        parts
            .iter()
            .filter(|part| !part.is_empty())
            .map(String::as_str)
            .collect::<Vec<_>>()
            .join(": ")
    }

    fn fields(form: &HtmlFormElement) -> Vec<HtmlElement> {
        let Ok(list) = form.query_selector_all("[data-field]") else { return Vec::new() };
        (0..list.length()).filter_map(|i| list.get(i)?.dyn_into().ok()).collect()
    }

    fn visible(field: &HtmlElement) -> bool {
        field.offset_parent().is_some()
    }

    fn invalid(field: &HtmlElement) -> bool {
        field.get_attribute("aria-invalid").as_deref() == Some("true")
    }

    fn value(field: &Element) -> String {
        let input = field.dyn_ref::<HtmlInputElement>().map(HtmlInputElement::value);
        input
            .or_else(|| field.dyn_ref::<HtmlSelectElement>().map(HtmlSelectElement::value))
            .unwrap_or_default()
    }

    /// Year and month by the browser's clock; the server has the last word.
    fn this_month() -> (u16, u8) {
        let now = js_sys::Date::new_0();
        (
            u16::try_from(now.get_full_year()).unwrap_or(0),
            u8::try_from(now.get_month() + 1).unwrap_or(1),
        )
    }

    /// What is wrong with a field, by the server's own rules.
    fn problem(field: &HtmlElement, name: &str, value: &str) -> Option<Problem> {
        let plain = name.strip_prefix("billing-").unwrap_or(name);
        let typed = |valid: bool| match (value.trim().is_empty(), valid) {
            (true, _) => Some(Problem::Missing),
            (false, valid) => (!valid).then_some(Problem::Invalid),
        };
        match plain {
            "card-number" => typed(card::digits(value).is_some_and(|digits| card::luhn(&digits))),
            "expiry" => typed(
                card::parse_expiry(value)
                    .is_some_and(|expiry| card::is_current(expiry, this_month())),
            ),
            "code" => typed(card::is_code(
                value,
                &find("#card-number").map(|number| self::value(&number)).unwrap_or_default(),
            )),
            "postcode" => {
                let known = is_for_its_country(field);
                let rule =
                    |name: &str| field.get_attribute(name).filter(|_| known).unwrap_or_default();
                check_text(plain, value, !known || !field.has_attribute("required")).or_else(|| {
                    let fits = || {
                        postcode::normal(value, &rule("data-forms"), &rule("data-prefixes"))
                            .is_some()
                    };
                    (known && !value.trim().is_empty() && !fits()).then_some(Problem::Invalid)
                })
            }
            _ => check_text(plain, value, !field.has_attribute("required")),
        }
    }

    /// Whether the rules of a field are those of the country that is chosen; another country's come
    /// with the server's answer.
    fn is_for_its_country(field: &HtmlElement) -> bool {
        let Some(address) = field.closest("[data-country]").ok().flatten() else { return false };
        let chosen = address
            .query_selector("select[data-field$=country]")
            .ok()
            .flatten()
            .map(|country| value(&country));
        chosen.is_some() && chosen == address.get_attribute("data-country")
    }

    /// Shows or clears a field's error; whether it is right.
    fn check(field: &HtmlElement) -> bool {
        let name = field.get_attribute("data-field").unwrap_or_default();
        let problem = problem(field, &name, &value(field));
        let text = problem
            .and_then(|problem| field.get_attribute(&format!("data-{}", problem.key())))
            .unwrap_or_default();
        if let Some(line) = find(&format!("#{name}-error")) {
            line.set_hidden(problem.is_none());
            if let Ok(Some(place)) = line.query_selector("span") {
                place.set_text_content(Some(&text));
            }
        }
        let _ = match problem {
            Some(_) => field.set_attribute("aria-invalid", "true"),
            None => field.remove_attribute("aria-invalid"),
        };
        if problem.is_some() {
            let described = field.get_attribute("aria-describedby").unwrap_or_default();
            let error = format!("{name}-error");
            if !described.split(' ').any(|id| id == error) {
                let _ =
                    field.set_attribute("aria-describedby", format!("{error} {described}").trim());
            }
        }
        problem.is_none()
    }

    /// The place for what was probably meant by a field, if it has one.
    fn meant_line(field: &HtmlElement) -> Option<HtmlElement> {
        find(&format!("#{}-meant", field.id())).filter(|_| !field.id().is_empty())
    }

    /// Says what was probably meant by an e-mail address, or takes that back.
    fn point_out(field: &HtmlElement) {
        let Some(line) = meant_line(field) else { return };
        let meant = email_host::meant(&value(field));
        let before = line.hidden();
        line.set_hidden(meant.is_none());
        let (Some(address), Ok(Some(button))) = (meant, line.query_selector("[data-meant]")) else {
            return;
        };
        let text = line.get_attribute("data-text").unwrap_or_default().replace("{}", &address);
        if before || button.get_attribute("data-address").as_deref() != Some(&address) {
            announce(&text);
        }
        let _ = button.set_attribute("data-address", &address);
        button.set_text_content(Some(&text));
    }

    /// Takes the address that was meant.
    fn correct(button: &HtmlElement) -> Option<()> {
        let field: HtmlInputElement =
            find(&format!("#{}", button.get_attribute("data-meant")?))?.dyn_into().ok()?;
        field.set_value(&button.get_attribute("data-address")?);
        check(&field);
        point_out(&field);
        field.focus().ok()
    }

    /// Groups of four digits; American Express four, six and five.
    fn grouped(digits: &str) -> String {
        let breaks: &[usize] =
            if card::brand(digits) == "American Express" { &[4, 10] } else { &[4, 8, 12, 16] };
        let mut out = String::new();
        for (i, digit) in digits.chars().take(19).enumerate() {
            if breaks.contains(&i) {
                out.push(' ');
            }
            out.push(digit);
        }
        out
    }

    /// Writes a card's number and expiry in their usual form while they are typed.
    fn form_card(event: &Event) {
        if let Some(input) = closest::<HtmlInputElement>(event, "[data-field=card-number]") {
            respace(&input, grouped);
        } else if let Some(input) = closest::<HtmlInputElement>(event, "[data-field=expiry]") {
            let typed = input.value();
            let text = plain(&typed);
            let digits = text.chars().filter(char::is_ascii_digit).count();
            // "2030-12", as browsers and password managers fill it in.
            let year_first =
                card::parse_expiry(&text).filter(|_| digits == 6 && text.starts_with("20"));
            if let Some((month, year)) = year_first {
                input.set_value(&format!("{month:02}/{:02}", year % 100));
                return;
            }
            // "1/30" is January: without its nought the year would be taken for a month.
            if text.starts_with(|c: char| c.is_ascii_digit()) && text.get(1..2) == Some("/") {
                input.set_value(&format!("0{text}"));
            }
            // A year that is being typed first stays as it is.
            if text
                .get(..2)
                .and_then(|month| month.parse::<u8>().ok())
                .is_none_or(|month| month <= 12)
            {
                respace(&input, month_and_year);
            } else if text != typed.trim_end() {
                input.set_value(&text);
            }
        }
    }

    fn month_and_year(digits: &str) -> String {
        match digits.split_at_checked(2) {
            Some((month, year)) if !year.is_empty() => {
                format!("{month}/{}", year.chars().take(4).collect::<String>())
            }
            _ => digits.to_owned(),
        }
    }

    /// Writes the digits in their usual form, with the caret behind the same digit as before.
    fn respace(input: &HtmlInputElement, form: fn(&str) -> String) {
        let text = input.value();
        let caret = input.selection_start().ok().flatten().map_or(text.len(), |n| n as usize);
        let digits_of =
            |text: &str| -> String { plain(text).chars().filter(char::is_ascii_digit).collect() };
        let before = digits_of(&text.chars().take(caret).collect::<String>()).len();
        let digits = digits_of(&text);
        let formed = form(&digits);
        if formed == text {
            return;
        }
        input.set_value(&formed);
        let mut seen = 0;
        let place = formed.chars().position(|c| {
            seen += usize::from(c.is_ascii_digit());
            seen == before
        });
        let place = if before == 0 { 0 } else { place.map_or(formed.len(), |p| p + 1) };
        let place = u32::try_from(place).unwrap_or(0);
        let _ = input.set_selection_range(place, place);
    }
}

//! Checkout: a field says what is wrong when it is left, by the rules that the server has; card numbers are spaced as they are read; and
//! a form goes once.

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
    use crate::islands::browser::{Latest, announce, ask, closest, find, listen, spawn, swap, window};
    use domain::{
        card,
        checkout::{Problem, check_field},
        mail_host,
    };
    use wasm_bindgen::{JsCast, closure::Closure};
    use web_sys::{Element, Event, FocusEvent, HtmlElement, HtmlFormElement, HtmlInputElement, HtmlSelectElement, MouseEvent, SubmitEvent};

    pub fn wake() {
        listen("focusout", |event: FocusEvent| {
            // An empty field is left alone until the form is sent: who tabs through has done nothing wrong.
            if let Some(field) = closest::<HtmlElement>(&event, "[data-field]").filter(|f| !value(f).trim().is_empty() || invalid(f)) {
                check(&field);
                point_out(&field);
            }
        });
        listen("click", |event: MouseEvent| {
            if let Some(button) = closest::<HtmlElement>(&event, "[data-meant]") {
                let _ = correct(&button);
            }
        });
        listen("input", |event: Event| {
            if let Some(input) = closest::<HtmlInputElement>(&event, "[data-field=card-number]") {
                respace(&input, grouped);
            } else if let Some(input) = closest::<HtmlInputElement>(&event, "[data-field=expiry]") {
                // "1/30" is January: without its nought the year would be taken for a month.
                let text = input.value();
                if text.starts_with(|c: char| c.is_ascii_digit()) && text.get(1..2) == Some("/") {
                    input.set_value(&format!("0{text}"));
                }
                respace(&input, month_and_year);
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
            if let Some(select) = closest::<HtmlSelectElement>(&event, "select[data-field$=country]") {
                let prefix = if select.id().starts_with("billing-") { "billing-" } else { "" };
                if let Some(postcode) = find(&format!("#{prefix}postcode")).filter(|p| !value(p).is_empty()) {
                    check(&postcode);
                }
                if prefix.is_empty() {
                    estimate();
                }
            } else if closest::<HtmlInputElement>(&event, "#postcode, #city").is_some() {
                // Islands and enclaves have tax rules of their own.
                estimate();
            }
        });
        listen("submit", |event: SubmitEvent| {
            let Some(form) = event.target().and_then(|t| t.dyn_into::<HtmlFormElement>().ok()).filter(|f| f.has_attribute("data-checkout"))
            else {
                return;
            };
            if form.has_attribute("data-sent") {
                event.prevent_default();
                return;
            }
            let wrong: Vec<HtmlElement> = fields(&form).into_iter().filter(|field| visible(field) && !check(field)).collect();
            if let Some(first) = wrong.first() {
                event.prevent_default();
                let _ = first.focus();
                return;
            }
            let _ = form.set_attribute("data-sent", "");
        });
        // A page that comes back from the browser's cache can send its forms again.
        let shown = Closure::<dyn FnMut()>::new(|| {
            if let Some(form) = find("form[data-sent]") {
                let _ = form.remove_attribute("data-sent");
            }
        });
        if let Some(window) = window() {
            let _ = window.add_event_listener_with_callback("pageshow", shown.as_ref().unchecked_ref());
            shown.forget();
        }
    }

    /// What the order comes to with delivery to the country, postcode and town in the form.
    fn estimate() {
        thread_local! { static LATEST: Latest = Latest::default(); }
        let typed =
            |id: &str| find(&format!("#{id}")).map(|field| String::from(js_sys::encode_uri_component(&value(&field)))).unwrap_or_default();
        let url = format!("/checkout?step=contact&country={}&postcode={}&city={}", typed("country"), typed("postcode"), typed("city"));
        let number = LATEST.with(Latest::next);
        spawn(async move {
            let page = ask(&url, None, "text/html").await.filter(|page| page.ok);
            if !LATEST.with(|latest| latest.is(number)) {
                return;
            }
            let Some(sum) = find(".order-summary") else { return };
            match page {
                Some(page) => {
                    let _ = swap(&page.text, ".order-summary");
                    let _ = sum.remove_attribute("data-stale");
                    let total = sum.query_selector(".totals-sum").ok().flatten().and_then(|total| total.text_content());
                    announce(&total.unwrap_or_default());
                }
                // Better no sum than that of another country.
                None => drop(sum.set_attribute("data-stale", "")),
            }
        });
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
        input.or_else(|| field.dyn_ref::<HtmlSelectElement>().map(HtmlSelectElement::value)).unwrap_or_default()
    }

    /// Year and month by the browser's clock; the server has the last word.
    fn this_month() -> (u16, u8) {
        let now = js_sys::Date::new_0();
        (u16::try_from(now.get_full_year()).unwrap_or(0), u8::try_from(now.get_month() + 1).unwrap_or(1))
    }

    /// What is wrong with a field, by the server's own rules.
    fn problem(name: &str, value: &str) -> Option<Problem> {
        let (prefix, plain) = name.strip_prefix("billing-").map_or(("", name), |plain| ("billing-", plain));
        let typed = |valid: bool| match (value.trim().is_empty(), valid) {
            (true, _) => Some(Problem::Missing),
            (false, valid) => (!valid).then_some(Problem::Invalid),
        };
        match plain {
            "card-number" => typed(card::digits(value).is_some_and(|digits| card::luhn(&digits))),
            "expiry" => typed(card::parse_expiry(value).is_some_and(|expiry| card::is_current(expiry, this_month()))),
            "code" => typed(card::is_code(value, &find("#card-number").map(|number| self::value(&number)).unwrap_or_default())),
            _ => {
                let country = find(&format!("#{prefix}country")).map(|c| self::value(&c)).unwrap_or_default();
                let plain = if plain.starts_with("region-") { "region" } else { plain };
                check_field(plain, value, &country)
            }
        }
    }

    /// Shows or clears a field's error; whether it is right.
    fn check(field: &HtmlElement) -> bool {
        let name = field.get_attribute("data-field").unwrap_or_default();
        let problem = problem(&name, &value(field));
        let text = problem.and_then(|problem| field.get_attribute(&format!("data-{}", problem.key()))).unwrap_or_default();
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
                let _ = field.set_attribute("aria-describedby", format!("{error} {described}").trim());
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
        let meant = mail_host::meant(&value(field));
        let before = line.hidden();
        line.set_hidden(meant.is_none());
        let (Some(address), Ok(Some(button))) = (meant, line.query_selector("[data-meant]")) else { return };
        let text = line.get_attribute("data-text").unwrap_or_default().replace("{}", &address);
        if before || button.get_attribute("data-address").as_deref() != Some(&address) {
            announce(&text);
        }
        let _ = button.set_attribute("data-address", &address);
        button.set_text_content(Some(&text));
    }

    /// Takes the address that was meant.
    fn correct(button: &HtmlElement) -> Option<()> {
        let field: HtmlInputElement = find(&format!("#{}", button.get_attribute("data-meant")?))?.dyn_into().ok()?;
        field.set_value(&button.get_attribute("data-address")?);
        check(&field);
        point_out(&field);
        field.focus().ok()
    }

    /// Groups of four digits; American Express four, six and five.
    fn grouped(digits: &str) -> String {
        let breaks: &[usize] = if card::brand(digits) == "American Express" { &[4, 10] } else { &[4, 8, 12, 16] };
        let mut out = String::new();
        for (i, digit) in digits.chars().take(19).enumerate() {
            if breaks.contains(&i) {
                out.push(' ');
            }
            out.push(digit);
        }
        out
    }

    fn month_and_year(digits: &str) -> String {
        match digits.split_at_checked(2) {
            Some((month, year)) if !year.is_empty() => format!("{month}/{}", year.chars().take(4).collect::<String>()),
            _ => digits.to_owned(),
        }
    }

    /// Writes the digits in their usual form, with the caret behind the same digit as before.
    fn respace(input: &HtmlInputElement, form: fn(&str) -> String) {
        let text = input.value();
        let caret = input.selection_start().ok().flatten().map_or(text.len(), |n| n as usize);
        let before = text.chars().take(caret).filter(char::is_ascii_digit).count();
        let digits: String = text.chars().filter(char::is_ascii_digit).collect();
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

//! The merchant's texts as HTML.

/// Escapes a text for HTML, also for an attribute.
pub fn escaped(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;").replace('"', "&quot;")
}

/// Puts each table of trusted HTML into a frame of its own, which scrolls on phones. The keyboard
/// reaches the frame, so it has a name: the heading above it, or the `title` of the text.
pub fn framed(html: &str, title: &str) -> String {
    let mut framed = String::with_capacity(html.len());
    // The heading, and how many tables are below it so far.
    let (mut name, mut number) = (escaped(title), 0_u32);
    let mut rest = html;
    while let Some((before, after)) = rest.split_once("<table>") {
        if let Some(heading) = last_heading(before) {
            (name, number) = (heading, 0);
        }
        number += 1;
        let label = if number == 1 {
            name.clone()
        } else {
            t!("table-label-more", name = name.as_str(), number = number)
        };
        framed.push_str(before);
        framed.push_str(&format!(
            "<div class=\"table\" role=\"region\" aria-label=\"{label}\" tabindex=\"0\"><table>"
        ));
        rest = after;
    }
    framed.push_str(rest);
    framed.replace("</table>", "</table></div>")
}

/// The text of the last heading, escaped for an attribute.
fn last_heading(html: &str) -> Option<String> {
    let (start, _) = html.rsplit_once("</h")?;
    let (_, heading) = start.rsplit_once("<h")?;
    let (_, mut rest) = heading.split_once('>')?;
    let mut text = String::with_capacity(rest.len());
    while let Some((words, tag)) = rest.split_once('<') {
        text.push_str(words);
        rest = tag.split_once('>').map_or("", |(_, after)| after);
    }
    text.push_str(rest);
    (!text.trim().is_empty()).then(|| text.replace('"', "&quot;"))
}

#[cfg(test)]
mod tests {
    use super::framed;

    #[test]
    fn a_table_is_in_a_frame_named_by_the_heading_above_it() {
        let names = |html: &str| {
            let html = framed(html, "Times & \"prices\"");
            assert_eq!(html.matches("</table></div>").count(), html.matches("<table>").count());
            let parts = html.split(" aria-label=\"").skip(1);
            let names = parts.filter_map(|part| part.split_once("\" tabindex=\"0\"><table>"));
            names.map(|(name, _)| name.to_owned()).collect::<Vec<_>>()
        };
        let table = "<table><tbody></tbody></table>\n";
        for (html, expected) in [
            (String::new(), vec![]),
            ("<h2>A</h2>\n<p>b</p>\n".to_owned(), vec![]),
            (format!("<p>a</p>\n{table}"), vec!["Times &amp; &quot;prices&quot;"]),
            (format!("<h2>A</h2>\n{table}<hr />\n<h3>B</h3>\n<p>c</p>\n{table}"), vec!["A", "B"]),
            (
                format!("<h2>A <a href=\"/b\">\"B\" &amp; <em>c</em></a></h2>\n{table}{table}"),
                vec!["A &quot;B&quot; &amp; c", "A &quot;B&quot; &amp; c (2)"],
            ),
            (format!("<h2>A</h2>\n<h2></h2>\n{table}"), vec!["Times &amp; &quot;prices&quot;"]),
        ] {
            assert_eq!(names(&html), expected, "{html}");
        }
    }
}

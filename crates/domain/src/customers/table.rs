//! The tables of facts in `data/`, which are compiled into the server.

/// The rows of a table without its header, each with `N` columns; the last one may contain commas.
pub(super) fn rows<const N: usize>(table: &'static str) -> impl Iterator<Item = [&'static str; N]> {
    let lines = table
        .lines()
        .filter(|line| !line.is_empty() && !line.starts_with("# ") && *line != "#")
        .skip(1);
    lines.filter_map(|line| {
        line.splitn(N, ',').map(|cell| cell.trim_matches('"')).collect::<Vec<_>>().try_into().ok()
    })
}

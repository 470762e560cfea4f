//! Recovery codes: for people who do not have their authenticator at hand.

/// How many codes a person gets.
pub const CODES: usize = 10;
/// Number of random bytes that a code is made of, one for each character. Each gives five bits.
pub const BYTES: usize = 16;
/// Characters between two hyphens.
const GROUP: usize = 4;

/// 32 characters that cannot be confused with each other: no I and O, no 0 and 1.
const ALPHABET: [char; 32] = [
    '2', '3', '4', '5', '6', '7', '8', '9', 'A', 'B', 'C', 'D', 'E', 'F', 'G', 'H', 'J', 'K', 'L',
    'M', 'N', 'P', 'Q', 'R', 'S', 'T', 'U', 'V', 'W', 'X', 'Y', 'Z',
];

/// The code for these random bytes, such as `7GKM-2QRT-XW9A-P3DE`.
#[must_use]
pub fn code(random: [u8; BYTES]) -> String {
    let mut code = String::with_capacity(BYTES + BYTES / GROUP);
    for (place, byte) in random.into_iter().enumerate() {
        if place > 0 && place % GROUP == 0 {
            code.push('-');
        }
        code.extend(ALPHABET.get(usize::from(byte % 32)));
    }
    code
}

/// A code as typed, without hyphens and spaces and in capital letters; none if it is no code.
#[must_use]
pub fn read(typed: &str) -> Option<String> {
    let mut code = String::with_capacity(BYTES);
    for c in typed.chars() {
        match c.to_ascii_uppercase() {
            '-' | '\u{2010}'..='\u{2015}' => {}
            c if c.is_whitespace() => {}
            c if ALPHABET.contains(&c) && code.len() < BYTES => code.push(c),
            _ => return None,
        }
    }
    (code.len() == BYTES).then_some(code)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn codes_are_read_as_they_are_typed() {
        let code = code(std::array::from_fn(|place| u8::try_from(place * 17).unwrap_or(0)));
        assert_eq!(code.len(), BYTES + 3);
        let plain = code.replace('-', "");
        for typed in [
            code.clone(),
            code.to_lowercase(),
            plain.clone(),
            code.replace('-', " "),
            format!(" {} ", code.replace('-', " – ")),
        ] {
            assert_eq!(read(&typed).as_deref(), Some(plain.as_str()), "{typed}");
        }
        for typed in ["", "123456", "7GKM-2QRT-XW9A", "0GKM-2QRT-XW9A-P3DE", "ÄGKM-2QRT-XW9A-P3DE"]
        {
            assert_eq!(read(typed), None, "{typed}");
        }
        assert_eq!(read(&format!("{code}2")), None);
    }

    #[test]
    fn every_byte_gives_a_character() {
        for byte in 0..=u8::MAX {
            assert!(read(&code([byte; BYTES])).is_some(), "{byte}");
        }
    }
}

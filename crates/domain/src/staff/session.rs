//! How far somebody has signed in.

/// What a session may be used for.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub enum SessionStage {
    /// The password was right. The second factor is next, and nothing else.
    SecondFactor,
    /// A second factor must be set up, and nothing else.
    Enrolment,
    /// Everything that the person may do.
    Open,
}

impl SessionStage {
    /// All, in order.
    pub const ALL: [Self; 3] = [Self::SecondFactor, Self::Enrolment, Self::Open];

    /// Its key in the database.
    #[must_use]
    pub const fn key(self) -> &'static str {
        match self {
            Self::SecondFactor => "second_factor",
            Self::Enrolment => "enrolment",
            Self::Open => "open",
        }
    }

    /// The stage with this key.
    #[must_use]
    pub fn from_key(key: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|stage| stage.key() == key)
    }
}

/// Whether everybody at the desk needs a second factor.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub enum SecondFactorPolicy {
    /// Everybody does.
    Required,
    /// Each person decides.
    Optional,
}

impl SecondFactorPolicy {
    /// Both.
    pub const ALL: [Self; 2] = [Self::Required, Self::Optional];

    /// Its key in the database and in forms.
    #[must_use]
    pub const fn key(self) -> &'static str {
        match self {
            Self::Required => "required",
            Self::Optional => "optional",
        }
    }

    /// The policy with this key.
    #[must_use]
    pub fn from_key(key: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|policy| policy.key() == key)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn keys_read_back() {
        for stage in SessionStage::ALL {
            assert_eq!(SessionStage::from_key(stage.key()), Some(stage));
        }
        for policy in SecondFactorPolicy::ALL {
            assert_eq!(SecondFactorPolicy::from_key(policy.key()), Some(policy));
        }
        assert_eq!(SessionStage::from_key(""), None);
    }
}

//! Which arguments were given.

use clap::{ArgMatches, Args, Command, Error, FromArgMatches, parser::ValueSource};

/// The ids of the arguments with a flag or a variable, in contrast to those with their defaults. In
/// a struct of arguments it must be the first field: those before it have taken their values out.
#[derive(Clone, Debug, Default)]
pub(super) struct Given(Vec<String>);

impl Given {
    /// Whether an argument was given.
    pub(super) fn has(&self, id: &str) -> bool {
        self.0.iter().any(|given| given == id)
    }
}

impl Args for Given {
    fn augment_args(command: Command) -> Command {
        command
    }

    fn augment_args_for_update(command: Command) -> Command {
        command
    }
}

impl FromArgMatches for Given {
    fn from_arg_matches(matches: &ArgMatches) -> Result<Self, Error> {
        let given = |id: &&str| {
            matches.value_source(id).is_some_and(|source| source != ValueSource::DefaultValue)
        };
        let ids = matches.ids().map(|id| id.as_str());
        Ok(Self(ids.filter(given).map(ToOwned::to_owned).collect()))
    }

    fn update_from_arg_matches(&mut self, matches: &ArgMatches) -> Result<(), Error> {
        *self = Self::from_arg_matches(matches)?;
        Ok(())
    }
}

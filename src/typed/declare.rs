//! The macros by which a generated module declares its relations, its sets of facts, its constants and its stages.
//!
//! They keep what is the same for every relation out of the generated text.

/// Declares the struct of one relation, with serde and [`Row`](crate::typed::Row).
///
/// ```
/// use demarche::typed::{Name, PartialDate};
/// demarche::relation! {
///     /// `who` stays in `country` at `day`.
///     pub struct Stay = "stay" {
///         /// The guest.
///         pub who: Name,
///         /// The host.
///         pub country as "where": Name,
///         /// When.
///         pub day: PartialDate,
///     }
/// }
/// let stay = Stay::new("A. Envoy", "Utopia", "1999-06".parse::<PartialDate>()?);
/// let text = r#"{"who":"A. Envoy","where":"Utopia","day":"1999-06"}"#;
/// assert_eq!(serde_json::to_string(&stay)?, text);
/// assert_eq!(serde_json::from_str::<Stay>(text)?, stay);
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[macro_export]
macro_rules! relation {
    (
        $(#[$doc:meta])*
        pub struct $row:ident = $relation:literal {
            $($(#[$column_doc:meta])* pub $column:ident $(as $name:literal)?: $ty:ty,)*
        }
    ) => {
        $(#[$doc])*
        #[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
        pub struct $row {
            $($(#[$column_doc])* pub $column: $ty,)*
        }

        impl $row {
            /// A row of these values.
            #[allow(clippy::too_many_arguments, clippy::new_without_default, reason = "a relation has the columns it has")]
            pub fn new($($column: impl Into<$ty>),*) -> Self {
                Self { $($column: $column.into()),* }
            }
        }

        impl $crate::typed::Row for $row {
            const RELATION: &'static str = $relation;
            const COLUMNS: &'static [&'static str] = &[$($crate::column_name!($column $($name)?)),*];
            const TYPES: &'static [$crate::program::ir::Type] = &[$(<$ty as $crate::typed::Column>::TYPE),*];

            fn words(&self) -> Vec<$crate::store::Word> {
                vec![$($crate::typed::Column::word(self.$column)),*]
            }

            fn from_words(words: &[$crate::store::Word]) -> Option<Self> {
                let &[$($column),*] = words else { return None };
                Some(Self { $($column: $crate::typed::Column::from_word($column)),* })
            }
        }

        impl $crate::typed::support::serde::Serialize for $row {
            fn serialize<S: $crate::typed::support::serde::Serializer>(
                &self,
                serializer: S,
            ) -> Result<S::Ok, S::Error> {
                $crate::typed::support::serialize(self, serializer)
            }
        }

        impl<'de> $crate::typed::support::serde::Deserialize<'de> for $row {
            fn deserialize<D: $crate::typed::support::serde::Deserializer<'de>>(
                deserializer: D,
            ) -> Result<Self, D::Error> {
                $crate::typed::support::deserialize(deserializer)
            }
        }
    };
}

/// The name of a column in the rule files: as told, else that of its field.
#[doc(hidden)]
#[macro_export]
macro_rules! column_name {
    ($column:ident) => {
        stringify!($column)
    };
    ($column:ident $name:literal) => {
        $name
    };
}

/// Declares a struct with the rows of several relations, with serde and [`Facts`](crate::typed::Facts).
#[macro_export]
macro_rules! facts {
    (
        $(#[$doc:meta])*
        pub struct $facts:ident {
            $($(#[$field_doc:meta])* pub $field:ident: $row:ident,)*
        }
    ) => {
        $(#[$doc])*
        #[derive(Clone, Debug, Default, PartialEq, Eq)]
        #[derive($crate::typed::support::serde::Serialize, $crate::typed::support::serde::Deserialize)]
        #[serde(crate = "demarche::typed::support::serde", default, deny_unknown_fields)]
        pub struct $facts {
            $($(#[$field_doc])* pub $field: Vec<$row>,)*
        }

        impl $crate::typed::Facts for $facts {
            const RELATIONS: &'static [&'static str] = &[$(<$row as $crate::typed::Row>::RELATION),*];

            #[allow(unused_variables, reason = "there may be no relation")]
            fn add(&mut self, relation: &str, words: &[$crate::store::Word]) -> bool {
                match relation {
                    $(<$row as $crate::typed::Row>::RELATION => {
                        $crate::typed::support::push(&mut self.$field, words)
                    })*
                    _ => false,
                }
            }

            #[allow(unused_variables, reason = "there may be no relation")]
            fn visit(&self, visitor: &mut dyn FnMut(&'static str, &[$crate::store::Word])) {
                $($crate::typed::support::visit(&self.$field, visitor);)*
            }
        }
    };
}

/// Declares the names and dates that the rules of a module mention.
#[doc(hidden)]
#[macro_export]
macro_rules! constants {
    ($($constant:ident: $ty:ident = $text:literal;)*) => {
        $(
            static $constant: ::std::sync::LazyLock<$ty> =
                ::std::sync::LazyLock::new(|| <$ty as $crate::typed::Constant>::of($text));
        )*
    };
}

/// Defines `run` of a stage: how its rows go into crepe and what comes out.
#[doc(hidden)]
#[macro_export]
macro_rules! stage {
    (
        $(read $read:ident: $in:ident($($in_column:ident),*);)*
        $(derive $derived:ident: $out:ident($($out_column:ident),*);)*
    ) => {
        pub(super) fn run(facts: &mut super::Conclusions) {
            let mut stage = Crepe::new();
            $({
                let mut rows = Vec::with_capacity(facts.$read.len());
                for _row in &facts.$read {
                    rows.push($in($(_row.$in_column),*));
                }
                stage.extend(rows);
            })*
            let ($($derived,)*) = stage.run_with_hasher::<$crate::typed::RowHash>();
            $({
                let mut rows = Vec::with_capacity($derived.len());
                for $out($($out_column),*) in $derived {
                    rows.push(super::$out { $($out_column),* });
                }
                facts.$derived = $crate::typed::sorted(&rows);
            })*
        }
    };
}

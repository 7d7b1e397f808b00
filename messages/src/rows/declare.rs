//! How the rows of a grain are declared: once, for all that lays out, writes or documents them.

/// Declares the rows of grains. Of each come the struct that documents a row, with serde and its TypeScript type,
/// and what gives its cells to a [`super::Sink`].
///
/// `pub struct Row, of Cells` is a row whose cells are found in a `Cells`, which `common in row` names `row`. Every row
/// starts with the columns in `common`. A column is one line with its documentation: its name, its type, and after `=`
/// its cell, which tells by [`super::Cell`] what the column holds.
///
/// Columns stand in groups, in their order. A group is `shared by` what decides its cells: rows that have it in
/// common have the same cells there, which are written once for all of them. Where it is `None`, and in other
/// groups, each row has cells of its own.
macro_rules! grain_rows {
    (
        common in $row:ident $common:tt
        $(
            $(#[$meta:meta])*
            pub struct $name:ident, of $cells:ident $own:tt
        )*
    ) => {$(
        grain_rows!(@rows $(#[$meta])* pub struct $name, of $row: $cells, $common $own);
    )*};

    (@rows $(#[$meta:meta])* pub struct $name:ident, of $row:ident: $cells:ident, { $($common:tt)* } { $($own:tt)* }) => {
        grain_rows!(@columns $(#[$meta])* pub struct $name, of $row: $cells { $($common)* $($own)* });
    };

    (@columns
        $(#[$meta:meta])*
        pub struct $name:ident, of $row:ident: $cells:ident {
            $(
                $group:ident $(shared by $share:expr)? => {
                    $($(#[$column_meta:meta])* $column:ident: $type:ty = $cell:expr,)*
                }
            )*
        }
    ) => {
        $(#[$meta])*
        ///
        /// `Debug` shows no content.
        #[derive(Clone, PartialEq, Serialize, Deserialize, Tsify)]
        #[tsify(missing_as_null)]
        pub struct $name {
            $($(
                $(#[$column_meta])*
                pub $column: $type,
            )*)*
        }

        impl fmt::Debug for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.debug_struct(stringify!($name)).finish_non_exhaustive()
            }
        }

        impl $cells<'_> {
            pub(super) const INFO: &'static RowInfo = &RowInfo {
                name: stringify!($name),
                columns: &[$($(stringify!($column),)*)*],
                schema: &[$($(
                    ColumnSchema::of::<$cells<'static>, _>(stringify!($column), |$row| $cell),
                )*)*],
            };

            /// The columns by groups. Only the build asks for them, so that they are not in the wasm.
            pub(super) const GROUPS: &'static [GroupInfo] = &[$(
                GroupInfo {
                    name: stringify!($group),
                    is_shared: !<[&str]>::is_empty(&[$(stringify!($share))?]),
                    columns: &[$(
                        ColumnSchema::of::<$cells<'static>, _>(stringify!($column), |$row| $cell),
                    )*],
                },
            )*];

            /// Gives the row to a sink.
            #[inline]
            pub(super) fn write<S: Sink + ?Sized>(&self, sink: &mut S) {
                let $row = self;
                $(
                    grain_rows!(@group $row, sink, [$($share)?], [$($cell),*]);
                )*
                sink.end_row();
            }
        }
    };

    (@group $row:ident, $sink:ident, [], [$($cell:expr),*]) => {
        $($cell.give($sink);)*
    };

    (@group $row:ident, $sink:ident, [$share:expr], [$($cell:expr),*]) => {
        let share: Option<Of> = $share;
        let share = share.map(|of| $row.rows.shares.number(of));
        if !$sink.takes_again(share) {
            $($cell.give($sink);)*
            $sink.keep(share);
        }
    };
}
pub(super) use grain_rows;

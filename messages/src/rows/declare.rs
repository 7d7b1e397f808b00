//! The macro that declares the rows of each grain.

/// Declares the rows of each grain. A declaration generates the struct of a row, with serde and its TypeScript type,
/// and the code that writes its cells to a [`super::Sink`].
///
/// `pub struct Row, of Cells` is a row whose cells are found in a `Cells`, which `common in row` names `row`. Every row
/// starts with the columns in `common`. A column is one line with its documentation: its name, its type, and after `=`
/// its cell, which tells by [`super::Cell`] what the column holds.
///
/// Columns are listed in their order, in groups. A group is `shared by` the source of its cells: rows with the same
/// source have the same cells in the group, which are written once for all of them. If the source is `None`, and in
/// groups that are not shared, each row has its own cells.
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

            /// The columns by group. Only the build uses them, so they are not in the wasm.
            pub(super) const GROUPS: &'static [GroupInfo] = &[$(
                GroupInfo {
                    name: stringify!($group),
                    is_shared: !<[&str]>::is_empty(&[$(stringify!($share))?]),
                    columns: &[$(
                        ColumnSchema::of::<$cells<'static>, _>(stringify!($column), |$row| $cell),
                    )*],
                },
            )*];

            /// Writes the row to a sink.
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

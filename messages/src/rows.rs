//! Messages as flat rows: fixed columns by grain, ready for a table, a chart or a database.
//!
//! A message's recipients and attachments are two lists. A grain follows at most one of them, so
//! that no row is a recipient times an attachment; a message without any keeps its row.

mod budget;
mod cell;
mod columns;
mod declare;
mod e164;
mod extent;
mod grains;
mod options;
mod share;
mod sheet;
mod table;
mod words;
mod write;

pub(crate) use budget::{Cost, space};
pub use cell::{Cell, ColumnKind, ColumnSchema, GroupInfo, RowInfo, Sink};
pub use columns::{SmsAttachmentRow, SmsMessageRow, SmsRecipientRow};
pub use e164::CallingCode;
pub use options::{Grain, RowOptions};
pub(crate) use sheet::Sheet;
pub use table::Rows;
pub use words::Words;

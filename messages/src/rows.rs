//! Messages and sessions as flat rows with fixed columns per grain, for tables, charts and databases.
//!
//! A message has two lists, recipients and attachments. A grain follows at most one of them, so
//! rows never multiply; a message with an empty list still has one row, as has a session without participants.

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
pub use cell::{
    Cell, ColumnKind, ColumnSchema, Deleted, GroupInfo, LastAccess, PhoneNumbers, RowInfo, Sink,
    Time, Written,
};
pub use columns::{
    SmsAttachmentRow, SmsMessageRow, SmsParticipantRow, SmsRecipientRow, SmsSessionRow,
};
pub use e164::CallingCode;
pub use options::{Grain, RowOptions};
pub(crate) use sheet::Sheet;
pub use table::Rows;
pub use words::Words;

//! Messages that are like one before.
//!
//! In a conversation a message differs from an earlier one in its id, its time and its text, and in
//! nothing else that is written. So its bytes are compared with those of the earlier one, with
//! gaps for the three, and only what stands in the gaps is read.

use alloc::vec::Vec;
use core::ops::Range;

use crate::date_time::parse_rfc3339_ms;
use crate::json::{Place, Reader, Text};
use crate::model::SmsMessage;

/// How many templates are kept: senders and statuses, in all their combinations that matter.
const TEMPLATES: usize = 8;

/// How many messages in a row may be like none before until nobody looks any more.
const PATIENCE: u32 = 8;

/// What was learned of the messages of a body.
#[derive(Default)]
pub(super) struct Templates {
    /// The one that was used last comes first.
    templates: Vec<Template>,
    misses: u32,
}

struct Template {
    /// A message, of which all but its id, time and text holds for others.
    message: SmsMessage,
    /// What is written before, between and after the three.
    written: [Range<usize>; 4],
    /// The three, in their order.
    gaps: [Gap; 3],
}

#[derive(Clone, Copy)]
enum Gap {
    Id,
    Time,
    Text,
}

impl Templates {
    /// Reads over the next message if it is like one before.
    pub(super) fn take(&mut self, reader: &mut Reader<'_>) -> Option<SmsMessage> {
        if self.misses >= PATIENCE {
            return None;
        }
        let start = reader.at();
        for index in 0..self.templates.len() {
            let template = self.templates.get(index)?;
            if let Some(message) = template.take(reader) {
                self.templates.swap(0, index);
                self.misses = 0;
                return Some(message);
            }
            *reader = reader.from(start);
        }
        self.misses += 1;
        None
    }

    /// Remembers a message that was read.
    pub(super) fn keep(&mut self, message: &SmsMessage) {
        if self.misses >= PATIENCE {
            return;
        }
        if let Some(template) = Template::of(message) {
            self.templates.truncate(TEMPLATES - 1);
            self.templates.insert(0, template);
        }
    }
}

impl Template {
    /// A template, unless there is more to the message than the three that others will not share.
    fn of(message: &SmsMessage) -> Option<Self> {
        let files = message.attachments.clone().unwrap_or_default();
        if !files.is_empty() || !message.others.is_empty() {
            return None;
        }
        let mut gaps = [
            (Gap::Id, message.message_id.range()),
            (Gap::Time, message.date_time.range()),
            (Gap::Text, message.message?.range()),
        ];
        gaps.sort_unstable_by_key(|(_, range)| range.start);
        let [(first, a), (second, b), (third, c)] = gaps;
        let Range { start, end } = message.raw;
        Some(Self {
            message: message.clone(),
            written: [start..a.start, a.end..b.start, b.end..c.start, c.end..end],
            gaps: [first, second, third],
        })
    }

    fn take(&self, reader: &mut Reader<'_>) -> Option<SmsMessage> {
        let start = reader.at();
        let [before @ .., after] = &self.written;
        let (mut id, mut time, mut text) = (Place::default(), Place::default(), None);
        for (written, gap) in before.iter().zip(self.gaps) {
            if !reader.takes_again(written) {
                return None;
            }
            let place = reader.content().ok()?;
            match gap {
                Gap::Id => id = place,
                Gap::Time => time = place,
                Gap::Text => text = Some(place),
            }
        }
        // A message without an id is like none: whoever reads it says so.
        if !reader.takes_again(after) || id.range().is_empty() {
            return None;
        }
        Some(SmsMessage {
            message_id: id,
            date_time: time,
            epoch_ms: epoch_ms(reader.text(time))?,
            message: text,
            raw: reader.since(start),
            ..self.message.clone()
        })
    }
}

/// What a `date_time` means.
pub(super) fn epoch_ms(date_time: Text<'_>) -> Option<i64> {
    if date_time.is_escaped() {
        return parse_rfc3339_ms(&*date_time.to_str());
    }
    parse_rfc3339_ms(date_time.as_json())
}

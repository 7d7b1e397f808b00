//! The part of `src/wasm/objects.js` that makes rows of what `messages/src/objects/rows.rs` writes.

use std::fmt::Write as _;

use zoom_phone_sms::rows::{ColumnKind, ColumnSchema, Grain, GroupInfo};

const ROWS_OF: &str = "
/**
 * @param {Int32Array} numbers
 * @param {Uint8Array} ascii
 * @param {Uint8Array} wide
 * @param {Uint8Array} json
 * @param {number} grain
 */
export function rowsOf(numbers, ascii, wide, json, grain) {
  const batch = new Batch(numbers, ascii, wide, json);
  const readRow = ROWS[grain] ?? readMessageRow;
  const rows = new Array(batch.number());
  for (let index = 0; index < rows.length; index++) rows[index] = readRow(batch);
  return rows;
}
";

/// The functions that make rows.
pub(crate) fn functions() -> String {
    let mut js = String::from("\n/** What reads a row of each grain, by the grains' numbers. */\n");
    js += "const ROWS = [\n";
    for grain in Grain::ALL {
        let _ = writeln!(js, "  {},", reader(grain));
    }
    js += "];\n";
    js += ROWS_OF;
    for grain in Grain::ALL {
        js += &functions_of(grain);
    }
    js
}

fn reader(grain: Grain) -> String {
    format!("read{}", row(grain))
}

/// The row's type without its `Sms`: `MessageRow`.
fn row(grain: Grain) -> &'static str {
    let name = grain.info().name;
    name.strip_prefix("Sms").unwrap_or(name)
}

fn functions_of(grain: Grain) -> String {
    let groups = grain.groups();
    let mut js = format!(
        "\n/** @param {{Batch}} batch */\nfunction {}(batch) {{\n",
        reader(grain)
    );
    for group in groups {
        if group.is_shared {
            let _ = writeln!(
                js,
                "  const {} = batch.group({});",
                group.name,
                cells(grain, group)
            );
            continue;
        }
        for column in group.columns {
            let _ = writeln!(js, "  const {} = {};", column.name, read(column, group));
        }
    }
    js += "  return {\n";
    for group in groups {
        for column in group.columns {
            let name = column.name;
            if group.is_shared {
                let _ = writeln!(js, "    {name}: {}.{name},", group.name);
            } else {
                let _ = writeln!(js, "    {name},");
            }
        }
    }
    js += "  };\n}\n";
    for group in groups.iter().filter(|group| group.is_shared) {
        let _ = write!(
            js,
            "\n/** @param {{Batch}} batch */\nconst {} = (batch) => ({{\n",
            cells(grain, group)
        );
        for column in group.columns {
            let _ = writeln!(js, "  {}: {},", column.name, read(column, group));
        }
        js += "});\n";
    }
    js
}

/// The function that reads the cells of a group.
fn cells(grain: Grain, group: &GroupInfo) -> String {
    let (first, rest) = group.name.split_at(1);
    format!("{}{}{rest}", reader(grain), first.to_uppercase())
}

/// Reads a cell. In a group that comes once, no word comes again.
fn read(column: &ColumnSchema, group: &GroupInfo) -> &'static str {
    match column.kind {
        ColumnKind::Word if !group.is_shared => "batch.word()",
        ColumnKind::Text | ColumnKind::Word => "batch.text()",
        ColumnKind::Integer => "batch.integer()",
        ColumnKind::Boolean => "batch.boolean()",
    }
}

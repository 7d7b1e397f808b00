#!/usr/bin/env bash
# The csv crate reads a phone number as an integer where serde flattens, and a serde_json::Value as one cell.
#
# Guess:   A field of type String gets the text of its cell; a record read as serde_json::Value is an object of texts.
# Reality: With #[serde(flatten)] the cells behind it are guessed: for a String, '+15551234567', '007' and '1e5' are an
#          error, 'expected a string'; other texts are read. In a flattened map of Values they become 15551234567, 7 and
#          100000.0, and the texts 'inf' and 'NaN' null. A record as a Value is its first cell alone.
# Matters: Moving shared fields into a struct of their own compiles and breaks with the first phone number; a message
#          'inf' is gone without an error.
# Read:    The documentation shows structs and maps; what flatten changes is not named beside them.
# Seen in: csv 1.4.0, serde 1.0.229, serde_json 1.0.154
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
cargo init --quiet --name check .
cargo add --quiet csv@=1.4.0 serde_json@=1.0.154
cargo add --quiet serde@=1.0.229 --features derive
cat > src/main.rs <<'RS'
use std::collections::BTreeMap;

use serde::de::DeserializeOwned;
use serde::Deserialize;

#[derive(Deserialize)]
struct Plain {
    from: String,
}

#[derive(Deserialize)]
struct Flattened {
    #[serde(flatten)]
    plain: Plain,
}

#[derive(Deserialize)]
struct Rest {
    #[serde(flatten)]
    rest: BTreeMap<String, serde_json::Value>,
}

fn read<T: DeserializeOwned>(cell: &str) -> Result<T, String> {
    let text = format!("from,id\n{cell},x\n");
    let record = csv::Reader::from_reader(text.as_bytes()).deserialize().next().unwrap();
    record.map_err(|error: csv::Error| error.to_string())
}

fn same<T: std::fmt::Debug + PartialEq>(what: &str, got: T, expected: T) {
    println!("{what}: {got:?}");
    if got != expected {
        eprintln!("CHANGED: {what}: expected {expected:?}");
        std::process::exit(1);
    }
}

fn main() {
    for (cell, value) in [("+15551234567", "15551234567"), ("007", "7"), ("1e5", "100000.0"), ("inf", "null"), ("NaN", "null")] {
        same(&format!("{cell}, plain"), read::<Plain>(cell).unwrap().from.as_str(), cell);
        let error = read::<Flattened>(cell).map(|row| row.plain.from).unwrap_err();
        same(&format!("{cell}, flattened"), error.contains("expected a string"), true);
        same(&format!("{cell}, a map of values"), read::<Rest>(cell).unwrap().rest["from"].to_string().as_str(), value);
    }
    same("TAXI, flattened", read::<Flattened>("TAXI").unwrap().plain.from.as_str(), "TAXI");
    same("a record as a value", read::<serde_json::Value>("007").unwrap(), serde_json::json!(7));
}
RS
cargo run --quiet
cargo tree --depth 1 --prefix none | tail -n +2

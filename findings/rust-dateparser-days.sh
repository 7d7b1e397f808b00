#!/usr/bin/env bash
# The dateparser crate gives a day the time at which it is asked.
#
# Guess:   parse("2026-03-04") is midnight, in UTC or where the computer is; and 04.03.2026, with dots, is 4 March, as
#          it is written from Austria to Russia.
# Reality: A date without a time gets the present time of day: at 14:30 it is 2026-03-04T14:30, with microseconds. The
#          same text gives another instant each time. 04.03.2026 is 3 April, as 04/03/2026 is.
# Matters: A range from one day to another begins when the job happens to run: the messages of that morning are left
#          out, and no two runs ask for the same range.
# Read:    The README, below its examples: Utc::now().time() is the default time; parse_with() takes another one.
# Seen in: dateparser 0.3.1
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
export TZ=UTC
cargo init --quiet --name check .
cargo add --quiet dateparser@=0.3.1 chrono@0.4
cat > src/main.rs <<'RS'
use chrono::{TimeDelta, Utc};

fn same<T: std::fmt::Debug + PartialEq>(what: &str, got: T, expected: T) {
    println!("{what}: {got:?}");
    if got != expected {
        eprintln!("CHANGED: {what}: expected {expected:?}");
        std::process::exit(1);
    }
}

fn main() {
    let first = dateparser::parse("2026-03-04").unwrap();
    std::thread::sleep(std::time::Duration::from_millis(50));
    let second = dateparser::parse("2026-03-04").unwrap();
    same("the same text, the same instant", first == second, false);
    // Modulo a day, so that midnight between the calls changes nothing.
    let behind = (Utc::now().time() - second.time()).num_seconds().rem_euclid(TimeDelta::days(1).num_seconds());
    same("the time of day, to a few seconds", behind < 5, true);
    let day = |text: &str| dateparser::parse(text).unwrap().date_naive().to_string();
    same("2026-03-04", day("2026-03-04"), "2026-03-04".into());
    same("04.03.2026", day("04.03.2026"), "2026-04-03".into());
    same("04/03/2026", day("04/03/2026"), "2026-04-03".into());
    let noon = dateparser::parse("2026-03-04 12:00").unwrap();
    same("with a time", noon.to_rfc3339(), "2026-03-04T12:00:00+00:00".into());
}
RS
cargo run --quiet
cargo tree --depth 1 --prefix none | tail -n +2

#!/usr/bin/env bash
# The cron crate: 1 is Sunday, and in autumn its times run backwards.
#
# Guess:   '0 0 3 * * 1' is Monday at 03:00, as in every crontab; upcoming times come in order of time; a daily job
#          runs once each day.
# Reality: Days of the week are numbered from 1, Sunday. While clocks go back, the iterator gives each minute's two
#          instants one after the other: 01:00 EDT, 01:00 EST, then 01:30 EDT, which is half an hour earlier. A daily
#          01:30 comes twice, a daily 02:30 in spring not at all.
# Matters: A weekly export runs on the wrong day. A loop that sleeps until the next time, and skips times that have
#          gone by, leaves runs out.
# Read:    Names of days alone are shown in the docs; the numbers and the changes of clocks are not.
# Seen in: cron 0.17.0, chrono-tz 0.10.4
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
cargo init --quiet --name check .
cargo add --quiet cron@=0.17.0 chrono@0.4 chrono-tz@=0.10.4
cat > src/main.rs <<'RS'
use std::str::FromStr;

use chrono::{Datelike, TimeZone, Weekday};
use chrono_tz::America::New_York;
use cron::Schedule;

fn times(expression: &str, (year, month, day): (i32, u32, u32), hour: u32, count: usize) -> Vec<String> {
    let start = New_York.with_ymd_and_hms(year, month, day, hour, 40, 0).unwrap();
    let schedule = Schedule::from_str(expression).unwrap();
    schedule.after(&start).take(count).map(|time| time.format("%d %H:%M %Z").to_string()).collect()
}

fn same<T: std::fmt::Debug + PartialEq>(what: &str, got: T, expected: T) {
    println!("{what}: {got:?}");
    if got != expected {
        eprintln!("CHANGED: {what}: expected {expected:?}");
        std::process::exit(1);
    }
}

fn main() {
    let start = New_York.with_ymd_and_hms(2026, 11, 24, 0, 0, 0).unwrap();
    let day = Schedule::from_str("0 0 3 * * 1").unwrap().after(&start).next().unwrap().weekday();
    same("day of week 1", day, Weekday::Sun);
    let autumn = ["01 01:00 EDT", "01 01:00 EST", "01 01:30 EDT", "01 01:30 EST", "01 02:00 EST"];
    same("each half hour, autumn", times("0 */30 * * * *", (2026, 11, 1), 0, 5), autumn.map(String::from).to_vec());
    let twice = ["01 01:30 EDT", "01 01:30 EST", "02 01:30 EST"];
    same("daily 01:30, autumn", times("0 30 1 * * *", (2026, 11, 1), 0, 3), twice.map(String::from).to_vec());
    let skipped = ["15 02:30 EDT", "16 02:30 EDT"];
    same("daily 02:30, spring", times("0 30 2 * * *", (2027, 3, 13), 3, 2), skipped.map(String::from).to_vec());
}
RS
cargo run --quiet
cargo tree --depth 1 --prefix none | tail -n +2

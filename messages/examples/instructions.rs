//! Decodes a page several times, to have the instructions of [`work`] counted: `instructions page 20 FILE`. `npm run bench
//! -- instructions` runs it.

use std::error::Error;
use std::hint::black_box;

use zoom_phone_sms_messages::rows::{RowOptions, Rows};
use zoom_phone_sms_messages::{csv, decode, ndjson, objects};

const USAGE: &str = "usage: instructions page|rows|csv|ndjson TIMES FILE";

fn main() -> Result<(), Box<dyn Error>> {
    let mut args = std::env::args().skip(1);
    let (Some(name), Some(times), Some(file)) = (args.next(), args.next(), args.next()) else {
        return Err(USAGE.into());
    };
    let body = std::fs::read(file)?;
    for _ in 0..times.parse::<usize>()? {
        work(&name, black_box(body.clone()))?;
    }
    Ok(())
}

/// From a body in memory to what JavaScript builds a result from.
#[inline(never)]
fn work(name: &str, body: Vec<u8>) -> Result<(), Box<dyn Error>> {
    let page = decode::session(body)?;
    let all: Vec<usize> = (0..page.messages.len()).collect();
    if name == "page" {
        drop(black_box(objects::page(&page, &all)));
        return Ok(());
    }
    let rows = Rows::bounded(&page, &RowOptions::default())?;
    match name {
        "rows" => drop(black_box(objects::rows(&rows, &all)?)),
        "csv" => drop(black_box(csv::write(&rows, csv::Form::default())?)),
        "ndjson" => drop(black_box(ndjson::write(&rows)?)),
        _ => return Err(USAGE.into()),
    }
    Ok(())
}

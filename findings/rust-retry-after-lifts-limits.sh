#!/usr/bin/env bash
# In the backoff and backon crates, Retry-After lifts the limit on retries.
#
# Guess:   A wait named by the server replaces one wait; max_elapsed_time and max_times still end the retries.
# Reality: backoff asks its back-off for the next wait, and so looks at max_elapsed_time, only when the error has no
#          retry_after. backon takes what adjust returns instead of its own answer, also when its answer is to stop:
#          the documentation's example for Retry-After does so. A server that always answers 429 with Retry-After is
#          asked for ever.
# Matters: One account over its daily limit keeps a nightly job alive until morning, and then the next one beside it.
# Read:    backoff::Error::retry_after says 'useful for handling rate limits'; backon's adjust shows the example.
#          Neither names the limit.
# Seen in: backoff 0.4.0, backon 1.6.0
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
cargo init --quiet --name check .
cargo add --quiet backoff@=0.4.0 backon@=1.6.0
cargo add --quiet tokio@1 --features rt-multi-thread,macros,time
cat > src/main.rs <<'RS'
use std::time::Duration;

use backon::Retryable;

fn same<T: std::fmt::Debug + PartialEq>(what: &str, got: T, expected: T) {
    println!("{what}: {got:?}");
    if got != expected {
        eprintln!("CHANGED: {what}: expected {expected:?}");
        std::process::exit(1);
    }
}

/// Far more calls than the limits below allow.
const ENOUGH: u32 = 60;

#[tokio::main]
async fn main() {
    let limit = Duration::from_millis(100);
    let wait = Duration::from_millis(10);

    let calls = |retry_after: bool| {
        let mut calls = 0;
        let policy = backoff::ExponentialBackoffBuilder::new()
            .with_initial_interval(wait)
            .with_max_interval(wait)
            .with_max_elapsed_time(Some(limit))
            .build();
        let _ = backoff::retry(policy, || -> Result<(), backoff::Error<&str>> {
            calls += 1;
            match () {
                () if calls == ENOUGH => Err(backoff::Error::permanent("enough")),
                () if retry_after => Err(backoff::Error::retry_after("429", wait)),
                () => Err(backoff::Error::transient("429")),
            }
        });
        calls
    };
    same("backoff, 100 ms at most, reaches 60 calls", calls(false) == ENOUGH, false);
    same("the same with retry_after, reaches 60 calls", calls(true) == ENOUGH, true);

    for (what, retry_after, expected) in [("backon, 3 retries at most, calls", false, 4), ("the same with adjust, calls", true, ENOUGH)] {
        let calls = std::cell::Cell::new(0);
        let ask = || async {
            calls.set(calls.get() + 1);
            if calls.get() == ENOUGH { Ok(()) } else { Err("429") }
        };
        let policy = backon::ConstantBuilder::default().with_delay(wait).with_max_times(3);
        let adjust = |_: &&str, next: Option<Duration>| if retry_after { Some(wait) } else { next };
        let _ = ask.retry(policy).sleep(tokio::time::sleep).adjust(adjust).await;
        same(what, calls.get(), expected);
    }
}
RS
cargo run --quiet
cargo tree --depth 1 --prefix none | tail -n +2

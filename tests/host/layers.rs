//! The dependency rule: a module imports only what stands before it in the `lib.rs` of its crate, only
//! `wasm` names JavaScript's types, and nothing has a clock, randomness or I/O of its own.

use std::fs;
use std::path::{Path, PathBuf};

/// Crates whose types are JavaScript's.
const JAVASCRIPT: &[&str] = &[
    "js_sys",
    "web_sys",
    "wasm_bindgen",
    "wasm_bindgen_futures",
    "serde_wasm_bindgen",
    "JsValue",
];
/// Parts of the standard library that reach the world.
const WORLD: &[&str] = &[
    "std::time",
    "std::net",
    "std::fs",
    "std::env",
    "std::thread",
    "std::process",
    "std::io",
];

/// Where the sources of the crates are, that of the messages first.
fn sources() -> [PathBuf; 2] {
    ["messages/src", "src"].map(|folder| Path::new(env!("CARGO_MANIFEST_DIR")).join(folder))
}

/// The modules of a crate, in the order in which its `lib.rs` lists them.
fn modules(source: &Path) -> Vec<String> {
    let lib = fs::read_to_string(source.join("lib.rs")).unwrap();
    let names = lib.lines().filter_map(|line| {
        let line = line.strip_prefix("pub ").unwrap_or(line);
        line.strip_prefix("mod ")?.strip_suffix(';')
    });
    names.map(str::to_owned).collect()
}

fn files(folder: &Path) -> Vec<PathBuf> {
    let mut found = Vec::new();
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            found.extend(files(&path));
        } else if path.extension().is_some_and(|extension| extension == "rs") {
            found.push(path);
        }
    }
    found
}

/// The module that a file below `src` belongs to.
fn module_of(path: &Path) -> String {
    let first = path.components().next().unwrap();
    let name = first.as_os_str().to_str().unwrap();
    name.trim_end_matches(".rs").to_owned()
}

/// The code without comments and without what stands in strings and characters, so that what is
/// left is what the compiler acts on.
fn bare(code: &str) -> String {
    let mut bare = String::new();
    let mut rest = code;
    while let Some(character) = rest.chars().next() {
        let skipped = if rest.starts_with("//") {
            rest.find('\n').unwrap_or(rest.len())
        } else if rest.starts_with("/*") {
            rest.find("*/").map_or(rest.len(), |end| end + 2)
        } else if character == 'r' && !bare.ends_with(|c: char| c.is_alphanumeric() || c == '_') {
            raw_string(rest)
        } else if character == '"' {
            string(rest)
        } else if character == '\'' {
            character_literal(rest)
        } else {
            0
        };
        if skipped == 0 {
            bare.push(character);
            rest = &rest[character.len_utf8()..];
        } else {
            bare.push(' ');
            rest = &rest[skipped..];
        }
    }
    bare
}

/// The length of the string that starts here.
fn string(rest: &str) -> usize {
    let mut escaped = false;
    for (at, character) in rest.char_indices().skip(1) {
        match character {
            '"' if !escaped => return at + 1,
            _ => escaped = character == '\\' && !escaped,
        }
    }
    rest.len()
}

/// The length of the raw string that starts here; 0 if none does.
fn raw_string(rest: &str) -> usize {
    let hashes = rest[1..].chars().take_while(|c| *c == '#').count();
    if !rest[1 + hashes..].starts_with('"') {
        return 0;
    }
    let end = format!("\"{}", "#".repeat(hashes));
    let start = hashes + 2;
    rest[start..]
        .find(&end)
        .map_or(rest.len(), |at| start + at + end.len())
}

/// The length of the character that starts here; 0 for a lifetime.
fn character_literal(rest: &str) -> usize {
    let inner = &rest[1..];
    if let Some(escape) = inner.strip_prefix('\\') {
        return escape[1..].find('\'').map_or(0, |end| end + 4);
    }
    let first = inner.chars().next().map_or(0, char::len_utf8);
    if inner[first..].starts_with('\'') {
        first + 2
    } else {
        0
    }
}

/// Every word of the code that is a path: `crate::error`, `js_sys::Array`. Unit tests, which stand
/// last in a file, are left out.
fn paths(code: &str) -> Vec<String> {
    let code = bare(code);
    let (code, tests) = code.split_once("\n#[cfg(test)]").unwrap_or((&code, ""));
    let after = tests.split_once("\n}\n").map_or("", |(_, after)| after);
    assert!(
        after.trim().is_empty(),
        "code after the unit tests: {after}"
    );
    let words = code.split(|c: char| !(c.is_alphanumeric() || c == '_' || c == ':'));
    words
        .filter(|word| !word.is_empty())
        .map(str::to_owned)
        .collect()
}

/// What breaks the rule in one file of `module`.
fn violations(modules: &[String], module: &str, depth: usize, code: &str) -> Vec<String> {
    let place = modules.iter().position(|name| name == module);
    let Some(place) = place else {
        return vec![format!("{module} is not listed in lib.rs")];
    };
    let mut found = Vec::new();
    let words = paths(code);
    for word in &words {
        let parts: Vec<&str> = word.split("::").collect();
        if let ["crate", target, ..] = parts[..] {
            if target.is_empty() {
                found.push(format!("{module} groups imports of the crate: name each"));
            }
            let target = modules.iter().position(|name| name == target);
            if target.is_some_and(|target| target > place) {
                found.push(format!("{module} imports {word}, which comes later"));
            }
        }
        let supers = parts.iter().take_while(|part| **part == "super").count();
        if supers > depth {
            found.push(format!("{module} leaves its module with {word}"));
        }
        if module != "wasm" && parts.iter().any(|part| JAVASCRIPT.contains(part)) {
            found.push(format!("{module} names JavaScript's {word}"));
        }
        if WORLD.iter().any(|part| word.starts_with(part)) {
            found.push(format!("{module} reaches the world with {word}"));
        }
    }
    found
}

#[test]
fn each_module_imports_only_what_comes_before_it() {
    let mut found = Vec::new();
    for source in sources() {
        let modules = modules(&source);
        assert!(modules.len() > 10, "{modules:?}");
        for path in files(&source) {
            let code = fs::read_to_string(&path).unwrap();
            let below = path.strip_prefix(&source).unwrap();
            if below != Path::new("lib.rs") {
                let depth = below.components().count() - 1;
                found.extend(violations(&modules, &module_of(below), depth, &code));
            }
        }
    }
    assert!(found.is_empty(), "{found:#?}");
}

#[test]
fn a_forbidden_import_is_found() {
    let modules: Vec<String> = sources()
        .iter()
        .flat_map(|source| modules(source))
        .collect();
    for (module, depth, code) in [
        ("model", 0, "use crate::decode;"),
        (
            "date_range",
            0,
            "fn f() { crate::client::Client::default() }",
        ),
        ("json", 1, "use super::super::model;"),
        ("query", 0, "use super::client;"),
        ("rows", 1, "use crate::{wasm};"),
        ("token", 0, "use js_sys::Function;"),
        ("client", 0, "fn f(value: JsValue) {}"),
        ("token", 0, "let now = std::time::Instant::now();"),
        ("brand_new", 0, ""),
        ("request", 0, "let url = \"https://\"; js_sys::Date::now()"),
        ("response", 0, "let quote = '\"'; js_sys::Date::now()"),
        (
            "json",
            1,
            "let quote = b'\"'; let a = '\\''; js_sys::Date::now()",
        ),
        (
            "rows",
            1,
            "let raw = r#\"a \" b\"#; use crate::wasm::SmsClient;",
        ),
        (
            "rows",
            1,
            "fn f<'a>(a: &'a str) -> &'a str { js_sys::x(a) }",
        ),
    ] {
        assert!(
            !violations(&modules, module, depth, code).is_empty(),
            "{code}"
        );
    }
    for (module, depth, code) in [
        (
            "decode",
            0,
            "use crate::json::Reader; // unlike crate::wasm",
        ),
        ("json", 1, "use super::Text;"),
        ("wasm", 1, "use js_sys::Array; use crate::rows;"),
        ("error", 0, "#[tsify(type = \"JsValue\")]"),
    ] {
        assert_eq!(
            violations(&modules, module, depth, code),
            Vec::<String>::new()
        );
    }
}

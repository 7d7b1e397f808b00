//! The dependency rules: a module imports only what stands before it in the `lib.rs` of its crate, no files
//! import each other in a circle, only `wasm` names JavaScript's types, and nothing has a clock, randomness
//! or I/O of its own.

mod graph;
mod source;

use std::path::Path as FilePath;

use graph::Crate;
use source::{Path, Source};

/// Crates whose types are JavaScript's.
const JAVASCRIPT: &[&str] = &[
    "js_sys",
    "web_sys",
    "wasm_bindgen",
    "wasm_bindgen_futures",
    "serde_wasm_bindgen",
    "JsValue",
];
/// Parts of the standard library that depend on the environment.
const WORLD: &[&str] = &["time", "net", "fs", "env", "thread", "process", "io"];

/// The crates inside the wasm files, `messages` first.
fn crates() -> [Crate; 3] {
    ["messages/src", "src", "cli/parquet/src"].map(|folder| {
        let root = FilePath::new(env!("CARGO_MANIFEST_DIR"));
        let source = Crate::read(root, folder);
        assert!(source.layers().len() > 5, "{:?}", source.layers());
        source
    })
}

/// What breaks the rules in one file, except for circles.
fn violations(source: &Crate, module: &Path) -> Vec<String> {
    let layers = source.layers();
    let place = |name: &str| layers.iter().position(|layer| layer == name);
    let file = &source.files[module];
    let name = source.file_of(module);
    let mut found = Vec::new();

    let Some(own) = module.first().and_then(|layer| place(layer)) else {
        return vec![format!("{name} is not listed in lib.rs")];
    };
    let paths = || {
        let imported = file.imports.values().chain(&file.globs);
        imported.chain(&file.paths)
    };
    for path in paths() {
        let text = path.join("::");
        if let Some(target) = source.resolve(module, path) {
            let layer = target.module.first().and_then(|layer| place(layer));
            if layer.is_some_and(|layer| layer > own) {
                found.push(format!("{name} imports {text}, which comes later"));
            }
        }
        let supers = path.iter().take_while(|part| *part == "super").count();
        if supers >= module.len() && supers > 0 {
            found.push(format!("{name} leaves its module with {text}"));
        }
        if let [library, part, ..] = &path[..]
            && library == "std"
            && WORLD.contains(&part.as_str())
        {
            found.push(format!("{name} depends on the environment with {text}"));
        }
    }
    if module[0] != "wasm" {
        let mut words = file.words.iter();
        let javascript = words.find(|word| JAVASCRIPT.contains(&word.as_str()));
        found.extend(javascript.map(|word| format!("{name} names JavaScript's {word}")));
    }
    found
}

#[test]
fn each_module_imports_only_what_comes_before_it() {
    let mut found = Vec::new();
    for source in crates() {
        for module in source.files.keys().filter(|module| !module.is_empty()) {
            found.extend(violations(&source, module));
        }
    }
    assert!(found.is_empty(), "{found:#?}");
}

#[test]
fn no_files_import_each_other_in_a_circle() {
    let mut found = 0;
    for source in &crates() {
        for circle in source.circles() {
            found += 1;
            for line in source.imports_within(&circle) {
                println!("{line}");
            }
        }
    }
    assert_eq!(found, 0, "files import each other in a circle");
}

/// A crate of these files, given as module and code.
fn crate_of(files: &[(&str, &str)]) -> Crate {
    let split = |module: &str| -> Path {
        let parts = module.split("::").filter(|part| !part.is_empty());
        parts.map(str::to_owned).collect()
    };
    let files = files
        .iter()
        .map(|(module, code)| (split(module), Source::read(code)));
    Crate {
        folder: "src",
        files: files.collect(),
    }
}

#[test]
fn a_forbidden_import_is_found() {
    // `a` comes before `b`, and `b` before `wasm`.
    let check = |module: &str, code: &str| {
        let mut files = vec![
            ("", "pub mod a; pub mod b; pub mod wasm;"),
            ("a", "mod inner; pub struct A; pub use inner::Inner;"),
            ("a::inner", "pub struct Inner;"),
            ("b", "pub struct B; pub const C: u8 = 1;"),
            ("wasm", "pub struct W;"),
        ];
        files.retain(|(name, _)| *name != module);
        files.push((module, code));
        let module: Path = module.split("::").map(str::to_owned).collect();
        violations(&crate_of(&files), &module)
    };
    for (module, code) in [
        ("a", "use crate::b;"),
        ("a", "use crate::b::B;"),
        ("a", "use crate::{b::{B, C}};"),
        ("a", "use crate::b::*;"),
        ("a", "use super::b::B;"),
        ("a", "fn f() { crate::b::B::default() }"),
        ("a", "fn f() -> u8 { match 1 { crate::b::C => 1, _ => 2 } }"),
        ("a", "fn f() { println!(\"{}\", crate::b::C) }"),
        ("a", "#[derive(crate::b::Derive)] struct S;"),
        ("a::inner", "use super::super::b::B;"),
        ("b", "use crate::wasm::W;"),
        ("b", "use js_sys::Function;"),
        ("b", "fn f(value: JsValue) {}"),
        ("b", "#[wasm_bindgen] fn f() {}"),
        ("b", "macro_rules! m { () => { js_sys::Date::now() } }"),
        ("b", "fn f() { let now = std::time::Instant::now(); }"),
        ("b", "use std::{time::Instant};"),
        (
            "b",
            "fn f() { let url = \"https://\"; js_sys::Date::now(); }",
        ),
        ("b", "fn f() { let a = ('\"', '\\''); js_sys::now(); }"),
        ("b", "const R: &str = r#\"a \" b\"#; use crate::wasm::W;"),
        ("b", "fn f<'a>(a: &'a str) -> &'a str { js_sys::x(a) }"),
        ("b", "#[cfg(test)] mod tests {} use crate::wasm::W;"),
        ("brand_new", ""),
    ] {
        assert!(!check(module, code).is_empty(), "{module}: {code}");
    }
    for (module, code) in [
        ("b", "use crate::a::A; // unlike crate::wasm"),
        ("b", "use crate::a::Inner;"),
        ("b", "#[cfg(test)] mod tests { use crate::wasm::W; }"),
        ("b", "#[tsify(type = \"JsValue\")] struct S;"),
        ("a::inner", "use super::A;"),
        ("wasm", "use js_sys::Array; use crate::b::B;"),
    ] {
        assert_eq!(check(module, code), Vec::<String>::new(), "{code}");
    }
}

#[test]
fn a_circle_is_found_and_shown_with_its_files() {
    let circles = |files: &[(&str, &str)]| Vec::from_iter(crate_of(files).circles());
    // A facade that re-exports its parts is not in a circle with them, even if they import from it.
    let facade = [
        ("", "pub mod a;"),
        ("a", "mod one; mod two; pub use one::One; pub use two::*;"),
        ("a::one", "pub struct One; fn f(one: i32) -> i32 { one }"),
        (
            "a::two",
            "use super::One; use crate::a; pub struct Two(a::One);",
        ),
    ];
    assert_eq!(circles(&facade), Vec::<Vec<String>>::new());

    let mut siblings = facade;
    siblings[2].1 = "pub struct One; fn f() { let two = super::Two; }";
    assert_eq!(circles(&siblings), [["src/a/one.rs", "src/a/two.rs"]]);

    // But it is if a part uses something that the facade itself defines.
    let mut parent = facade;
    parent[1].1 = "mod one; mod two; use one::One; const MOST: u8 = 1;";
    parent[2].1 = "pub struct One([u8; super::MOST]);";
    assert_eq!(circles(&parent), [["src/a.rs", "src/a/one.rs"]]);

    let three = [
        ("", "pub mod a; pub mod b; pub mod c;"),
        ("a", "use crate::b::B as _;"),
        ("b", "pub trait B {} fn f() { vec![crate::c::C] }"),
        ("c", "pub struct C; impl crate::a::T for C {}"),
    ];
    assert_eq!(circles(&three), [["src/a.rs", "src/b.rs", "src/c.rs"]]);
}

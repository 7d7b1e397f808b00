//! Writes the JavaScript modules that repeat what the Rust crates say: `generate FOLDER`.
//!
//! `npm run build` runs it with the folder of the package. For another module, add a line
//! to [`MODULES`].

mod rules;

use std::path::Path;
use std::{env, fs, io};

/// Writes the text of a module.
type Module = fn() -> String;

/// Each module, by its path in the package.
const MODULES: &[(&str, Module)] = &[
    ("lib/rules.js", rules::shared),
    ("lib/proxy/rules.js", rules::of_proxy),
];

fn main() -> io::Result<()> {
    let Some(folder) = env::args_os().nth(1) else {
        return Err(io::Error::other("usage: generate FOLDER"));
    };
    for (path, module) in MODULES {
        let file = Path::new(&folder).join(path);
        if let Some(parent) = file.parent() {
            fs::create_dir_all(parent)?;
        }
        fs::write(file, module())?;
    }
    Ok(())
}

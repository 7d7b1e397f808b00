//! Writes the JavaScript modules that repeat what the Rust crates say: `generate FOLDER`.
//!
//! `npm run build` runs it with the folder of the package. For another module, add a line
//! to [`MODULES`], or to [`SOURCES`] if it is imported by the bindings: the tests of the wasm need it
//! without a build, so it stands in the repository.

mod objects;
mod rows;
mod rules;

use std::path::{Path, PathBuf};
use std::{env, fs, io};

/// Writes the text of a module.
type Module = fn() -> String;

/// Each module, by its path in the package.
const MODULES: &[(&str, Module)] = &[
    ("lib/rules.js", rules::shared),
    ("lib/proxy/rules.js", rules::of_proxy),
];

/// Each module that stands in the repository, by its path there.
const SOURCES: &[(&str, Module)] = &[("src/wasm/objects.js", objects::module)];

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
    for (path, module) in SOURCES {
        fs::write(source(path), module())?;
    }
    Ok(())
}

/// Where a file of the repository is.
fn source(path: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("..").join(path)
}

#[cfg(test)]
mod tests {
    use super::{SOURCES, source};

    #[test]
    fn the_modules_in_the_repository_are_what_rust_says_now() {
        for (path, module) in SOURCES {
            let found = std::fs::read_to_string(source(path)).unwrap();
            assert!(
                found == module(),
                "{path} is out of date: npm run build writes it"
            );
        }
    }
}

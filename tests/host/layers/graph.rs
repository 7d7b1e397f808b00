//! Which file of a crate imports which.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::Path as FilePath;

use super::source::{Path, Source};

/// The files of a crate by module path: `["rows", "cell"]`, or `[]` for `lib.rs`.
pub(super) struct Crate {
    /// Where its `lib.rs` is, from the root of the repository.
    pub(super) folder: &'static str,
    pub(super) files: BTreeMap<Path, Source>,
}

/// Where a path leads.
#[derive(Debug)]
pub(super) struct Target {
    pub(super) module: Path,
    /// Whether it is an item of the module, not the module itself.
    pub(super) is_item: bool,
}

/// What each module imports.
type Graph<'a> = BTreeMap<&'a Path, BTreeSet<Path>>;

/// Longer than any chain of re-exports: only a circle of them is longer.
const MOST_REEXPORTS: usize = 16;

impl Crate {
    /// Reads the files that are modules of the crate, from its `lib.rs` on.
    pub(super) fn read(root: &FilePath, folder: &'static str) -> Self {
        let mut source = Self {
            folder,
            files: BTreeMap::new(),
        };
        let mut waiting = vec![Path::new()];
        while let Some(module) = waiting.pop() {
            let code = fs::read_to_string(root.join(source.file_of(&module))).unwrap();
            let file = Source::read(&code);
            for child in &file.children {
                waiting.push([&module[..], std::slice::from_ref(child)].concat());
            }
            source.files.insert(module, file);
        }
        source
    }

    /// The modules of the crate, in the order in which its `lib.rs` lists them.
    pub(super) fn layers(&self) -> &[String] {
        &self.files[&Path::new()].children
    }

    /// The file that defines what a path in a module names, through re-exports; `None` if the path leaves the
    /// crate, or is local.
    pub(super) fn resolve(&self, from: &[String], path: &[String]) -> Option<Target> {
        self.resolve_within(from, path, MOST_REEXPORTS)
    }

    fn resolve_within(&self, from: &[String], path: &[String], left: usize) -> Option<Target> {
        let left = left.checked_sub(1)?;
        let mut module = from.to_vec();
        let mut rest = path;
        match rest.first()?.as_str() {
            "crate" => {
                module.clear();
                rest = &rest[1..];
            }
            "self" => rest = &rest[1..],
            "super" => {
                while rest.first().is_some_and(|part| part == "super") {
                    module.pop()?;
                    rest = &rest[1..];
                }
            }
            name if self.has(from, name) => {}
            _ => return None,
        }
        while let Some((name, after)) = rest.split_first() {
            let child = [&module[..], std::slice::from_ref(name)].concat();
            if self.files.contains_key(&child) {
                module = child;
                rest = after;
                continue;
            }
            let source = &self.files[&module];
            if let Some(import) = source.imports.get(name) {
                // Resolved from the module that has the import.
                let path = [import, after].concat();
                return self.resolve_within(&module, &path, left);
            }
            let glob = |glob: &Path| {
                let target = self.resolve_within(&module, glob, left)?;
                let inside = [&["self".to_owned()], rest].concat();
                (target.module != module && self.has(&target.module, name))
                    .then(|| self.resolve_within(&target.module, &inside, left))?
            };
            let through = source.globs.iter().find_map(glob);
            return Some(through.unwrap_or(Target {
                module,
                is_item: true,
            }));
        }
        Some(Target {
            module,
            is_item: false,
        })
    }

    /// Whether something in a module has this name.
    fn has(&self, module: &[String], name: &str) -> bool {
        self.files.get(module).is_some_and(|source| {
            source.imports.contains_key(name)
                || source.items.contains(name)
                || source.children.iter().any(|child| child == name)
        })
    }

    /// The modules that a module imports or names.
    pub(super) fn imports_of(&self, module: &Path) -> BTreeSet<Path> {
        let source = &self.files[module];
        let imported = source.imports.values().chain(&source.globs);
        // Importing a parent module uses only what is then named in it.
        let imported = imported
            .filter_map(|path| self.resolve(module, path))
            .filter(|target| target.is_item || !module.starts_with(&target.module));
        // A module's name alone may also be a variable.
        let named = source
            .paths
            .iter()
            .filter_map(|path| self.resolve(module, path))
            .filter(|target| target.is_item);
        imported
            .chain(named)
            .map(|target| target.module)
            .filter(|target| target != module)
            .collect()
    }

    /// The circles: groups of files that all import each other, directly or not.
    pub(super) fn circles(&self) -> BTreeSet<Vec<String>> {
        let modules = self.files.keys();
        let graph: Graph<'_> = modules
            .map(|module| (module, self.imports_of(module)))
            .collect();
        let reached: BTreeMap<&Path, BTreeSet<&Path>> = graph
            .keys()
            .map(|module| (*module, reached_from(&graph, module)))
            .collect();
        let circle_of = |module: &&Path| -> Vec<String> {
            let others = reached[*module].iter();
            let circle = others.filter(|other| reached[*other].contains(*module));
            circle.map(|module| self.file_of(module)).collect()
        };
        let circles = graph.keys().map(circle_of);
        circles.filter(|circle| !circle.is_empty()).collect()
    }

    /// What the files of a circle import of each other.
    pub(super) fn imports_within(&self, circle: &[String]) -> Vec<String> {
        let mut found = Vec::new();
        for module in self.files.keys() {
            for target in self.imports_of(module) {
                let [from, to] = [self.file_of(module), self.file_of(&target)];
                if circle.contains(&from) && circle.contains(&to) {
                    found.push(format!("{from} imports {to}"));
                }
            }
        }
        found
    }

    /// `src/rows/cell.rs` of `["rows", "cell"]`.
    pub(super) fn file_of(&self, module: &[String]) -> String {
        match module {
            [] => format!("{}/lib.rs", self.folder),
            parts => format!("{}/{}.rs", self.folder, parts.join("/")),
        }
    }
}

/// The modules that a module reaches, over any number of others; itself only if it is in a circle.
fn reached_from<'a>(graph: &'a Graph<'_>, module: &Path) -> BTreeSet<&'a Path> {
    let mut reached = BTreeSet::new();
    let mut waiting: Vec<&Path> = graph[module].iter().collect();
    while let Some(next) = waiting.pop() {
        if reached.insert(next) {
            waiting.extend(&graph[next]);
        }
    }
    reached
}

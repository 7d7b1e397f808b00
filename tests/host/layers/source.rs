//! The items, imports and paths of one file, read by syn. Unit tests are left out.
#![allow(
    clippy::wildcard_enum_match_arm,
    reason = "syn's enumerations have all of Rust's grammar, of which little matters here"
)]

use std::collections::{BTreeMap, BTreeSet};

use proc_macro2::{TokenStream, TokenTree};
use syn::visit::{self, Visit};
use syn::{Attribute, Item, UseTree, Visibility};

/// `crate::rows::Grain` as `["crate", "rows", "Grain"]`.
pub(super) type Path = Vec<String>;

/// One file.
#[derive(Default)]
pub(super) struct Source {
    /// Its modules that are files of their own, in their order.
    pub(super) children: Vec<String>,
    /// The items that it defines.
    pub(super) items: BTreeSet<String>,
    /// What it imports, by the name that it has here.
    pub(super) imports: BTreeMap<String, Path>,
    /// Modules whose items it imports with `*`.
    pub(super) globs: Vec<Path>,
    /// Every path in its code, macros and attributes. Those of imports are in `imports` and `globs`.
    pub(super) paths: BTreeSet<Path>,
    /// Every identifier, wherever it stands.
    pub(super) words: BTreeSet<String>,
}

impl Source {
    pub(super) fn read(code: &str) -> Self {
        let file = syn::parse_file(code).unwrap();
        let mut source = Self::default();
        source.visit_file(&file);
        source
    }

    fn import(&mut self, tree: &UseTree, before: &[String]) {
        let with = |name: &str| [before, &[name.to_owned()]].concat();
        match tree {
            UseTree::Path(path) => self.import(&path.tree, &with(&path.ident.to_string())),
            UseTree::Name(name) => {
                let name = name.ident.to_string();
                let (shown, path) = match before.last() {
                    Some(last) if name == "self" => (last.clone(), before.to_vec()),
                    _ => (name.clone(), with(&name)),
                };
                self.imports.insert(shown, path);
            }
            UseTree::Rename(renamed) => {
                let path = with(&renamed.ident.to_string());
                // The path of `use X as _` counts too.
                let name = match renamed.rename.to_string() {
                    name if name == "_" => format!("_ {}", path.join("::")),
                    name => name,
                };
                self.imports.insert(name, path);
            }
            UseTree::Glob(_) => self.globs.push(before.to_vec()),
            UseTree::Group(group) => {
                for item in &group.items {
                    self.import(item, before);
                }
            }
        }
    }

    /// syn does not parse macros and attributes: every `a::b` in them counts as a path.
    fn scan(&mut self, tokens: TokenStream) {
        let mut path = Path::new();
        let mut colons = 0;
        for token in tokens {
            match token {
                TokenTree::Ident(ident) => {
                    if colons != 2 {
                        self.end(&mut path);
                    }
                    self.words.insert(ident.to_string());
                    path.push(ident.to_string());
                    colons = 0;
                }
                TokenTree::Punct(mark) if mark.as_char() == ':' => colons += 1,
                other => {
                    self.end(&mut path);
                    colons = 0;
                    if let TokenTree::Group(group) = other {
                        self.scan(group.stream());
                    }
                }
            }
        }
        self.end(&mut path);
    }

    fn end(&mut self, path: &mut Path) {
        if !path.is_empty() {
            self.paths.insert(std::mem::take(path));
        }
    }
}

impl<'ast> Visit<'ast> for Source {
    fn visit_item(&mut self, item: &'ast Item) {
        let (attributes, name) = match item {
            Item::Const(item) => (&item.attrs, Some(&item.ident)),
            Item::Enum(item) => (&item.attrs, Some(&item.ident)),
            Item::Fn(item) => (&item.attrs, Some(&item.sig.ident)),
            Item::Macro(item) => (&item.attrs, item.ident.as_ref()),
            Item::Static(item) => (&item.attrs, Some(&item.ident)),
            Item::Struct(item) => (&item.attrs, Some(&item.ident)),
            Item::Trait(item) => (&item.attrs, Some(&item.ident)),
            Item::Type(item) => (&item.attrs, Some(&item.ident)),
            Item::Union(item) => (&item.attrs, Some(&item.ident)),
            Item::ForeignMod(item) => (&item.attrs, None),
            Item::Impl(item) => (&item.attrs, None),
            Item::Mod(item) => (&item.attrs, None),
            Item::Use(item) => (&item.attrs, None),
            Item::ExternCrate(item) => (&item.attrs, None),
            _ => panic!("an item of a form that is new here"),
        };
        if is_for_tests(attributes) {
            return;
        }
        match item {
            Item::Use(item) => self.import(&item.tree, &[]),
            Item::Mod(item) if item.content.is_none() => self.children.push(item.ident.to_string()),
            // Paths inside it would have another start.
            Item::Mod(item) => panic!("the module {} has no file of its own", item.ident),
            _ => self.items.extend(name.map(ToString::to_string)),
        }
        visit::visit_item(self, item);
    }

    fn visit_foreign_item(&mut self, item: &'ast syn::ForeignItem) {
        match item {
            syn::ForeignItem::Fn(item) => self.items.insert(item.sig.ident.to_string()),
            syn::ForeignItem::Type(item) => self.items.insert(item.ident.to_string()),
            syn::ForeignItem::Static(item) => self.items.insert(item.ident.to_string()),
            _ => false,
        };
        visit::visit_foreign_item(self, item);
    }

    fn visit_path(&mut self, path: &'ast syn::Path) {
        let names = path.segments.iter().map(|part| part.ident.to_string());
        self.paths.insert(names.collect());
        visit::visit_path(self, path);
    }

    fn visit_ident(&mut self, ident: &'ast proc_macro2::Ident) {
        self.words.insert(ident.to_string());
    }

    fn visit_macro(&mut self, call: &'ast syn::Macro) {
        self.scan(call.tokens.clone());
        visit::visit_macro(self, call);
    }

    fn visit_meta_list(&mut self, list: &'ast syn::MetaList) {
        self.scan(list.tokens.clone());
        visit::visit_meta_list(self, list);
    }

    // `pub(super)` imports nothing.
    fn visit_visibility(&mut self, _: &'ast Visibility) {}
}

/// `#[cfg(test)]`, or with more conditions: `#[cfg(all(test, …))]`.
fn is_for_tests(attributes: &[Attribute]) -> bool {
    attributes.iter().any(|attribute| {
        let Ok(list) = attribute.meta.require_list() else {
            return false;
        };
        let condition = list.tokens.to_string().replace(' ', "");
        list.path.is_ident("cfg") && (condition == "test" || condition.starts_with("all(test,"))
    })
}

//! `entente read --watch`: new and changed files are read as they appear.
//!
//! Folders are looked through again and again: that works on every system and on network drives, and one look costs
//! next to nothing beside reading. A file is read once it has been the same size and age for two looks, so that one which
//! is still being written is left alone.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::time::SystemTime;

/// What a file looked like.
type Look = (u64, Option<SystemTime>);

/// Files that are watched, with what they looked like.
#[derive(Debug, Default)]
pub struct Watch {
    /// As they were when they were read, or when watching began.
    read: BTreeMap<PathBuf, Look>,
    /// As they were at the last look, where that is not how they were read.
    seen: BTreeMap<PathBuf, Look>,
}

impl Watch {
    /// Begins with what was read already: `before` is how things were before the reading began.
    pub fn after(before: BTreeMap<PathBuf, Look>) -> Self {
        Self { read: before, seen: BTreeMap::new() }
    }

    /// The files that are new or changed and have come to rest, given how things are now.
    pub fn ready(&mut self, now: BTreeMap<PathBuf, Look>) -> Vec<PathBuf> {
        let mut ready = Vec::new();
        let mut seen = BTreeMap::new();
        self.read.retain(|path, _| now.contains_key(path));
        for (path, look) in now {
            if self.read.get(&path) == Some(&look) {
                continue;
            }
            if self.seen.get(&path) == Some(&look) && look.0 > 0 {
                self.read.insert(path.clone(), look);
                ready.push(path);
            } else {
                seen.insert(path, look);
            }
        }
        self.seen = seen;
        ready
    }
}

/// How the files below some paths look now. What can't be looked at is not there.
pub fn look(paths: &[PathBuf]) -> BTreeMap<PathBuf, Look> {
    let mut found = BTreeMap::new();
    for path in paths {
        walk(path, 0, &mut found);
    }
    found
}

/// Folders deeper than this are not watched: links can lead in circles.
const DEEPEST: usize = 32;

fn walk(path: &Path, depth: usize, found: &mut BTreeMap<PathBuf, Look>) {
    let Ok(meta) = std::fs::metadata(path) else { return };
    if meta.is_file() {
        found.insert(path.to_owned(), (meta.len(), meta.modified().ok()));
    } else if meta.is_dir() && depth < DEEPEST {
        let Ok(entries) = std::fs::read_dir(path) else { return };
        let named = |name: &std::ffi::OsStr| !name.as_encoded_bytes().starts_with(b".");
        for entry in entries.flatten().filter(|e| named(&e.file_name())) {
            walk(&entry.path(), depth + 1, found);
        }
    }
}

/// What the document of a file is called by: as when its folder is read, the path from there.
pub fn name(file: &Path, watched: &[PathBuf]) -> String {
    let below = |folder: &PathBuf| file.strip_prefix(folder).ok().filter(|p| !p.as_os_str().is_empty());
    let name = watched.iter().find_map(below).unwrap_or(file);
    name.components().map(|c| c.as_os_str().to_string_lossy()).collect::<Vec<_>>().join("/")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn files(all: &[(&str, u64)]) -> BTreeMap<PathBuf, Look> {
        all.iter().map(|(name, size)| (PathBuf::from(name), (*size, None))).collect()
    }

    #[test]
    fn files_are_ready_when_they_rest() {
        let mut watch = Watch::after(files(&[("old", 5)]));
        let mut check = |now: &[(&str, u64)], expect: &[&str]| {
            let ready = watch.ready(files(now));
            assert_eq!(ready, expect.iter().map(PathBuf::from).collect::<Vec<_>>(), "{now:?}");
        };
        check(&[("old", 5)], &[]);
        check(&[("old", 5), ("new", 10)], &[]);
        check(&[("old", 5), ("new", 20)], &[]);
        check(&[("old", 5), ("new", 20)], &["new"]);
        check(&[("old", 5), ("new", 20)], &[]);
        check(&[("old", 7), ("new", 20), ("empty", 0)], &[]);
        check(&[("old", 7), ("new", 20), ("empty", 0)], &["old"]);
        check(&[("old", 7)], &[]);
        check(&[("old", 7), ("new", 20)], &[]);
        check(&[("old", 7), ("new", 20)], &["new"]);
    }

    #[test]
    fn files_are_called_by_their_path_below_the_folder() {
        let watched = ["in", "one.txt"].map(PathBuf::from);
        let check = |file: &str, expect: &str| assert_eq!(name(Path::new(file), &watched), expect);
        check("in/a.txt", "a.txt");
        check("in/b/a.txt", "b/a.txt");
        check("one.txt", "one.txt");
    }
}

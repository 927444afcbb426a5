//! Tells builds of one version apart: a hash over the sources of the workspace and the lock file, so
//! that an edition made by yesterday's code is made again by today's. Outside the workspace (from a
//! registry) the version says it all, and the hash is empty.

use std::fs;
use std::path::{Path, PathBuf};

use sha2::{Digest as _, Sha256};

fn main() {
    let workspace = Path::new("../..");
    let mut hash = Sha256::new();
    let mut any = false;
    let lock = workspace.join("Cargo.lock");
    if workspace.join("crates/briefing-model").is_dir() && lock.is_file() {
        let mut files = vec![lock];
        for krate in folders(&workspace.join("crates")) {
            for part in ["src", "theme", "fonts"] {
                let folder = krate.join(part);
                if folder.is_dir() {
                    println!("cargo::rerun-if-changed={}", folder.display());
                    walk(&folder, &mut files);
                }
            }
        }
        println!("cargo::rerun-if-changed=../../Cargo.lock");
        files.sort();
        for file in files {
            if let Ok(bytes) = fs::read(&file) {
                // With `/`, on every system.
                let name = file.to_string_lossy().replace('\\', "/");
                hash.update(format!("{name}\n{}\n", bytes.len()));
                hash.update(&bytes);
                any = true;
            }
        }
    }
    let hex: String = hash.finalize().iter().take(8).map(|byte| format!("{byte:02x}")).collect();
    println!("cargo::rustc-env=BRIEFING_BUILD={}", if any { &hex } else { "" });
    println!("cargo::rerun-if-changed=build.rs");
}

fn folders(folder: &Path) -> Vec<PathBuf> {
    let entries = fs::read_dir(folder).into_iter().flatten().filter_map(Result::ok);
    entries.map(|entry| entry.path()).filter(|path| path.is_dir()).collect()
}

fn walk(folder: &Path, found: &mut Vec<PathBuf>) {
    for entry in fs::read_dir(folder).into_iter().flatten().filter_map(Result::ok) {
        let path = entry.path();
        if path.is_dir() {
            walk(&path, found);
        } else {
            found.push(path);
        }
    }
}

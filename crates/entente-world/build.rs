//! The folder is compiled in by a macro that does not see new files: build again when anything in it changes.

fn main() {
    println!("cargo:rerun-if-changed=../../world");
}

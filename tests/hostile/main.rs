//! Projects that were made to harm whoever builds them, through the real binary.
//!
//! Each [`Attack`] makes a project in a folder of its own, beside a folder `victim` that nobody has
//! any business with, and says what must come of its commands: exit codes, what is printed, and that
//! every command ends in time, in the memory it may have, and leaves `victim` as it was.

#![allow(clippy::unwrap_used, reason = "a test ends where it fails")]

mod archives;
mod attack;
mod data;
mod folders;
mod markdown;
mod pdf_files;
mod templates;
mod themes;

use libtest_mimic::{Arguments, Trial};

use attack::Attack;

fn main() {
    let arguments = Arguments::from_args();
    let mut attacks: Vec<Attack> = Vec::new();
    attacks.extend(themes::attacks());
    attacks.extend(archives::attacks());
    attacks.extend(folders::attacks());
    attacks.extend(data::attacks());
    attacks.extend(markdown::attacks());
    attacks.extend(templates::attacks());
    let trials = attacks
        .into_iter()
        .map(|attack| Trial::test(attack.name().to_owned(), move || attack.run()))
        .collect();
    libtest_mimic::run(&arguments, trials).exit();
}

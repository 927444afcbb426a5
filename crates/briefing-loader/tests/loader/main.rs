//! What the loader says of a project, from files to messages.

mod corrections;
mod data;
mod definitions;
mod disk;
mod evidence;
mod files;
mod formats;
mod known;
mod robustness;
mod shipped;
mod support;
mod tables;

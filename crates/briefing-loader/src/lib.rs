//! Reads a project folder into the model, and says all that is wrong with it, each at its place.

//! Plans, computes, renders in parallel and publishes.

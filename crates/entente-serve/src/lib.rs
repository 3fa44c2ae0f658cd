//! The ledger in the browser: pages, their JSON and CSV twins, and an API.

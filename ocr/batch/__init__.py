"""Many pages: found in folders, read by one process or several, each written once and remembered in a ledger."""

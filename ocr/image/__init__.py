"""From a file to a page that can be read: load, then normalise."""

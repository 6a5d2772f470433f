"""Files that can be compared: banmian's JSON and truths, plain text, Markdown, ALTO, PAGE XML."""

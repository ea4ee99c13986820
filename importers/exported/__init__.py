"""Our own workbooks, read back exactly: what `urbanism.exports` writes, and a person may have mended since."""

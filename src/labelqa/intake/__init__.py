"""What lies elsewhere, brought here before an engine reads it: files at addresses, tables of databases."""

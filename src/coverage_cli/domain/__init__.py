"""The field's nouns: records, cells, coverage, findings, rules. Pure: no files, no screens."""

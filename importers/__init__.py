"""From any commune's spreadsheet to a plan of changes: readers, tables, columns, values, plan."""

"""From results to bytes: workbooks to take away, to mend and to import again."""

from urbanism.exports.workbook import estate_workbook

__all__ = ["estate_workbook"]

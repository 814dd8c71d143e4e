"""The report as an Excel workbook."""

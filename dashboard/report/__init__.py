"""The annual report pack: what a build says of a year, as workbook, open data, figures and a typeset report."""

"""The report as a typeset document: what it says as JSON, how it looks as Typst templates, made into pdf and png."""

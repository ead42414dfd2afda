"""Each file's rows under our headings, without persons, judged and kept by content."""

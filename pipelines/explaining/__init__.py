"""What became of every row, told to the people who mend them."""

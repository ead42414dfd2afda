"""Lists of what the plan is carried out with, and of the work to do with them."""

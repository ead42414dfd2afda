"""The pages beside the plan, drawn from dashboard/topics."""

"""What has changed in the plan's statuses between two builds, as a text to send round."""

"""What stands beside a report, the same in every format: several targets or bases, and who is not covered."""

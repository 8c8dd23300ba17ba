"""The schedule: everything that has an hour, a week or a day of it; moved, put right and printed."""

"""What a watcher may know of the paper in figures: off unless METRICS_TOKEN is set, and never a word of any story.

`figures` says what is counted, `exposition` writes it as Prometheus reads it, `views` is the door.
"""

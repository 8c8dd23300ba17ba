"""The public doors of newsletters."""

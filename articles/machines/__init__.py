"""What machines come for: what they may do, a story without its page, the picture of a shared link."""

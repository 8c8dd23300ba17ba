"""What narrows the right to send: who works in some sections alone sends what is filled from those alone."""

import rules

from articles.rules import ground, holds


@rules.predicate
def on_their_ground(user, issue):
    """A newsletter of no section goes to everybody about everything."""
    theirs = ground(user).sections
    if issue is None or not theirs:
        return True
    filled_from = {section.pk for section in issue.newsletter.sections.all()}
    return bool(filled_from) and filled_from <= theirs


rules.add_perm("newsletters.send_issue", holds("newsletters.send_issue") & on_their_ground)

"""What the newsroom is made of, one noun a file."""

from .alt_waiver import AltWaiver
from .author import Author
from .bundle import Bundle, BundledStory
from .byline import Byline
from .correction import Correction
from .dateline import Dateline
from .desk import Desk
from .edition import Edition
from .edition_links import EditionAuthor, EditionTag
from .effect import Effect
from .event import StoryEvent
from .hold import Hold
from .look import Look
from .note import Note
from .notice import Notice
from .picture_links import EditionPicture, StoryPicture
from .presence import Presence
from .preview_link import PreviewLink
from .receipt import Receipt
from .revision import Revision
from .section import Section
from .series import Series
from .shift import Shift
from .spelling import Spelling
from .story import Story
from .style_waiver import StyleWaiver
from .tag import Tag, TaggedStory, TagSynonym
from .touch import Touch
from .webhook import Webhook

__all__ = [
    "AltWaiver",
    "Author",
    "Bundle",
    "BundledStory",
    "Byline",
    "Correction",
    "Dateline",
    "Desk",
    "Edition",
    "EditionAuthor",
    "EditionPicture",
    "EditionTag",
    "Effect",
    "Hold",
    "Look",
    "Note",
    "Notice",
    "Presence",
    "PreviewLink",
    "Receipt",
    "Revision",
    "Section",
    "Series",
    "Shift",
    "Spelling",
    "Story",
    "StoryEvent",
    "StoryPicture",
    "StyleWaiver",
    "Tag",
    "TagSynonym",
    "TaggedStory",
    "Touch",
    "Webhook",
]

"""What a file says of itself, field by field, each time with where it says it."""

from PIL import Image

from pictures import imprints, made
from pictures.darkroom import credentials, exif, iptc, xmp
from pictures.imprints import Imprint

# Field → the tags that may hold it, the most trusted first. XMP comes before IPTC, whose fields are cut to 32 letters
# here and 64 there (IPTC Photo Metadata Standard 2025.1, “Mapping”); cameras write EXIF before anybody looked.
TAGS = {
    "headline": (
        "XMP-photoshop:Headline",
        "IPTC:Headline",
        "XMP-dc:Title",
        "IPTC:ObjectName",
    ),
    "caption": ("XMP-dc:Description", "IPTC:Caption-Abstract", "IFD0:ImageDescription"),
    "byline": ("XMP-dc:Creator", "IPTC:By-line", "IFD0:Artist"),
    "credit": ("XMP-photoshop:Credit", "IPTC:Credit"),
    "source": ("XMP-photoshop:Source", "IPTC:Source"),
    "copyright": ("XMP-dc:Rights", "IPTC:CopyrightNotice", "IFD0:Copyright"),
    "terms": ("XMP-xmpRights:UsageTerms", "XMP-photoshop:Instructions", "IPTC:SpecialInstructions"),
    "taken": ("ExifIFD:DateTimeOriginal", "XMP-photoshop:DateCreated", "IPTC:DateCreated"),
    "location": ("XMP-iptcCore:Location", "IPTC:Sub-location"),
    "city": ("XMP-photoshop:City", "IPTC:City"),
    "country": ("XMP-photoshop:Country", "IPTC:Country-PrimaryLocationName"),
    "people": ("XMP-iptcExt:PersonInImage",),
    "keywords": ("XMP-dc:Subject", "IPTC:Keywords"),
    "alt": ("XMP-iptcCore:AltTextAccessibility",),
    "made": ("XMP-iptcExt:DigitalSourceType", "C2PA:Actions"),
    "credentials": ("C2PA",),
    "signed": ("C2PA:Signature",),
    "tool": ("C2PA:ClaimGenerator",),
    "checked": ("C2PA:Validation",),
    "withheld": ("C2PA:Withheld",),
}


def read(image: Image.Image, content: bytes, kind: str) -> dict[str, list[list]]:
    """Field → what is said of it, as pairs of tag and value, the most trusted first. What is not said is not there.

    A value is a text, or a list of texts for keywords, people and authors. Positions (GPS) are never read.
    """
    said = exif.tags(image) | iptc.tags(image) | xmp.tags(image) | credentials.tags(content, kind)
    return {
        field: found
        for field, tags in TAGS.items()
        if (found := [[tag, said[tag]] for tag in tags if said.get(tag)])
    }


def imprint(read: dict[str, list[list]]) -> Imprint:
    """What the first prints say of themselves: as the most trusted statements have it."""
    first = {field: read[field][0][1] for field in ("credit", "copyright") if field in read}
    types = made.codes(value for _, value in read.get("made", []))
    return imprints.imprint(
        credit=first.get("credit", ""),
        copyright=first.get("copyright", ""),
        label=made.label_for(types),
        made_as=types,
    )

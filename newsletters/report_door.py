"""The doors at which mail servers say what became of letters: signed, short, and heard once however often it is said.

One speaks Standard Webhooks (standardwebhooks.com), for whoever sends over SMTP and reads bounces themselves; the other
the language of the provider that MAIL_PROVIDER names, as django-anymail reads it. Neither is there where no secret is.
"""

import hmac
import json
import re
from time import time

from anymail import urls as providers
from anymail.signals import AnymailTrackingEvent, EventType, RejectReason
from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_POST

from articles.effects.webhooks import signature
from newsletters import reports
from newsletters.models import Delivery, Report

LONGEST = 1_000_000  # bytes: providers tell of many letters at once
# How far a sender's clock may be from ours, in seconds: what is older may have been overheard, and sent again.
TOLERANCE = 300

Kind = Report.Kind
_SAID = {
    "bounce": Kind.HARD,
    "soft_bounce": Kind.SOFT,
    "complaint": Kind.COMPLAINT,
    "unsubscribe": Kind.UNSUBSCRIBED,
}
# How providers call it when a letter came back and the next may not: anymail has one word for both.
_FOR_NOW = re.compile(r"(soft|transient|temporary)([ _-]?\w+)?", re.IGNORECASE)
_CODE_FOR_NOW, _CODE_FOR_GOOD = re.compile(r"\b4\.\d+\.\d+\b"), re.compile(r"\b5\.\d+\.\d+\b")


@csrf_exempt
@never_cache
def mail_report(request: HttpRequest) -> HttpResponse:
    """One report: `{"type": "bounce", "message_id": "<…>", "recipient": "…", "said": "550 …"}`, with either of the two.

    Answers 204 to what was understood, also of readers whom nobody knows: who asks learns nothing of them.
    """
    if not settings.MAIL_REPORTS_SECRET:
        raise Http404
    return _one(request)


@require_POST
def _one(request: HttpRequest) -> HttpResponse:
    if _is_too_long(request):
        return HttpResponse("Too long.\n", content_type="text/plain", status=413)
    if not _is_signed(request):
        return HttpResponse("The signature does not hold.\n", content_type="text/plain", status=401)
    said = _read(request.body)
    kind = _SAID.get(str(said.get("type")))
    if kind is None:
        return HttpResponse(f"A type is one of {', '.join(_SAID)}.\n", content_type="text/plain", status=400)
    reports.hear(
        f"hook:{request.headers['Webhook-Id']}",
        kind,
        delivery=Delivery.objects.filter(message_id=_message_id(said)).first(),
        address=str(said.get("recipient", ""))[:320],
        said=str(said.get("said", "")),
    )
    return HttpResponse(status=204)


@csrf_exempt
@never_cache
def mail_report_of_provider(request: HttpRequest) -> HttpResponse:
    """What the provider tells, who knows the password that it was given (WEBHOOK_SECRET), and signs as it does."""
    names = (f"{settings.MAIL_PROVIDER}_tracking_webhook", f"{settings.MAIL_PROVIDER}_webhook")
    door = next((one.callback for one in providers.urlpatterns if one.name in names), None)
    if door is None or not settings.ANYMAIL.get("WEBHOOK_SECRET"):
        raise Http404
    if _is_too_long(request):
        return HttpResponse("Too long.\n", content_type="text/plain", status=413)
    return door.view_class.as_view(signal=_Ear())(request)


class _Ear:
    """Hears for a provider's door what it would tell by a signal to whoever listens."""

    def send(self, sender, event, esp_name: str) -> None:
        kind = _kind_of(event) if isinstance(event, AnymailTrackingEvent) else None
        if kind is None:
            return
        told = event.event_id or f"{event.message_id}:{event.event_type}:{event.recipient}:{event.timestamp}"
        letter = str((event.metadata or {}).get("letter", ""))
        reports.hear(
            f"{esp_name}:{told}",
            kind,
            delivery=Delivery.objects.filter(pk=letter).first() if letter.isdecimal() else None,
            address=event.recipient or "",
            said=event.mta_response or event.description or "",
        )


def _kind_of(event: AnymailTrackingEvent) -> str | None:
    """What a provider's word means here; None for what changes nothing, such as a letter that is late."""
    match event.event_type:
        case EventType.COMPLAINED:
            return Kind.COMPLAINT
        case EventType.UNSUBSCRIBED:
            return Kind.UNSUBSCRIBED
        case EventType.BOUNCED | EventType.REJECTED:
            return _kind_of_return(event)
    return None


def _kind_of_return(event: AnymailTrackingEvent) -> str:
    match event.reject_reason:
        case RejectReason.SPAM:
            return Kind.COMPLAINT
        case RejectReason.UNSUBSCRIBED:
            return Kind.UNSUBSCRIBED
        case RejectReason.INVALID:
            return Kind.HARD
        case RejectReason.BOUNCED:
            return Kind.SOFT if _is_for_now(event) else Kind.HARD
    return Kind.SOFT


def _is_for_now(event: AnymailTrackingEvent) -> bool:
    told = event.esp_event.values() if hasattr(event.esp_event, "values") else ()
    answer = event.mta_response or ""
    by_code = _CODE_FOR_NOW.search(answer) and not _CODE_FOR_GOOD.search(answer)
    return bool(by_code) or any(isinstance(one, str) and _FOR_NOW.fullmatch(one) for one in told)


def _is_too_long(request: HttpRequest) -> bool:
    """A server reads no more of a body than its length says."""
    length = request.META.get("CONTENT_LENGTH") or "0"
    return not length.isdecimal() or int(length) > LONGEST


def _is_signed(request: HttpRequest) -> bool:
    """Whether it is signed with our secret, as of these minutes. Several signatures may stand there, one a secret."""
    key, second = request.headers.get("Webhook-Id", ""), request.headers.get("Webhook-Timestamp", "")
    if not key or len(key) > 200 or not (second.isascii() and second.isdecimal() and len(second) < 15):
        return False
    if abs(time() - int(second)) > TOLERANCE:
        return False
    ours = signature(settings.MAIL_REPORTS_SECRET, key, int(second), request.body)
    theirs = request.headers.get("Webhook-Signature", "").split()
    return any(hmac.compare_digest(ours.encode(), one.encode()) for one in theirs)


def _message_id(said: dict) -> str:
    """As a letter's head has it; some who read bounces leave its brackets out."""
    return f"<{str(said.get('message_id', '')).strip(' <>')[:198]}>"


def _read(body: bytes) -> dict:
    try:
        said = json.loads(body)
    except ValueError:
        return {}
    return said if isinstance(said, dict) else {}

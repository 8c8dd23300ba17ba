"""Where readers sign up: a page that is the same for everybody, and a letterbox that tells nothing about anybody."""

from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.views.decorators.cache import cache_control
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods, require_safe

from articles import clock
from newsletters import networks, signing_up, stamps
from newsletters.forms import SignUpForm
from newsletters.offered import offered, with_linked

DOUBTED = "Once more, please: is this what you want? A page that has stood open for long asks twice."
FROM_ELSEWHERE = "That came from another site, and nothing was done. Here is the way to sign up."


@csrf_exempt  # A page that is kept holds no token: `networks.is_from_our_page` asks the browser instead.
@require_http_methods(["GET", "HEAD", "POST"])
def newsletters(request: HttpRequest) -> HttpResponse:
    return _sign_up(request) if request.method == "POST" else _offer(request)


@require_safe
def newsletters_asked(request: HttpRequest) -> HttpResponse:
    """Whatever was asked, and by whomever: a letter is on its way, or none is needed."""
    return render(request, "newsletters/asked.html")


def _offer(request: HttpRequest) -> HttpResponse:
    offers = offered()
    suggested = [one.slug for one in offers if one.is_suggested] or [one.slug for one in offers[:1]]
    fresh = {"newsletters": suggested, "stamp": stamps.of_day(clock.present())}
    return _page(request, SignUpForm(offers, initial=fresh))


@cache_control(private=True, no_store=True)
def _sign_up(request: HttpRequest) -> HttpResponse:
    """Take in what somebody asks for. In doubt they are asked once more; only another site's form is turned away."""
    offers = with_linked(request.POST.getlist("newsletters"))
    if not networks.is_from_our_page(request):
        return _page(request, _again(SignUpForm(offered())), said=FROM_ELSEWHERE, status=403)
    form = SignUpForm(offers, request.POST)
    if not form.is_valid():
        return _page(request, _again(form), status=422)
    said = form.cleaned_data
    if said["website"] or not stamps.is_good(said["stamp"], now=clock.present()):
        return _page(request, _again(form), said=DOUBTED)
    wanted = [one.pk for one in offers if one.slug in said["newsletters"]]
    try:
        network, page = networks.network_of(request), networks.path_of_page(request)
        signing_up.drop(said["email"], wanted, network=network, asked_on=page)
    except signing_up.TooMany as refused:
        answer = _page(request, _again(form), said=str(refused), status=429)
        answer["Retry-After"] = "3600"
        return answer
    return redirect("newsletters_asked")


def _again(form: SignUpForm) -> SignUpForm:
    """The form as it was filled in, but for the trap, and with the hour at which it is shown again."""
    if form.is_bound and isinstance(form.data, QueryDict):
        form.data = form.data.copy()
        form.data["website"], form.data["stamp"] = "", stamps.of_moment()
    form.initial["stamp"] = stamps.of_moment()
    return form


def _page(request: HttpRequest, form: SignUpForm, *, said: str = "", status: int = 200) -> HttpResponse:
    return render(request, "newsletters/newsletters.html", {"form": form, "said": said}, status=status)

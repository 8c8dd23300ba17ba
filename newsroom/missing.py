"""The paper's own page for what is not there, on a workbench too."""

from django.http import Http404, HttpRequest, HttpResponse
from django.views.defaults import page_not_found


class MissingPage:
    """Answers 404 as production does, where Django's page for developers would repeat the address that was asked for
    and list all that there are.

    So a story that waits for its hour looks like one that never was, wherever the paper runs.
    """

    def __init__(self, get_response) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        if response.status_code == 404 and request.resolver_match is None:
            return page_not_found(request, Http404())  # no view was found that could have said so
        return response

    def process_exception(self, request: HttpRequest, exception: Exception) -> HttpResponse | None:
        return page_not_found(request, exception) if isinstance(exception, Http404) else None

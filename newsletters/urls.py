"""The public addresses of newsletters."""

from django.urls import path

from newsletters.views import by_link, signing_up

urlpatterns = [
    path("newsletter/", signing_up.newsletters, name="newsletters"),
    path("newsletter/asked/", signing_up.newsletters_asked, name="newsletters_asked"),
    path("newsletter/yes/<str:signed>/", by_link.newsletter_confirmation, name="newsletter_confirmation"),
    path("newsletter/no/<str:signed>/", by_link.newsletter_refusal, name="newsletter_refusal"),
    path("newsletter/end/<str:signed>/", by_link.newsletter_end, name="newsletter_end"),
    path("newsletter/yours/<str:signed>/", by_link.newsletter_preferences, name="newsletter_preferences"),
    path("newsletter/yours/<str:signed>/end/", by_link.newsletter_end_all, name="newsletter_end_all"),
    path("newsletter/yours/<str:signed>/data/", by_link.newsletter_data, name="newsletter_data"),
    path("newsletter/yours/<str:signed>/erasure/", by_link.newsletter_erasure, name="newsletter_erasure"),
]

"""The public addresses of newsletters."""

from django.urls import include, path

from newsletters import archive_door, click_door, link_door, report_door, sign_up_door

# Who asks for something else is past them at the first word.
_OURS = [
    path("", sign_up_door.newsletters, name="newsletters"),
    path("asked/", sign_up_door.newsletters_asked, name="newsletters_asked"),
    path("yes/<str:signed>/", link_door.newsletter_confirmation, name="newsletter_confirmation"),
    path("no/<str:signed>/", link_door.newsletter_refusal, name="newsletter_refusal"),
    path("end/<str:signed>/", link_door.newsletter_end, name="newsletter_end"),
    path("yours/<str:signed>/", link_door.newsletter_preferences, name="newsletter_preferences"),
    path("yours/<str:signed>/end/", link_door.newsletter_end_all, name="newsletter_end_all"),
    path("yours/<str:signed>/data/", link_door.newsletter_data, name="newsletter_data"),
    path("yours/<str:signed>/erasure/", link_door.newsletter_erasure, name="newsletter_erasure"),
    path("go/<int:issue>/<int:number>/", click_door.newsletter_link, name="newsletter_link"),
    path("reports/", report_door.mail_report, name="mail_report"),
    path("reports/provider/", report_door.mail_report_of_provider, name="mail_report_of_provider"),
    path("<slug:slug>/", archive_door.newsletter, name="newsletter"),
    path("<slug:slug>/<int:number>/", archive_door.newsletter_issue, name="newsletter_issue"),
]
urlpatterns = [path("newsletter/", include(_OURS))]

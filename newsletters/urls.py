"""The public addresses of newsletters."""

from django.urls import path

from newsletters import archive_door, click_door, link_door, report_door, sign_up_door

urlpatterns = [
    path("newsletter/", sign_up_door.newsletters, name="newsletters"),
    path("newsletter/asked/", sign_up_door.newsletters_asked, name="newsletters_asked"),
    path("newsletter/yes/<str:signed>/", link_door.newsletter_confirmation, name="newsletter_confirmation"),
    path("newsletter/no/<str:signed>/", link_door.newsletter_refusal, name="newsletter_refusal"),
    path("newsletter/end/<str:signed>/", link_door.newsletter_end, name="newsletter_end"),
    path("newsletter/yours/<str:signed>/", link_door.newsletter_preferences, name="newsletter_preferences"),
    path("newsletter/yours/<str:signed>/end/", link_door.newsletter_end_all, name="newsletter_end_all"),
    path("newsletter/yours/<str:signed>/data/", link_door.newsletter_data, name="newsletter_data"),
    path("newsletter/yours/<str:signed>/erasure/", link_door.newsletter_erasure, name="newsletter_erasure"),
    path("newsletter/go/<int:issue>/<int:number>/", click_door.newsletter_link, name="newsletter_link"),
    path("newsletter/reports/", report_door.mail_report, name="mail_report"),
    path("newsletter/reports/provider/", report_door.mail_report_of_provider, name="mail_report_of_provider"),
    path("newsletter/<slug:slug>/", archive_door.newsletter, name="newsletter"),
    path("newsletter/<slug:slug>/<int:number>/", archive_door.newsletter_issue, name="newsletter_issue"),
]

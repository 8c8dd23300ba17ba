"""The public addresses of adverts."""

from django.urls import path

from adverts import views

urlpatterns = [
    path("adverts/<int:creative>/go/", views.advert_click, name="advert_click"),
    path("adverts/<int:creative>/picture/", views.advert_picture, name="advert_picture"),
]

from django.apps import AppConfig


class AdvertsConfig(AppConfig):
    name = "adverts"

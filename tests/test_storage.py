"""Files lie where STORAGE_URL says, and everything that is done with them goes through that."""

import importlib.util

import pytest
from django.core.exceptions import ImproperlyConfigured
from django.core.files.storage import default_storage
from django.test import Client

from newsroom import storage_url
from pictures import developing, imprinting, names, uses
from tests.desk_pages import signed_in, typed
from tests.picture_files import draw, take_in, written
from tests.test_settings import python

IN_MEMORY = {"BACKEND": "django.core.files.storage.InMemoryStorage"}


@pytest.fixture
def with_packages(monkeypatch):
    """As if django-storages and boto3 were installed."""
    monkeypatch.setattr(storage_url, "find_spec", lambda module: module)


# What the address means


def test_without_an_address_files_lie_in_a_folder():
    assert storage_url.storage("") == {"BACKEND": storage_url.FOLDER}


@pytest.mark.usefixtures("with_packages")
def test_an_address_names_key_bucket_place_and_server():
    url = "s3://KEY:a%2Fb@The.Bucket/paper/files/?endpoint=https://s3.example.org&region=eu-west-2"
    found = storage_url.storage(url)
    assert found["BACKEND"] == storage_url.S3
    assert found["OPTIONS"] == {
        "bucket_name": "The.Bucket",
        "location": "paper/files",
        "access_key": "KEY",
        "secret_key": "a/b",
        "endpoint_url": "https://s3.example.org",
        "region_name": "eu-west-2",
        "default_acl": "private",
        "querystring_auth": True,
        "file_overwrite": True,
    }


@pytest.mark.usefixtures("with_packages")
def test_without_a_key_it_is_left_to_the_machine():
    assert not storage_url.storage("s3://bucket")["OPTIONS"].keys() & {"access_key", "secret_key", "location"}


@pytest.mark.usefixtures("with_packages")
@pytest.mark.parametrize(
    ("url", "said"),
    [
        ("gs://bucket", "not with gs://"),
        ("/var/lib/files", "not with nothing://"),
        ("s3://", "begins with s3://"),
        ("s3://bucket?colour=red", "not colour"),
    ],
)
def test_an_address_that_means_nothing_is_refused_in_a_sentence(url, said):
    with pytest.raises(ImproperlyConfigured, match=said):
        storage_url.storage(url)


@pytest.mark.parametrize(("module", "package"), storage_url.NEEDED.items())
def test_a_package_that_is_missing_is_one_sentence_at_the_start(monkeypatch, module, package):
    monkeypatch.setattr(storage_url, "find_spec", lambda asked: None if asked == module else asked)
    with pytest.raises(ImproperlyConfigured) as refused:
        storage_url.storage("s3://bucket")
    assert str(refused.value) == (
        f"STORAGE_URL asks for S3, and {package} is missing: pip install 'django-storages[s3]'."
    )


@pytest.mark.skipif(importlib.util.find_spec("storages") is not None, reason="django-storages is installed")
def test_the_house_does_not_start_without_the_package_that_it_is_told_to_use():
    refused = python("import django; django.setup()", SECRET_KEY="x", STORAGE_URL="s3://bucket")
    assert refused.returncode != 0
    assert refused.stderr.splitlines()[-1].endswith(
        "and django-storages is missing: pip install 'django-storages[s3]'."
    )


# That everything goes through it


@pytest.mark.django_db
def test_a_picture_lives_and_dies_in_whatever_storage_there_is(
    staff, media, settings, monkeypatch, django_capture_on_commit_callbacks
):
    settings.STORAGES = settings.STORAGES | {"default": IN_MEMORY}
    content, editor = written(draw((1300, 900))), signed_in(staff.editor)
    picture = take_in(content, by=staff.editor, credit="AP")
    monkeypatch.setattr(uses, "_SHOWN", [uses.Q(pk=picture.pk)])
    where = f"/admin/pictures/picture/{picture.pk}"
    form = typed(editor.get(f"{where}/change/"), "#picture", label="ai")
    editor.post(f"{where}/change/", form)
    imprinting.imprint_due()
    while developing.develop_due():
        pass
    key = picture.crops.get(shape="whole", is_current=True).key
    assert Client().get(f"/pictures/{names.rendition(key, 1280, 'avif')}").status_code == 200
    assert editor.get(f"/admin/pictures/picture/file/{names.rendition(key, 320, 'webp')}").status_code == 200
    assert editor.get(f"{where}/original/").content == content
    assert default_storage.exists(f"pictures/originals/{picture.digest[:2]}/{picture.digest}")
    monkeypatch.setattr(uses, "_SHOWN", [])
    with django_capture_on_commit_callbacks(execute=True):
        editor.post(f"{where}/delete/", {"post": "yes"})
    assert left("pictures") == []
    assert not [path for path in media.rglob("*") if path.is_file()]


def left(folder: str) -> list[str]:
    """The files that lie anywhere in a folder of the storage."""
    folders, found = default_storage.listdir(folder)
    return found + [file for inner in folders for file in left(f"{folder}/{inner}")]

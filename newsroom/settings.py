"""Every setting of the house, read from the environment or from `.env`; `deploy/env.example` explains each."""

import re
from pathlib import Path
from zoneinfo import ZoneInfo

import django
import environ
from django.core.exceptions import ImproperlyConfigured

from newsroom.storage_url import storage

BASE_DIR = Path(__file__).resolve().parent.parent

env = environ.Env()
env.read_env(BASE_DIR / ".env")

DEBUG = env.bool("DEBUG", default=False)
SECRET_KEY = env.str(
    "SECRET_KEY", default="a workbench key, worth nothing: production brings its own" if DEBUG else ""
)
if not SECRET_KEY:
    raise ImproperlyConfigured("Set SECRET_KEY to a long random text, or DEBUG=on on a workbench.")
SECRET_KEY_FALLBACKS = env.list("SECRET_KEY_FALLBACKS", default=[])

# The paper itself
SITE_NAME = env.str("SITE_NAME", default="Newsroom")
SITE_TAGLINE = env.str("SITE_TAGLINE", default="The news, and where it happened")
SITE_PLACE = env.str("SITE_PLACE", default="")
SITE_URL = env.str("SITE_URL", default="http://127.0.0.1:8000").rstrip("/")
PUBLIC_HISTORY = env.bool("PUBLIC_HISTORY", default=True)

LANGUAGE_CODE = "en-gb"
TIME_ZONE = env.str("TIME_ZONE", default="UTC")
SITE_ZONE = ZoneInfo(TIME_ZONE)
USE_TZ = True
USE_I18N = True

# What machines get, and what they are told
FEEDS_FULL_TEXT = env.bool("FEEDS_FULL_TEXT", default=True)
MACHINE_USE = env.str("MACHINE_USE", default="all")
MACHINE_USE_BY_SOURCE = env.dict("MACHINE_USE_BY_SOURCE", default={})
if unknown := {MACHINE_USE, *MACHINE_USE_BY_SOURCE.values()} - {"all", "search", "none"}:
    raise ImproperlyConfigured(f"Machines may use all, search or none; not {', '.join(sorted(unknown))}.")
SECURITY_CONTACT = env.list("SECURITY_CONTACT", default=[])
ADS_TXT = env.str("ADS_TXT", default="", multiline=True)
TRUST_TXT = env.str("TRUST_TXT", default="", multiline=True)
HUMANS_TXT = env.str("HUMANS_TXT", default="", multiline=True)

# What a publication causes outside
UNDO_SECONDS = env.int("UNDO_SECONDS", default=20)
OUTGOING_HOSTS = env.list("OUTGOING_HOSTS", default=[])
WEBSUB_HUB = env.str("WEBSUB_HUB", default="")
INDEXNOW_KEY = env.str("INDEXNOW_KEY", default="")
INDEXNOW_URL = env.str("INDEXNOW_URL", default="https://api.indexnow.org/indexnow")
CDN_PURGE_URL = env.str("CDN_PURGE_URL", default="")
CDN_PURGE_AS = env.str("CDN_PURGE_AS", default="hook")
CDN_PURGE_TOKEN = env.str("CDN_PURGE_TOKEN", default="")
if INDEXNOW_KEY and not re.fullmatch("[a-zA-Z0-9-]{8,128}", INDEXNOW_KEY):
    raise ImproperlyConfigured("INDEXNOW_KEY has 8 to 128 letters, figures and hyphens.")
if CDN_PURGE_AS not in ("hook", "cloudflare", "fastly"):
    raise ImproperlyConfigured(f"A CDN is purged as a hook, cloudflare or fastly; not {CDN_PURGE_AS}.")
# How long after an hour readers may still not see what it brought, before the desk is told, in seconds
LATE_AFTER_SECONDS = env.int("LATE_AFTER_SECONDS", default=30)

# By which whoever watches the paper gets its figures; nobody, if this is left out
METRICS_TOKEN = env.str("METRICS_TOKEN", default="")

# Where it answers
ALLOWED_HOSTS = env.list("ALLOWED_HOSTS", default=["localhost", "127.0.0.1", "[::1]"] if DEBUG else [])
CSRF_TRUSTED_ORIGINS = [SITE_URL] if SITE_URL.startswith("https://") else []
ROOT_URLCONF = "newsroom.urls"
WSGI_APPLICATION = "newsroom.wsgi.application"

INSTALLED_APPS = [
    "newsroom",
    "wires",
    "adverts",
    "newsletters",
    "articles",
    "pictures",
    "accounts",
    "newsroom.apps.DeskConfig",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "whitenoise.runserver_nostatic",
    "django.contrib.staticfiles",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "rules.apps.AutodiscoverRulesConfig",
    "taggit",
    "crispy_forms",
    "crispy_bootstrap5",
    "django_prose_editor",
]

DJANGO_6 = django.VERSION >= (6, 1)
MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "django_permissions_policy.PermissionsPolicyMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "adverts.network.NetworkPolicy",
    "newsroom.low_data.LowDataMiddleware",
    "newsroom.page_cache.middleware.PageCache",
    "django.middleware.csp.ContentSecurityPolicyMiddleware" if DJANGO_6 else "csp.middleware.CSPMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    # Gives allauth the request, and does nothing else: no query, no cookie.
    "allauth.account.middleware.AccountMiddleware",
]
if DEBUG:
    MIDDLEWARE.append("newsroom.missing.MissingPage")

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [BASE_DIR / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "newsroom.context.site",
                "adverts.context.adverts",
                "newsletters.context.newsletters",
            ]
        },
    }
]

# Where it remembers
DATABASES = {"default": env.db_url("DATABASE_URL", default=f"sqlite:///{BASE_DIR / 'db.sqlite3'}")}
DATABASES["default"].setdefault("OPTIONS", {})
if DATABASES["default"]["ENGINE"].endswith("sqlite3"):
    # Writers queue at BEGIN instead of failing in the middle of a transaction, and readers never wait for them.
    DATABASES["default"]["OPTIONS"] |= {
        "transaction_mode": "IMMEDIATE",
        "timeout": 20,
        "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=NORMAL; PRAGMA mmap_size=134217728;"
        "PRAGMA cache_size=-20000; PRAGMA temp_store=MEMORY;",
    }
    # A file, not memory: the tests press buttons from many threads at once.
    DATABASES["default"]["TEST"] = {"NAME": BASE_DIR / "test-db.sqlite3"}
else:
    # Where PostgreSQL is away nobody waits for it half a minute; where it is back nobody gets a connection that died.
    pool = {"min_size": 1, "max_size": 12, "timeout": 4, "reconnect_timeout": 5}
    patience = {"pool": pool, "connect_timeout": 4, "tcp_user_timeout": 4000}
    DATABASES["default"]["OPTIONS"] = patience | DATABASES["default"]["OPTIONS"]
    DATABASES["default"]["CONN_HEALTH_CHECKS"] = True
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

CACHES = {"default": env.cache_url("CACHE_URL", default="locmemcache://newsroom")}
CACHES["default"]["OPTIONS"] = CACHES["default"].get("OPTIONS", {})
if CACHES["default"]["BACKEND"].endswith("LocMemCache"):
    # Pages of some thirty kilobytes each, and the least read go first.
    CACHES["default"]["OPTIONS"].setdefault("MAX_ENTRIES", 1000)
elif CACHES["default"]["BACKEND"].endswith("RedisCache"):
    CACHES["default"]["BACKEND"] = "newsroom.forgiving_redis.ForgivingRedisCache"
    CACHES["default"]["OPTIONS"] |= {"socket_connect_timeout": 0.5, "socket_timeout": 0.5}
PAGE_CACHE_SECONDS = env.int("PAGE_CACHE_SECONDS", default=0 if DEBUG else 60)

STATIC_URL = "static/"
STATIC_ROOT = BASE_DIR / "staticfiles"
STATICFILES_DIRS = [BASE_DIR / "static"]
MEDIA_URL = "media/"
MEDIA_ROOT = env.path("MEDIA_ROOT", default=str(BASE_DIR / "media"))
STORAGES = {
    "default": storage(env.str("STORAGE_URL", default="")),
    "staticfiles": {
        "BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"
        if DEBUG
        else "whitenoise.storage.CompressedManifestStaticFilesStorage"
    },
}

# What it writes into its log: whatever goes wrong, with its traceback, which Django's own logging shows on a workbench
# alone. Which pages were asked for, nginx writes down.
if not DEBUG:
    LOGGING = {
        "version": 1,
        "disable_existing_loggers": False,
        "formatters": {"line": {"format": "{levelname} {name}: {message}", "style": "{"}},
        "handlers": {"stderr": {"class": "logging.StreamHandler", "formatter": "line"}},
        "root": {"handlers": ["stderr"], "level": "WARNING"},
        "loggers": {
            "django.request": {"level": "ERROR"},
            "django.security.DisallowedHost": {"level": "CRITICAL"},
        },
    }

# Who may come in
AUTH_USER_MODEL = "accounts.User"
AUTHENTICATION_BACKENDS = [
    "rules.permissions.ObjectPermissionBackend",
    "accounts.backends.SignIn",
]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": f"django.contrib.auth.password_validation.{name}"}
    for name in (
        "UserAttributeSimilarityValidator",
        "MinimumLengthValidator",
        "CommonPasswordValidator",
        "NumericPasswordValidator",
    )
]
LOGIN_URL, LOGIN_REDIRECT_URL = "account_login", "admin:index"

# How the staff sign in: with allauth, by the address that stands with them
ACCOUNT_ADAPTER, MFA_ADAPTER = "accounts.adapter.SignInAdapter", "accounts.adapter.SecondFactorAdapter"
ACCOUNT_USER_MODEL_USERNAME_FIELD = None
ACCOUNT_LOGIN_METHODS, ACCOUNT_SIGNUP_FIELDS = {"email"}, ["email*", "password1*"]
# Who was invited by mail has proved the address.
ACCOUNT_EMAIL_VERIFICATION, MFA_ALLOW_UNVERIFIED_EMAIL = "none", True
ACCOUNT_EMAIL_UNKNOWN_ACCOUNTS = False
ACCOUNT_EMAIL_NOTIFICATIONS = True
ACCOUNT_EMAIL_SUBJECT_PREFIX = f"{SITE_NAME}: "
ACCOUNT_DEFAULT_HTTP_PROTOCOL = SITE_URL.partition(":")[0]
ACCOUNT_PASSWORD_RESET_TOKEN_GENERATOR = "django.contrib.auth.tokens.PasswordResetTokenGenerator"
ACCOUNT_LOGOUT_REDIRECT_URL = "account_login"
ACCOUNT_SESSION_REMEMBER = True
ACCOUNT_FORMS = {
    "login": "accounts.forms.SignIn",
    "reauthenticate": "accounts.forms.PasswordAgain",
    "change_password": "accounts.forms.ChangedPassword",
    "reset_password": "accounts.forms.ForgottenPassword",
    "reset_password_from_key": "accounts.forms.NewPassword",
}
MFA_FORMS = {
    "authenticate": "accounts.forms.Code",
    "reauthenticate": "accounts.forms.CodeAgain",
    "activate_totp": "accounts.forms.NewApp",
    "add_webauthn": "accounts.forms.NewPasskey",
    "edit_webauthn": "accounts.forms.PasskeyName",
}
MFA_SUPPORTED_TYPES, MFA_PASSKEY_LOGIN_ENABLED = ["totp", "webauthn", "recovery_codes"], True
# Telephones' clocks are some seconds off, and people type slowly.
MFA_TOTP_TOLERANCE = 1
MFA_WEBAUTHN_ALLOW_INSECURE_ORIGIN = not SITE_URL.startswith("https://")

# Guesses are counted by address and by where they come from; a whole newsroom may sit behind one number.
ACCOUNT_RATE_LIMITS = {"login": "120/m/ip", "login_failed": "20/m/ip,5/5m/key"}
ALLAUTH_TRUSTED_PROXY_COUNT = env.int("TRUSTED_PROXIES", default=1 if SITE_URL.startswith("https://") else 0)

# Who must have a second factor: whoever changes what readers have, and whoever can give that right
REQUIRE_SECOND_FACTOR = env.bool("REQUIRE_SECOND_FACTOR", default=not DEBUG)
SECOND_FACTOR_FOR = [
    *(f"articles.{verb}_story" for verb in ("publish", "schedule", "correct", "kill", "emergency_publish")),
    "accounts.change_user",
]
if not REQUIRE_SECOND_FACTOR:
    SECOND_FACTOR_FOR = []

# How much may be sent at once, in bytes: the longest text that anybody pastes into a story, and as much again.
DATA_UPLOAD_MAX_MEMORY_SIZE = 16 * 1024 * 1024

# The largest pictures that are taken in: bytes of a file, and pixels in it
PICTURE_BYTES = env.int("PICTURE_BYTES", default=30_000_000)
PICTURE_PIXELS = env.int("PICTURE_PIXELS", default=64_000_000)
C2PA_CERTIFICATE = env.str("C2PA_CERTIFICATE", default="")
C2PA_KEY = env.str("C2PA_KEY", default="")
C2PA_TIME_AUTHORITY = env.str("C2PA_TIME_AUTHORITY", default="")

# What browsers are told
SECURE_CONTENT_TYPE_NOSNIFF = True
SECURE_REFERRER_POLICY = "strict-origin-when-cross-origin"
# What no page of ours asks a reader's device for, and nothing that is set into one may.
PERMISSIONS_POLICY: dict[str, list[str]] = {
    feature: []
    for feature in (
        "browsing-topics",
        "camera",
        "geolocation",
        "microphone",
        "midi",
        "payment",
        "serial",
        "usb",
    )
}
X_FRAME_OPTIONS = "DENY"
if SITE_URL.startswith("https://"):
    SECURE_SSL_REDIRECT = env.bool("SECURE_SSL_REDIRECT", default=True)
    SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
    SECURE_REDIRECT_EXEMPT = [r"^healthz$", r"^readyz$"]
    SECURE_HSTS_SECONDS = 31_536_000
    SECURE_HSTS_INCLUDE_SUBDOMAINS = SECURE_HSTS_PRELOAD = True
    SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = True
# A script in the page itself runs by the nonce of its answer alone, and only the story's page at the desk asks for one:
# for the map by which the editor's modules are found. Where none is asked for, none is sent.
_NONCE: object
if DJANGO_6:
    from django.utils.csp import CSP

    _NONCE = CSP.NONCE
else:
    from csp.constants import NONCE

    _NONCE = NONCE
_POLICY = {
    "default-src": ["'self'"],
    "script-src": ["'self'", _NONCE],
    "img-src": ["'self'", "data:"],
    "object-src": ["'none'"],
    "base-uri": ["'none'"],
    "form-action": ["'self'"],
    "frame-ancestors": ["'none'"],
}
if DJANGO_6:
    SECURE_CSP = _POLICY
else:
    CONTENT_SECURITY_POLICY = {"DIRECTIVES": _POLICY}
    INSTALLED_APPS.append("csp")

# Whose adverts readers may allow, beside the paper's own: nobody's, if this is left out
ADVERT_NETWORK_TAG = env.str("ADVERT_NETWORK_TAG", default="")
ADVERT_NETWORK_NAME = env.str("ADVERT_NETWORK_NAME", default="")
if ADVERT_NETWORK_TAG and not ADVERT_NETWORK_TAG.startswith("https://"):
    raise ImproperlyConfigured("Set ADVERT_NETWORK_TAG to the https address of the network's script.")

# How mail goes out
MAIL_PROVIDER = env.str("MAIL_PROVIDER", default="")
ANYMAIL = {"IGNORE_UNSUPPORTED_FEATURES": True} | env.dict("ANYMAIL", default={})
MAIL_REPORTS_SECRET = env.str("MAIL_REPORTS_SECRET", default="")
_MAIL = env.email_url("EMAIL_URL", default="consolemail://")
if MAIL_PROVIDER:
    _MAIL = {"EMAIL_BACKEND": f"anymail.backends.{MAIL_PROVIDER}.EmailBackend"}
if _MAIL.get("EMAIL_HOST"):
    _MAIL["EMAIL_TIMEOUT"] = 20  # Seconds: somebody waits for a page meanwhile.
if DJANGO_6:
    _MAIL_OPTIONS = {
        "timeout": "EMAIL_TIMEOUT",
        "host": "EMAIL_HOST",
        "port": "EMAIL_PORT",
        "username": "EMAIL_HOST_USER",
        "password": "EMAIL_HOST_PASSWORD",
        "use_tls": "EMAIL_USE_TLS",
        "use_ssl": "EMAIL_USE_SSL",
        "file_path": "EMAIL_FILE_PATH",
    }
    MAILERS = {
        "default": {
            "BACKEND": _MAIL["EMAIL_BACKEND"],
            "OPTIONS": {option: _MAIL[name] for option, name in _MAIL_OPTIONS.items() if _MAIL.get(name)},
        }
    }
else:
    vars().update(_MAIL)
# How fast newsletters leave, and where it is noted how far they came, outside the database
LETTERS_A_SECOND = env.dict("LETTERS_A_SECOND", default={})
SENT_MARK = env.path("SENT_MARK", default=str(BASE_DIR / "sent-mark"))
DEFAULT_FROM_EMAIL = env.str("DEFAULT_FROM_EMAIL", default="newsroom@localhost")

TAGGIT_CASE_INSENSITIVE = True
CRISPY_ALLOWED_TEMPLATE_PACKS = CRISPY_TEMPLATE_PACK = "bootstrap5"

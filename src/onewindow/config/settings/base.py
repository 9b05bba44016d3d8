"""Settings that hold everywhere; live, demo and tests add to them."""

from __future__ import annotations

from pathlib import Path

from onewindow.config.settings import environment
from onewindow.faces.portal.site import SITE

DEFAULT_HOME = environment.default_home()
ONEWINDOW_HOME = Path(
    environment.read("ONEWINDOW_HOME", str(DEFAULT_HOME), "Folder that holds all data.")
)
ONEWINDOW_KEYS = Path(
    environment.read(
        "ONEWINDOW_KEYS", str(ONEWINDOW_HOME / "keys"), "Folder of signing keys; back it up apart."
    )
)
DATABASE_URL = environment.read(
    "DATABASE_URL", "", "PostgreSQL as the application's role; empty: the embedded server."
)
DATABASE_OWNER_URL = environment.read(
    "DATABASE_OWNER_URL", "", "PostgreSQL as the owner of the tables: migrations, init, restore."
)
POOL = bool(environment.read("ONEWINDOW_POOL", "", "1: keep database connections (web, worker)."))
DATABASES = {"default": environment.database(DATABASE_URL, pool=False)}
SECRET_KEY = environment.read(
    "ONEWINDOW_SECRET_KEY", "", "Signs cookies and links; the same for every web process."
)
ALLOWED_HOSTS = environment.read(
    "ONEWINDOW_HOSTS", "localhost,127.0.0.1", "Names this installation answers to, by commas."
).split(",")
PORT = int(environment.read("PORT", "8000", "Port of the web server on loopback."))
BIND = environment.read(
    "ONEWINDOW_BIND",
    "127.0.0.1",
    "Address the web server listens on; the demo takes loopback only.",
)

ONEWINDOW_SHELF_BYTES = int(
    environment.read(
        "ONEWINDOW_SHELF_BYTES",
        "16777216",
        "Memory for public pages in each web process, in bytes.",
    )
)

DEBUG = False
DEMO = False
USE_TZ = True
TIME_ZONE = environment.read("ONEWINDOW_ZONE", "UTC", "Time zone in which pages show the hour.")
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
ATOMIC_REQUESTS = False
ROOT_URLCONF = "onewindow.config.urls"
WSGI_APPLICATION = "onewindow.config.wsgi.application"
APPEND_SLASH = True

HOUSE = [
    "onewindow.ground.kernel",
    "onewindow.ground.jurisdiction",
    "onewindow.ground.search",
    "onewindow.ground.design",
    "onewindow.trust.audit",
    "onewindow.trust.security",
    "onewindow.trust.identity",
    "onewindow.registers.institutions",
    "onewindow.registers.functions",
    "onewindow.registers.catalogue",
    "onewindow.registers.sharing",
    "onewindow.flow.messages",
    "onewindow.flow.forms",
    "onewindow.flow.processes",
    "onewindow.delivery.services",
    "onewindow.delivery.cases",
    "onewindow.insight.measures",
    "onewindow.faces.portal",
    "onewindow.faces.workspace",
]

INSTALLED_APPS = [
    *HOUSE,
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.humanize",
    "django.contrib.staticfiles",
    "django.contrib.postgres",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "procrastinate.contrib.django",
]

MIDDLEWARE = [
    "onewindow.faces.portal.middleware.Shelf",
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "onewindow.ground.design.middleware.CompressedPages",
    "onewindow.ground.design.middleware.ContentPolicy",
    "onewindow.ground.design.middleware.EdgeGuard",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "onewindow.config.middleware.Language",
    "onewindow.config.middleware.Problems",
    "onewindow.trust.identity.middleware.ActorOfRequest",
    "onewindow.faces.workspace.middleware.StaffDoor",
]

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "APP_DIRS": True,
        "OPTIONS": {
            "builtins": ["onewindow.ground.design.templatetags.design"],
            "context_processors": [
                "django.template.context_processors.request",
                "onewindow.config.context.installation",
            ],
        },
    }
]
FORM_RENDERER = "onewindow.ground.design.renderer.DesignRenderer"

AUTH_USER_MODEL = "trust_identity.Account"
AUTHENTICATION_BACKENDS = ["allauth.account.auth_backends.AuthenticationBackend"]
PASSWORD_HASHERS = ["django.contrib.auth.hashers.ScryptPasswordHasher"]
AUTH_PASSWORD_VALIDATORS = [
    {
        "NAME": "django.contrib.auth.password_validation.MinimumLengthValidator",
        "OPTIONS": {"min_length": 12},
    },
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
]
ACCOUNT_ADAPTER = "onewindow.trust.identity.adapter.AccountAdapter"
ACCOUNT_LOGIN_METHODS = {"username", "email"}
ACCOUNT_SIGNUP_FIELDS = ["email*", "password1*"]
ACCOUNT_EMAIL_VERIFICATION = "none"
ACCOUNT_LOGOUT_ON_GET = False
MFA_ADAPTER = "onewindow.trust.identity.adapter.MFAAdapter"
MFA_SUPPORTED_TYPES = ["totp", "webauthn", "recovery_codes"]
MFA_PASSKEY_LOGIN_ENABLED = True
LOGIN_URL = "/accounts/login/"
LOGIN_REDIRECT_URL = "/desk/"
LOGOUT_REDIRECT_URL = "/"

SESSION_ENGINE = "django.contrib.sessions.backends.db"
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = "Lax"
CSRF_COOKIE_HTTPONLY = True
DATA_UPLOAD_MAX_MEMORY_SIZE = 2_621_440
CSRF_FAILURE_VIEW = "onewindow.ground.design.pages.token_missing"
X_FRAME_OPTIONS = "DENY"
SECURE_REFERRER_POLICY = "same-origin"

LANGUAGE_CODE = "en"
LANGUAGES = [("en", "English"), ("zh-hans", "中文"), ("ii", "ꆈꌠꉙ"), ("ar", "العربية")]
EXTRA_LANG_INFO = {"ii": {"bidi": False, "code": "ii", "name": "Yi", "name_local": "ꆈꌠꉙ"}}
USE_I18N = True
LANGUAGE_COOKIE_NAME = "language"
LOCALE_PATHS = [Path(__file__).resolve().parents[1] / "locale"]

STATIC_URL = "/static/"
STATIC_ROOT = ONEWINDOW_HOME / "static"
STORAGES = {
    "default": {
        "BACKEND": "django.core.files.storage.FileSystemStorage",
        "OPTIONS": {"location": str(ONEWINDOW_HOME / "files")},
    },
    "staticfiles": {"BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"},
}

ONEWINDOW_SITE = SITE
EMAIL_HOST = environment.read("SMTP_HOST", "", "Mail server; empty: mail waits in the outbox.")
EMAIL_PORT = int(environment.read("SMTP_PORT", "25", "Port of the mail server."))
EMAIL_HOST_USER = environment.read("SMTP_USER", "", "Account at the mail server.")
EMAIL_HOST_PASSWORD = environment.read("SMTP_PASSWORD", "", "Password at the mail server.")
EMAIL_USE_TLS = environment.read("SMTP_TLS", "", "1: STARTTLS to the mail server.") == "1"
DEFAULT_FROM_EMAIL = environment.read(
    "ONEWINDOW_FROM", "no-reply@localhost", "Sender address of messages."
)
EMAIL_TIMEOUT = 10
PUBLIC_ADDRESS = environment.read(
    "ONEWINDOW_ADDRESS", f"http://localhost:{PORT}", "Address of the portal as people type it."
)
HARVEST_LOOPBACK = (
    environment.read(
        "ONEWINDOW_HARVEST_LOOPBACK",
        "",
        "1: catalogues on this machine itself may be harvested; for trials.",
    )
    == "1"
)

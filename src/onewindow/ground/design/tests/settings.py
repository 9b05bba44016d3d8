"""Enough of Django to try this package alone.

`pytest --noconftest --ds onewindow.ground.design.tests.settings src/onewindow/ground/design`
"""

from django.utils.translation import gettext_lazy as _

from onewindow.ground.design.types import Link, Site

SECRET_KEY = "only for tests"
ALLOWED_HOSTS = ["*"]
USE_TZ = True
TIME_ZONE = "UTC"
INSTALLED_APPS = ["onewindow.ground.design", "django.contrib.staticfiles"]
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "APP_DIRS": True,
        "OPTIONS": {"context_processors": ["django.template.context_processors.request"]},
    }
]
FORM_RENDERER = "onewindow.ground.design.renderer.DesignRenderer"
STATIC_URL = "/static/"
LANGUAGE_CODE = "en"
LANGUAGES = [("en", "English"), ("zh-hans", "中文"), ("ii", "ꆈꌠꉙ"), ("ar", "العربية")]
ONEWINDOW_SITE = Site(
    name="Liangshan",
    service="One window",
    navigation=(Link(_("Services"), "/{lang}/services/"), Link(_("Offices"), "/{lang}/offices/")),
    contact="/{lang}/help/",
    notice_tag="Demo",
    notice="This is a demonstration. Nothing you enter is sent to an office.",
)

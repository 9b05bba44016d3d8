"""The Django app of the design system."""

from django.apps import AppConfig


class DesignConfig(AppConfig):
    """Registers templates, tags, static files and words under the label `ground_design`."""

    name = "onewindow.ground.design"
    label = "ground_design"
    verbose_name = "Design"

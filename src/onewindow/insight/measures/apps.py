"""Assembly of measures."""

from onewindow.ground.kernel.apps import PackageConfig


class MeasuresConfig(PackageConfig):
    name = "onewindow.insight.measures"
    label = "insight_measures"
    verbose_name = "Measures"

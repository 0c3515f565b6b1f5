"""Hypothesis without a clock: a busy machine is no bug."""

from hypothesis import HealthCheck, settings

settings.register_profile("components", deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("components")

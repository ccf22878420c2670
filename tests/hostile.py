"""How often everything is tried that reads what others wrote: 200 inputs in every run, at night
100,000 (`dev.py torture --long`).
"""

from hypothesis import HealthCheck, settings

HOSTILE = settings(
    max_examples=max(200, settings().max_examples),
    suppress_health_check=[
        HealthCheck.too_slow,
        HealthCheck.data_too_large,
        HealthCheck.function_scoped_fixture,
    ],
)

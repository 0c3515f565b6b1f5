"""What moves into the hours of an environment."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pyairtable_components.hours.awake import first_asleep
from pyairtable_components.hours.cron import parse
from pyairtable_components.hours.spec import HoursSpec
from pyairtable_components.hours.times import DAY, WEEKDAYS
from pyairtable_infra.profile.hours import rotation
from pyairtable_infra.profile.loader import load
from pyairtable_infra.profile.profile import EnvironmentProfile
from tests.conftest import ROOT

ZONES = ["UTC", "Australia/Sydney", "Pacific/Kiritimati", "Pacific/Pago_Pago", "Asia/Kathmandu", "Africa/Algiers"]


@pytest.fixture(scope="module")
def dev() -> EnvironmentProfile:
    return load("dev", ROOT)


@given(
    start=st.integers(0, 80),
    length=st.integers(16, 40),
    days=st.sets(st.sampled_from(WEEKDAYS), min_size=1, max_size=6),
    zone=st.sampled_from(ZONES),
)
def test_passwords_change_while_the_database_is_awake_and_within_a_day_of_utc(
    dev: EnvironmentProfile, start: int, length: int, days: set[str], zone: str
) -> None:
    """Secrets Manager refuses a window that extends into the next UTC day."""
    end = min(start + length, 88)
    if end - start < 16:
        start = end - 16
    times = [f"{each // 4:02}:{each % 4 * 15:02}" for each in (start, end)]
    hours = HoursSpec.model_validate({"start": times[0], "end": times[1], "days": sorted(days), "time_zone": zone})
    rules = rotation(dev.model_copy(update={"hours": hours}))
    assert first_asleep(hours, rules.schedule, "UTC", rules.window_hours * 60) is None
    assert parse(rules.schedule).minutes[-1] + rules.window_hours * 60 <= DAY

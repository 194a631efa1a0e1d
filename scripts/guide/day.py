"""The day that a build takes for today: an input, which the same bytes need."""

from collections.abc import Mapping
from datetime import UTC, date, datetime, time, timedelta, timezone

VARIABLE = "SOURCE_DATE_EPOCH"  # https://reproducible-builds.org/specs/source-date-epoch/
# The rules on these pages begin and end with a day in mainland China, which has one time zone and
# no summer time; where the computer stands that builds them changes nothing.
CHINA = timezone(timedelta(hours=8))


class NoDay(ValueError):
    """What is said to be the time of the build is no time."""


def day_of(settings: Mapping[str, str], now: datetime) -> date:
    """The day in China at SOURCE_DATE_EPOCH (seconds since 1970), or else now, which has a zone."""
    given = settings.get(VARIABLE)
    if not given:
        return now.astimezone(CHINA).date()
    try:
        return datetime.fromtimestamp(int(given), UTC).astimezone(CHINA).date()
    except (ValueError, OverflowError, OSError) as error:
        raise NoDay(f"{VARIABLE} is no number of seconds: {given}") from error


def epoch_of(day: date) -> str:
    """The first second of a day in China, as SOURCE_DATE_EPOCH says it."""
    return str(int(datetime.combine(day, time(), CHINA).timestamp()))

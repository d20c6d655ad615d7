"""Instances of a published calendar as an independent reader sees them, in wall-clock time of London.

    published.py FILE.ics

lists them: uid, start and end, a line each, in order.
"""
import datetime
import sys

import icalendar
from dateutil import rrule, tz

LONDON = tz.gettz("Europe/London")


def wall_clock(text):
    """A moment of the published JSON."""
    return london(datetime.datetime.fromisoformat(text))


def london(value):
    """A DATE-TIME of a calendar."""
    return value.astimezone(LONDON).replace(tzinfo=None)


def zoned(moment):
    return tz.resolve_imaginary(moment.replace(tzinfo=LONDON)).isoformat()


def starts(event):
    """Rules are expanded in wall-clock time, UNTIL and EXDATE brought there first."""
    start = london(event.decoded("dtstart"))
    if "rrule" not in event:
        return [start]
    rule = event["rrule"].to_ical().decode()
    until = event["rrule"]["until"][0]
    rule = ";".join(f"UNTIL={london(until):%Y%m%dT%H%M%S}" if part.startswith("UNTIL=") else part for part in rule.split(";"))
    exdates = event.get("exdate", [])
    exdates = exdates if isinstance(exdates, list) else [exdates]
    off = {london(date.dt) for dates in exdates for date in dates.dts}
    return [moment for moment in rrule.rrulestr(rule, dtstart=start) if moment not in off]


def events_of(path):
    with open(path, "rb") as file:
        calendar = icalendar.Calendar.from_ical(file.read())
    for event in calendar.walk("VEVENT"):
        if event.errors:
            raise SystemExit(f"{event['uid']}: {event.errors}")
        yield event


def main(path):
    lines = []
    for event in events_of(path):
        length = london(event.decoded("dtend")) - london(event.decoded("dtstart")) if "dtend" in event else None
        for start in starts(event):
            end = "none" if length is None else zoned(start + length)
            lines.append(f"{event['uid']} {zoned(start)} {end}")
    print("\n".join(sorted(lines)))


if __name__ == "__main__":
    main(sys.argv[1])

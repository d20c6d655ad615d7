"""Lists every instance of a calendar as an independent reader sees it: uid, start and end, a line each, in order."""
import datetime
import sys

import icalendar
from dateutil import rrule, tz

LONDON = tz.gettz("Europe/London")


def london(value):
    """A DATE-TIME of the calendar as wall-clock time in London."""
    return value.astimezone(LONDON).replace(tzinfo=None)


def zoned(wall_clock):
    return tz.resolve_imaginary(wall_clock.replace(tzinfo=LONDON)).isoformat()


def starts(event):
    """Rules are expanded in wall-clock time, UNTIL and EXDATE brought there first."""
    start = london(event.decoded("dtstart"))
    if "rrule" not in event:
        return [start]
    rule = event["rrule"].to_ical().decode()
    until = event["rrule"]["until"][0]
    wall_clock = f"{london(until):%Y%m%dT%H%M%S}"
    rule = ";".join(f"UNTIL={wall_clock}" if p.startswith("UNTIL=") else p for p in rule.split(";"))
    exdates = event.get("exdate", [])
    exdates = exdates if isinstance(exdates, list) else [exdates]
    off = {london(d.dt) for dates in exdates for d in dates.dts}
    return [s for s in rrule.rrulestr(rule, dtstart=start) if s not in off]


def main(path):
    with open(path, "rb") as file:
        calendar = icalendar.Calendar.from_ical(file.read())
    lines = []
    for event in calendar.walk("VEVENT"):
        if event.errors:
            raise SystemExit(f"{event['uid']}: {event.errors}")
        length = london(event.decoded("dtend")) - london(event.decoded("dtstart")) if "dtend" in event else None
        for start in starts(event):
            end = "none" if length is None else zoned(start + length)
            lines.append(f"{event['uid']} {zoned(start)} {end}")
    print("\n".join(sorted(lines)))


main(sys.argv[1])

"""Every line of a month's return, worked out once more from the input files.

    recompute.py samples halton 2026-10 --said said.json --calendar timetables.ics --timetable timetables.json

prints JSON: measure's code -> {value, numerator, denominator, lower, upper, baseline, target, rating}, numbers as text, null for what cannot be
said. Rounded as docs/returns.md says. What leads say comes from SAID: code -> {value or numerator and denominator}. Timetables are the one
input that is not read again here: their sessions are counted in the published calendar by an independent reader, and their partners in the
published JSON. It shares nothing with the hub's own code, so that a mistake in either shows.
"""
import argparse
import json
from decimal import Decimal
from fractions import Fraction
from functools import cache
from pathlib import Path

import figures
import people
import published

LEVELS = ("registrations.people", "ledger.projection", "panel.members", "front-door.monthly-users")
NOTHING = {"value": None, "numerator": None, "denominator": None, "lower": None, "upper": None}


class Council:
    """The input files of one authority."""

    def __init__(self, samples, authority, calendar, timetable):
        self.samples, self.folder = Path(samples), Path(samples) / "figures" / authority
        configuration = Path(samples) / "configuration" / authority
        self.settings = json.loads((configuration / "strands.json").read_text("utf-8"))
        self.visits = people.attendance_of(self.folder, json.loads((configuration / "places.json").read_text("utf-8"))["places"])
        self.calendar, self.timetable = calendar, timetable
        years = {strand["id"]: strand.get("award") for strand in self.settings["strands"]}
        self.awards = {strand: Fraction(sum(award.values())) if award else None for strand, award in years.items()}
        self.training = [measure["where"] for measure in self.settings["measures"] if measure.get("figure", "").startswith("training.") and "where" in measure]

    def figure(self, name, where, out_of, window):
        """One figure of months counted from year 0, not rounded."""
        source, what = name.split(".")
        if source == "attendance":
            return self.attended(what, where, window)
        if source == "registrations":
            return self.registered(window)
        if source == "reach":
            return self.reached(name, window)
        if source == "timetables":
            return self.offered(what, where, window)
        wanted = {column: [value.upper() for value in values] for column, values in where.items()}
        for figure in self.of_source(source, window):
            if figure["what"] == what and figure["outOf"] == out_of and {c: [v.upper() for v in vs] for c, vs in figure["where"].items()} == wanted:
                return {part: None if figure[part] is None else Fraction(figure[part]) for part in NOTHING}
        return NOTHING

    @cache
    def of_source(self, source, window):
        found = figures.Figures()
        folder = self.folder / source
        if source == "ledger":
            figures.ledger(folder, window, self.awards, found)
        elif source == "training":
            figures.training(folder, window, found, self.training)
        else:
            {"breastfeeding": figures.breastfeeding, "panel": figures.panel, "front-door": figures.front_door}[source](folder, window, found)
        return found.list

    def attended(self, what, where, window):
        months = [divmod(month, 12) for month in window]
        files = [self.visits[year, number + 1] for year, number in months if (year, number + 1) in self.visits]
        columns = {"programme": 3, "place": 2, "role": 4, "delivery": 5}
        chosen = [visit for file in files for visit in file if all(visit[columns[name]].upper() in [value.upper() for value in values] for name, values in where.items())]
        return {**NOTHING, "value": Fraction(len(chosen) if what == "visits" else len({visit[0] for visit in chosen})) if files else None}

    def registered(self, window):
        month = (window[-1] // 12, window[-1] % 12 + 1)
        holding = people.holding(people.registrations_of(self.folder, month), people.date.fromordinal(people.last_day(month)))
        return {**NOTHING, "value": Fraction(len(holding))}

    def reached(self, name, window):
        month = (window[-1] // 12, window[-1] % 12 + 1)
        found = next(line for line in people.reach(self.samples, self.folder, month, self.settings["reach"], self.visits) if line.get("figure") == name)
        lower, upper = found["interval"]
        return {part: Fraction(number) for part, number in {**found, "lower": lower, "upper": upper}.items() if part in NOTHING}

    def offered(self, what, where, window):
        inside = lambda moment: 12 * moment.year + moment.month - 1 in window
        count = sum(inside(start) for event in published.events_of(self.calendar) for start in published.starts(event))
        instances = [one for one in json.loads(Path(self.timetable).read_text("utf-8"))["instances"] if inside(published.wall_clock(one["start"]))]
        partners = {partner for one in instances for partner in [one["partner"], *one["alsoListedBy"]]}
        assert not where and len(instances) == count, (len(instances), count)
        return {**NOTHING, "value": Fraction(count if what == "sessions" else len(partners)) if count else None}


def window_of(text, month):
    if text.startswith("since:"):
        return range(figures.month(text.removeprefix("since:")), month + 1)
    return {"month": range(month, month + 1), "year-to-date": range(month - (month - 3) % 12, month + 1), "last-12-months": range(month - 11, month + 1)}[text]


def period(text):
    """The months of a month, a quarter or a financial year."""
    if "-q" in text:
        first = figures.month(text[:4] + "-04") + 3 * (int(text[-1]) - 1)
        return range(first, first + 3)
    year, rest = text.split("-")
    return figures.year_of(figures.month(f"{year}-04")) if (int(year) + 1) % 100 == int(rest) else range(figures.month(text), figures.month(text) + 1)


def rounded(number, decimals):
    """Halves away from zero."""
    if number is None:
        return None
    steps = (2 * abs(number) * 10**decimals + 1) // 2
    return Decimal(int(steps) if number >= 0 else -int(steps)).scaleb(-decimals)


def said_of(measure, said):
    if measure["code"] not in said:
        return NOTHING
    words = {part: Fraction(str(number)) for part, number in said[measure["code"]].items()}
    if "denominator" in words:
        words["value"] = words["numerator"] / words["denominator"] * (100 if measure["kind"] == "rate" else 1)
    return {**NOTHING, **words}


def target_of(measure, baseline, month):
    target, year = measure.get("target"), (month - 3) // 12
    if target is None:
        return None
    if "perYear" in target:
        return None if baseline is None else baseline + Decimal(str(target["perYear"])) * (year - (period(measure["baseline"]["months"])[0] - 3) // 12)
    reached = sorted((int(start[:4]), aim) for start, aim in target["byYear"].items() if int(start[:4]) <= year)
    return Decimal(str(reached[-1][1])) if reached else None


def due_of(measure, target, window):
    """What is due of a target by the last month of a window, not rounded; all of it for what is no count since April or since a fixed month."""
    text, target = measure.get("window", "month"), None if target is None else Fraction(target)
    if target is None or measure["kind"] not in ("count", "people", "money") or measure.get("figure") in LEVELS:
        return target
    if text == "year-to-date":
        profile = measure["target"].get("profile")
        return target * (Fraction(str(profile[len(window) - 1])) / 100 if profile else Fraction(len(window), 12))
    if not text.startswith("since:"):
        return target
    year, gone = (window[-1] - 3) // 12, (window[-1] - 3) % 12 + 1
    if "perYear" in measure["target"]:
        return target - Fraction(str(measure["target"]["perYear"])) * (12 - gone) / 12
    aims = {int(start[:4]): Fraction(str(aim)) for start, aim in measure["target"]["byYear"].items()}
    if year not in aims:
        return target
    before = [aims[start] for start in sorted(aims) if start < year]
    return before[-1] + (target - before[-1]) * gone / 12 if before else target * len(window) / (12 * year + 15 - window[0])


def rating(measure, value, target, window, lower, upper):
    """Held against what is due; the tolerance is one of the whole target, and of a part it is a part."""
    good = measure.get("good", "neither" if measure["kind"] == "text" else "higher")
    if value is None or target is None or good == "neither":
        return "None"
    due = rounded(due_of(measure, target, window), measure.get("decimals", 1 if measure["kind"] in ("rate", "average") else 0))
    if lower is not None and lower < due < upper:
        return "WithinMargin"
    lacking = Fraction(due - value if good == "higher" else value - due)
    tolerance = Fraction(str(measure.get("tolerance", 0))) * (1 if target == 0 else abs(Fraction(due) / Fraction(target)))
    return "OnTarget" if lacking <= 0 else "Near" if lacking <= tolerance else "Off"


def line(council, measure, month, said):
    decimals = measure.get("decimals", 1 if measure["kind"] in ("rate", "average") else 0)
    asked = (measure.get("figure"), measure.get("where", {}), measure.get("outOf"))
    window = window_of(measure.get("window", "month"), month)
    found = council.figure(*asked, window) if measure["source"] == "computed" else said_of(measure, said)
    baseline = measure.get("baseline")
    if baseline is not None:
        baseline = Fraction(str(baseline["value"])) if "value" in baseline else council.figure(*asked, period(baseline["months"]))["value"]
    value, baseline = rounded(found["value"], decimals), rounded(baseline, decimals)
    target = target_of(measure, baseline, month)
    target = rounded(None if target is None else Fraction(target), decimals)
    lower, upper = rounded(found["lower"], decimals), rounded(found["upper"], decimals)
    return {
        "value": value, "numerator": found["numerator"], "denominator": found["denominator"], "lower": lower, "upper": upper, "baseline": baseline,
        "target": target, "rating": rating(measure, value, target, window, lower, upper)}


def written(number):
    """As text without zeros at the end; numerators and denominators to twenty digits."""
    if number is None or isinstance(number, str):
        return number
    text = figures.digits(Fraction(number)).rstrip("0").rstrip(".")
    return "0" if text in ("", "-0") else text


def main():
    arguments = argparse.ArgumentParser()
    for name in ("samples", "authority", "month"):
        arguments.add_argument(name)
    for name in ("said", "calendar", "timetable"):
        arguments.add_argument("--" + name, required=True)
    given = arguments.parse_args()
    council = Council(given.samples, given.authority, given.calendar, given.timetable)
    said, month = json.loads(Path(given.said).read_text("utf-8")), figures.month(given.month)
    lines = {measure["code"]: line(council, measure, month, said) for measure in council.settings["measures"] if measure["kind"] != "text"}
    print(json.dumps({code: {part: written(number) for part, number in parts.items()} for code, parts in lines.items()}, indent=1))


if __name__ == "__main__":
    main()

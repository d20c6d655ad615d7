"""Every figure of the sources that are not about single people, worked out from the sample files by their definitions (docs/figures.md).

    figures.py samples halton 2022-04 2023-03 --strand parenting=396000 --strand transformation=

prints JSON: {"figures": [{source, what, where, outOf, value, numerator, denominator, lower, upper}], "tables": {id: [[label, numbers...]]}}.
Numbers are exact fractions throughout, printed to twenty digits after the point; null is a figure that cannot be said.
It shares nothing with the hub's own code, so that a mistake in either shows.
"""
import argparse
import csv
import json
import re
from collections import defaultdict
from datetime import date
from decimal import Decimal, localcontext
from fractions import Fraction
from pathlib import Path

POINTS = ["birth", "10-14 days", "6-8 weeks"]
Z = Decimal("1.959963984540054")


# Months are counted from year 0, so that the next one is one more.
def month(text):
    year, number = text.split("-")
    return 12 * int(year) + int(number) - 1


def month_of(day):
    return 12 * day.year + day.month - 1


def year_of(m):
    first = m - (m - 3) % 12
    return range(first, first + 12)


# Cells. A value that is not as it should be raises ValueError, and the row is left out.
def day(text):
    parts = [int(part) for part in re.split("[-/]", text)]
    return date(*parts) if "-" in text else date(*reversed(parts))


def count(text):
    if not re.fullmatch(r"\d+|\d{1,3}(,\d{3})+", text):
        raise ValueError(text)
    return int(text.replace(",", ""))


def money(text):
    parts = re.fullmatch(r"([-(]?)£?(\d+|\d{1,3}(?:,\d{3})+)(\.\d\d?)?\)?", text)
    if not parts:
        raise ValueError(text)
    amount = Fraction(parts[2].replace(",", "") + (parts[3] or ""))
    return -amount if parts[1] else amount


def one_of(text, *words):
    if text.lower() not in words:
        raise ValueError(text)
    return text.lower()


def some(text):
    if not text:
        raise ValueError(text)
    return text


def files_of(folder):
    """The months that each file answers for: of several files the one for the fewest months, then the last by name."""
    months = {}
    for path in sorted(folder.glob("*.csv")):
        quarter = re.match(r"(\d{4})-\d\d-q([1-4])", path.stem)
        year = re.match(r"(\d{4})-(\d\d)", path.stem)
        if quarter:
            first = 12 * int(quarter[1]) + 3 * int(quarter[2])
            months[path] = range(first, first + 3)
        elif (int(year[1]) + 1) % 100 == int(year[2]):
            months[path] = year_of(12 * int(year[1]) + 3)
        else:
            months[path] = [month(year[0])]
    answers = {}
    for path in sorted(months, key=lambda path: (-len(months[path]), path.name)):
        answers.update({m: path for m in months[path]})
    return months, answers


class Source:
    """A source's good rows, each read by a function that gives its month first, and the months that are known."""

    def __init__(self, folder, read, is_record=lambda row: True, periodic=False):
        self.rows = []
        months, answers = files_of(folder)
        last, seen = {}, set()
        for path in months:
            with open(path, encoding="utf-8", newline="") as lines:
                for row in csv.DictReader(lines, restkey="surplus"):
                    try:
                        if "surplus" in row:
                            continue
                        good = read(row)
                    except ValueError:
                        continue
                    if good is None or good[0] not in months[path]:
                        continue
                    if is_record(good):
                        last[path] = max(last.get(path, 0), good[0])
                    if answers[good[0]] == path:
                        self.rows.append(good)
                        seen.add(good[0])
        self.known = seen if periodic else {
            m for m, path in answers.items() if len(months[path]) == 1 or m <= last.get(path, 0)}

    def within(self, window):
        return [row for row in self.rows if row[0] in window]

    def knows(self, window):
        return any(m in self.known for m in window)


def digits(number):
    """To twenty digits after the point, halves away from zero."""
    if number is None:
        return None
    if isinstance(number, Decimal):
        number = Fraction(number)
    whole = (2 * abs(number) * 10**20 + 1) // 2
    return f"{'-' if number < 0 and whole else ''}{whole // 10**20}.{whole % 10**20:020d}"


def wilson(x, n):
    with localcontext() as context:
        context.prec = 60
        x, n = (Decimal(v.numerator) / v.denominator for v in (Fraction(x), Fraction(n)))
        middle, spread = 2 * x + Z * Z, Z * (Z * Z + 4 * x * (1 - x / n)).sqrt()
        return [max(Decimal(0), 100 * (middle - spread) / (2 * (n + Z * Z))), min(Decimal(100), 100 * (middle + spread) / (2 * (n + Z * Z)))]


class Figures:
    def __init__(self):
        self.list, self.tables = [], {}

    def add(self, source, what, value, where=None, out_of=None, numerator=None, denominator=None, interval=(None, None)):
        self.list.append({
            "source": source, "what": what, "where": where or {}, "outOf": out_of, "value": digits(value), "numerator": digits(numerator),
            "denominator": digits(denominator), "lower": digits(interval[0]), "upper": digits(interval[1])})

    def share(self, source, what, numerator, denominator, known=True, interval=False, **more):
        if not known or denominator <= 0:
            self.add(source, what, None, **more)
            return
        self.add(source, what, Fraction(100 * numerator) / denominator, numerator=Fraction(numerator), denominator=Fraction(denominator),
                 interval=wilson(numerator, denominator) if interval else (None, None), **more)


def breastfeeding(folder, window, figures):
    def read(row):
        if row["Totally"].lower() == "don't know":
            return None
        due, totally, partially, none, unknown = (count(row[c]) for c in ("Due", "Totally", "Partially", "Not at all", "Not known"))
        known = totally + partially + none
        if known + unknown != due:
            raise ValueError("does not add up")
        return month(row["Month"]), one_of(row["Point"], *POINTS), due, totally + partially, known

    source = Source(folder, read, periodic=True)
    for point in POINTS:
        rows = {}
        for row in source.within(window):
            if row[1] == point:
                rows.setdefault(row[0], row)
        due, breastfed, known = (Fraction(sum(row[i] for row in rows.values())) for i in (2, 3, 4))
        if window == year_of(window[0]):
            quarters = [sum(m in rows for m in window[q:q + 3]) for q in (0, 3, 6, 9)]
            if sorted(quarters) == [0, 3, 3, 3]:
                due, breastfed, known = (n * 4 / 3 for n in (due, breastfed, known))
        where = {"point": [point]}
        figures.share("breastfeeding", "rate", breastfed, due, known=bool(rows), interval=True, where=where)
        figures.share("breastfeeding", "coverage", known, due, known=bool(rows), where=where)


def ledger(folder, window, awards, figures):
    def read(row):
        return (month_of(day(row["Date"])), one_of(row["Strand"], *awards), one_of(row["Type"], "revenue", "capital"),
                one_of(row["Kind"], "actual", "forecast"), money(row["Amount"]))

    source = Source(folder, read, is_record=lambda row: row[3] == "actual")
    so_far = [m for m in year_of(window[-1]) if m <= window[-1]]
    ahead = [m for m in year_of(window[-1]) if m > window[-1]]

    def total(strand, months, kind="actual", types=("revenue", "capital")):
        amounts = [row[4] for row in source.rows if row[0] in months and row[1] == strand and row[3] == kind and row[2] in types]
        return sum(amounts, Fraction(0)), len(amounts)

    def projection(strand):
        actual, forecast = total(strand, so_far), total(strand, ahead, "forecast")
        return actual[0] + forecast[0] if forecast[1] or not ahead else actual[0] * 12 / len(so_far)

    for strands, where in [(list(awards), {})] + [([strand], {"strand": [strand]}) for strand in awards]:
        known = source.knows(window)
        spent = sum(total(strand, window)[0] for strand in strands)
        figures.add("ledger", "spent", spent if known else None, where)
        stated = all(awards[strand] is not None for strand in strands)
        if stated:
            figures.share("ledger", "spent-of-award", spent, sum(awards[strand] for strand in strands), known, where=where)
        else:
            figures.add("ledger", "spent-of-award", None, where)
        figures.add("ledger", "projection", sum(map(projection, strands)) if source.knows(so_far) else None, where)
        figures.share("ledger", "capital-share", sum(total(strand, window, types=("capital",))[0] for strand in strands), spent, known, where=where)


def training(folder, window, figures, also=()):
    def read(row):
        return (month_of(day(row["Date"])), some(row["Person"]).upper(), some(row["Course"]), day(row["Date"]),
                one_of(row["Status"], "booked", "completed", "withdrawn"), row["Ward"], row["Organisation"])

    source = Source(folder, read)
    bookings, names = {}, {}
    for row in source.within(window):
        names.setdefault(row[2].upper(), row[2])
        bookings[row[1], row[2].upper(), row[3]] = row
    columns = {"course": 2, "ward": 5, "organisation": 6}

    def persons(rows, *statuses):
        return len({row[1] for row in rows if row[4] in statuses})

    selections = [{}, *({name: [value]} for name, at in columns.items() for value in sorted({row[at].upper() for row in source.rows})), *also]
    for where in selections:
        chosen = {columns[name]: {value.upper() for value in values} for name, values in where.items()}
        rows = [row for row in bookings.values() if all(row[at].upper() in values for at, values in chosen.items())]
        known = source.knows(window)
        done, booked = persons(rows, "completed"), persons(rows, "booked", "completed")
        figures.add("training", "people", done if known else None, where)
        figures.add("training", "completions", sum(row[4] == "completed" for row in rows) if known else None, where)
        figures.share("training", "share", done, booked, known, where=where)
        figures.share("training", "share", done, 28, known, where=where, out_of=28)
    for course in sorted(names):
        rows = [row for row in bookings.values() if row[2].upper() == course]
        done, booked = persons(rows, "completed"), persons(rows, "booked", "completed")
        figures.tables.setdefault("training-by-course", []).append([course, digits(booked), digits(done), digits(Fraction(100 * done, booked)) if booked else None])


def panel(folder, window, figures):
    def read(row):
        return (month_of(day(row["Date"])), day(row["Date"]), some(row["Activity"]), count(row["Parents"]), count(row["Members"]) if row["Members"] else None)

    source = Source(folder, read)
    year = range(min(window[0], window[-1] - 11), window[-1] + 1)
    for activity in [None] + sorted({row[2] for row in source.rows}):
        def of(months):
            return [row for row in source.within(months) if activity in (None, row[2])]
        where = {"activity": [activity]} if activity else {}
        known = source.knows(window)
        members = sorted((row for row in of(year) if row[4] is not None), key=lambda row: row[1])
        figures.add("panel", "activities", len(of(window)) if known else None, where)
        figures.add("panel", "parents", sum(row[3] for row in of(window)) if known else None, where)
        figures.add("panel", "members", members[-1][4] if known and members else None, where)


def front_door(folder, window, figures):
    def read(row):
        first, last = day(row["From"]), day(row["To"])
        users, new, sessions, pages = (count(row[c]) for c in ("Users", "New users", "Sessions", "Page views"))
        if month_of(first) != month_of(last) or first > last or new > users or users > sessions:
            raise ValueError("contradiction")
        return month_of(first), users, new, sessions, pages, Fraction(row["Average minutes"])

    source = Source(folder, read, periodic=True)
    rows = source.within(window)
    known = bool(rows)
    sessions, minutes = sum(row[3] for row in rows), sum(row[3] * row[5] for row in rows)
    figures.add("front-door", "users", sum(row[2] for row in rows) if known else None)
    figures.add("front-door", "monthly-users", rows[0][1] if len(window) == 1 and len(rows) == 1 else None)
    figures.add("front-door", "sessions", sessions if known else None)
    figures.add("front-door", "pages", sum(row[4] for row in rows) if known else None)
    figures.add("front-door", "minutes", minutes / sessions if sessions else None, numerator=minutes if sessions else None, denominator=Fraction(sessions) if sessions else None)


def front_door_content(folder, window, figures):
    source = Source(folder, lambda row: (month(row["Month"]), one_of(row["Kind"], "page", "content"), some(row["Title"]), count(row["Views"])), periodic=True)
    for kind, table in (("page", "top-pages"), ("content", "top-content")):
        views = defaultdict(int)
        for row in source.within(window):
            if row[1] == kind:
                views[row[2]] += row[3]
        top = sorted(views.items(), key=lambda title: (-title[1], title[0]))[:5]
        if top:
            figures.tables[table] = [[title, digits(number)] for title, number in top]


def main():
    arguments = argparse.ArgumentParser()
    for name in ("samples", "authority", "first", "last"):
        arguments.add_argument(name)
    arguments.add_argument("--strand", action="append", default=[], metavar="ID=AWARD", help="a strand and its award, empty when not stated")
    given = arguments.parse_args()
    folder = Path(given.samples) / "figures" / given.authority
    window = range(month(given.first), month(given.last) + 1)
    awards = {strand: Fraction(award) if award else None for strand, award in (text.split("=") for text in given.strand)}
    figures = Figures()
    breastfeeding(folder / "breastfeeding", window, figures)
    ledger(folder / "ledger", window, awards, figures)
    training(folder / "training", window, figures)
    panel(folder / "panel", window, figures)
    front_door(folder / "front-door", window, figures)
    front_door_content(folder / "front-door-content", window, figures)
    print(json.dumps({"figures": figures.list, "tables": figures.tables}, ensure_ascii=False, indent=1))


if __name__ == "__main__":
    main()

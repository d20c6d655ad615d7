"""Attendance, registrations and reach of one month, computed once more.

Written from the definitions in docs/reach.md, not from the hub's code, with nothing but Python's standard library, so that the two can be
compared: python3 people.py SAMPLES AUTHORITY MONTH RULE  prints JSON. RULE is the object "reach" of strands.json.
"""

import csv
import json
import pathlib
import re
import sys
from collections import defaultdict
from datetime import date, datetime
from decimal import Decimal, getcontext


getcontext().prec = 50


def read_table(path, wanted):
    """Rows below the first row that has a heading for each wanted column; cells by column."""
    data = path.read_bytes()
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError:
        text = data.decode("cp1252")
    for separator in ",;\t|":
        rows = list(csv.reader(text.splitlines(), delimiter=separator))
        for number, row in enumerate(rows):
            at = {column: row.index(column) for column in wanted if column in row}
            if len(at) == len(wanted):
                return [{column: below[i].strip() if i < len(below) else "" for column, i in at.items()}
                        for below in rows[number + 1:] if any(cell.strip() for cell in below)]
    raise ValueError(f"{path} lacks its headings")


def read_date(text):
    for form in ("%Y-%m-%d", "%d/%m/%Y"):
        try:
            return datetime.strptime(text, form).date()
        except ValueError:
            pass
    return None


def month_of(day):
    return (day.year, day.month)


def last_day(month):
    year, number = month
    return date(year + number // 12, number % 12 + 1, 1).toordinal() - 1


def months(first, last):
    index = lambda month: month[0] * 12 + month[1] - 1
    return [(i // 12, i % 12 + 1) for i in range(index(first), index(last) + 1)]


def windows(month):
    year, number = month
    april = (year if number >= 4 else year - 1, 4)
    return {"month": months(month, month), "year-to-date": months(april, month), "last-12-months": months((year - 1, number + 1) if number < 12 else (year, 1), month)}


def fold(name):
    return "".join(c for c in name.lower() if c.isalnum())


# Attendance

def attendance_of(folder, places):
    """Month -> distinct visits (person, day, place, programme, role, delivery)."""
    ids = {fold(name): place["id"] for place in places for name in [place["id"], place["name"], *place.get("aliases", [])]}
    visits = {}
    for path in sorted((folder / "attendance").glob("*.csv")):
        month = (int(path.name[:4]), int(path.name[5:7]))
        seen = {}
        for row in read_table(path, ["Person", "Date", "Place", "Programme", "Role", "Delivery"]):
            day, role, delivery = read_date(row["Date"]), row["Role"].lower(), row["Delivery"].lower() or "in person"
            place = ids.get(fold(row["Place"])) if row["Place"] else "" if delivery == "online" else None
            good = row["Person"] and row["Programme"] and day and month_of(day) == month and place is not None
            if good and role in ("child", "adult") and delivery in ("in person", "online"):
                person = row["Person"].upper()
                seen.setdefault((person, day, place, row["Programme"].lower()), (person, day, place, row["Programme"], role, delivery))
        visits[month] = list(seen.values())
    return visits


def attendance_figures(visits, month):
    columns = {"programme": 3, "place": 2, "role": 4, "delivery": 5}
    for window, span in windows(month).items():
        rows = [visit for one in span for visit in visits.get(one, [])]
        choices = [({}, rows)] + [({column: value}, [row for row in rows if row[at] == value]) for column, at in columns.items() for value in sorted({row[at] for row in rows} - {""})]
        choices.append(({"programme": "Triple P", "role": "adult"}, [row for row in rows if row[3] == "Triple P" and row[4] == "adult"]))
        for where, chosen in choices:
            yield {"figure": "attendance.people", "where": where, "window": window, "value": len({row[0] for row in chosen})}
            yield {"figure": "attendance.visits", "where": where, "window": window, "value": len(chosen)}


# Registrations

def registrations_of(folder, month):
    path = folder / "registrations" / f"{month[0]}-{month[1]:02d}.csv"
    for row in read_table(path, ["Person", "Date of birth", "Postcode", "Registered on", "Ended on"]):
        born, registered, ended = (read_date(row[column]) for column in ("Date of birth", "Registered on", "Ended on"))
        wrong = not row["Person"] or not born or not registered or (row["Ended on"] and (not ended or ended < registered))
        if not wrong:
            yield row["Person"].upper(), born, row["Postcode"], registered, ended


def holding(rows, day):
    """Person -> the registration that holds on a day; the latest when there are several."""
    latest = {}
    for person, born, postcode, registered, ended in rows:
        if registered <= day and not (ended and ended <= day) and (person not in latest or latest[person][2] <= registered):
            latest[person] = (born, postcode, registered)
    return latest


# National files, known by how their headings begin

def reference(folder, *beginnings):
    for path in sorted(folder.iterdir()):
        rows = csv.reader(path.read_text("utf-8-sig").splitlines())
        headings = [heading.lower() for heading in next(rows)]
        at = [next((i for i, heading in enumerate(headings) if re.match(beginning, heading)), None) for beginning in beginnings]
        if None not in at:
            return [[row[i].strip() for i in at] for row in rows]
    raise ValueError(f"no file with {beginnings}")


def areas_of(folder, rule):
    """Area of 2021 -> (among the most deprived, ward, children), for the authority's areas."""
    geography = {2025: "2021", 2019: "2011"}[rule["release"]]
    index = {"IDACI": r".*\(idaci\) rank", "IMD": r".*\(imd\) rank"}[rule["index"]]
    ranked = [(int(rank), code, district) for code, district, rank in reference(folder, rf"lsoa code \({geography}\)", "local authority district code", index)]
    own = sorted((rank, code) for rank, code, district in ranked if district == rule["district"])
    if rule.get("mostDeprivedAreas"):
        deprived = {code for _, code in own[:rule["mostDeprivedAreas"]]}
    else:
        deprived = {code for rank, code in own if rank * 100 <= rule["mostDeprivedPercent"] * len(ranked)}
    if rule["release"] == 2019:
        mine, became = {code for _, code in own}, defaultdict(list)
        for before, after, _ in reference(folder, "lsoa11cd", "lsoa21cd", "chgind"):
            if before in mine:
                became[after].append(before)
        flags = {after: any(before in deprived for before in befores) for after, befores in became.items()}
    else:
        flags = {code: code in deprived for _, code in own}
    wards = dict(reference(folder, "lsoa21cd", r"wd\d\dnm$"))
    children = {row[0]: sum(map(int, row[1:])) for row in reference(folder, "lsoa21cd", *(rf"age {age}$" for age in range(rule["underAge"])))}
    return {code: (flag, wards[code], children[code]) for code, flag in flags.items()}


def squeeze(postcode):
    text = re.sub(r"\s", "", postcode).upper()
    return text if re.fullmatch(r"[A-Z]{1,2}\d[A-Z\d]?\d[A-Z]{2}", text) else None


def wilson(count, total):
    z, count, total = Decimal("1.959963984540054"), Decimal(count), Decimal(total)
    middle, half, width = 2 * count + z * z, z * (z * z + 4 * count * (total - count) / total).sqrt(), 2 * (total + z * z)
    return [str(100 * (middle - half) / width), str(100 * (middle + half) / width)]


def reach(samples, folder, month, rule, visits):
    areas = areas_of(samples / "reference", rule)
    directory = {squeeze(postcode): (area, ended) for postcode, area, ended in reference(samples / "reference", "pcds$", "lsoa21", "doterm")}
    day = date.fromordinal(last_day(month))
    age = lambda born: day.year - born.year - ((born.month, born.day) > (day.month, day.day))
    children = {person: postcode for person, (born, postcode, _) in holding(registrations_of(folder, month), day).items() if born <= day and age(born) < rule["underAge"]}
    attended = defaultdict(int)
    for one in windows(month)[rule["accessWindow"]]:
        for visit in visits.get(one, []):
            attended[visit[0]] += 1
    says, placed = defaultdict(int), {}
    for person, postcode in children.items():
        found = directory.get(squeeze(postcode))
        if not found:
            says["No postcode" if not postcode else "Not a postcode" if not squeeze(postcode) else "Postcode not in the directory"] += 1
        elif found[0] not in areas:
            says["Outside the authority's area"] += 1
        else:
            placed[person] = areas[found[0]]
            says["In the authority's area" + (", by a postcode that is no longer in use" if found[1] else "")] += 1

    def by_ward(takes):
        table = defaultdict(lambda: [0, 0, 0, 0])
        for flag, ward, living in areas.values():
            if takes(flag):
                table[ward][0] += living
        for person, (flag, ward, _) in placed.items():
            if takes(flag):
                table[ward][1] += 1
                table[ward][2] += person in attended
                table[ward][3] += attended.get(person, 0)
        return table

    deprived = by_ward(lambda flag: flag)
    living, registered, accessing, _ = (sum(column) for column in zip(*deprived.values()))
    for name, count, total in (("registered", registered, living), ("accessing", accessing, registered), ("accessing-of-all", accessing, living)):
        yield {"figure": f"reach.{name}", "where": {}, "window": "month", "value": str(Decimal(100 * count) / total), "numerator": count, "denominator": total, "interval": wilson(count, total)}
    yield {"table": "reach-by-ward", "rows": deprived}
    yield {"table": "children-by-ward", "rows": by_ward(lambda _: True)}
    yield {"table": "reach-postcodes", "rows": {label: [count] for label, count in says.items()}}


def main(samples, authority, month, rule):
    samples, month = pathlib.Path(samples), (int(month[:4]), int(month[5:]))
    folder = samples / "figures" / authority
    visits = attendance_of(folder, json.loads((samples / "configuration" / authority / "places.json").read_text("utf-8"))["places"])
    registered = len(holding(registrations_of(folder, month), date.fromordinal(last_day(month))))
    figures = [*attendance_figures(visits, month), {"figure": "registrations.people", "where": {}, "window": "month", "value": registered}]
    print(json.dumps(figures + list(reach(samples, folder, month, json.loads(rule), visits)), indent=1))


if __name__ == "__main__":
    main(*sys.argv[1:])

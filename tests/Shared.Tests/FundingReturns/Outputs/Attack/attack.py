#!/usr/bin/env python3
"""Attacks published tables of counts: what can a reader work out of the cells that are hidden?

Input: JSON lines, one publication each (everything that is published of an authority together, so that differences between tables, months and
quarters count):

  {"name": "...", "cells": {"id": shown}, "sums": [["total", ["part", "part"]]], "hidden": [1, 7], "rounded": 5,
   "ranges": {"id": [least, most]}, "shares": [["part", "whole", from, below]]}

shown: a number (to the nearest "rounded"; exact when that is absent or 1, and 0 always), or "*" (hidden: within "hidden").
ranges: cells of which only this is known, most may be null: numbers that are not published at all, such as the difference of two that are.
shares: the part is at least so many percent of the whole, and below so many.

For each hidden cell the smallest and largest whole number is found that fits everything shown (SciPy's milp). It leaks when fewer are possible
than within "hidden": one is exact disclosure, others are partial. Prints a line for each publication: "name: 12 hidden, 0 exact, 1 narrowed id=2..7".
Ends with 1 when any cell leaks exactly, with 2 when nothing can fit (the tables contradict one another).
Debian: python3-scipy (1.10.1 tried).
"""
import json
import sys

import numpy as np
from scipy.optimize import Bounds, LinearConstraint, milp

# Of what is not published.
HIGHEST = 100_000


def bounds(publication):
    step = publication.get("rounded", 1)
    ends = {}
    for cell, shown in publication["cells"].items():
        if shown == "*":
            ends[cell] = tuple(publication.get("hidden", [1, 7]))
        elif step == 1 or shown == 0:
            ends[cell] = (shown, shown)
        else:
            ends[cell] = (max(shown - step // 2, publication.get("hidden", [1, 7])[1] + 1), shown + (step - 1) // 2)
    for cell, (least, most) in publication.get("ranges", {}).items():
        ends[cell] = (least, HIGHEST if most is None else most)
    return ends


def constraints(publication):
    """Rows of coefficients, each with the least and most that they may come to."""
    for total, parts in publication["sums"]:
        row = {total: 1}
        for part in parts:
            row[part] = row.get(part, 0) - 1
        yield row, 0, 0
    for part, whole, from_, below in publication.get("shares", []):
        yield {part: 100, whole: -from_}, 0, np.inf
        yield {part: 100, whole: -below}, -np.inf, 0


def groups(cells, rows):
    """Cells that hang together, and the rows between them: what is in another group tells nothing."""
    leader = {cell: cell for cell in cells}

    def find(cell):
        while leader[cell] != cell:
            leader[cell] = leader[leader[cell]]
            cell = leader[cell]
        return cell

    for row, _, _ in rows:
        first, *others = row
        for other in others:
            leader[find(other)] = find(first)
    together = {}
    for cell in cells:
        together.setdefault(find(cell), ([], []))[0].append(cell)
    for row in rows:
        together[find(next(iter(row[0])))][1].append(row)
    return together.values()


def attack(publication):
    ends, hidden = bounds(publication), {cell for cell, shown in publication["cells"].items() if shown == "*"}
    found = []
    for cells, rows in groups(list(ends), list(constraints(publication))):
        at = {cell: i for i, cell in enumerate(cells)}
        limits = Bounds([ends[cell][0] for cell in cells], [ends[cell][1] for cell in cells])
        matrix = np.zeros((len(rows), len(cells)))
        for i, (row, _, _) in enumerate(rows):
            for cell, factor in row.items():
                matrix[i, at[cell]] = factor
        known = LinearConstraint(matrix, [row[1] for row in rows], [row[2] for row in rows]) if rows else None
        for cell in hidden & set(cells):
            if not rows:
                found.append((cell, *ends[cell]))
                continue
            span = []
            for sign in (1, -1):
                aim = np.zeros(len(cells))
                aim[at[cell]] = sign
                # The presolving of SciPy 1.10 takes some publications for contradictory that are not.
                solved = milp(aim, constraints=known, bounds=limits, integrality=np.ones(len(cells)), options={"presolve": False})
                if not solved.success:
                    return None
                span.append(int(round(solved.x[at[cell]])))
            found.append((cell, *span))
    return sorted(found)


def main():
    worst = 0
    for line in sys.stdin:
        if not line.strip():
            continue
        publication = json.loads(line)
        found, (least, most) = attack(publication), publication.get("hidden", [1, 7])
        if found is None:
            print(f"{publication['name']}: contradicts itself")
            worst = max(worst, 2)
            continue
        exact = [cell for cell in found if cell[1] == cell[2]]
        partial = [cell for cell in found if cell[1] != cell[2] and (cell[1] > least or cell[2] < most)]
        told = " ".join(f"{cell}={low}..{high}" for cell, low, high in exact + partial)
        print(f"{publication['name']}: {len(found)} hidden, {len(exact)} exact, {len(partial)} narrowed {told}".rstrip())
        worst = max(worst, 1 if exact else 0)
    return worst


if __name__ == "__main__":
    sys.exit(main())

"""Markdown tables of measured rows."""
from statistics import median

COLUMNS = (("cpu_us", "CPU µs/req", 1), ("rps", "req/s", 0), ("p50_us", "p50 µs", 0), ("p99_us", "p99 µs", 0))
RATIOS = ["cpu_us", "rps"]


def results(rows, reference, columns=COLUMNS):
    """Median (min–max) per load and target. Ratios to the reference are taken within a round, then their median."""
    ratio_heads = [f"CPU ratio to {reference}", f"req/s ratio to {reference}"] if reference else []
    lines = table_head(["load", "target", *(title for _, title, _ in columns), *ratio_heads])
    for load in unique(row["load"] for row in rows):
        of_load = [row for row in rows if row["load"] == load]
        by_target = {name: [row for row in of_load if row["target"] == name] for name in unique(row["target"] for row in of_load)}
        for name in sorted(by_target, key=lambda n: median(row["cpu_us"] for row in by_target[n])):
            cells = [spread([row[key] for row in by_target[name]], digits) for key, _, digits in columns]
            if reference:
                cells += [ratio(by_target[name], by_target[reference], key) for key in RATIOS]
            lines.append(table_row([load, name, *cells]))
    return "\n".join(lines)


def footprints(targets):
    lines = table_head(["target", "start-up s", "RSS MB after the run", "peak MB"])
    for target in targets:
        lines.append(table_row([
            target.name, f"{target.startup_s:.2f}", f"{target.memory_mb():.0f}", f"{target.memory_mb('VmHWM'):.0f}"]))
    return "\n".join(lines)


def spread(values, digits):
    return f"{median(values):,.{digits}f} ({min(values):,.{digits}f}–{max(values):,.{digits}f})"


def ratio(rows, reference_rows, key):
    reference = {row["round"]: row[key] for row in reference_rows}
    return f"{median(row[key] / reference[row['round']] for row in rows):.2f}×"


def unique(values):
    return list(dict.fromkeys(values))


def table_head(titles):
    return [table_row(titles), "|" + "---|" * len(titles)]


def table_row(cells):
    return "| " + " | ".join(cells) + " |"

"""Draws the charts of notes that a server ran, from what it answered, with NVD3, which Zeppelin's own pages use.

Arguments: the folder with nvd3 and d3 (node_modules), the browser, where to put pictures, then notes as run_notes.py wrote them.
"""

import json
import re
import subprocess
import sys
from pathlib import Path

PAGE = """<!doctype html><meta charset="utf-8"><title>{title}</title>
<style>{css}
body {{ font: 13px sans-serif; width: 1200px; margin: 12px; }} .p {{ display: inline-block; vertical-align: top; padding: 6px; box-sizing: border-box; }}
svg {{ width: 100%; }} table {{ border-collapse: collapse; font-size: 11px; }} td, th {{ border: 1px solid #ccc; padding: 2px 5px; white-space: nowrap; }}
h4 {{ margin: 6px 0; }} pre {{ background: #f4f4f4; padding: 6px; }} .scroll {{ max-height: 300px; overflow: hidden; }}</style>
<body><script>{d3}</script><script>{nvd3}</script><script>
const paragraphs = {paragraphs};
for (const p of paragraphs) {{
  const box = document.body.appendChild(document.createElement("div"));
  box.className = "p";
  box.style.width = (p.width / 12 * 100) + "%";
  if (p.title) box.appendChild(document.createElement("h4")).textContent = p.title;
  if (p.html) {{ box.insertAdjacentHTML("beforeend", p.html); continue; }}
  if (p.text) {{ box.appendChild(document.createElement("pre")).textContent = p.text; continue; }}
  if (p.mode === "table") {{
    const t = box.appendChild(document.createElement("div"));
    t.className = "scroll";
    const table = t.appendChild(document.createElement("table"));
    p.rows.forEach((row, i) => {{ const tr = table.insertRow(); row.forEach((cell) => {{ tr.appendChild(document.createElement(i ? "td" : "th")).textContent = cell; }}); }});
    continue;
  }}
  const svg = box.appendChild(document.createElementNS("http://www.w3.org/2000/svg", "svg"));
  svg.style.height = p.height + "px";
  const chart = p.mode === "scatterChart" ? nv.models.scatterChart().pointRange([40, 40]).showDistX(false)
    : p.mode === "lineChart" ? nv.models.lineChart() : nv.models.multiBarChart().stacked(p.stacked).showControls(false).rotateLabels(-45).reduceXTicks(false).margin({{ bottom: 110 }});
  chart.duration(0);
  if (p.x) chart.xAxis.axisLabel(p.x);
  if (p.y) chart.yAxis.axisLabel(p.y);
  chart.yAxis.tickFormat(d3.format(".3g"));
  if (p.mode !== "multiBarChart") chart.xAxis.tickFormat(d3.format(".3g"));
  chart.noData("no data");
  d3.select(svg).datum(p.data).call(chart);
}}
const drawn = [...document.querySelectorAll("svg")].filter((svg) => svg.querySelector(".nv-point, .nv-bar, path.nv-line"));
document.title = "drawn " + drawn.length + " height " + document.documentElement.scrollHeight;
</script>"""


def number(text):
    return None if text in ("null", "NaN", "") else float(text)


def series(columns, rows, graph):
    """Rows as NVD3 wants them: for each group its points; bars and lines have one value for each key, as in Zeppelin."""
    mode = graph["mode"]
    if mode == "scatterChart":
        chosen = graph["setting"]["scatterChart"]
        x, y, group = (columns.index(chosen[axis]["name"]) for axis in ("xAxis", "yAxis", "group"))
        groups = {}
        for row in rows:
            if number(row[x]) is not None and number(row[y]) is not None:
                groups.setdefault(row[group], []).append({"x": number(row[x]), "y": number(row[y])})
        return [{"key": key, "values": values} for key, values in groups.items()]
    key = columns.index(graph["keys"][0]["name"])
    labels = list(dict.fromkeys(row[key] for row in rows))
    group = columns.index(graph["groups"][0]["name"]) if graph["groups"] else None
    lines = {}
    for row in rows:
        for value in graph["values"]:
            name = row[group] if group is not None else value["name"]
            lines.setdefault(name, {})[row[key]] = number(row[columns.index(value["name"])])
    if mode == "lineChart":
        return [{"key": name, "values": [{"x": float(at), "y": y} for at, y in points.items() if y is not None]} for name, points in lines.items()]
    return [{"key": name, "values": [{"x": at, "y": points.get(at) or 0} for at in labels]} for name, points in lines.items()]


def drawable(paragraph):
    message = paragraph["results"]["msg"][0] if paragraph["results"]["msg"] else {"type": "TEXT", "data": ""}
    common = {"title": paragraph.get("title"), "width": paragraph["config"]["colWidth"]}
    if message["type"] == "HTML":
        return {**common, "html": message["data"]}
    if message["type"] != "TABLE":
        return {**common, "text": message["data"]}
    columns, *rows = [line.split("\t") for line in message["data"].strip("\n").splitlines()]
    graph = paragraph["config"]["results"]["0"]["graph"]
    if graph["mode"] == "table":
        return {**common, "mode": "table", "rows": [columns, *rows]}
    scatter = graph["setting"].get("scatterChart")
    return {**common, "mode": graph["mode"], "height": graph["height"], "data": series(columns, rows, graph),
            "stacked": graph["setting"].get("multiBarChart", {}).get("stacked", False),
            # Zeppelin labels the axes of scatter charts alone
            "x": scatter["xAxis"]["name"] if scatter else None, "y": scatter["yAxis"]["name"] if scatter else None}


def main():
    modules, browser, pictures, *notes = sys.argv[1:]
    read = lambda name: (Path(modules) / name).read_text()
    for note in map(Path, notes):
        answer = json.loads(note.read_text())
        paragraphs = [drawable(p) for p in answer["paragraphs"]]
        page = Path(pictures) / f"{note.stem}.html"
        page.write_text(PAGE.format(
            title=note.stem, css=read("nvd3/build/nv.d3.min.css"), d3=read("d3/d3.min.js"), nvd3=read("nvd3/build/nv.d3.min.js"),
            paragraphs=json.dumps(paragraphs).replace("<", "\\u003c")))
        common = [browser, "--headless", "--no-sandbox", "--disable-gpu", "--no-first-run", f"--user-data-dir={pictures}/browser",
                  "--hide-scrollbars", "--virtual-time-budget=15000"]
        dom = subprocess.run([*common, "--window-size=1240,800", "--dump-dom", page.as_uri()], check=True, capture_output=True,
                             text=True, timeout=180).stdout
        expected = sum(len(p.get("data") or []) > 0 for p in paragraphs)
        drawn, height = map(int, re.search(r"<title>drawn (\d+) height (\d+)</title>", dom).groups())
        subprocess.run([*common, f"--window-size=1240,{height}", f"--screenshot={page.with_suffix('.png')}", page.as_uri()], check=True,
                       stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, timeout=180)
        print(f"{page.with_suffix('.png')}: {drawn} charts drawn, {expected} have data")
        if drawn < expected:
            sys.exit(f"{note.stem}: {expected - drawn} charts were not drawn")


if __name__ == "__main__":
    main()

// Draws the figures of the page with ECharts. All words come from data and go in as text, never as HTML.
(() => {
  "use strict";

  const figures = JSON.parse(document.getElementById("data").textContent);
  const darkGround = matchMedia("(prefers-color-scheme: dark)");
  const symbols = ["circle", "rect", "triangle", "diamond", "pin", "arrow"];
  const dashes = { predicted: "solid", fitted: [7, 4], rival: [2, 3] };
  const superscripts = "⁰¹²³⁴⁵⁶⁷⁸⁹";
  const narrow = 560;
  let filterWords = [];

  // ---- numbers -------------------------------------------------------------------------------

  /** Three significant digits. */
  function brief(value) {
    const size = Math.abs(value);
    if (size !== 0 && (size < 1e-4 || size >= 1e6)) {
      return value.toExponential(2);
    }
    const decimals = size === 0 ? 0 : Math.max(0, 2 - Math.floor(Math.log10(size)));
    return value.toFixed(decimals);
  }

  function withoutZeros(text) {
    return text.includes("e") || !text.includes(".") ? text : text.replace(/0+$/, "").replace(/\.$/, "");
  }

  function powerOfTen(exponent) {
    if (exponent === 0) {
      return "1";
    }
    const digits = [...String(Math.abs(exponent))].map((digit) => superscripts[digit]);
    return "10" + (exponent < 0 ? "⁻" : "") + digits.join("");
  }

  // ---- ticks: the same rule as in the figures for papers ----------------------------------------

  function roundValues(from, to, handful) {
    const raw = (to - from) / handful;
    const size = 10 ** Math.floor(Math.log10(raw));
    const step = [1, 2, 5, 10].map((digit) => digit * size).find((candidate) => candidate >= raw);
    const values = [];
    for (let k = Math.ceil(from / step - 1e-9); k * step <= to + 1e-9 * step; k++) {
      values.push(k * step);
    }
    return values;
  }

  function oneTwoFive(from, to) {
    const values = [];
    for (let k = Math.floor(from); k <= to; k++) {
      for (const digit of [1, 2, 5]) {
        const value = Number(`${digit}e${k}`);
        if (Math.log10(value) >= from && Math.log10(value) <= to) {
          values.push(value);
        }
      }
    }
    return values;
  }

  function ticks(axis, [from, to], handful) {
    if (!axis.log) {
      return roundValues(from, to, handful).map((value) => [value, withoutZeros(brief(value))]);
    }
    if (to - from >= 3) {
      const step = Math.max(1, Math.ceil((to - from) / (handful + 2)));
      const powers = [];
      for (let k = Math.ceil(from / step) * step; k <= to; k += step) {
        powers.push([k, powerOfTen(k)]);
      }
      return powers;
    }
    const values = to - from >= 0.9 ? oneTwoFive(from, to) : roundValues(10 ** from, 10 ** to, handful);
    return values.map((value) => [Math.log10(value), withoutZeros(brief(value))]);
  }

  // ---- one figure -------------------------------------------------------------------------------

  class Chart {
    constructor(figure) {
      this.figure = figure;
      this.names = [...new Set(figure.series.map((series) => series.name))];
      this.hidden = new Set();
      this.element = document.getElementById(figure.id);
      this.chart = echarts.init(this.element, null, { renderer: "svg" });
      this.chart.on("datazoom", () => this.drawTicks());
      this.legend();
      new ResizeObserver(() => {
        this.chart.resize();
        this.draw();
      }).observe(this.element);
      this.draw();
    }

    position(axis, value) {
      return axis.log ? Math.log10(value) : value;
    }

    /** Series with the points that the filter lets through. */
    visible() {
      const keeps = (label) => filterWords.every((word) => label.toLowerCase().includes(word));
      const kept = this.figure.series
        .filter((series) => !this.hidden.has(series.name))
        .map((series) => ({ ...series, points: series.points.filter((point) => !point[4] || keeps(point[4])) }));
      const ofCells = new Set(this.figure.series.filter((s) => s.points.some((p) => p[4])).map((s) => s.name));
      const left = new Set(kept.filter((s) => s.points.some((p) => p[4])).map((s) => s.name));
      return kept.filter((series) => series.points.length > 0 && (!ofCells.has(series.name) || left.has(series.name)));
    }

    /** From the least to the greatest position of all points, with a margin; the whole figure's, filtered or not. */
    extent(axis, index) {
      let from = Infinity;
      let to = -Infinity;
      for (const series of this.figure.series) {
        for (const point of series.points) {
          const ends = index === 1 && point[2] !== null && point[2] !== undefined ? [point[1], point[2], point[3]] : [point[index]];
          for (const end of ends.filter((value) => !axis.log || value > 0)) {
            from = Math.min(from, this.position(axis, end));
            to = Math.max(to, this.position(axis, end));
          }
        }
      }
      const margin = 0.04 * (to - from) || 0.1;
      return [from - margin, to + margin];
    }

    draw() {
      const style = getComputedStyle(document.documentElement);
      this.ink = style.getPropertyValue("--ink").trim();
      this.soft = style.getPropertyValue("--soft").trim();
      this.line = style.getPropertyValue("--line").trim();
      this.sheet = style.getPropertyValue("--sheet").trim();
      const isNarrow = this.element.clientWidth < narrow;
      this.handful = isNarrow ? 4 : 6;
      const { x, y } = this.figure;
      const axis = (of, index, gap) => {
        const [min, max] = this.extent(of, index);
        return {
          type: "value",
          min,
          max,
          name: of.label,
          nameLocation: "middle",
          nameGap: gap,
          nameTextStyle: { color: this.ink, fontSize: 13 },
          axisLine: { show: true, onZero: false, lineStyle: { color: this.soft } },
          axisTick: { show: false },
          axisLabel: { show: false },
          splitLine: { show: false },
        };
      };
      this.chart.setOption(
        {
          animation: false,
          textStyle: { fontFamily: getComputedStyle(document.body).fontFamily },
          grid: { left: isNarrow ? 62 : 76, right: 14, top: 34, bottom: 56 },
          xAxis: axis(x, 0, 32),
          yAxis: axis(y, 1, isNarrow ? 46 : 56),
          tooltip: {
            trigger: "item",
            confine: true,
            backgroundColor: this.sheet,
            borderColor: this.soft,
            textStyle: { color: this.ink, fontSize: 13 },
            formatter: (item) => this.tip(item.data.of),
          },
          toolbox: {
            right: 8,
            top: 0,
            iconStyle: { borderColor: this.soft },
            feature: {
              dataZoom: { filterMode: "none", title: { zoom: "zoom in", back: "zoom back" } },
              restore: { title: "all of it" },
              saveAsImage: { name: this.figure.id, title: "save", backgroundColor: this.sheet },
            },
          },
          dataZoom: [
            { type: "inside", xAxisIndex: 0, filterMode: "none", zoomOnMouseWheel: "ctrl", moveOnMouseMove: false },
            { type: "inside", yAxisIndex: 0, filterMode: "none", zoomOnMouseWheel: "ctrl", moveOnMouseMove: false },
          ],
          // grid lines lie under all else; ECharts looks for their order here, not beside each
          markLine: { z: 0 },
          series: [this.tickSeries(), ...this.visible().flatMap((series) => this.series(series))],
        },
        { notMerge: true },
      );
    }

    colour(series) {
      return darkGround.matches ? series.dark : series.light;
    }

    series(series) {
      const { x, y } = this.figure;
      const colour = this.colour(series);
      const data = series.points.map((point) => ({
        value: [this.position(x, point[0]), this.position(y, point[1])],
        of: { series, point },
      }));
      if (series.mark === "measured" || series.mark === "outside") {
        const many = data.length > 40;
        const marks = {
          type: "scatter",
          name: series.name,
          z: 5,
          symbol: symbols[this.names.indexOf(series.name) % symbols.length],
          symbolSize: many ? 6 : 9,
          itemStyle: {
            color: series.mark === "outside" ? this.sheet : colour,
            borderColor: colour,
            borderWidth: series.mark === "outside" ? 1.6 : 0,
            opacity: 1,
          },
          data,
        };
        return [this.intervals(series, colour), marks];
      }
      const isSteps = series.mark === "steps";
      return [
        ...(isSteps ? [this.band(series, colour)] : []),
        {
          type: "line",
          name: series.name,
          z: isSteps ? 4 : 3,
          step: isSteps ? "end" : false,
          showSymbol: isSteps,
          symbol: "circle",
          symbolSize: 9,
          silent: !isSteps,
          itemStyle: { color: colour, opacity: 0 },
          emphasis: { itemStyle: { opacity: 1 }, lineStyle: { width: 3 } },
          lineStyle: {
            color: colour,
            width: isSteps ? 2 : this.figure.marks.steps ? 1 : 1.6,
            type: dashes[series.mark] || "solid",
          },
          data,
        },
      ];
    }

    // The interval of a curve of steps, each as long as its step.
    band(series, colour) {
      const { x, y } = this.figure;
      const data = [];
      series.points.forEach((point, i) => {
        const next = series.points[i + 1];
        if (next && point[2] !== null && point[2] !== undefined) {
          const ends = [this.position(y, point[2]), this.position(y, point[3])];
          data.push([this.position(x, point[0]), ...ends, this.position(x, next[0])]);
        }
      });
      return {
        type: "custom",
        name: series.name,
        z: 2,
        silent: true,
        clip: true,
        encode: { x: [0, 3], y: [1, 2] },
        data,
        renderItem: (params, api) => {
          const [left, bottom] = api.coord([api.value(0), api.value(1)]);
          const [right, top] = api.coord([api.value(3), api.value(2)]);
          return {
            type: "rect",
            shape: { x: left, y: top, width: right - left, height: bottom - top },
            style: { fill: colour, opacity: 0.14 },
          };
        },
      };
    }

    intervals(series, colour) {
      const { x, y } = this.figure;
      const data = series.points
        .filter((point) => point[2] !== null && point[2] !== undefined && (!y.log || point[2] > 0))
        .map((point) => [this.position(x, point[0]), this.position(y, point[2]), this.position(y, point[3])]);
      return {
        type: "custom",
        name: series.name,
        z: 4,
        silent: true,
        clip: true,
        encode: { x: 0, y: [1, 2] },
        data,
        renderItem: (params, api) => {
          const low = api.coord([api.value(0), api.value(1)]);
          const high = api.coord([api.value(0), api.value(2)]);
          const stroke = { stroke: colour, lineWidth: 1.4, fill: "none" };
          const bar = (x1, y1, x2, y2) => ({ type: "line", shape: { x1, y1, x2, y2 }, style: stroke });
          return {
            type: "group",
            children: [
              bar(low[0], low[1], high[0], high[1]),
              bar(low[0] - 3, low[1], low[0] + 3, low[1]),
              bar(high[0] - 3, high[1], high[0] + 3, high[1]),
            ],
          };
        },
      };
    }

    /** Grid lines and their labels, since ECharts' own logarithmic axes know powers of ten alone. */
    tickSeries(extents) {
      const { x, y } = this.figure;
      const [alongX, alongY] = extents || [this.extent(x, 0), this.extent(y, 1)];
      const label = (text) => ({ formatter: () => text, position: "start", color: this.soft, fontSize: 12, distance: 5 });
      return {
        id: "ticks",
        type: "scatter",
        silent: true,
        data: [],
        markLine: {
          silent: true,
          symbol: "none",
          // places are rounded to two digits otherwise
          precision: 12,
          animation: false,
          lineStyle: { color: this.line, type: "solid", width: 1 },
          data: [
            ...ticks(x, alongX, this.handful).map(([at, text]) => ({ xAxis: at, label: label(text) })),
            ...ticks(y, alongY, this.handful).map(([at, text]) => ({ yAxis: at, label: label(text) })),
          ],
        },
      };
    }

    drawTicks() {
      const extent = (name) => this.chart.getModel().getComponent(name, 0).axis.scale.getExtent();
      this.chart.setOption({ series: [this.tickSeries([extent("xAxis"), extent("yAxis")])] });
    }

    /** What is under the pointer, as an element: its words cannot become markup. */
    tip({ series, point }) {
      const { x, y } = this.figure;
      const box = document.createElement("div");
      const line = (text) => box.appendChild(document.createElement("div")).append(text);
      line(point[4] || series.name);
      line(`${x.label}: ${brief(point[0])}`);
      const interval = point[2] !== null && point[2] !== undefined ? ` [${brief(point[2])}, ${brief(point[3])}]` : "";
      line(`${y.label}: ${brief(point[1])}${interval}`);
      box.firstChild.style.fontWeight = "600";
      box.style.whiteSpace = "normal";
      box.style.maxWidth = "17rem";
      return box;
    }

    // ---- the legend, in HTML: it wraps, and it works with a keyboard ------------------------------

    legend() {
      const key = document.getElementById(this.figure.id + "-key");
      for (const [mark, meaning] of Object.entries(this.figure.marks)) {
        const entry = key.appendChild(document.createElement("span"));
        entry.append(glyph(mark), meaning);
      }
      const groups = document.createElement("div");
      groups.className = "legend";
      groups.setAttribute("role", "group");
      groups.setAttribute("aria-label", "Show or hide");
      for (const name of this.names) {
        const button = groups.appendChild(document.createElement("button"));
        button.type = "button";
        button.setAttribute("aria-pressed", "true");
        const swatch = button.appendChild(document.createElement("i"));
        const first = this.figure.series.find((series) => series.name === name);
        swatch.style.setProperty("--light", first.light);
        swatch.style.setProperty("--dark", first.dark);
        button.append(name);
        button.addEventListener("click", () => {
          const hides = !this.hidden.delete(name);
          if (hides) {
            this.hidden.add(name);
          }
          button.setAttribute("aria-pressed", String(!hides));
          this.draw();
        });
        button.addEventListener("mouseenter", () => this.chart.dispatchAction({ type: "highlight", seriesName: name }));
        button.addEventListener("mouseleave", () => this.chart.dispatchAction({ type: "downplay", seriesName: name }));
      }
      this.element.after(groups);
    }
  }

  /** A small picture of a mark. */
  function glyph(mark) {
    const svg = (name, attributes) => {
      const element = document.createElementNS("http://www.w3.org/2000/svg", name);
      Object.entries(attributes).forEach(([key, value]) => element.setAttribute(key, value));
      return element;
    };
    const picture = svg("svg", { width: 26, height: 12, "aria-hidden": "true" });
    if (mark === "measured" || mark === "outside") {
      picture.append(
        svg("path", { d: "M13 0V12M10 .7H16M10 11.3H16", stroke: "currentColor", fill: "none" }),
        svg("circle", { cx: 13, cy: 6, r: 3.4, stroke: "currentColor", fill: mark === "measured" ? "currentColor" : "var(--sheet)" }),
      );
    } else if (mark === "steps") {
      picture.append(svg("path", { d: "M1 2H9V6H17V10H25", stroke: "currentColor", "stroke-width": 2, fill: "none" }));
    } else {
      const dash = Array.isArray(dashes[mark]) ? dashes[mark].join(" ") : "none";
      picture.append(svg("path", { d: "M0 6H26", stroke: "currentColor", "stroke-width": 1.6, "stroke-dasharray": dash }));
    }
    return picture;
  }

  // ---- the page ---------------------------------------------------------------------------------

  const charts = figures.map((figure) => new Chart(figure));

  const filter = document.getElementById("filter");
  filter.addEventListener("input", () => {
    filterWords = filter.value.toLowerCase().split(/\s+/).filter((word) => word !== "");
    charts.forEach((chart) => chart.draw());
    const rows = [...document.querySelectorAll("main tbody tr")];
    rows.forEach((row) => {
      row.hidden = !filterWords.every((word) => row.textContent.toLowerCase().includes(word));
    });
    document.getElementById("filtered").textContent = filterWords.length > 0 ? "figures and tables are filtered" : "";
  });

  darkGround.addEventListener("change", () => charts.forEach((chart) => chart.draw()));
  // for those who wait until all is drawn
  requestAnimationFrame(() => {
    document.documentElement.dataset.drawn = String(charts.length);
  });
})();

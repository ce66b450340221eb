// Put at the end of a report's page by its test: does what a reader does, and tells the window around the page what happened.
(async () => {
  "use strict";
  const found = { width: document.documentElement.clientWidth, scrollWidth: document.documentElement.scrollWidth };
  const frame = () => new Promise((resolve) => setTimeout(resolve, 60));
  const element = (id) => document.getElementById(id);
  const chart = (id) => echarts.getInstanceByDom(element(id));
  const extent = (id, axis) => chart(id).getModel().getComponent(axis, 0).axis.scale.getExtent();
  const marks = (id) => chart(id).getModel().getSeries().filter((s) => s.subType === "scatter" && s.id !== "ticks")
    .reduce((sum, s) => sum + s.getData().count(), 0);
  const ticks = (id) => [...element(id).querySelectorAll("text")].map((text) => text.textContent);

  /** Where the first mark of a figure lies, in the window. */
  const firstMark = (id) => {
    const series = chart(id).getModel().getSeries().find((s) => s.subType === "scatter" && s.getData().count() > 0);
    const [x, y] = chart(id).convertToPixel({ seriesIndex: series.seriesIndex }, series.getRawData().getItemModel(0).get("value"));
    const box = element(id).getBoundingClientRect();
    return { clientX: box.left + x, clientY: box.top + y };
  };
  const pointer = (id, kind, place, more) => {
    const target = element(id).querySelector("svg");
    const Kind = kind === "wheel" ? WheelEvent : MouseEvent;
    target.dispatchEvent(new Kind(kind, { bubbles: true, cancelable: true, view: window, ...place, ...more }));
  };

  try {
    await frame();
    const id = "rate-separatrix";
    element(id).scrollIntoView();
    await frame();

    // hover
    pointer(id, "mousemove", firstMark(id));
    await frame();
    await frame();
    const tip = element(id).lastElementChild.innerText;
    found.tip = tip;
    pointer(id, "mouseout", { clientX: 0, clientY: 0 });

    // zoom by the wheel, and back by the toolbox's button
    const whole = extent(id, "xAxis");
    found.ticksBefore = ticks(id);
    for (let turn = 0; turn < 6; turn++) {
      pointer(id, "wheel", firstMark(id), { deltaY: -120, wheelDeltaY: 120, ctrlKey: true });
      await frame();
    }
    const zoomed = extent(id, "xAxis");
    found.zoom = (zoomed[1] - zoomed[0]) / (whole[1] - whole[0]);
    found.zoomIsInside = zoomed[0] >= whole[0] - 1e-9 && zoomed[1] <= whole[1] + 1e-9;
    found.ticksZoomed = ticks(id);
    found.marksZoomed = marks(id);
    chart(id).dispatchAction({ type: "restore" });
    await frame();
    const restored = extent(id, "xAxis");
    found.restored = Math.abs(restored[0] - whole[0]) + Math.abs(restored[1] - whole[1]) < 1e-9;

    // a wheel without ctrl scrolls the page and zooms nothing
    pointer(id, "wheel", firstMark(id), { deltaY: -120, wheelDeltaY: 120 });
    await frame();
    found.plainWheelZooms = extent(id, "xAxis")[1] - extent(id, "xAxis")[0] !== restored[1] - restored[0];

    // only some cells
    const rows = () => [...document.querySelectorAll("main tbody tr")].filter((row) => !row.hidden).map((row) => row.textContent);
    const filter = (words) => {
      element("filter").value = words;
      element("filter").dispatchEvent(new Event("input", { bubbles: true }));
    };
    found.marks = marks(id);
    found.rows = rows().length;
    filter("label_noise=2");
    await frame();
    found.marksFiltered = marks(id);
    found.extentFiltered = extent(id, "xAxis").every((end, i) => Math.abs(end - whole[i]) < 1e-9);
    found.rowsFiltered = rows();
    found.said = element("filtered").textContent;
    filter("no cell has this");
    await frame();
    found.marksOfNone = marks(id);
    filter("");
    await frame();
    found.marksAfter = marks(id);
    found.rowsAfter = rows().length;

    // hide a group by its button in the legend
    const button = element(id).nextElementSibling.querySelector("button");
    button.click();
    await frame();
    found.pressed = button.getAttribute("aria-pressed");
    found.marksHidden = marks(id);
    button.click();
    await frame();
    found.marksShown = marks(id);
    scrollTo(0, 0);
  } catch (error) {
    found.error = String(error.stack || error);
  }
  parent.postMessage(JSON.stringify(found), "*");
})();

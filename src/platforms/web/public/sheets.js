import { byId } from "./dom.js";

/** Side and corner are sheets over the page where it has no room beside the stream. */
const sheets = [byId("side"), byId("corner")];
/** From where on each has room again; as in the style sheets. */
const ROOM = ["(width >= 860px)", "(width >= 1180px)"];

const isOpen = (sheet) => sheet.matches(":popover-open");

function closeSheets() {
  for (const sheet of sheets.filter(isOpen)) sheet.hidePopover();
}

/** What is done with a press in a sheet shows behind it. */
const DONE = "[data-channel], [data-daily], [data-next], [data-send], [data-button], [data-line]";

export function startSheets() {
  sheets.forEach((sheet, i) => {
    sheet.addEventListener("toggle", () => {
      if (isOpen(sheet)) (sheet.querySelector("[aria-current]") ?? sheet.querySelector(".close")).focus();
    });
    sheet.addEventListener("click", (event) => {
      // Arrow keys click, too: whoever looks for a person with them is not done yet.
      const isPerson = event.target.closest(".person") !== null && event.detail > 0;
      if (isPerson || event.target.closest(DONE) !== null) closeSheets();
    });
    matchMedia(ROOM[i]).addEventListener("change", closeSheets);
  });
}

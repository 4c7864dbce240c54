import { byId, el } from "./dom.js";
import { t } from "./words.js";

/** The channels, with those that hold something new; and the people to switch between. */

function channelItem({ id, name }, { current, unread }) {
  const news = unread.get(id) ?? 0;
  return el(
    "li",
    {},
    el(
      "button",
      {
        type: "button",
        class: "channel",
        "data-channel": id,
        "aria-current": id === current ? "page" : null,
      },
      el("span", { class: "hash", "aria-hidden": "true" }, name === undefined ? "#" : "@"),
      el("span", { class: "channel-name" }, name ?? id),
      news > 0 &&
        el("span", { class: "news" }, String(news), el("span", { class: "hidden" }, ` ${t("page.new")}`)),
    ),
  );
}

export function drawChannels(state) {
  const list = byId("channels");
  const focused = list.contains(document.activeElement) ? document.activeElement.dataset.channel : null;
  const all = [...state.channels, { id: state.direct, name: t("page.bot") }];
  list.replaceChildren(...all.map((channel) => channelItem(channel, state)));
  list.querySelector(`[data-channel="${focused}"]`)?.focus();
  byId("elsewhere").hidden = state.unread.size === 0;
}

/** A round letter with a colour of its own. */
export function avatar({ id, name }, members) {
  const index = members.findIndex((member) => member.id === id);
  return el("span", { class: `avatar avatar-${index}`, "aria-hidden": "true" }, name.slice(0, 1));
}

export function drawPeople({ members, me }) {
  const list = byId("people");
  if (list.childElementCount === members.length) return;
  list.replaceChildren(
    ...members.map((member) =>
      el(
        "label",
        { class: "person" },
        el("input", { type: "radio", name: "member", value: member.id, checked: member.id === me }),
        avatar(member, members),
        el("span", { class: "person-name" }, el("bdi", {}, member.name)),
        member.isAdmin && el("span", { class: "admin-mark", "data-t": "page.admin" }, t("page.admin")),
      ),
    ),
  );
}

import type { Look } from "../cards/ports.ts";

/** The colours of a picture. It has a ground of its own, so that it can be read wherever it is shown. */
export interface Colors {
  ground: string;
  rim: string;
  /** Behind a line that stands out, and where bars have not come. */
  raised: string;
  text: string;
  faint: string;
  grid: string;
  accent: string;
  good: string;
  bad: string;
  medals: readonly [string, string, string];
  onMedal: string;
  /** Of several series, told apart without seeing red and green as well. */
  series: readonly string[];
}

export const LOOKS: Readonly<Record<Look, Colors>> = {
  dark: {
    ground: "#1b1d23",
    rim: "#33363f",
    raised: "#2a2d36",
    text: "#f2f3f5",
    faint: "#a9afbb",
    grid: "#343842",
    accent: "#6ea8fe",
    good: "#4cc38a",
    bad: "#ff8b7d",
    medals: ["#f2c14e", "#c3c9d4", "#d8945b"],
    onMedal: "#1b1d23",
    series: ["#6ea8fe", "#f2a65a", "#4cc38a", "#c792ea", "#f07178", "#5ccfe6"],
  },
  light: {
    ground: "#ffffff",
    rim: "#d5d9e0",
    raised: "#eef1f6",
    text: "#1b1d23",
    faint: "#5a6270",
    grid: "#e1e5ec",
    accent: "#1f6feb",
    good: "#1a7f4b",
    bad: "#c4362a",
    medals: ["#e0a82e", "#aeb6c2", "#c47c3e"],
    onMedal: "#1b1d23",
    series: ["#1f6feb", "#c4620a", "#1a7f4b", "#8250df", "#cf222e", "#0a7d91"],
  },
};

/** A colour between two, both as #rrggbb. */
export function between(from: string, to: string, share: number): string {
  const part = (at: number) => {
    const [a, b] = [from, to].map((color) => Number.parseInt(color.slice(at, at + 2), 16)) as [
      number,
      number,
    ];
    return Math.round(a + (b - a) * Math.max(0, Math.min(1, share)))
      .toString(16)
      .padStart(2, "0");
  };
  return `#${part(1)}${part(3)}${part(5)}`;
}

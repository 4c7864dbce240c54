import { expect, it } from "vitest";
import { nearest } from "../../src/command/nearest.ts";

it("takes a number for the one of the nearest size, not for the one with the most digits in common", () => {
  const counts = ["due", "3", "5", "10", "15", "20", "30", "cnn"];
  const meant = ["0", "1", "2", "4", "7", "12", "500"].map((typed) => nearest(typed, counts));
  expect(meant).toEqual(["3", "3", "3", "3", "5", "10", "30"]);
  expect(nearest("2", ["due", "cnn"])).toBeNull();
});

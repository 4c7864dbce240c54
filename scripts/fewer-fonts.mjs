// Font packages hold every weight; pictures use one or two of each. In the container the others are left out.
import { readdirSync, rmSync } from "node:fs";
import { join } from "node:path";
import { fontFiles } from "../dist/src/pictures/fonts.js";

const kept = new Set(fontFiles());
for (const scope of ["@embedpdf", "@expo-google-fonts"]) {
  for (const entry of readdirSync(join("node_modules", scope), { recursive: true, withFileTypes: true })) {
    const file = join(process.cwd(), entry.parentPath, entry.name);
    if (entry.isFile() && /\.[ot]tf$/.test(file) && !kept.has(file)) rmSync(file);
  }
}

// The compiler emits only JavaScript: what the program reads beside its code (Lua scripts, the
// playground's page) is copied to the same place under dist/.
import { cpSync } from "node:fs";

const ASSETS = ["src/stores/redis/lua", "src/platforms/web/public", "locales"];
for (const folder of ASSETS) cpSync(folder, `dist/${folder}`, { recursive: true });

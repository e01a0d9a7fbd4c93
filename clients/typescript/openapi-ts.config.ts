// What hey-api's generator is asked for: files that Node.js reads as they are.
import { defineConfig } from "@hey-api/openapi-ts";

export default defineConfig({
  input: "./generated/openapi.json",
  output: { path: "generated/hey", module: { extension: ".ts" } },
});

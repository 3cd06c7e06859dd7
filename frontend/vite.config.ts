import { svelte } from "@sveltejs/vite-plugin-svelte";
import { defineConfig } from "vite";

// Paths are relative and nothing is inlined: the server's policy allows scripts and styles from files only.
export default defineConfig({
  base: "./",
  plugins: [svelte()],
  build: {
    outDir: "../src/demerit/web/static",
    emptyOutDir: true,
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    target: "es2022",
  },
  server: { proxy: { "/api": process.env.DEMERIT_API ?? "http://127.0.0.1:8765" } },
});

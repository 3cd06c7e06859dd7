// Before the first paint, so that a dark page never flashes light: what the reader chose, or else the system's wish.
const chosen = localStorage.getItem("demerit-theme");
const system = matchMedia("(prefers-color-scheme: dark)").matches ? "dark" : "light";
document.documentElement.dataset.theme = chosen === "light" || chosen === "dark" ? chosen : system;

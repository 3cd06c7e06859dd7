/** Light or dark: the system's wish, unless the reader chose; and whether motion is to be spared. */

const KEY = "demerit-theme";
type Choice = "system" | "light" | "dark";

class Theme {
  #system = $state(matchMedia("(prefers-color-scheme: dark)").matches);
  /** The reader asked for less motion. */
  still = $state(matchMedia("(prefers-reduced-motion: reduce)").matches);
  choice = $state<Choice>((localStorage.getItem(KEY) as Choice | null) ?? "system");

  constructor() {
    matchMedia("(prefers-color-scheme: dark)").addEventListener("change", (e) => {
      this.#system = e.matches;
      this.#apply();
    });
    matchMedia("(prefers-reduced-motion: reduce)").addEventListener("change", (e) => (this.still = e.matches));
  }

  get dark(): boolean {
    return this.choice === "system" ? this.#system : this.choice === "dark";
  }

  toggle(): void {
    this.choice = this.dark ? "light" : "dark";
    localStorage.setItem(KEY, this.choice);
    this.#apply();
  }

  /** As the style sheet reads it; before the first paint, theme.js has said the same. */
  #apply(): void {
    document.documentElement.dataset["theme"] = this.dark ? "dark" : "light";
  }
}

export const theme = new Theme();

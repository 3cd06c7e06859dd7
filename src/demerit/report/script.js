"use strict";
// Without scripts the page is whole: lives stand one below the other, and the copy buttons stay hidden.
for (const button of document.querySelectorAll("button.copy")) {
  button.hidden = false;
  const idle = button.textContent;
  button.addEventListener("click", async () => {
    const words = button.dataset.copy;
    let done = false;
    try {
      await navigator.clipboard.writeText(words);
      done = true;
    } catch {
      const field = document.createElement("textarea");
      field.value = words;
      document.body.append(field);
      field.select();
      done = document.execCommand("copy");
      field.remove();
    }
    button.textContent = done ? "copied" : "copy failed";
    setTimeout(() => { button.textContent = idle; }, 1600);
  });
}

const lives = [...document.querySelectorAll("#lives article")];
const show = (chosen) => {
  for (const life of lives) life.hidden = life.id !== chosen;
  for (const link of document.querySelectorAll("[data-life]")) {
    if (link.dataset.life === chosen) link.setAttribute("aria-current", "true");
    else link.removeAttribute("aria-current");
  }
};
const follow = () => {
  const wanted = location.hash.slice(1);
  const life = lives.find((one) => one.id === wanted);
  if (life) { show(wanted); life.scrollIntoView(); }
};
if (lives.length > 1) {
  show(lives[0].id);
  addEventListener("hashchange", follow);
  follow();
}
addEventListener("beforeprint", () => {
  for (const life of lives) life.hidden = false;
});
addEventListener("afterprint", () => {
  const chosen = document.querySelector("[data-life][aria-current]");
  if (chosen) show(chosen.dataset.life);
});

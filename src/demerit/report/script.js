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

// The replay: a course begins with a letter, a band; then, pictures later (base 36), the next band.
for (const replay of document.querySelectorAll(".replay")) {
  const days = replay.dataset.days.split(" ").map(Number), people = Number(replay.dataset.people);
  const bands = days.map(() => new Uint8Array(people));
  let person = -1, at = 0;
  for (const [, later, letter] of replay.dataset.code.matchAll(/([0-9a-z]*)([A-Z])/g)) {
    if (later) at += parseInt(later, 36);
    else { person += 1; at = 0; }
    for (let i = at; i < days.length; i++) bands[i][person] = letter.charCodeAt(0) - 65;
  }
  const player = replay.querySelector(".player"), halls = [...replay.querySelectorAll(".moving")];
  const button = player.querySelector("button"), slider = player.querySelector("input"), words = player.querySelector("output");
  const still = matchMedia("(prefers-reduced-motion: reduce)");
  const last = days.length - 1;
  const when = (day) => `year ${Math.floor(day / 365) + 1}, day ${(day % 365) + 1}`;
  let now = last, handle = 0, timer = 0, before = 0;
  const draw = () => {
    const frame = Math.floor(now), part = now - frame, here = bands[frame], next = bands[Math.min(last, frame + 1)];
    const smooth = part * part * (3 - 2 * part);
    for (const hall of halls) {
      if (!hall.getClientRects().length) continue;
      const paths = [...hall.querySelectorAll("path")], seats = Number(hall.dataset.seats), pitch = Number(hall.dataset.pitch);
      const letters = Math.floor((seats * pitch) / 7); // as wide as the drawing of stills takes them to be
      const left = paths.map((path) => Number(path.dataset.left)), top = paths.map((path) => Number(path.dataset.top));
      const dots = paths.map(() => []), counts = paths.map(() => 0);
      for (let i = 0; i < people; i++) {
        const from = here[i], to = next[i], x = (i % seats) * pitch, y = Math.floor(i / seats) * pitch;
        counts[from] += 1;
        dots[part < 0.5 ? from : to].push(`M${(left[from] + (left[to] - left[from]) * smooth + x).toFixed(1)} ${(top[from] + (top[to] - top[from]) * smooth + y).toFixed(1)}h0`);
      }
      const [head, ...names] = hall.querySelectorAll("text");
      const said = paths.map((path, band) => `${counts[band].toLocaleString("en")} ${path.dataset.name}`);
      paths.forEach((path, band) => {
        path.setAttribute("d", dots[band].join("") || "M0 0");
        names[band].textContent = said[band].length > letters ? `${said[band].slice(0, letters - 1).trimEnd()}…` : said[band];
      });
      head.textContent = when(days[frame]);
      if (!handle && !timer) hall.setAttribute("aria-label", `${when(days[frame])}: ${said.join(", ")}.`);
    }
    slider.value = frame;
    slider.setAttribute("aria-valuetext", when(days[frame]));
    words.textContent = when(days[frame]);
  };
  const stop = () => {
    cancelAnimationFrame(handle);
    clearInterval(timer);
    handle = timer = before = 0;
    button.textContent = "Play";
    draw();
  };
  const step = (time) => {
    if (before) now = Math.min(last, now + ((time - before) / 6000) * (365 / (days[1] - days[0] || 1)));
    before = time;
    if (now >= last) return stop();
    handle = requestAnimationFrame(step);
    draw();
  };
  button.addEventListener("click", () => {
    if (handle || timer) return stop();
    if (now >= last) now = 0;
    button.textContent = "Pause";
    if (!still.matches) handle = requestAnimationFrame(step);
    else timer = setInterval(() => {
      now = Math.min(last, Math.floor(now) + Math.max(1, Math.round(91 / (days[1] - days[0] || 1))));
      draw();
      if (now >= last) stop();
    }, 1000);
  });
  slider.addEventListener("input", () => { now = Number(slider.value); stop(); });
  addEventListener("resize", draw);
  player.hidden = false;
  for (const hall of halls) hall.removeAttribute("hidden");
  replay.classList.add("live");
  draw();
}

// Keeps what is written into the boxes with the page itself, so that "save page as" saves the answers too, and makes
// each box as tall as its words where the browser does not. Nothing is sent anywhere: the page's policy forbids it.
const grows = CSS.supports("field-sizing", "content");
function fit(box) {
  if (grows) return;
  box.style.height = "auto";
  box.style.height = `${box.scrollHeight + 2}px`;
}
document.addEventListener("input", (event) => {
  const box = event.target;
  if (box.tagName !== "TEXTAREA") return;
  box.defaultValue = box.value;
  fit(box);
});
document.querySelectorAll("textarea").forEach(fit);

// On a phone long tables stay folded until asked for; paper has them open, whatever the screen shows.
const folds = [...document.querySelectorAll("details.fold")];
let asked = [];
const narrow = matchMedia("screen and (max-width: 40rem)");
const folded = () => folds.forEach((fold) => { fold.open = !narrow.matches; });
narrow.addEventListener("change", folded);
folded();
addEventListener("beforeprint", () => {
  asked = folds.filter((fold) => !fold.open);
  asked.forEach((fold) => { fold.open = true; });
});
addEventListener("afterprint", () => asked.forEach((fold) => { fold.open = false; }));

// Keeps what is written into the boxes with the page itself, so that "save page as" saves the answers too.
// Nothing is sent anywhere: the page's policy forbids it.
document.addEventListener("input", (event) => {
  const box = event.target;
  if (box.tagName === "TEXTAREA") box.defaultValue = box.value;
});

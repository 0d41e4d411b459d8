// Leaves the guest book empty when nobody has touched it for a while: the next visitor reads no name.
export function start(root) {
  const screen = root.querySelector("[data-kiosk]:not([data-ready])");
  if (!screen) return;
  screen.dataset.ready = "1";
  let timer;
  const again = () => {
    clearTimeout(timer);
    timer = setTimeout(() => location.replace(screen.dataset.kiosk), 1000 * Number(screen.dataset.after));
  };
  for (const event of ["pointerdown", "keydown", "input"]) addEventListener(event, again, { passive: true });
  // Going back from the turn must not bring a name back.
  addEventListener("pageshow", (event) => { if (event.persisted) location.reload(); });
  again();
}

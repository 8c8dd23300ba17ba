// Before the first paint: how this reader likes to read, and what this device keeps of the page.
// Everything else of the paper works without it; the marks that it sets on the root are for style sheets alone.
{
  const { dataset } = document.documentElement;
  try {
    const kept = (name) => JSON.parse(localStorage.getItem(`paper:${name}`) ?? "null");
    const { pathname } = location;
    Object.assign(dataset, kept("settings"));
    dataset.scripted = "";
    if (kept("shelf")?.some((story) => story.path === pathname)) dataset.saved = "";
    if (kept("places")?.[pathname]) dataset.left = "";
  } catch {
    // A browser that keeps nothing, or keeps what nobody can read, has the paper as it comes.
  }
  if (navigator.connection?.saveData) dataset.data = "low";
}

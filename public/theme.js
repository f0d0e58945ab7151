// Runs before the first paint, so that a chosen theme never flashes. Kept as a file: no inline script in the page.
(() => {
  try {
    const theme = localStorage.getItem('podpromo.theme');
    if (theme === 'light' || theme === 'dark') document.documentElement.dataset.theme = theme;
  } catch (error) {
    // Storage can be switched off in the browser: the system's theme is used then.
    console.debug('The chosen theme could not be read', error);
  }
})();

// Shows what the page says, and leads back to it. It stores nothing and answers no request: what is seen is never old.
addEventListener('install', () => self.skipWaiting());
addEventListener('activate', (event) => event.waitUntil(self.clients.claim()));
addEventListener('notificationclick', (event) => {
  event.notification.close();
  const url = new URL(event.notification.data?.url ?? '/', self.location.origin);
  event.waitUntil(
    self.clients.matchAll({ type: 'window' }).then((pages) => {
      const page = pages.find((each) => new URL(each.url).pathname === url.pathname) ?? pages[0];
      if (!page) return self.clients.openWindow(url.href);
      return page.focus().then((focused) => (focused.url === url.href ? focused : focused.navigate(url.href)));
    }),
  );
});

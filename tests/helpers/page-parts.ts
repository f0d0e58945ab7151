import { expect } from '@playwright/test';
import type { PageState } from './pages.ts';

const PARTS = [
  ['settings-brand', '/settings', 'Brand'],
  ['settings-learned', '/settings', 'What your ratings changed'],
  ['storage-trash', '/storage', 'Trash'],
] as const;

/** Below the head of the page. */
const ROOM_PX = 84;

/** What one has to scroll to, for pictures alone: the pages themselves are among PAGE_STATES. */
export const PAGE_PARTS: readonly PageState[] = PARTS.map(([name, path, title]) => ({
  name,
  path: () => path,
  async settle(page) {
    const heading = page.getByRole('heading', { name: title, exact: true });
    await expect(heading).toBeVisible();
    await page.waitForLoadState('networkidle');
    await heading.evaluate(
      (element, room) => scrollTo(0, element.getBoundingClientRect().top + scrollY - room),
      ROOM_PX,
    );
  },
}));

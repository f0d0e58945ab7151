import { expect, type Page } from '@playwright/test';
import type { Seeded } from './seed/studio.ts';

/** A page in a state worth looking at, for axe and for screenshots. */
export interface PageState {
  readonly name: string;
  /** In a studio without any episode. */
  readonly empty?: boolean;
  path(seeded: Seeded): string;
  /** Brings it into its state; resolves when it can be looked at. */
  settle(page: Page): Promise<void>;
}

const shown = (page: Page, text: string | RegExp) => expect(page.getByText(text).first()).toBeVisible();

/** On a narrow page the transcript is behind a switch. */
async function showTranscript(page: Page): Promise<void> {
  const button = page.getByRole('button', { name: 'Transcript', exact: true });
  if (await button.isVisible()) await button.click();
  await shown(page, 'used to say');
}

const ready = async (page: Page) => {
  await shown(page, '10 clips');
  await expect(page.getByRole('slider', { name: /waveform/ })).toBeVisible();
};

const openTranscript = async (page: Page) => {
  await ready(page);
  await showTranscript(page);
  await expect(page.locator('[data-word="4"]')).toBeVisible();
};

/** Every page in every state. */
export const PAGE_STATES: readonly PageState[] = [
  { name: 'home-empty', empty: true, path: () => '/', settle: (page) => shown(page, 'Drop an episode, get the clips') },
  { name: 'home', path: () => '/', settle: (page) => shown(page, 'How small teams ship') },
  { name: 'home-search', path: () => '/?q=excitement', settle: (page) => shown(page, 'I used to say excitement.') },
  { name: 'home-nothing', path: () => '/?q=zzzz', settle: (page) => shown(page, 'No episode fits') },
  { name: 'home-shows', path: () => '/?sort=show', settle: (page) => shown(page, 'Glossary of First minutes') },
  { name: 'episode-ready', path: ({ ready: id }) => `/episodes/${id}`, settle: ready },
  {
    name: 'episode-transcript',
    path: ({ ready: id }) => `/episodes/${id}`,
    settle: async (page) => {
      await ready(page);
      await showTranscript(page);
    },
  },
  {
    name: 'transcript-sentence-open',
    path: ({ ready: id }) => `/episodes/${id}`,
    settle: async (page) => {
      await openTranscript(page);
      await page.locator('[data-word="4"]').dblclick();
      await expect(page.getByRole('textbox', { name: 'Text of the sentence' })).toBeFocused();
    },
  },
  {
    name: 'transcript-words-found',
    path: ({ ready: id }) => `/episodes/${id}`,
    settle: async (page) => {
      await openTranscript(page);
      await page.getByRole('button', { name: 'Find and replace' }).click();
      await page.getByRole('textbox', { name: 'Find', exact: true }).fill('excitement');
      await page.getByRole('button', { name: 'Show next' }).click();
      await expect(page.getByRole('region', { name: 'Chosen words' })).toBeVisible();
    },
  },
  {
    name: 'transcript-speaker-asked',
    path: ({ ready: id }) => `/episodes/${id}`,
    settle: async (page) => {
      await openTranscript(page);
      await page.getByRole('button', { name: 'Who is speaking?' }).click();
      await expect(page.getByRole('textbox', { name: 'Name' })).toBeVisible();
    },
  },
  ...(
    [
      ['transcript-import-open', 'Use a transcript you have', 'Your text counts'],
      ['transcript-glossary-open', 'Glossary', 'Misheard as'],
      ['transcript-versions-open', 'Earlier versions', 'onboarding.srt'],
    ] as const
  ).map(([name, item, text]) => ({
    name,
    path: ({ ready: id }: Seeded) => `/episodes/${id}`,
    settle: async (page: Page) => {
      await openTranscript(page);
      await page.getByRole('button', { name: 'More about the transcript' }).click();
      await page.getByRole('menuitem', { name: item }).click();
      await shown(page, text);
    },
  })),
  {
    name: 'episode-zoomed',
    path: ({ ready: id }) => `/episodes/${id}`,
    settle: async (page) => {
      await ready(page);
      const closer = page.getByRole('button', { name: 'Zoom in' });
      for (let zooms = 0; zooms < 3; zooms += 1) await closer.click();
      await expect(page.getByRole('slider', { name: /close up/ })).toBeVisible();
    },
  },
  {
    name: 'clips-grid',
    path: ({ ready: id }) => `/episodes/${id}`,
    settle: async (page) => {
      await ready(page);
      await page.getByRole('button', { name: 'Show the clips as a grid' }).click();
      await expect(page.getByRole('group', { name: /^Clip 4:/ })).toBeVisible();
    },
  },
  {
    name: 'clip-open',
    path: ({ ready: id }) => `/episodes/${id}`,
    settle: async (page) => {
      await ready(page);
      await page.getByRole('button', { name: /^Play clip 1:/ }).click();
      await expect(page.getByRole('dialog').locator('video')).toBeVisible();
      await page
        .getByRole('dialog')
        .locator('video')
        .evaluate((video: HTMLVideoElement) => video.pause());
    },
  },
  {
    name: 'clip-editor',
    path: ({ ready: id }) => `/episodes/${id}`,
    settle: async (page) => {
      await ready(page);
      await page.getByRole('link', { name: 'Edit clip 6' }).locator('visible=true').click();
      await expect(page.getByRole('slider', { name: 'Start of the clip' })).toBeVisible();
      await page.locator('button[data-word]:not([aria-label])').nth(3).click();
      await shown(page, '1 word chosen');
    },
  },
  {
    name: 'command-palette',
    path: ({ ready: id }) => `/episodes/${id}`,
    settle: async (page) => {
      await ready(page);
      await page.keyboard.press('Control+k');
      await expect(page.getByRole('combobox', { name: 'Command palette' })).toBeFocused();
    },
  },
  {
    name: 'keys',
    path: ({ ready: id }) => `/episodes/${id}`,
    settle: async (page) => {
      await ready(page);
      await page.keyboard.press('?');
      await expect(page.getByRole('dialog', { name: 'Keys' })).toBeVisible();
    },
  },
  {
    name: 'clips-compared',
    path: ({ ready: id }) => `/episodes/${id}`,
    settle: async (page) => {
      await ready(page);
      await page.getByRole('button', { name: 'More for clip 1' }).locator('visible=true').click();
      await page.getByRole('menuitem', { name: 'Compare with another clip' }).click();
      await expect(page.getByRole('dialog').locator('video')).toHaveCount(2);
    },
  },
  {
    name: 'clip-texts',
    path: ({ ready: id }) => `/episodes/${id}`,
    settle: async (page) => {
      await ready(page);
      await page.getByRole('button', { name: /^Play clip 2:/ }).click();
      await page.getByRole('button', { name: 'Edit texts' }).click();
      await shown(page, 'Titles from its own words');
    },
  },
  {
    name: 'find-open',
    path: ({ ready: id }) => `/episodes/${id}`,
    settle: async (page) => {
      await ready(page);
      await page.getByRole('button', { name: 'Find other moments' }).click();
      await shown(page, 'Clips that you rated, kept, edited or set yourself stay');
    },
  },
  {
    name: 'reason-open',
    path: ({ ready: id }) => `/episodes/${id}`,
    settle: async (page) => {
      await ready(page);
      await page.getByRole('button', { name: 'Ends too late' }).locator('visible=true').click();
      await shown(page, 'What is off with this clip?');
    },
  },
  {
    name: 'delete-asked',
    path: ({ ready: id }) => `/episodes/${id}`,
    settle: async (page) => {
      await ready(page);
      await page.getByRole('button', { name: 'More', exact: true }).click();
      await page.getByRole('menuitem', { name: 'Delete the episode' }).click();
      await shown(page, 'Delete this episode?');
    },
  },
  {
    name: 'episode-processing',
    path: (seeded) => `/episodes/${seeded.processing}`,
    settle: (page) => shown(page, /^Listening/),
  },
  {
    name: 'episode-rendering',
    path: (seeded) => `/episodes/${seeded.rendering}`,
    settle: (page) => shown(page, /^Rendering clip/),
  },
  {
    name: 'episode-failed',
    path: (seeded) => `/episodes/${seeded.failed}`,
    settle: (page) => shown(page, 'The speech engine stopped'),
  },
  {
    name: 'episode-refused',
    path: (seeded) => `/episodes/${seeded.refused}`,
    settle: (page) => shown(page, 'There is no sound in this file'),
  },
  {
    name: 'episode-silent',
    path: (seeded) => `/episodes/${seeded.silent}`,
    settle: (page) => shown(page, 'No speech was found'),
  },
  {
    name: 'transcribe-again',
    path: ({ ready: id }) => `/episodes/${id}`,
    settle: async (page) => {
      await ready(page);
      await page.getByRole('button', { name: 'More', exact: true }).first().click();
      await page.getByRole('menuitem', { name: 'Transcribe again' }).click();
      await expect(page.getByRole('dialog').getByRole('combobox', { name: 'Model' })).toHaveValue('base');
    },
  },
  { name: 'settings', path: () => '/settings', settle: (page) => shown(page, 'Forget what was learned') },
  { name: 'queue', path: () => '/queue', settle: (page) => shown(page, 'Try all again') },
  { name: 'queue-empty', empty: true, path: () => '/queue', settle: (page) => shown(page, 'Nothing failed') },
  { name: 'errors', path: () => '/errors', settle: (page) => shown(page, 'What failed') },
  { name: 'storage', path: () => '/storage', settle: (page) => shown(page, 'Old clip that can be rendered again') },
  { name: 'storage-empty', empty: true, path: () => '/storage', settle: (page) => shown(page, 'The trash is empty') },
  {
    name: 'storage-plan',
    path: () => '/storage',
    async settle(page) {
      await page.getByRole('button', { name: 'See what would go' }).click();
      await shown(page, 'There is nothing that could go');
    },
  },
  {
    name: 'storage-purge',
    path: () => '/storage',
    async settle(page) {
      await page.getByRole('button', { name: 'Delete for good' }).first().click();
      await shown(page, 'This cannot be undone');
    },
  },
  { name: 'not-found', path: () => '/nowhere', settle: (page) => shown(page, 'Nothing is said here') },
];

/** What a browser may write to its console: an answer of 404 is how the API says 'not yet'. */
const EXPECTED = /Failed to load resource: the server responded with a status of 404/;

/** Collects what the page complains about; a test ends with `expect(complaints).toEqual([])`. */
export function collectComplaints(page: Page, expected: RegExp = EXPECTED): string[] {
  const complaints: string[] = [];
  page.on('pageerror', (error) => complaints.push(`page error: ${error.message}`));
  page.on('console', (message) => {
    if (message.type() !== 'error' && message.type() !== 'warning') return;
    if (expected.test(message.text()) || EXPECTED.test(message.text())) return;
    complaints.push(`console ${message.type()}: ${message.text()}`);
  });
  return complaints;
}

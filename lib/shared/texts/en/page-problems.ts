/** What fails in the page itself, beside the codes of the server. */
export const PAGE_PROBLEMS = {
  network: {
    title: 'PodPromo does not answer',
    action: 'Check that it is running. The page tries again by itself.',
  },
  line_broke: {
    title: 'The line broke off while the file was sent',
    action: 'Nothing of it was kept. Send it again.',
  },
  bad_answer: {
    title: 'The page and the server do not fit together',
    action: 'Reload the page. PodPromo may have been updated.',
  },
  file_changed: { title: 'The file changed or is gone', action: 'Choose it again.' },
  page_failed: { title: 'The page failed', action: 'Reload it.' },
} as const;

export type PageProblem = keyof typeof PAGE_PROBLEMS;

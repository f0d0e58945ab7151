/** The settings page. */
export const settings = {
  title: 'Settings',
  loading: 'Loading the settings',
  language: 'Language',
  languageText: 'Of these pages, in this browser. What is spoken in your episodes is recognised by itself.',
  languageAuto: 'As the browser',
} as const;

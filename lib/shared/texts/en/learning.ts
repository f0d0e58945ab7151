/** What ratings have changed. */
export const learning = {
  title: 'What your ratings changed',
  text: 'Rating, keeping, downloading and removing clips moves what counts, within bounds, for the next search. It stays on this machine.',
  nothing: 'Nothing yet. It begins with four clips that you have an opinion on.',
  opinions: { one: '{n} clip with an opinion.', other: '{n} clips with an opinion.' },
  points: 'Points that a signal adds on average',
  signal: 'Signal',
  before: 'Before',
  now: 'Now',
  chance: 'Your ratings do not yet point anywhere that chance could not.',
  clips: 'Your clips, ranked',
  clip: 'Clip',
  gone: 'A clip that is gone',
  liked: 'liked',
  notLiked: 'not liked',
  soSo: 'so-so',
  forget: 'Forget what was learned',
  forgetAsk: 'Forget what was learned?',
  forgetText:
    'Searches count again as on the first day. Your ratings stay on their clips, but are not learned from any more.',
  forgetIt: 'Forget it',
  keepIt: 'Keep it',
  forgotten: 'What was learned is forgotten.',
  noPairs: 'None of them were judged differently yet.',
  order:
    'Of two clips that you judged differently, the better one was ranked first in {before} of the cases before, and is in {after} now (checked on ratings that it did not learn from).',
} as const;

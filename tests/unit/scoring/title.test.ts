import { describe, expect, it } from 'vitest';
import { sentencesOf } from '#workers/scoring/sentences.ts';
import { titleOf } from '#workers/scoring/title.ts';
import { transcriptOf } from './transcripts.ts';

const titleFor = (texts: string[]) => titleOf(sentencesOf(transcriptOf(texts)), () => 0);

describe('titleOf', () => {
  it('takes a sentence that fits, without leading fillers and the full stop', () => {
    expect(titleFor(['So, well, nobody leaves because the product is hard.'])).toBe(
      'Nobody leaves because the product is hard',
    );
  });

  it('cuts a long sentence at the end of a clause', () => {
    const title = titleFor([
      'They leave because in ninety seconds nothing happened that was about them, and we watched four hundred recordings of it happening again.',
    ]);
    expect(title).toBe('They leave because in ninety seconds nothing happened that was about them');
  });

  it('never cuts inside a word', () => {
    const words = Array.from({ length: 40 }, () => 'considerable').join(' ');
    const title = titleFor([words]);
    expect(title.length).toBeLessThanOrEqual(80);
    expect(title).toMatch(/^Considerable( considerable)*…$/);
  });
});

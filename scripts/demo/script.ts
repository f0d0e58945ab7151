import type { Sentence } from '../speech/episode.ts';

/** A made-up conversation of about two minutes, written for this project. */
export const DEMO_SCRIPT: readonly Sentence[] = [
  { voice: 'woman', text: 'Welcome to the show. Today we talk about the first hour of a new project.' },
  { voice: 'woman', text: 'So what is the one thing that people get wrong when they start?', pauseMs: 700 },
  { voice: 'man', text: 'Nobody fails because they started too small.' },
  { voice: 'man', text: 'They fail because they built everything before a single person had used it.' },
  { voice: 'man', text: 'I remember when we spent eleven months on a product, and on the first day four people came.' },
  { voice: 'man', text: 'That was the biggest mistake of my life, and it was also the best lesson.', pauseMs: 900 },
  { voice: 'woman', text: 'What did you do the next morning?', pauseMs: 600 },
  {
    voice: 'man',
    text: 'We threw away ninety percent of it, and we kept the one page that those four people had liked.',
  },
  { voice: 'man', text: 'Within six weeks that one page had more visitors than everything before.' },
  {
    voice: 'man',
    text: 'If you take one thing from this, you should show your work on the first day, never on the last.',
    pauseMs: 900,
  },
  { voice: 'woman', text: 'That sounds easy, but most people are afraid to show something that is not finished.' },
  { voice: 'man', text: 'Of course they are afraid. I was afraid as well, and I still am, every single time.' },
  { voice: 'man', text: 'The trick is to show it to one person instead of a thousand.' },
  { voice: 'man', text: 'One honest person is worth more than a thousand polite ones.', pauseMs: 900 },
  { voice: 'woman', text: 'How do you find that one honest person?', pauseMs: 600 },
  { voice: 'man', text: 'You look for somebody who has the problem today, not somebody who likes you.' },
  {
    voice: 'man',
    text: 'My sister told me that the idea was wonderful. A stranger on a train told me that he would never pay for it.',
  },
  {
    voice: 'man',
    text: 'The stranger saved us two years, because he was the only one who had nothing to lose.',
    pauseMs: 900,
  },
  { voice: 'woman', text: 'Let me end with a number. How many versions did you make before it worked?', pauseMs: 600 },
  {
    voice: 'man',
    text: 'Twenty seven. The first twenty six were wrong, and every one of them taught us something that we could not have known.',
  },
  { voice: 'man', text: 'So do not count your failures. Count how long it takes you to learn from one.', pauseMs: 700 },
  {
    voice: 'man',
    text: 'And if you are learning faster this month than you did last month, then you are already ahead of almost everybody.',
    pauseMs: 700,
  },
  { voice: 'woman', text: 'Thanks for listening, and see you next week.' },
];

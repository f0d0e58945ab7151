import { hashFile } from './hash-file.ts';
import type { HashAnswer } from './hash-in-worker.ts';

/** Takes one file, answers its sha256, and is ended by the page. */
addEventListener('message', async (event: MessageEvent<Blob>) => {
  let answer: HashAnswer;
  try {
    answer = { sha256: await hashFile(event.data) };
  } catch (error) {
    answer = { error: String(error) };
  }
  postMessage(answer);
});

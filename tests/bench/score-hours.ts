import { suggestFrom } from '#workers/scoring/suggest.ts';
import { episodeOf, plainTalk } from '../unit/scoring/talk.ts';

// `node score-hours.ts HOURS`: the median time of a search for ten clips, and the memory of the process, as JSON.
const SENTENCES_AN_HOUR = 900;
const ROUNDS = 5;
const hours = Number(process.argv[2]);
const lines = plainTalk(hours * SENTENCES_AN_HOUR, { speakers: true }).map((line) => ({ ...line, seconds: 4 }));
const episode = episodeOf(lines);
const times = Array.from({ length: ROUNDS }, () => {
  const begun = process.cpuUsage();
  suggestFrom(episode, { count: 10 });
  // Time of our own on the processor: what else runs on this machine is not ours.
  return process.cpuUsage(begun).user / 1000;
});
const ms = times.toSorted((a, b) => a - b)[Math.floor(ROUNDS / 2)] ?? 0;
process.stdout.write(JSON.stringify({ hours, ms, megabytes: process.resourceUsage().maxRSS / 1000 }));

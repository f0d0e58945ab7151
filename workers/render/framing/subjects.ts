import { LARGEST_HALF } from './crops.ts';
import type { Size } from './framing-plan.ts';
import type { Track } from './tracks.ts';
import { calmTurns, middleOf, speakersOf, type Voices } from './voices.ts';

/** Who matters in a shot. */
export type Subjects =
  | { readonly kind: 'nobody' }
  /** Two who both matter and do not fit into one window, left one first. */
  | { readonly kind: 'pair'; readonly tracks: readonly [Track, Track] }
  /** Those who matter, one after the other; looks count from the shot's first. */
  | {
      readonly kind: 'turns';
      readonly turns: readonly { readonly from: number; readonly to: number; readonly tracks: readonly Track[] }[];
    };

/** Seen in less of a shot, a face is a passer-by or a mistake. */
const MIN_PRESENCE = 0.3;
/** Smaller than this beside the largest, a face belongs to the background. */
const MIN_SIZE = 0.5;
/** Faces take at most so much of a window's width together. */
const FITTING = 0.92;
/** A turn of talk lasts at least so long before the picture follows it. */
const MIN_TURN_SECONDS = 1.4;
/** So long, and in such a share of a shot, it must be known who talks, before the picture follows talk at all. */
const MIN_KNOWN_SECONDS = 1.2;
const MIN_KNOWN = 0.3;
/** Who talks changes more often than this: both are shown. */
const FAST_TURN_SECONDS = 2.2;

export function subjectsOf(
  tracks: readonly Track[],
  voices: Voices,
  options: {
    window: Size;
    looksPerSecond: number;
    split: 'always' | 'maybe' | 'never';
    /** The share of the source's width that a person's half of a split picture shows. */
    halfOf: (person: Track) => number;
  },
): Subjects {
  const { window, looksPerSecond, split, halfOf } = options;
  const people = mainPeople(tracks);
  const looks = voices.length;
  if (people.length === 0) return { kind: 'nobody' };
  if (split === 'always' && people.length >= 2) return pairOf(people);
  if (fitTogether(people, window)) return { kind: 'turns', turns: [{ from: 0, to: looks, tracks: people }] };
  const splits = split === 'maybe' && makePair(people, halfOf);
  const speakers = speakersOf(people, voices);
  const known = speakers.filter((speaker) => speaker !== null).length;
  if (known >= Math.max(looksPerSecond * MIN_KNOWN_SECONDS, looks * MIN_KNOWN)) {
    const turns = calmTurns(speakers, Math.round(MIN_TURN_SECONDS * looksPerSecond));
    const changes = changesOf(speakers);
    const fast = changes >= 3 && looks / (changes + 1) < FAST_TURN_SECONDS * looksPerSecond;
    if (fast && splits) return pairOf(people);
    return {
      kind: 'turns',
      turns: turns.map(({ track, from, to }) => ({ from, to, tracks: people.slice(track, track + 1) })),
    };
  }
  // Nothing tells who talks: of two, neither is left out.
  if (splits) return pairOf(people);
  return { kind: 'turns', turns: [{ from: 0, to: looks, tracks: bestGroup(people, window) }] };
}

function changesOf(speakers: readonly (number | null)[]): number {
  const known = speakers.filter((speaker) => speaker !== null);
  return known.filter((speaker, at) => at > 0 && speaker !== known[at - 1]).length;
}

/** Those who are there long enough, and are not much smaller than the largest; best first. */
function mainPeople(tracks: readonly Track[]): Track[] {
  const there = joinRelays(tracks).filter((track) => track.presence >= MIN_PRESENCE);
  const largest = Math.max(0, ...there.map((track) => track.width));
  return there.filter((track) => track.width >= largest * MIN_SIZE).toSorted((a, b) => weight(b) - weight(a));
}

/** Faces of such different sizes are of two people. */
const SAME_SIZE = 1.7;

/** One who was lost for a while and found again elsewhere is still one: two people are seen at once. */
function joinRelays(tracks: readonly Track[]): Track[] {
  const people: Track[] = [];
  for (const track of tracks.toSorted((a, b) => weight(b) - weight(a))) {
    const at = people.findIndex((person) => {
      const size = Math.max(person.width / track.width, track.width / person.width);
      return size < SAME_SIZE && track.faces.every((face, look) => face === null || person.faces[look] === null);
    });
    const person = people[at];
    if (!person) people.push(track);
    else {
      people[at] = {
        ...person,
        faces: person.faces.map((face, look) => face ?? track.faces[look] ?? null),
        presence: person.presence + track.presence,
      };
    }
  }
  return people;
}

function weight(track: Track): number {
  return track.presence * track.width;
}

/** Two who are seen together in less of a shot are hardly a pair. */
const MIN_TOGETHER = 0.4;

function makePair(people: readonly Track[], halfOf: (person: Track) => number): boolean {
  const [first, second, ...more] = people;
  if (!first || !second || more.length > 0) return false;
  const together = first.faces.filter((face, at) => face && second.faces[at]).length / first.faces.length;
  return together >= MIN_TOGETHER && people.every((person) => halfOf(person) <= LARGEST_HALF + 0.01);
}

function pairOf(people: readonly Track[]): Subjects {
  const [left, right] = people.slice(0, 2).toSorted((a, b) => middleOf(a) - middleOf(b));
  return left && right ? { kind: 'pair', tracks: [left, right] } : { kind: 'nobody' };
}

/** Whether one window shows all of them, wherever they go. */
function fitTogether(people: readonly Track[], window: Size): boolean {
  const faces = people.flatMap((track) => track.faces.filter((face) => face !== null));
  if (people.length === 1) return true;
  const span = (low: number, high: number) => high - low;
  const wide = span(Math.min(...faces.map((face) => face.x)), Math.max(...faces.map((face) => face.x + face.width)));
  const high = span(Math.min(...faces.map((face) => face.y)), Math.max(...faces.map((face) => face.y + face.height)));
  return wide <= window.width * FITTING && high <= window.height * FITTING;
}

/** Of all who fit into one window around each person, the heaviest. */
function bestGroup(people: readonly Track[], window: Size): Track[] {
  let best: Track[] = people.slice(0, 1);
  for (const person of people) {
    let group = [person];
    for (const other of people) {
      if (other !== person && fitTogether([...group, other], window)) group = [...group, other];
    }
    const sum = (list: readonly Track[]) => list.reduce((total, track) => total + weight(track), 0);
    if (sum(group) > sum(best)) best = group;
  }
  return best;
}

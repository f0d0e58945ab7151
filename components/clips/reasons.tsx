import type { Signal } from '#lib/shared/clips.ts';

/** Why a clip was picked, with the words behind each reason; the strongest first. */
export function Reasons({ signals }: { signals: readonly Signal[] }) {
  if (signals.length === 0) return null;
  return (
    <section aria-label="Why this was picked">
      <h3 className="font-medium text-13 text-muted">Why this was picked</h3>
      <ul className="mt-1.5 grid gap-1.5">
        {signals
          .toSorted((a, b) => b.weight - a.weight)
          .map((signal) => (
            <li key={signal.name} className="text-13">
              <span className="font-medium">{signal.name}</span>
              {signal.evidence ? <q className="block text-muted">{signal.evidence}</q> : null}
            </li>
          ))}
      </ul>
    </section>
  );
}

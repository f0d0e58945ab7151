import { bytesOf, formatSize } from '#components/texts.ts';
import { ProgressBar } from '#components/ui/progress-bar.tsx';
import { Section } from '#components/ui/section.tsx';
import type { SystemView } from '#lib/shared/api.ts';

/** How much room is used and left. */
export function StorageSection({ storage }: { storage: SystemView['storage'] }) {
  const used = bytesOf(storage.usedBytes, storage.limitBytes);
  return (
    <Section
      title="Storage"
      text="Sources, transcripts and clips, all on this machine. Deleting an episode frees what it uses."
    >
      <div className="grid gap-2">
        <ProgressBar
          quiet
          label="Storage used"
          valueText={used}
          percent={storage.limitBytes > 0 ? (storage.usedBytes / storage.limitBytes) * 100 : 0}
        />
        <div className="flex flex-wrap justify-between gap-x-4">
          <span>{used} used</span>
          <span className="text-muted">{formatSize(storage.freeBytes)} free on the disk</span>
        </div>
      </div>
    </Section>
  );
}

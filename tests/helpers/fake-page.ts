import { vi } from 'vitest';
import type { UploadItem, UploadWorld } from '#lib/client/upload/types.ts';
import type { UploadApi } from '#lib/client/upload/upload-api.ts';
import type { UploadQueue } from '#lib/client/upload/upload-queue.ts';
import { FakeTus, type Trouble } from './fake-tus.ts';
import { wavOfSize } from './media-heads.ts';
import { itemOf, mapMemory, nodeUploadQueue } from './upload-client.ts';
import { waitFor } from './wait.ts';

export const ORIGIN = 'http://studio.test';
export const KB64 = 65_536;
export const content = wavOfSize(200_000);

/** Where FakeTus keeps its n-th upload. */
export const urlOf = (number: number) => `${ORIGIN}/api/upload/${`${number}`.padStart(24, '0')}`;

export const file = (name = 'a.wav') => new File([content], name, { lastModified: 1 });

/** A page with a queue of uploads, and a server in memory. */
export class FakePage {
  readonly server = new FakeTus();
  readonly memory = mapMemory();
  readonly api = {
    list: vi.fn<UploadApi['list']>(async () => []),
    complete: vi.fn<UploadApi['complete']>(async (id, sum) => ({ episodeId: id, sha256: sum ?? '' })),
    cancel: vi.fn<UploadApi['cancel']>(async () => undefined),
  };
  queue: UploadQueue = this.newQueue();

  /** As after a reload: nothing but `memory` and the server stay. */
  newQueue(world: Partial<UploadWorld> = {}): UploadQueue {
    const { api, memory, server } = this;
    return nodeUploadQueue(ORIGIN, { api, memory, random: () => 0, tus: { httpStack: server.stack }, ...world });
  }

  async add(given: File = file()): Promise<string> {
    const [id = ''] = await this.queue.add([given]);
    return id;
  }

  async until(id: string, state: UploadItem['state']): Promise<void> {
    await waitFor(() => itemOf(this.queue, id).state === state, { everyMs: 2, what: `the state ${state}` });
  }

  /** Trouble for the n-th request of a method; 1 is the first. */
  once(method: string, nth: number, trouble: Trouble): void {
    let seen = 0;
    this.server.trouble = (request) => {
      if (request.method !== method) return undefined;
      seen += 1;
      return seen === nth ? trouble : undefined;
    };
  }
}

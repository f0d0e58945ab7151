import { defaultOptions } from 'tus-js-client';

/** What this needs of `UrlStorage` of tus-js-client. */
export type UploadMemory = typeof defaultOptions.urlStorage;

/** This browser's memory of uploads (localStorage), shared with tus-js-client. */
export function browserMemory(): UploadMemory {
  return defaultOptions.urlStorage;
}

/** Addresses of uploads that this browser began for such a file. A browser that remembers nothing is fine. */
export async function recallUrl(memory: UploadMemory, fingerprint: string): Promise<string | null> {
  try {
    const found = await memory.findUploadsByFingerprint(fingerprint);
    return found.at(-1)?.uploadUrl ?? null;
  } catch (error) {
    console.info('uploads cannot be remembered here', error);
    return null;
  }
}

export async function rememberUrl(memory: UploadMemory, fingerprint: string, url: string, size: number): Promise<void> {
  try {
    await forgetUrl(memory, fingerprint);
    await memory.addUpload(fingerprint, {
      size,
      metadata: {},
      creationTime: new Date().toISOString(),
      urlStorageKey: '',
      uploadUrl: url,
      parallelUploadUrls: null,
    });
  } catch (error) {
    // The storage is full or forbidden; the server's own list still finds it.
    console.info('this upload cannot be remembered here', error);
  }
}

export async function forgetUrl(memory: UploadMemory, fingerprint: string): Promise<void> {
  try {
    for (const { urlStorageKey } of await memory.findUploadsByFingerprint(fingerprint)) {
      await memory.removeUpload(urlStorageKey);
    }
  } catch (error) {
    console.info('uploads cannot be remembered here', error);
  }
}

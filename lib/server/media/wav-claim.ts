/**
 * Length that a WAV header claims, in milliseconds: ffmpeg reports the length
 * of what is there, so a file cut in half looks whole to it.
 *
 * @returns null where the header is not of a WAV file or leaves the length open (0 or all ones, as streams do).
 */
export function wavClaimedMs(head: Uint8Array): number | null {
  const view = new DataView(head.buffer, head.byteOffset, head.byteLength);
  if (head.byteLength < 12 || !['RIFF', 'RF64'].includes(text(head, 0)) || text(head, 8) !== 'WAVE') return null;
  let byteRate = 0;
  let longDataBytes: number | null = null;
  let at = 12;
  while (at + 8 <= head.byteLength) {
    const id = text(head, at);
    const size = view.getUint32(at + 4, true);
    if (id === 'ds64' && at + 24 <= head.byteLength) longDataBytes = Number(view.getBigUint64(at + 16, true));
    if (id === 'fmt ' && at + 20 <= head.byteLength) byteRate = view.getUint32(at + 16, true);
    if (id === 'data') {
      const bytes = size === 0xffff_ffff ? longDataBytes : size;
      return bytes && byteRate ? Math.round((bytes / byteRate) * 1000) : null;
    }
    at += 8 + size + (size % 2);
  }
  return null;
}

function text(bytes: Uint8Array, at: number): string {
  return String.fromCharCode(...bytes.subarray(at, at + 4));
}

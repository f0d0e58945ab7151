/** Arguments that read raw pictures of ours: from a file (one still), or from standard input. */
export function rawInput(options: {
  pixelFormat: 'rgb24' | 'rgba' | 'gray';
  width: number;
  height: number;
  rate: string;
  from: { file: string } | 'stdin';
}): string[] {
  const { pixelFormat, width, height, rate, from } = options;
  return [
    ...['-protocol_whitelist', 'file,pipe', '-format_whitelist', 'rawvideo', '-f', 'rawvideo'],
    ...['-pixel_format', pixelFormat, '-video_size', `${width}x${height}`, '-framerate', rate],
    ...['-i', from === 'stdin' ? 'pipe:0' : `file:${from.file}`],
  ];
}

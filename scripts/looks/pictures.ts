/** Pictures that the contact sheet is made with: drawn here, so that they belong to nobody else. */

type Rgb = readonly [number, number, number];

/** A cover: a sun over stripes. rgb24, square. */
export function drawCover(side: number): Buffer {
  const night: Rgb = [24, 38, 84];
  const sun: Rgb = [255, 176, 84];
  const sea: Rgb = [44, 92, 148];
  return draw(side, side, (x, y) => {
    const [u, v] = [x / side, y / side];
    const far = Math.hypot(u - 0.5, v - 0.46);
    const stripe = v > 0.6 && Math.floor(v * 26) % 2 === 0;
    if (far < 0.27 && !stripe) return mix(sun, [244, 96, 92], Math.max(0, (v - 0.2) / 0.55));
    if (v > 0.6) return mix(sea, night, stripe ? 0.55 : (v - 0.6) * 1.6);
    return mix(night, [70, 62, 128], v);
  });
}

/** Someone at a microphone in a warm room, out of focus. rgb24. */
export function drawScene(width: number, height: number): Buffer {
  const unit = Math.min(width, height);
  const [centerX, eyes] = [width / 2, height * (height > width ? 0.36 : 0.4)];
  const lamps = Array.from({ length: 14 }, (_, at) => ({
    x: ((at * 0.381) % 1) * width,
    y: ((at * 0.247 + 0.05) % 0.8) * height,
    r: unit * (0.03 + ((at * 0.173) % 0.06)),
    warm: at % 3,
  }));
  return draw(width, height, (x, y) => {
    let color = mix(
      [92, 66, 58],
      [30, 34, 46],
      Math.min(1, Math.hypot(x - width * 0.2, y - height * 0.2) / (unit * 1.3)),
    );
    for (const { x: lampX, y: lampY, r, warm } of lamps) {
      const near = soft(r - Math.hypot(x - lampX, y - lampY), r * 0.5);
      if (near > 0)
        color = mix(color, warm === 0 ? [255, 196, 120] : warm === 1 ? [236, 140, 96] : [120, 160, 190], near * 0.42);
    }
    const shoulders = soft(
      unit * 0.46 - Math.hypot((x - centerX) * 0.86, (y - eyes - unit * 0.66) * 1.05),
      unit * 0.03,
    );
    color = mix(color, mix([38, 92, 96], [24, 58, 66], (y - eyes) / unit), shoulders);
    const neck = soft(unit * 0.085 - Math.abs(x - centerX), 14) * soft(y - eyes, 20) * soft(eyes + unit * 0.34 - y, 20);
    color = mix(color, [176, 120, 92], neck);
    const face = soft(unit * 0.185 - Math.hypot(x - centerX, (y - eyes - unit * 0.03) * 0.8), 14);
    color = mix(color, mix([226, 172, 138], [186, 126, 98], (x - centerX + unit * 0.2) / (unit * 0.4)), face);
    const parting = eyes - unit * 0.075 + ((x - centerX - unit * 0.05) / unit) ** 2 * unit * 1.9;
    const head = soft(unit * 0.205 - Math.hypot(x - centerX, (y - eyes + unit * 0.05) * 0.86), 14);
    return mix(color, [58, 40, 36], head * soft(parting - y, 18));
  });
}

function draw(width: number, height: number, colorAt: (x: number, y: number) => Rgb): Buffer {
  const pixels = Buffer.alloc(width * height * 3);
  for (let y = 0; y < height; y += 1) {
    for (let x = 0; x < width; x += 1) pixels.set(colorAt(x + 0.5, y + 0.5).map(Math.round), (y * width + x) * 3);
  }
  return pixels;
}

function mix(one: Rgb, other: Rgb, share: number): Rgb {
  const part = Math.min(1, Math.max(0, share));
  return [
    one[0] + (other[0] - one[0]) * part,
    one[1] + (other[1] - one[1]) * part,
    one[2] + (other[2] - one[2]) * part,
  ];
}

/** 0 outside, 1 inside, soft over `edge` pixels. */
function soft(inside: number, edge: number): number {
  return Math.min(1, Math.max(0, inside / edge + 0.5));
}

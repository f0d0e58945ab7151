import type { VideoInfo } from './media-info.ts';

type Colored = Pick<VideoInfo, 'width' | 'height' | 'colorSpace' | 'colorTransfer'>;

/** Untagged pictures above standard definition are BT.709 by convention; ffmpeg takes every untagged one for BT.601. */
const STANDARD = { width: 1024, height: 576 };
const TAGGED = new Set(['bt709', 'smpte170m', 'bt470bg', 'bt2020nc', 'bt2020c', 'fcc', 'smpte240m', 'gbr', 'rgb']);

/** What a lamp of white paper has, in nits, and the brightest that is shown as bright. */
const WHITE = 203;
/** Brightness up to this share of white is kept; above, highlights are bent below the screen's limit. */
const KNEE = 0.6;

/** PQ (SMPTE ST 2084), computed once for each value (ffmpeg asks for some that cannot occur): the share of white that a value stands for. */
const PQ = [
  'st(0,pow(min(val/maxval,1),1/78.84375))',
  `st(1,pow(max(ld(0)-0.8359375,0)/(18.8515625-18.6875*ld(0)),1/0.1593017578125)*${10_000 / WHITE})`,
];
/** HLG (ARIB STD-B67) on a screen of 1000 nits. */
const HLG = [
  'st(0,min(val/maxval,1))',
  'st(1,if(lt(ld(0),0.5),ld(0)*ld(0)/3,(exp((ld(0)-0.55991073)/0.17883277)+0.28466892)/12))',
  `st(1,pow(ld(1),1.2)*${1000 / WHITE})`,
];
const TONE = [
  `st(2,if(lt(ld(1),${KNEE}),ld(1),${KNEE}+${1 - KNEE}*(1-exp(-(ld(1)-${KNEE})/${1 - KNEE}))))`,
  'maxval*pow(ld(2),1/2.4)',
];
/** Colours of BT.2020 in those of BT.709. */
const GAMUT =
  'colorchannelmixer=rr=1.6605:rg=-0.5876:rb=-0.0728:gr=-0.1246:gg=1.1329:gb=-0.0083:br=-0.0182:bg=-0.1006:bb=1.1187';

export function isHighDynamicRange({ colorTransfer }: Pick<VideoInfo, 'colorTransfer'>): boolean {
  return colorTransfer === 'smpte2084' || colorTransfer === 'arib-std-b67';
}

/**
 * Filters that bring any picture to square pixels in its own size, 8 bits, BT.709
 * in the range of television. High dynamic range is mapped by a table: every ffmpeg
 * has that, and it takes a tenth of the time of one that works in linear light.
 */
export function toStandardColor(video: Colored): string {
  const size = `${video.width}:${video.height}`;
  if (isHighDynamicRange(video)) {
    const curve = [...(video.colorTransfer === 'smpte2084' ? PQ : HLG), ...TONE].join(';');
    return [
      `scale=${size}:in_color_matrix=bt2020`,
      'format=gbrp10le',
      `lutrgb=r='${curve}':g='${curve}':b='${curve}'`,
      'format=rgb24',
      GAMUT,
      'scale=out_color_matrix=bt709:out_range=tv',
      'format=yuv420p',
    ].join(',');
  }
  const large = video.width > STANDARD.width || video.height > STANDARD.height;
  const from = large && !TAGGED.has(video.colorSpace ?? '') ? ':in_color_matrix=bt709' : '';
  return `scale=${size}${from}:out_color_matrix=bt709:out_range=tv,format=yuv420p`;
}

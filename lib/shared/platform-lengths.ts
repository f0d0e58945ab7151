import * as z from 'zod/mini';

export const platformSchema = z.enum(['tiktok', 'reels', 'shorts', 'linkedin', 'x']);
export type Platform = z.infer<typeof platformSchema>;

export interface PlatformLength {
  readonly name: string;
  /** What we look for, seconds. */
  readonly minSeconds: number;
  readonly targetSeconds: number;
  readonly maxSeconds: number;
  /** What the platform itself accepts at most, seconds. */
  readonly acceptsSeconds: number;
  /** Where the figures come from. `target` is advice, not a rule of the platform. */
  readonly sources: { readonly accepts: string; readonly target: string };
}

/**
 * Lengths of clips by platform, as of November 2026. What a platform accepts (its
 * own word, or a report of it) is far above what we make; targets are our choice
 * within the range that the design of this product names (TikTok and Reels
 * 20-35 s, Shorts 30-50 s, LinkedIn 45-60 s).
 */
export const PLATFORM_LENGTHS: Readonly<Record<Platform, PlatformLength>> = {
  tiktok: {
    name: 'TikTok',
    minSeconds: 15,
    targetSeconds: 28,
    maxSeconds: 45,
    acceptsSeconds: 3600,
    sources: {
      accepts:
        'uploads up to 60 min, as reported in https://cracked.ai/blog/how-to-reels-length-all-platforms (Oct 2025)',
      target: 'product design, November 2026: 20-35 s',
    },
  },
  reels: {
    name: 'Instagram Reels',
    minSeconds: 15,
    targetSeconds: 28,
    maxSeconds: 45,
    acceptsSeconds: 180,
    sources: {
      accepts: '3 min since January 2025, as reported in https://wearesculpt.com/blog/reel-length/',
      target: 'product design, November 2026: 20-35 s',
    },
  },
  shorts: {
    name: 'YouTube Shorts',
    minSeconds: 20,
    targetSeconds: 40,
    maxSeconds: 60,
    acceptsSeconds: 180,
    sources: {
      accepts: 'up to 3 min: https://support.google.com/youtube/answer/15424877',
      target: 'product design, November 2026: 30-50 s',
    },
  },
  linkedin: {
    name: 'LinkedIn',
    minSeconds: 30,
    targetSeconds: 52,
    maxSeconds: 75,
    acceptsSeconds: 600,
    sources: {
      accepts: '10 min at least, as reported in https://cracked.ai/blog/how-to-reels-length-all-platforms (Oct 2025)',
      target: 'product design, November 2026: 45-60 s',
    },
  },
  x: {
    name: 'X',
    minSeconds: 15,
    targetSeconds: 35,
    maxSeconds: 60,
    acceptsSeconds: 140,
    sources: {
      accepts: '140 s without a subscription: https://help.x.com/en/using-x/x-videos',
      target: 'our choice: between TikTok and Shorts',
    },
  },
};

/** 12-60 s, about 32 s: where no platform is named. */
export const DEFAULT_LENGTH = { minSeconds: 12, targetSeconds: 32, maxSeconds: 60 } as const;

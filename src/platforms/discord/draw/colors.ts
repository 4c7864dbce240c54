/** The stripe beside an embed, as 0xRRGGBB. */
export const COLORS = {
  easy: 0x3ba55d,
  medium: 0xe0a100,
  hard: 0xd1495b,
  done: 0x3ba55d,
  info: 0x5865f2,
  refusal: 0xe0a100,
  trouble: 0xd1495b,
} as const;

/** Why something cannot be kept as a photo. Each is one sentence on the screen. */
export const photoFaults = [
  'empty',
  'unreadable',
  'not-an-image',
  'unknown-format',
  'animated',
  'damaged',
  'too-heavy',
  'too-many-pixels',
  'too-thin',
  'holds-details',
  'wrong-size',
  'wrong-name',
] as const
export type PhotoFault = (typeof photoFaults)[number]

export const isPhotoFault = (word: unknown): word is PhotoFault =>
  (photoFaults as readonly unknown[]).includes(word)

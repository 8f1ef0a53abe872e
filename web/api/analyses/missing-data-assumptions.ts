/**
 * What is assumed of a participant after their last answers:
 * - `missing-at-random`: they go on as others of their arm with the same answers
 * - `jump-to-reference`: their mean becomes that of the reference arm
 * - `copy-increments-in-reference`: from where they stood they change as the reference arm does
 * - `copy-reference`: they are taken to have been of the reference arm all along
 *
 * @see Carpenter, Roger & Kenward, Journal of Biopharmaceutical Statistics 23:1352, 2013
 */
export const ASSUMPTIONS = [
  'missing-at-random',
  'jump-to-reference',
  'copy-increments-in-reference',
  'copy-reference',
] as const

export type Assumption = (typeof ASSUMPTIONS)[number]

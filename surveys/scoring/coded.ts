/**
 * One coded response: one number per item, at the item's position. It is an option's place among the options, or the
 * number, minutes or days that were written in; of several options, 2 to the power of each one's place, added up; -1
 * where the answer is missing. Many can stand in one array.
 */
export type CodedResponse = ArrayLike<number>
export const MISSING = -1

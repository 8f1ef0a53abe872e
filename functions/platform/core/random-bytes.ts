import { randomFillSync } from 'node:crypto'

/** Drawn at once: a call of the system for each handful of bytes costs ten times as much as the bytes. */
const pool = Buffer.alloc(4_096)
let used = pool.length

/** @param length at most 4,096 */
export function drawRandomBytes(length: number): Buffer {
  if (used + length > pool.length) {
    randomFillSync(pool)
    used = 0
  }
  const drawn = Buffer.from(pool.subarray(used, used + length))
  // What was given out is nowhere else.
  pool.fill(0, used, used + length)
  used += length
  return drawn
}

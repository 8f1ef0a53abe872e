import { createHash } from 'node:crypto'

/** A stream of numbers that depends on its name alone: the order in which participants act changes no draw. */
export interface DemoRandom {
  /** Uniform in [0, 1). */
  drawUniform(): number
  /** Whole number from `least` to `most`, both included. */
  drawInteger(least: number, most: number): number
  drawChance(probability: number): boolean
}

/** @param name everything that the stream belongs to, e.g. seed, site, participant, survey */
export function createRandom(...name: (string | number)[]): DemoRandom {
  let state = createHash('sha256').update(name.join('\0')).digest().readUInt32LE(0)
  // mulberry32 (Tommy Ettinger, public domain): 32 bits of state are plenty for a few hundred draws a stream.
  const drawUniform = (): number => {
    state = (state + 0x6d2b79f5) | 0
    let t = Math.imul(state ^ (state >>> 15), 1 | state)
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t
    return ((t ^ (t >>> 14)) >>> 0) / 2 ** 32
  }
  return {
    drawUniform,
    drawInteger: (least, most) => least + Math.floor(drawUniform() * (most - least + 1)),
    drawChance: (probability) => drawUniform() < probability,
  }
}

import { createHash } from 'node:crypto'
import { randomGamma, randomNormal } from 'd3-random'
import { uniformFloat64 } from 'pure-rand/distribution/uniformFloat64'
import { uniformInt } from 'pure-rand/distribution/uniformInt'
import { xoroshiro128plus } from 'pure-rand/generator/xoroshiro128plus'

/** A stream of draws that depends on its seed and name alone, so that the same analysis gives the same bytes again. */
export interface Random {
  /** Uniform in [0, 1), of 53 bits. */
  uniform(): number
  /** Whole, from 0 to `below` − 1. */
  drawInteger(below: number): number
  /** Of the standard normal distribution. */
  normal(): number
  /** Of the chi-square distribution. @param df above 0 */
  chiSquare(df: number): number
}

/** @param name what the stream is for: streams of other names are independent of it */
export function createRandomStream(seed: number, ...name: (string | number)[]): Random {
  const start = createHash('sha256')
    .update([seed, ...name].join('\0'))
    .digest()
    .readInt32LE(0)
  const generator = xoroshiro128plus(start)
  const uniform = () => uniformFloat64(generator)
  const normal = randomNormal.source(uniform)(0, 1)
  const gamma = randomGamma.source(uniform)
  return {
    uniform,
    drawInteger: (below) => uniformInt(generator, 0, below - 1),
    normal,
    chiSquare: (df) => 2 * gamma(df / 2)(),
  }
}

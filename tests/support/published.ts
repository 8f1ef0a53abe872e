import { readFileSync } from 'node:fs'

/** Numbers made by a committed R script: tests/published/<name>.R wrote tests/published/<name>.json. */
export function published<T>(name: string): T {
  return JSON.parse(readFileSync(new URL(`../published/${name}.json`, import.meta.url), 'utf8'))
}

/** |actual − expected| / |expected|; the absolute error where 0 is expected. */
export function relativeError(actual: number, expected: number): number {
  if (actual === expected) return 0
  return Math.abs(actual - expected) / (expected === 0 ? 1 : Math.abs(expected))
}

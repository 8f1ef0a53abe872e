import { expect, test } from 'vitest'
import { findAnalysesText } from '../../../web/text/analyses-text.ts'

const rule = (locale: string) => findAnalysesText(locale).definitionComparison.rule

test.each([
  ['en', undefined, 1, 1, 'At most 1 treatment within 1 day'],
  ['en', undefined, 2, 30, 'At most 2 treatments within 30 days'],
  ['en', 1, undefined, undefined, 'At least 1 treatment'],
  ['en', 1, 3, undefined, 'From 1 to 3 treatments'],
  ['es', undefined, 1, 1, 'Como máximo 1 tratamiento en 1 día'],
  ['es', 2, undefined, 30, 'Al menos 2 tratamientos en 30 días'],
  ['es', 1, undefined, undefined, 'Al menos 1 tratamiento'],
] as const)('in %s, from %s to %s treatments within %s', (locale, least, most, within, words) => {
  expect(rule(locale).treatments(least, most, within)).toBe(words)
})

test.each([
  ['en', undefined, 1, 'At most 1 day since the last treatment'],
  ['en', 7, undefined, 'At least 7 days since the last treatment'],
  ['es', undefined, 1, 'Como máximo 1 día desde el último tratamiento'],
  ['es', 1, undefined, 'Al menos 1 día desde el último tratamiento'],
] as const)('in %s, from %s to %s days', (locale, least, most, words) => {
  expect(rule(locale).days(least, most)).toBe(words)
})

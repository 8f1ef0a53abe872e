import { readdirSync, readFileSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import { findDraftProblem, formatDraftProblem } from '../../../web/text/draft-problems.ts'
import { draftProblems as spanish } from '../../../web/text/es/draft-problems.ts'

const CHECKS = new URL('../../../surveys/publication/', import.meta.url)
/** They check instruments and calibrations, which are not written in a form. */
const OTHERS =
  /^(check-(instrument|calibration|scale|item|example|table|translation|definitions)|gaps?|list-)/

/** The texts of a file that are said of a study, with `x` for what they name. */
function listSaid(file: string): readonly string[] {
  const source = readFileSync(new URL(file, CHECKS), 'utf8')
  return [...source.matchAll(/detail: ?(?:'([^']+)'|`((?:[^`$]|\$\{(?:[^{}`]|\{[^}]*\}|`[^`]*`)*\})+)`)/g)]
    .map(
      ([, plain, template]) => plain ?? (template ?? '').replace(/\$\{(?:[^{}`]|\{[^}]*\}|`[^`]*`)*\}/g, 'x'),
    )
    .filter((said) => said !== 'x')
}

const study = readFileSync(new URL('check-study.ts', CHECKS), 'utf8')
const files = readdirSync(CHECKS).filter(
  (file) => !OTHERS.test(file) && (file === 'check-study.ts' || study.includes(`./${file}`)),
)

describe('what a check says of a study', () => {
  const said = files.flatMap((file) => listSaid(file).map((words) => [words, file] as const))

  test('is found in the files of the checks', () => {
    expect(said.length).toBeGreaterThan(30)
    expect(said.map(([words]) => words)).toContain(
      'a window must open before it is due and be due by its close',
    )
  })

  test.each(said)('has words in Spanish: %s (%s)', (words) => {
    // A text that is a name and a reason is said by what stands around it.
    if (/^x x$/.test(words)) return expect(words).toBe('x x')
    expect(findDraftProblem('es', words)).toBeDefined()
  })
})

test('each Spanish text names as much as the English one gives it', () => {
  for (const [english, words] of spanish) {
    const given = english.split('*').length - 1
    for (const [, number] of words.matchAll(/\$(\d)/g)) expect(Number(number)).toBeLessThanOrEqual(given)
  }
})

test('what is named stands in the translation, and what is unknown is said as it is', () => {
  expect(formatDraftProblem('es', 'no treatment ketamine')).toBe('no hay tratamiento ketamine')
  expect(formatDraftProblem('es', 'at harbor it gives away: pain')).toBe('en harbor revela: pain')
  expect(formatDraftProblem('en', 'whole days such as P7D')).toBe('enter a number of days')
  for (const locale of ['en', 'es']) expect(formatDraftProblem(locale, 'something new')).toBe('something new')
})

test('a problem says what to do, in the words of the forms', () => {
  const invitation = 'at north, south it is sent in 3 parts (UCS-2, since it holds í ú); at most 2'
  expect(formatDraftProblem('en', invitation)).toBe(
    'at north, south it is sent in 3 parts, since a part with í ú holds 70 characters in place of 160; at most 2. Write it without í ú, or shorten it',
  )
  expect(formatDraftProblem('es', invitation)).toContain('Escríbalo sin í ú o acórtelo')
  const wording = 'peg@1.0.0 is not complete in es: pain, enjoyment, activity'
  expect(formatDraftProblem('en', wording)).toContain('write it under Add a questionnaire')
  expect(formatDraftProblem('es', wording)).toContain('pain, enjoyment, activity. Pregunte una versión')
})

import { describe, expect, test } from 'vitest'
import { buildTimeline } from '../../../functions/analysis/timeline/timeline.ts'
import { buildOwnCode } from '../../../functions/interchange/cdisc/test-codes.ts'
import type { TidyPerson } from '../../../functions/interchange/tidy/tidy-person.ts'
import { buildBattery, hashDefinitions } from '../../../functions/records/response/response.ts'
import { scoreBattery } from '../../../functions/records/score/score.ts'
import { openShippedLibrary } from '../../../surveys/library/library.ts'
import { readDataset, writeCdisc } from '../../support/cdisc-export.ts'
import { buildTidySetting, drawTidyPeople } from '../../support/tidy-people.ts'

/*
 * Baseline, change and percent change as the ADaM Implementation Guide 1.1 (3.2.6, 3.3.4.1) means them: CHG = AVAL - BASE,
 * PCHG = 100 * CHG / BASE, ABLFL on the record that BASE is taken from. Numbers are by hand from three PEG items of 0 to 10,
 * of which the score is the mean.
 */

const setting = buildTidySetting()
const peg = openShippedLibrary().findInstrument('peg@1.0.0')
if (!peg) throw new Error('the shipped library lost the PEG')
/** Of the mean of the three, not of the single items that are scales too. */
const MEAN = buildOwnCode('peg', 'scale total')
const ENROLLED = '2026-03-02T15:00:00.000Z'

type Visit = readonly [timepoint: string, at: string, answers: readonly (string | null)[]]

/** Somebody who answered the PEG at these visits. @param treatedAt ISO instant of their first treatment */
function buildPerson(visits: readonly Visit[], treatedAt: string): TidyPerson {
  const [drawn] = drawTidyPeople(setting, { count: 1, battery: ['peg@1.0.0'] })
  const [response] = drawn?.responses ?? []
  const [treatment] = drawn?.treatments ?? []
  if (!drawn || !response || !treatment || !peg) throw new Error('nobody was drawn')
  const { participant, site, timeZone } = drawn
  const responses = visits.map(([timepoint, at, codes]) => ({
    ...{ ...response, timepoint, startedAt: at, savedAt: at, submittedAt: at },
    definitionsHash: hashDefinitions([peg]),
    answers: Object.fromEntries(
      peg.definition.items.map(({ id }, place) => [`peg/${id}`, codes[place] ?? null]),
    ),
  }))
  const sheets = responses.map(({ timepoint, savedAt, answers }) => ({
    ...{ study: setting.study.id, site, participant, timepoint, answeredAt: savedAt },
    scores: scoreBattery(buildBattery([peg]), answers),
  }))
  const assessments = visits.map(([timepoint, at]) => ({
    ...{ participant, timepoint, progress: 'completed' as const, completedAt: at },
    ...{ opensAt: at, dueAt: at, closesAt: at },
  }))
  const treatments = [{ ...treatment, givenAt: treatedAt, recordedAt: treatedAt }]
  return {
    ...{ ...drawn, enrolledAt: ENROLLED, assessments, responses, sheets, treatments },
    timeline: buildTimeline(setting.study, { assessments, sheets, treatments }, setting.asOf, timeZone),
  }
}

/** SDTM Implementation Guide 3.3: the last record with a result that was taken before the first exposure. */
describe('QSLOBXFL', () => {
  const EARLY = '2026-03-02T15:30:00.000Z'
  const LATER = '2026-03-03T14:00:00.000Z'
  const TREATED = '2026-03-03T15:00:00.000Z'
  const [pain = '', enjoyment = ''] = peg.definition.items.map(({ id }) => buildOwnCode('peg', id))
  const readFlagged = async (visits: readonly Visit[]) => {
    const { rows } = readDataset((await writeCdisc(setting, [buildPerson(visits, TREATED)])).get('qs.ndjson'))
    return rows
      .filter(({ QSLOBXFL, QSTESTCD }) => QSLOBXFL === 'Y' && [pain, enjoyment, MEAN].includes(`${QSTESTCD}`))
      .map(({ QSTESTCD, VISIT }) => [QSTESTCD, VISIT])
  }

  test('is of each question’s own last result: what was declined later keeps the one before', async () => {
    expect(
      await readFlagged([
        ['baseline', EARLY, ['8', '6', '6']],
        ['week-1', LATER, ['7', null, '5']],
        ['week-4', '2026-03-30T15:00:00.000Z', ['4', '4', '4']],
      ]),
    ).toEqual([
      [enjoyment, 'Before treatment'],
      // Not scorable later, since one of its three items is missing.
      [MEAN, 'Before treatment'],
      [pain, 'Week 1'],
    ])
  })

  test('is not of what was answered at the very instant of the treatment', async () => {
    expect(await readFlagged([['baseline', TREATED, ['8', '6', '6']]])).toEqual([])
  })
})

test.each([
  // Enrolled at 23:30 on March 7; clocks go forward in the night after.
  ['2026-03-09T03:30:00.000Z', 2, '2026-03-08'],
  ['2026-03-09T04:30:00.000Z', 3, '2026-03-09'],
  ['2026-03-08T04:59:00.000Z', 1, '2026-03-07'],
  ['2026-03-07T04:59:00.000Z', -1, '2026-03-06'],
])('answers of %s are on study day %i, %s in New York', async (at, day, date) => {
  const person = {
    ...buildPerson([['baseline', at, ['1', '2', '3']]], '2026-04-01T12:00:00.000Z'),
    enrolledAt: '2026-03-08T04:30:00.000Z',
  }
  const { rows } = readDataset((await writeCdisc(setting, [person])).get('qs.ndjson'))
  expect(new Set(rows.map(({ QSDY, QSDTC }) => `${QSDY} ${QSDTC}`))).toEqual(new Set([`${day} ${date}`]))
})

async function readScores(person: TidyPerson) {
  const { rows } = readDataset((await writeCdisc(setting, [person])).get('adqs.ndjson'))
  return rows
    .filter(({ PARAMCD }) => PARAMCD === MEAN)
    .map(({ AVISIT, AVAL, BASE, CHG, PCHG, ABLFL }) => [AVISIT, AVAL, BASE, CHG, PCHG, ABLFL])
}

describe('ADQS', () => {
  const BEFORE = '2026-03-02T16:00:00.000Z'
  const TREATED = '2026-03-03T15:00:00.000Z'
  const AFTER = '2026-03-04T15:00:00.000Z'
  const WEEK = '2026-03-10T15:00:00.000Z'

  test('counts change from a baseline that was answered before treatment', async () => {
    const person = buildPerson(
      [
        ['baseline', BEFORE, ['8', '6', '6']],
        ['week-1', WEEK, ['4', '6', '5']],
      ],
      TREATED,
    )
    expect(await readScores(person)).toEqual([
      ['Before treatment', 20 / 3, 20 / 3, null, null, 'Y'],
      ['Week 1', 5, 20 / 3, -5 / 3, -25, null],
    ])
  })

  test('counts none from answers that came once treatment had begun', async () => {
    const person = buildPerson(
      [
        ['baseline', AFTER, ['8', '6', '6']],
        ['week-1', WEEK, ['4', '6', '5']],
      ],
      TREATED,
    )
    expect(await readScores(person)).toEqual([
      ['Before treatment', 20 / 3, null, null, null, null],
      ['Week 1', 5, null, null, null, null],
    ])
  })

  test('has no percent of a baseline of 0, and no baseline without a value', async () => {
    const none = buildPerson(
      [
        ['baseline', BEFORE, ['0', '0', '0']],
        ['week-1', WEEK, ['3', '3', '3']],
      ],
      TREATED,
    )
    expect(await readScores(none)).toEqual([
      ['Before treatment', 0, 0, null, null, 'Y'],
      ['Week 1', 3, 0, 3, null, null],
    ])
    const unanswered = buildPerson(
      [
        ['baseline', BEFORE, [null, null, null]],
        ['week-1', WEEK, ['3', '3', '3']],
      ],
      TREATED,
    )
    expect(await readScores(unanswered)).toEqual([
      ['Before treatment', null, null, null, null, null],
      ['Week 1', 3, null, null, null, null],
    ])
  })
})

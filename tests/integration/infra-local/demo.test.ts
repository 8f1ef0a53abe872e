import { describe, expect, it } from 'vitest'
import { listChoiceFaults } from '../../../functions/rules/attributes/attribute-choices.ts'
import { Agenda } from '../../../infra/local/demo/agenda.ts'
import { drawAllocationList } from '../../../infra/local/demo/allocation-list.ts'
import { chooseOption, drawCondition } from '../../../infra/local/demo/answers.ts'
import {
  COHORT_WEEKS,
  PARTICIPANTS_PER_SITE,
  SITE_PARAMETERS,
} from '../../../infra/local/demo/cohort-parameters.ts'
import { mapQuestions } from '../../../infra/local/demo/questions.ts'
import { createRandom } from '../../../infra/local/demo/random.ts'
import { drawRegistryLives } from '../../../infra/local/demo/registry-lives.ts'
import { readQuestions } from '../../../infra/local/demo/survey-page.ts'
import {
  drawTrialLives,
  TRIAL_PARTICIPANTS_PER_SITE,
  TRIAL_SITES,
} from '../../../infra/local/demo/trial-lives.ts'
import { TRIAL_ARMS } from '../../../infra/local/demo/trial-truth.ts'
import { DEMO_USERS, groupByStudy } from '../../../infra/local/runtime/demo-users.ts'
import { openShippedLibrary } from '../../../surveys/library/library.ts'

const WEEK = 7 * 24 * 3600_000
const START = Date.UTC(2026, 0, 5)

describe('the agenda', () => {
  it('gives what is earlier first, and what was added first of the same time', () => {
    const agenda = new Agenda<string>()
    for (const [at, what] of [
      [5, 'e'],
      [1, 'a'],
      [3, 'c'],
      [3, 'd'],
      [2, 'b'],
      [9, 'f'],
    ] as const)
      agenda.add(at, what)
    expect(agenda.nextAt).toBe(1)
    expect(agenda.takeBefore(3)).toEqual(['a', 'b'])
    expect(agenda.takeBefore(9)).toEqual(['c', 'd', 'e'])
    expect(agenda.takeBefore(10)).toEqual(['f'])
    expect(agenda.nextAt).toBeUndefined()
  })

  it('keeps its order through many additions and removals', () => {
    const random = createRandom('agenda')
    const agenda = new Agenda<number>()
    const times = Array.from({ length: 500 }, () => random.drawInteger(0, 1000))
    for (const at of times) agenda.add(at, at)
    const taken = [agenda.takeBefore(300), agenda.takeBefore(700), agenda.takeBefore(2000)].flat()
    expect(taken).toEqual(times.toSorted((a, b) => a - b))
  })
})

describe('the questions', () => {
  const studies = ['ketamine-infusion-registry', 'ketamine-magnesium-trial'].map(
    (id) => openShippedLibrary().findStudy(id)?.definition,
  )
  const refs = new Set(studies.flatMap((study) => study?.timepoints ?? []).flatMap(({ battery }) => battery))

  it('of every battery of both studies can be told by their wording', () => {
    const definitions = [...refs].map((ref) => openShippedLibrary().findInstrument(ref)?.definition)
    const items = definitions.flatMap((definition) => definition?.items ?? [])
    expect(items.length).toBeGreaterThan(10)
    const wordings = items.flatMap(({ text }) => Object.values(text ?? {}))
    const questions = mapQuestions(definitions)
    // Two versions of an instrument may share a wording; two items never do.
    expect(questions.size).toBe(new Set(wordings).size)
    expect([...questions.values()]).toEqual(expect.arrayContaining(['peg/pain', 'worst-pain-nrs/worst']))
  })

  it('of an instrument without wording, or worded like another, are refused', () => {
    const named = (id: string, text: unknown) => ({ id, items: [{ id: 'one', text }] })
    expect(() => mapQuestions([named('isi', undefined)])).toThrow()
    expect(() => mapQuestions([named('a', { en: 'Same?' }), named('b', { en: 'Same?' })])).toThrow(
      'worded alike',
    )
  })
})

describe('random draws', () => {
  it('are the same for the same name and differ for another', () => {
    const draws = (name: string): number[] => {
      const random = createRandom('seed', name)
      return Array.from({ length: 5 }, () => random.drawUniform())
    }
    expect(draws('a')).toEqual(draws('a'))
    expect(draws('a')).not.toEqual(draws('b'))
  })

  it('are uniform', () => {
    const random = createRandom('uniform')
    const mean = Array.from({ length: 20_000 }, () => random.drawUniform()).reduce((a, b) => a + b) / 20_000
    expect(mean).toBeCloseTo(0.5, 1)
  })
})

describe('simulated lives', () => {
  const lives = drawRegistryLives(START)

  it('are four clinics of sixty with a telephone number each', () => {
    expect(lives).toHaveLength(SITE_PARAMETERS.length * PARTICIPANTS_PER_SITE)
    expect(new Set(lives.map(({ phone }) => phone)).size).toBe(lives.length)
    for (const { phone } of lives) expect(phone).toMatch(/^\+1\d{3}55501\d\d$/)
  })

  it('are treated after their enrolment, all within the cohort', () => {
    for (const { enrolledAt, treatedAt } of lives) {
      expect(enrolledAt).toBeGreaterThanOrEqual(START)
      for (const at of treatedAt) {
        expect(at).toBeGreaterThan(enrolledAt)
        expect(at).toBeLessThan(START + COHORT_WEEKS * WEEK)
      }
    }
  })

  it('include some who never answer and some who leave', () => {
    expect(lives.filter(({ leavesAt }) => leavesAt === 0).length).toBeGreaterThan(5)
    expect(
      lives.filter(({ leavesAt }) => leavesAt > 0 && leavesAt < START + 30 * WEEK).length,
    ).toBeGreaterThan(10)
  })

  it('respond at the documented rate, which is that of 30 % less worst pain', () => {
    for (const truth of SITE_PARAMETERS) {
      const own = lives.filter((life) => life.truth === truth)
      const met = own.filter((life) => {
        const { worstPain } = drawCondition(life, 'week-12', createRandom(life.phone))
        expect(worstPain).toBeGreaterThanOrEqual(0)
        expect(worstPain).toBeLessThanOrEqual(10)
        return (life.worstPain - worstPain) / life.worstPain >= 0.3
      })
      const margin =
        3 * Math.sqrt((truth.responseRate['week-12'] * (1 - truth.responseRate['week-12'])) / own.length)
      expect(Math.abs(met.length / own.length - truth.responseRate['week-12'])).toBeLessThan(margin)
    }
  })

  it('choose options that are there', () => {
    const codes = ['0', '1', '2', '3']
    const random = createRandom('options')
    for (const item of ['phq-9/mood', 'phq-9/self-harm', 'peg/pain', 'pgic/change']) {
      for (let i = 0; i < 200; i++) {
        const code = chooseOption(item, codes, { worstPain: 10, lowMood: 1, improved: false }, random)
        expect([...codes, undefined]).toContain(code)
      }
    }
  })
})

describe('lives of the trial', () => {
  const lives = drawTrialLives(START)

  it('have a telephone number each that nobody of the registry has, and are treated once', () => {
    const phones = [...lives, ...drawRegistryLives(START)].map(({ phone }) => phone)
    expect(new Set(phones).size).toBe(phones.length)
    expect(lives.every(({ treatedAt }) => treatedAt.length === 1)).toBe(true)
  })

  it('are allocated in equal numbers at each clinic, but for a last block that is cut', () => {
    for (const { site } of TRIAL_SITES) {
      const own = lives.filter(({ truth }) => truth.site === site)
      const counts = TRIAL_ARMS.map((arm) => own.filter((one) => one.arm === arm).length)
      expect(counts.reduce((a, b) => a + b)).toBe(TRIAL_PARTICIPANTS_PER_SITE)
      expect(Math.max(...counts) - Math.min(...counts)).toBeLessThanOrEqual(2)
    }
  })

  it('leave after the infusion, before all of it is over, and for lack of benefit only without one', () => {
    const left = lives.filter(({ withdrawal }) => withdrawal !== undefined)
    expect(left.length).toBeGreaterThan(0)
    for (const { treatedAt, leavesAt, withdrawal, disposition, truth } of left) {
      expect(leavesAt).toBeGreaterThan(treatedAt[0] ?? 0)
      expect(leavesAt).toBeLessThan(START + COHORT_WEEKS * WEEK)
      if (withdrawal === 'no-benefit')
        expect(disposition).toBeGreaterThanOrEqual(truth.responseRate['week-1'])
    }
  })

  it('and their windows are over when the cohort is', () => {
    for (const { treatedAt } of lives)
      expect((treatedAt[0] ?? 0) + (84 + 22) * 24 * 3600_000).toBeLessThan(START + COHORT_WEEKS * WEEK)
  })
})

describe('an allocation list', () => {
  const arms = ['a', 'b', 'c']

  it('is the same for the same name, another for another, and balanced at the end of each block', () => {
    const list = drawAllocationList(arms, 300, 'seed')
    expect(drawAllocationList(arms, 300, 'seed')).toEqual(list)
    expect(drawAllocationList(arms, 300, 'other')).not.toEqual(list)
    for (let at = 1; at <= list.length; at += 1) {
      const counts = arms.map((arm) => list.slice(0, at).filter((one) => one === arm).length)
      expect(Math.max(...counts) - Math.min(...counts)).toBeLessThanOrEqual(2)
    }
  })

  it('gives no arm away by its place: each is as often first, second and last of three', () => {
    const lists = Array.from({ length: 600 }, (_, at) => drawAllocationList(arms, 3, at).join(''))
    // Two of three at once from a block of six may be the same.
    for (const place of [0, 1, 2])
      for (const arm of arms) {
        const share = lists.filter((list) => list[place] === arm).length / lists.length
        expect(Math.abs(share - 1 / 3)).toBeLessThan((4 * Math.sqrt((1 / 3) * (2 / 3))) / Math.sqrt(600))
      }
  })
})

it('every demo user belongs to a study that ships, with its role and its clinics', () => {
  for (const { study, sites } of DEMO_USERS) {
    const definition = openShippedLibrary().findStudy(study)?.definition
    const ids = definition?.sites.map(({ id }) => id) ?? []
    expect(ids.length).toBeGreaterThan(0)
    expect(ids).toEqual(expect.arrayContaining([...sites]))
  }
  expect(new Set(DEMO_USERS.map(({ sub }) => sub)).size).toBe(DEMO_USERS.length)
  expect(groupByStudy(DEMO_USERS).flatMap(([, users]) => users)).toEqual(DEMO_USERS)
})

it('the trial has blinded and unblinded users in each role, and its cohort is enrolled by unblinded ones', () => {
  const users = DEMO_USERS.filter(({ study }) => study === 'ketamine-magnesium-trial')
  for (const role of ['coordinator', 'lead'])
    expect(new Set(users.filter((one) => one.role === role).map(({ blinded = false }) => blinded))).toEqual(
      new Set([true, false]),
    )
  for (const { site } of TRIAL_SITES)
    expect(users.find(({ sub }) => sub === `coordinator-${site}`)).toMatchObject({ sites: [site] })
  expect(users.filter(({ sub, blinded }) => sub.startsWith('coordinator-') && blinded)).toEqual([])
})

it('questions are read off a page with their codes, in order', () => {
  const page = `
    <template><form method="post" data-n="2" class="x"><h1 tabindex="-1">Sleep &amp; rest &#39;now&#39;?</h1>
      <label><input type="radio" name="answer" value="a"></label></form></template>
    <form data-n="1"><h1>First</h1><input type="radio" name="answer" value="0"/><input type="radio" value="1"/></form>
    <form method="post" action="/submit"><button>Send</button></form>`
  expect(readQuestions(page)).toEqual([
    { position: 1, text: 'First', codes: ['0', '1'] },
    { position: 2, text: "Sleep & rest 'now'?", codes: ['a'] },
  ])
})

describe('what the lives of both studies are', () => {
  const library = openShippedLibrary()
  const lives = [...drawRegistryLives(START), ...drawTrialLives(START)]

  it('is an option of their study, each attribute at most once', () => {
    for (const { study, attributes } of lives) {
      const definition = library.findStudy(study)?.definition ?? { attributes: [] }
      expect(listChoiceFaults(definition, attributes)).toEqual([])
    }
  })

  it('has some of whom it is missing, beside those of whom it is unknown', () => {
    const mechanisms = lives.map(({ attributes }) =>
      attributes.find(({ attribute }) => attribute === 'mechanism'),
    )
    const missing = mechanisms.filter((one) => one === undefined).length
    expect(missing).toBeGreaterThan(0)
    expect(missing / lives.length).toBeLessThan(0.1)
    expect(mechanisms.some((one) => one?.option === 'unknown')).toBe(true)
  })

  it('goes with how readily they respond: neuropathic pain is more frequent among those who do', () => {
    const computeShare = (ones: typeof lives) =>
      ones.filter(({ attributes }) => attributes.some(({ option }) => option === 'neuropathic')).length /
      ones.length
    const [readily, others] = [true, false].map((is) =>
      lives.filter(({ disposition }) => disposition < 0.5 === is),
    )
    // 0.48 and 0.24 are true: shares of 0.5 and 0.25, a twenty-fifth of them missing.
    expect(computeShare(readily ?? [])).toBeGreaterThan(0.38)
    expect(computeShare(others ?? [])).toBeLessThan(0.34)
  })
})

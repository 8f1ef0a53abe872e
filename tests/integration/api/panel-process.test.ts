import { beforeAll, expect, test } from 'vitest'
import { computeImprovements } from '../../../functions/analysis/consensus/profiles/shown-profile.ts'
import { createRandomStream } from '../../../functions/analysis/statistics/random.ts'
import type { VoteAnswer } from '../../../functions/rules/consensus/ballot.ts'
import { openPanelLink } from '../../../functions/workflows/consensus/open-panel-link.ts'
import { readBallotPaper } from '../../../functions/workflows/consensus/save-vote.ts'
import { proposeItem } from '../../../functions/workflows/consensus/write-panel-text.ts'
import { type Clinic, openClinic, STUDY } from '../../support/clinic.ts'
import { PROTOCOL_SOURCE } from '../../support/consensus-protocol.ts'
import { type OpenedPanel, openPanel, WHOLE_PROTOCOL } from '../../support/open-panel.ts'

/*
 * A whole process over the API: an open round, two of rating, one of profiles, one of candidates, a final vote. The panel’s border is
 * known: half of it says yes at 40% less pain.
 */

const GROUPS = { participants: 12, clinicians: 12, researchers: 12 }
const random = createRandomStream(7, 'panel-process')

let clinic: Clinic
let panel: OpenedPanel
let definition: { readonly id: string; readonly version: string; readonly hash: string }

type Paper = Awaited<ReturnType<typeof readBallotPaper>>['screens'][number]

/** Everybody answers every screen that their page shows. */
async function answerAll(answer: (screen: Paper, own: number) => VoteAnswer): Promise<void> {
  for (const [group, count] of Object.entries(GROUPS))
    for (let at = 1; at <= count; at += 1) {
      const token = panel.token(group, at)
      const { screens } = await readBallotPaper(clinic.deps, await openPanelLink(clinic.deps, token))
      const own = 0.8 * random.normal()
      for (const screen of screens)
        await panel.vote(token, [screen.question.id, screen.item], answer(screen, own))
    }
}

const rateDomain = ({ item, question }: Paper): VoteAnswer => ({
  kind: 'rating',
  rating: question.type === 'vetoes' ? 1 : item === 'sleep' ? 5 : 8,
})

beforeAll(async () => {
  clinic = await openClinic()
  panel = await openPanel(clinic, GROUPS, WHOLE_PROTOCOL)
  await panel.openRound('open')
  await panel.mail()
  for (const [group, count] of Object.entries(GROUPS))
    for (let at = 1; at <= count; at += 1) await panel.join(panel.token(group, at))
  await proposeItem(clinic.deps, panel.token('participants', 3), { question: 'domains', text: 'My mood' })
  await panel.closeRound('open')
}, 120_000)

test('a protocol whose profiles show a score that no instrument has, or that nobody may decide by, is not locked', async () => {
  const lock = async (protocol: object) => {
    const { id } = await panel.ask('POST', `/api/studies/${STUDY}/panels`, { protocol })
    const reply = await clinic.api('lead', 'POST', `/api/studies/${STUDY}/panels/${id}/lock`, { revision: 1 })
    return (await reply.json()) as { type: string; errors: { pointer: string }[] }
  }
  const { type, errors } = await lock({ ...PROTOCOL_SOURCE, moderators: ['lead'] })
  expect(type).toBe('/problems/protocol-faulty')
  expect(errors.map(({ pointer }) => pointer)).toEqual([
    ...['/questions/1/measures/0/score', '/questions/1/measures/1/score'],
  ])
  const groups = WHOLE_PROTOCOL.groups.map((group) => ({ ...group, planned: 4 }))
  const few = await lock({ ...WHOLE_PROTOCOL, groups })
  expect(few.errors.map(({ pointer }) => pointer)).toContain('/groups/0/planned')
})

test('rounds do not go on before each proposal has its outcome, which adds an item', async () => {
  const revision = async () => (await panel.ask('GET', panel.path)).revision
  const open = { revision: await revision() }
  const early = await clinic.api('lead', 'POST', `${panel.path}/rounds/first/open`, open)
  expect(await early.json()).toMatchObject({ type: '/problems/proposals-not-merged' })
  const { proposals } = (await (await clinic.api('lead', 'GET', `${panel.path}/proposals`)).json()) as {
    proposals: { id: string }[]
  }
  const merge = (trace: readonly object[]) => ({
    ...{ question: 'domains', trace },
    added: [{ id: 'mood', domain: 'depression', title: { en: 'Mood', es: 'Ánimo' } }],
  })
  const bare = { ...merge([]), revision: await revision() }
  const refused = await clinic.api('lead', 'POST', `${panel.path}/proposals/merge`, bare)
  expect(await refused.json()).toMatchObject({ type: '/problems/proposal-trace-faulty' })
  const trace = proposals.map(({ id }) => ({ proposal: id, outcome: 'new-item', item: 'mood' }))
  await panel.ask('POST', `${panel.path}/proposals/merge`, { ...merge(trace), revision: await revision() })
  await panel.openRound('first')
  const { screens } = await readBallotPaper(
    clinic.deps,
    await openPanelLink(clinic.deps, panel.token('clinicians', 1)),
  )
  expect(screens.map(({ item }) => item)).toEqual(['pain', 'function', 'sleep', 'mood', 'serious'])
})

test('items with a settled and stable verdict are not asked again', async () => {
  await answerAll(rateDomain)
  await panel.closeRound('first')
  await panel.openRound('second')
  await answerAll(rateDomain)
  await panel.closeRound('second')
  const results = (await (await clinic.api('lead', 'GET', `${panel.path}/rounds/second/results`)).json()) as {
    items: { item: string; result: { locked: { verdict: string } } }[]
  }
  expect(results.items.map(({ item, result }) => [item, result.locked.verdict])).toEqual([
    ...[
      ['pain', 'in'],
      ['function', 'in'],
      ['sleep', 'undecided'],
      ['mood', 'in'],
      ['serious', 'in'],
    ],
  ])
}, 120_000)

test('judged profiles give thresholds near the known border, and candidates', async () => {
  await panel.openRound('thresholds')
  await answerAll(({ question, profile }, own) => {
    if (question.type !== 'profiles' || !profile) throw new Error('no profile')
    const [pain = 0, ability = 0] = computeImprovements(profile, question.measures).values
    const p = 1 / (1 + Math.exp(-(0.2 * (pain - 40) + 0.05 * ability + own)))
    return { kind: 'profile', adequate: random.uniform() < p ? 'yes' : 'no' }
  })
  await panel.closeRound('thresholds')
  const thresholds = await clinic.api('lead', 'GET', `${panel.path}/profile-thresholds`)
  expect(thresholds.status).toBe(200)
  expect(await thresholds.json()).toMatchObject({
    profiles: [{ thresholds: { kind: 'estimated', raters: 36 } }],
  })
  const list = (await (await clinic.api('lead', 'GET', `${panel.path}/candidates`)).json()) as {
    shortlist: string[]
    candidates: { id: string; events: string[]; allVotes: { share: number } }[]
  }
  expect(list.shortlist.length).toBeGreaterThan(0)
  const best = list.candidates.find(({ id }) => id === list.shortlist[0])
  expect(best?.events).toEqual(['serious-adverse-event'])
  expect(best?.allVotes.share).toBeGreaterThan(0.7)
}, 300_000)

test('the final vote makes a definition that the library has, with where it comes from', async () => {
  await panel.openRound('choice')
  const visit = await openPanelLink(clinic.deps, panel.token('clinicians', 1))
  const favorite = visit.panel.candidates?.shortlist[0]?.id
  await answerAll(({ item }) => ({ kind: 'rating', rating: item === favorite ? 9 : 4 }))
  await panel.closeRound('choice')
  await panel.openRound('last')
  const order = async () => ({
    revision: (await panel.ask('GET', panel.path)).revision,
    definition: {
      ...{ id: 'panel-adequate-response', version: '1.0.0' },
      title: { en: 'Adequate response', es: 'Respuesta adecuada' },
      summary: { en: 'As the panel adopted it.', es: 'Según lo adoptado por el panel.' },
    },
  })
  const early = await clinic.api('lead', 'POST', `${panel.path}/adopt`, await order())
  expect(await early.json()).toMatchObject({ type: '/problems/panel-did-not-adopt' })
  await answerAll(() => ({ kind: 'rating', rating: 1 }))
  await panel.closeRound('last')
  const reply = await clinic.api('lead', 'POST', `${panel.path}/adopt`, await order())
  expect(await reply.clone().json()).not.toHaveProperty('type')
  definition = (await reply.json()) as typeof definition
  const entries = await clinic.deps.definitions.listEntries('responder-definition')
  expect(entries.find(({ hash }) => hash === definition.hash)).toMatchObject({
    id: definition.id,
    study: STUDY,
  })
  const [source] = await clinic.deps.definitions.readSources([definition.hash])
  expect(source).toMatchObject({
    provenance: {
      ...{ rounds: ['open', 'first', 'second', 'thresholds', 'choice', 'last'], deviations: 6 },
      vetoEvents: ['serious-adverse-event'],
      votes: Object.keys(GROUPS)
        .sort()
        .map((group) => ({ group, invited: 12, inFavor: 12, against: 0, abstained: 0 })),
    },
  })
}, 120_000)

test('a finished panel changes no more, and its ratings are the same bytes again', async () => {
  const again = await clinic.api('lead', 'POST', `${panel.path}/rounds/last/open`, {
    revision: (await panel.ask('GET', panel.path)).revision,
  })
  expect(again.status).toBe(409)
  const read = async () => (await clinic.api('lead', 'GET', `${panel.path}/ratings`)).text()
  const csv = await read()
  expect(csv.split('\r\n').length).toBeGreaterThan(36 * 30)
  expect(await read()).toBe(csv)
})

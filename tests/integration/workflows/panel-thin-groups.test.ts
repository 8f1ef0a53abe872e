import { beforeAll, expect, test } from 'vitest'
import { computeImprovements } from '../../../functions/analysis/consensus/profiles/shown-profile.ts'
import { openPanelLink } from '../../../functions/workflows/consensus/open-panel-link.ts'
import { readBallotPaper } from '../../../functions/workflows/consensus/save-vote.ts'
import { type Clinic, openClinic } from '../../support/clinic.ts'
import { type OpenedPanel, openPanel, rate } from '../../support/open-panel.ts'

/* Six participants and six clinicians judge profiles, and of the researchers one alone. */

let clinic: Clinic
let panel: OpenedPanel

beforeAll(async () => {
  clinic = await openClinic()
  panel = await openPanel(clinic)
  for (const round of ['first', 'second']) {
    await panel.openRound(round)
    await panel.closeRound(round)
  }
  await panel.openRound('thresholds')
  for (const [group, count] of Object.entries({ participants: 6, clinicians: 6, researchers: 1 }))
    for (let at = 1; at <= count; at += 1) await judgeProfiles(panel.token(group, at), at)
  await panel.closeRound('thresholds')
}, 120_000)

/** Most say yes above 45% less pain, and some err. */
async function judgeProfiles(token: string, at: number): Promise<void> {
  await panel.join(token)
  const { screens } = await readBallotPaper(clinic.deps, await openPanelLink(clinic.deps, token))
  for (const { question, item, profile } of screens) {
    if (question.type !== 'profiles' || !profile) throw new Error('no profile')
    const [pain = 0, ability = 0] = computeImprovements(profile, question.measures).values
    const error = ((at * 37 + item.length * 11 + Number(item.replace(/\D/g, '')) * 29) % 91) - 45
    const adequate = pain + 0.3 * ability + error > 45 ? 'yes' : 'no'
    await panel.vote(token, [question.id, item], { kind: 'profile', adequate })
  }
}

const read = async (path: string) => (await clinic.api('lead', 'GET', `${panel.path}${path}`)).json()

test('thresholds are of all groups together where one group has a single voter', async () => {
  const { profiles } = (await read('/profile-thresholds')) as {
    profiles: { thresholds: { kind: string; groupsDiffer: unknown; thresholds: { group: string }[] } }[]
  }
  const [{ thresholds } = { thresholds: undefined }] = profiles
  expect(thresholds).toMatchObject({ kind: 'estimated', groupsDiffer: null })
  expect(new Set(thresholds?.thresholds.map(({ group }) => group))).toEqual(new Set(['all']))
})

test('candidates say what all votes agree with, and nothing of any group', async () => {
  const { candidates } = (await read('/candidates')) as { candidates: Record<string, unknown>[] }
  expect(candidates.length).toBeGreaterThan(0)
  for (const one of candidates) {
    expect(one).toMatchObject({ groups: [], equalGroups: null, participants: null, clinicians: null })
    expect(one.allVotes).not.toBeNull()
  }
})

test('who was removed is not invited again, since what they voted is counted', async () => {
  const other = await openPanel(clinic)
  await other.openRound('first')
  const [{ id, mail } = { id: '', mail: '' }] = other.ids
  const token = other.token('participants', 1)
  await other.join(token)
  await other.vote(token, ['domains', 'pain'], rate(9))
  await other.ask('POST', `${other.path}/panelists/${id}/remove`, {})
  const again = await clinic.api('lead', 'POST', `${other.path}/panelists`, {
    ...{ name: 'Participant 1', mail, group: 'participants', locale: 'en', channel: 'mail' },
  })
  expect(again.status).toBe(409)
  expect(await again.json()).toMatchObject({ type: '/problems/panelist-already-invited' })
})

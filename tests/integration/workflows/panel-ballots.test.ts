import { beforeEach, describe, expect, test } from 'vitest'
import { giveConsent, leavePanel } from '../../../functions/workflows/consensus/give-consent.ts'
import { openPanelLink } from '../../../functions/workflows/consensus/open-panel-link.ts'
import { readFeedback } from '../../../functions/workflows/consensus/read-feedback.ts'
import { readBallotPaper } from '../../../functions/workflows/consensus/save-vote.ts'
import { giveReason } from '../../../functions/workflows/consensus/write-panel-text.ts'
import { type Clinic, openClinic } from '../../support/clinic.ts'
import { type OpenedPanel, openPanel, rate } from '../../support/open-panel.ts'

/* Ballots as a panelist’s page sends them. A refusal stores nothing, and says nothing of others. */

const PAIN = ['domains', 'pain'] as const

let clinic: Clinic
let panel: OpenedPanel
beforeEach(async () => {
  clinic = await openClinic()
  panel = await openPanel(clinic)
})

const readVotes = async () =>
  (await clinic.deps.votes.listRound(panel.id, 'first')).map(({ answer }) => answer)

async function expectRefused(act: () => Promise<unknown>, code: string): Promise<void> {
  const before = await clinic.tables.everything(clinic.tables.votes)
  await expect(act()).rejects.toMatchObject({ problem: { code } })
  expect(await clinic.tables.everything(clinic.tables.votes)).toEqual(before)
}

describe('a ballot is refused, and nothing is stored,', () => {
  beforeEach(() => panel.openRound('first'))

  test('from a link that was not made here, without a read', async () => {
    const token = panel.token('participants', 1)
    const forged = `${token.slice(0, -1)}${token.endsWith('0') ? '1' : '0'}`
    await expectRefused(() => openPanelLink(clinic.deps, forged), 'panel-link-unknown')
    await expectRefused(() => openPanelLink(clinic.deps, 'short'), 'panel-link-unknown')
  })

  test('before consent was given', () =>
    expectRefused(() => panel.vote(panel.token('participants', 1), PAIN, rate(7)), 'panel-consent-missing'))

  describe('of somebody who takes part,', () => {
    let token: string
    beforeEach(async () => {
      token = panel.token('participants', 1)
      await panel.join(token)
    })

    test.each([
      ['outside the scale', PAIN, rate(10), {}, 'ballot-outside-scale'],
      ['between two ratings', PAIN, rate(7.5), {}, 'ballot-outside-scale'],
      ['for another round', PAIN, rate(7), { round: 'second' }, 'ballot-of-another-round'],
      ['from a page of another panel', PAIN, rate(7), { protocolHash: '0' }, 'ballot-of-another-panel'],
      ['for an item that is not asked', ['domains', 'mood'], rate(7), {}, 'ballot-item-unknown'],
      ['of another kind', PAIN, { kind: 'choice', preferred: 'first' }, {}, 'ballot-answer-of-another-kind'],
      ['that keeps what was never given', PAIN, { kind: 'keep' }, {}, 'ballot-nothing-to-keep'],
    ] as const)('%s', (_, item, answer, changed, code) =>
      expectRefused(() => panel.vote(token, item, answer, changed), code),
    )

    test('after the round was closed, early or by its time', async () => {
      await panel.closeRound('first')
      await expectRefused(() => panel.vote(token, PAIN, rate(7)), 'panel-round-closed')
    })

    test('after its author left', async () => {
      await leavePanel(clinic.deps, token)
      await expectRefused(() => panel.vote(token, PAIN, rate(7)), 'panelist-left')
      await expectRefused(() => giveConsent(clinic.deps, token, { conflicts: 'None.' }), 'panelist-left')
    })

    test('after their invitation was ended', async () => {
      const [{ id } = { id: '' }] = panel.ids
      expect((await clinic.api('lead', 'POST', `${panel.path}/panelists/${id}/remove`, {})).status).toBe(200)
      await expectRefused(() => panel.vote(token, PAIN, rate(7)), 'panel-link-unknown')
    })

    test('from an older page with another answer', async () => {
      await panel.vote(token, PAIN, rate(7))
      await panel.vote(token, PAIN, rate(8), { revision: 1 })
      await expectRefused(() => panel.vote(token, PAIN, rate(3), { revision: 1 }), 'ballot-changed-meanwhile')
    })

    test('with an empty reason', () =>
      expectRefused(
        () => giveReason(clinic.deps, token, { question: 'domains', item: 'pain', text: '  ' }),
        'panel-text-faulty',
      ))
  })
})

describe('a vote', () => {
  let token: string
  beforeEach(async () => {
    await panel.openRound('first')
    token = panel.token('participants', 1)
    await panel.join(token)
  })

  test('is saved as given, and shown on the same page again', async () => {
    await panel.vote(token, PAIN, rate(7))
    const { screens } = await readBallotPaper(clinic.deps, await openPanelLink(clinic.deps, token))
    expect(screens.find(({ item }) => item === 'pain')?.current?.answer).toEqual(rate(7))
  })

  test('sent twice at once is one vote', async () => {
    const saved = await Promise.all([panel.vote(token, PAIN, rate(7)), panel.vote(token, PAIN, rate(7))])
    expect(saved.map(({ vote }) => vote.revision)).toEqual([1, 1])
    expect(await readVotes()).toEqual([rate(7)])
  })

  test('of two that differ and are sent at once, one is stored and the other refused', async () => {
    const results = await Promise.allSettled([
      panel.vote(token, PAIN, rate(2)),
      panel.vote(token, PAIN, rate(9)),
    ])
    expect(results.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected'])
    expect(await readVotes()).toHaveLength(1)
  })

  test('consent given twice at once makes one voter', async () => {
    const other = panel.token('participants', 2)
    const both = await Promise.all([panel.join(other), panel.join(other)])
    expect(new Set(both.map(({ pseudonym }) => pseudonym)).size).toBe(1)
    const seats = (await clinic.deps.voters.list(panel.id)).map(({ seat }) => seat)
    expect(seats.sort()).toEqual([1, 2])
  })
})

test('who declines before consent is not reminded, and no vote of theirs is counted', async () => {
  await panel.openRound('first')
  await leavePanel(clinic.deps, panel.token('participants', 1))
  expect(await panel.mail()).toEqual({ sent: panel.ids.length - 1 })
  expect(await clinic.deps.voters.list(panel.id)).toEqual([])
})

test('an invitation by text is refused, since nobody would be written to', async () => {
  const order = { name: 'One', phone: '+12025550188', group: 'clinicians', locale: 'en', channel: 'text' }
  expect((await clinic.api('lead', 'POST', `${panel.path}/panelists`, order)).status).toBe(422)
})

describe('feedback', () => {
  test('shows one’s own rating beside groups of five and more, and names the others', async () => {
    await panel.openRound('first')
    for (const [group, count, rating] of [
      ['participants', 9, 8],
      ['clinicians', 9, 5],
      ['researchers', 3, 1],
    ] as const)
      for (let at = 1; at <= count; at += 1) {
        const token = panel.token(group, at)
        await panel.join(token)
        await panel.vote(token, PAIN, rate(rating))
      }
    await panel.closeRound('first')
    await panel.openRound('second')
    const token = panel.token('researchers', 1)
    const feedback = await readFeedback(clinic.deps, await openPanelLink(clinic.deps, token), {
      ...{ question: 'domains', item: 'pain' },
    })
    expect(feedback.own).toEqual(rate(1))
    expect(feedback.hidden).toEqual(['researchers'])
    expect(feedback.distributions.map(({ group, summary }) => [group, 'median' in summary && summary.median]))
      // All alike, so that the median is what each of them gave.
      .toEqual([
        ['clinicians', 5],
        ['participants', 8],
      ])
    const kept = await panel.vote(token, PAIN, { kind: 'keep' })
    expect(kept.vote).toMatchObject({ act: 'kept', answer: rate(1) })
  })
})

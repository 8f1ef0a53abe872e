import { beforeAll, expect, test } from 'vitest'
import { leavePanel } from '../../../functions/workflows/consensus/give-consent.ts'
import { giveReason } from '../../../functions/workflows/consensus/write-panel-text.ts'
import { type Clinic, openClinic } from '../../support/clinic.ts'
import { type OpenedPanel, openPanel, rate } from '../../support/open-panel.ts'

/*
 * What staff can read, all of it together: the register, contacts, votes, the audit trail, logs, and every reply of the API. No part of
 * it says which vote is whose.
 */

let clinic: Clinic
let panel: OpenedPanel
beforeAll(async () => {
  clinic = await openClinic()
  panel = await openPanel(clinic)
  await panel.openRound('first')
  await panel.mail()
  for (const { group, count } of [
    { group: 'participants', count: 8 },
    { group: 'clinicians', count: 9 },
    { group: 'researchers', count: 3 },
  ])
    for (let at = 1; at <= count; at += 1) {
      const token = panel.token(group, at)
      await panel.join(token)
      for (const item of ['pain', 'function', 'sleep'])
        await panel.vote(token, ['domains', item], rate(1 + ((3 * at + item.length) % 9)))
      await panel.vote(token, ['vetoes', 'serious'], rate(at % 2))
    }
  await giveReason(clinic.deps, panel.token('clinicians', 1), {
    ...{ question: 'domains', item: 'pain', text: 'It is why they come.' },
  })
  await leavePanel(clinic.deps, panel.token('participants', 1))
})

const readAll = async (table: string) => JSON.stringify(await clinic.tables.everything(table))

test('nothing in the table of votes names a panelist, an address or a link', async () => {
  const votes = await readAll(clinic.tables.votes)
  for (const { id, mail } of panel.ids) {
    expect(votes).not.toContain(id)
    expect(votes).not.toContain(mail)
    expect(votes).not.toContain(clinic.deps.panelSecrets.createToken(id))
  }
})

test('no pseudonym stands outside of the table of votes', async () => {
  const voters = await clinic.deps.voters.list(panel.id)
  expect(voters).toHaveLength(20)
  const { panels, contacts, audit, library } = clinic.tables
  const elsewhere = (await Promise.all([panels, contacts, audit, library].map(readAll))).join()
  for (const { pseudonym } of voters) expect(elsewhere).not.toContain(pseudonym)
})

test('a text stands under another name than the votes of its author, and without a time', async () => {
  const pseudonyms = new Set((await clinic.deps.voters.list(panel.id)).map(({ pseudonym }) => pseudonym))
  const items = (await clinic.tables.everything(clinic.tables.votes)).filter(({ pk }) =>
    String(pk).startsWith('TEXTS#'),
  )
  expect(items).toHaveLength(21)
  for (const item of items) {
    expect(pseudonyms.has(String(item.author))).toBe(false)
    expect(JSON.stringify(item)).not.toMatch(/\d{4}-\d{2}-\d{2}T/)
  }
})

test('the register is the same for who voted, who left and who did nothing', async () => {
  const register = (await clinic.tables.everything(clinic.tables.panels)).filter(({ sk }) =>
    String(sk).startsWith('PANELIST#'),
  )
  expect(register).toHaveLength(21)
  expect(new Set(register.map((item) => Object.keys(item).sort().join())).size).toBe(1)
})

test('marks of who finished hold no id and no time, and nobody without the secret can tell whose they are', async () => {
  const marks = (await clinic.tables.everything(clinic.tables.panels)).filter(({ pk }) =>
    String(pk).startsWith('MARKS#'),
  )
  // Everybody was written to, twenty finished, one left.
  expect(marks).toHaveLength(21 + 20 + 1)
  for (const mark of marks) expect(Object.keys(mark).sort()).toEqual(['pk', 'sk'])
  for (const { id } of panel.ids) expect(JSON.stringify(marks)).not.toContain(id)
})

test('voters of a round share the instant by which they are counted, so that it is no one’s', async () => {
  const voters = await clinic.deps.voters.list(panel.id)
  expect(new Set(voters.map(({ invitedAt }) => invitedAt)).size).toBe(1)
})

test('the audit trail records what staff did, and nothing that panelists did', async () => {
  const audit = await clinic.tables.everything(clinic.tables.audit)
  const actions = new Set(audit.map(({ action }) => action))
  expect(actions).toContain('panelist.invited')
  expect([...actions].filter((action) => /vote|ballot|consent\.given/.test(String(action)))).toEqual([])
})

test('replies of the API hold no pseudonym and no id of a panelist, and the log holds no link', async () => {
  await panel.closeRound('first')
  const pseudonyms = (await clinic.deps.voters.list(panel.id)).map(({ pseudonym }) => pseudonym)
  for (const path of ['', '/rounds/first/results', '/rounds/first/progress', '/ratings', '/reasons']) {
    const reply = await clinic.api('lead', 'GET', `${panel.path}${path}`)
    expect(reply.status, path).toBe(200)
    const text = await reply.text()
    for (const one of [...pseudonyms, ...panel.ids.map(({ id }) => id)]) expect(text).not.toContain(one)
  }
  for (const { id } of panel.ids)
    expect(JSON.stringify(clinic.log)).not.toContain(clinic.deps.panelSecrets.createToken(id))
})

test('ratings of a group of three are in no export and no result, and the export is the same again', async () => {
  const read = async (path: string) => (await clinic.api('lead', 'GET', `${panel.path}${path}`)).text()
  const csv = await read('/ratings')
  expect(csv).toContain('clinicians')
  expect(csv).not.toContain('researchers')
  expect(await read('/ratings')).toBe(csv)
  const results = JSON.parse(await read('/rounds/first/results')) as {
    items: { hiddenGroups: string[]; result: { groups: { group: string }[] } }[]
  }
  for (const { hiddenGroups, result } of results.items) {
    expect(hiddenGroups).toEqual(['researchers'])
    expect(result.groups.map(({ group }) => group)).toEqual(['clinicians', 'participants'])
  }
})

test('the list with names says nothing of who answered', async () => {
  const reply = await clinic.api('lead', 'GET', `${panel.path}/panelists`)
  const { panelists } = (await reply.json()) as { panelists: Record<string, unknown>[] }
  expect(panelists).toHaveLength(21)
  const members = ['channel', 'group', 'id', 'invitedAt', 'locale', 'name', 'removedAt']
  for (const one of panelists) expect(Object.keys(one).sort()).toEqual(members)
})

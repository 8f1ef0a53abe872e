import { describe, expect, test } from 'vitest'
import {
  type AuditEntry,
  buildChainEntry,
  type ChainHead,
} from '../../../../functions/records/audit/audit.ts'
import { type AuditFault, formatAuditFault } from '../../../../functions/rules/audit/audit-fault.ts'
import { type AuditSource, verifyAudit } from '../../../../functions/rules/audit/verify-audit.ts'

const OWN = 'study#harbor-7k3f9m2p'
const SURVEY = `${OWN}#baseline`
const event = { action: 'text.claimed', actor: { kind: 'system' } } as const

function buildChain(scope: string, length: number, root?: ChainHead): AuditEntry[] {
  const entries: AuditEntry[] = []
  for (let at = 0; at < length; at++)
    entries.push(buildChainEntry(scope, entries.at(-1) ?? root, event, `2026-03-0${at + 1}T15:00:00.000Z`))
  return entries
}

const own = buildChain(OWN, 4)
const root = { sequence: 0, hash: own[1]?.hash ?? '' }
const survey = buildChain(SURVEY, 5, root)
const other = buildChain('study#mesa-22222222', 3)
const ledger = buildChain('study#ERASURES', 2)
const all = [...survey, ...own, ...other, ...ledger]
const surveyHead = headOf(survey)

function headOf(chain: readonly AuditEntry[], sequence = chain.length): ChainHead {
  return { sequence, hash: chain[sequence - 1]?.hash ?? '' }
}

async function verify(
  entries: readonly AuditEntry[],
  heads: Readonly<Record<string, ChainHead>> = { [SURVEY]: surveyHead },
  positionOf: (entry: AuditEntry) => string = ({ sequence }) => String(sequence).padStart(10, '0'),
  archive: readonly AuditEntry[] = [],
) {
  const source: AuditSource = {
    async *readArchive() {
      for (const { scope, sequence, hash } of archive) yield { chain: scope, sequence, hash }
    },
    async *readHeads() {
      for (const [chain, head] of Object.entries(heads)) yield { kind: 'head', chain, head }
    },
    async *readEntries() {
      for (const entry of entries)
        yield { kind: 'entry', chain: entry.scope, position: positionOf(entry), entry }
    },
  }
  const faults: AuditFault[] = []
  const summary = await verifyAudit(source, (fault) => void faults.push(fault))
  expect(summary.faults).toBe(faults.length)
  return { faults, summary }
}

/** `survey` from entry `first` on with another content, sealed anew. */
function rewriteFrom(first: number): AuditEntry[] {
  const kept = survey.slice(0, first - 1)
  const rewritten = [...kept]
  for (const { at } of survey.slice(first - 1))
    rewritten.push(
      buildChainEntry(SURVEY, rewritten.at(-1) ?? root, { ...event, action: 'text.deferred' }, at),
    )
  return rewritten
}

const others = [...own, ...other, ...ledger]
const without = (chain: readonly AuditEntry[], ...sequences: number[]) =>
  chain.filter(({ sequence }) => !sequences.includes(sequence))
const replaceThird = (change: (entry: AuditEntry) => AuditEntry) =>
  survey.map((entry) => (entry.sequence === 3 ? change(entry) : entry))

describe('a fault is named', () => {
  test.each<[string, readonly AuditEntry[], readonly AuditFault[]]>([
    [
      'an entry that was changed',
      replaceThird((entry) => ({ ...entry, at: '2026-03-03T16:00:00.000Z' })),
      [{ kind: 'changed', chain: SURVEY, sequence: 3 }],
    ],
    [
      'an entry that was changed and sealed anew',
      replaceThird((entry) => buildChainEntry(SURVEY, survey[1], event, `${entry.at}Z`)),
      [{ kind: 'replaced', chain: SURVEY, sequence: 3 }],
    ],
    [
      'the last entry changed and sealed anew, which only the head contradicts',
      rewriteFrom(5),
      [{ kind: 'not-as-recorded', chain: SURVEY, sequence: 5 }],
    ],
    [
      'a chain written anew from an entry on',
      rewriteFrom(2),
      [{ kind: 'not-as-recorded', chain: SURVEY, sequence: 5 }],
    ],
    ['entries missing', without(survey, 2, 3), [{ kind: 'missing', chain: SURVEY, sequence: 2, through: 3 }]],
    [
      'the first one missing',
      without(survey, 1),
      [{ kind: 'missing', chain: SURVEY, sequence: 1, through: 1 }],
    ],
    ['the end cut off', survey.slice(0, 3), [{ kind: 'cut-off', chain: SURVEY, sequence: 4, through: 5 }]],
    ['a whole chain gone', [], [{ kind: 'cut-off', chain: SURVEY, sequence: 1, through: 5 }]],
    [
      'an entry put in beside another',
      [...survey, buildChainEntry(SURVEY, survey[2], event, '2026-03-09T15:00:00.000Z')],
      [{ kind: 'inserted', chain: SURVEY, sequence: 4 }],
    ],
    [
      'an entry with a number that is none',
      [...survey, buildChainEntry(SURVEY, { sequence: -1, hash: '' }, event, '')],
      [{ kind: 'inserted', chain: SURVEY, sequence: 0 }],
    ],
  ])('%s', async (_, chain, expected) => {
    expect((await verify([...chain, ...others])).faults).toEqual(expected)
    // In no order at all.
    const mixed = [...chain, ...others].toSorted((a, b) => (a.hash < b.hash ? -1 : 1))
    expect((await verify(mixed)).faults).toEqual(expect.arrayContaining([...expected]))
  })

  test('an entry under a key that is not its own', async () => {
    const { faults } = await verify(all, undefined, ({ hash, sequence }) =>
      hash === other[2]?.hash ? '0000000009' : String(sequence),
    )
    expect(faults).toEqual([{ kind: 'inserted', chain: 'study#mesa-22222222', sequence: 9 }])
  })

  test('a chain whose root is gone, or is an entry of somebody else', async () => {
    const gone = [{ kind: 'without-root', chain: SURVEY }]
    expect((await verify([...survey, ...other])).faults).toEqual(gone)
    const foreign = buildChain(SURVEY, 2, { sequence: 0, hash: other[0]?.hash ?? '' })
    expect((await verify([...foreign, ...others], { [SURVEY]: headOf(foreign) })).faults).toEqual(gone)
    const rootless = buildChain(SURVEY, 2)
    expect((await verify([...rootless, ...others], { [SURVEY]: headOf(rootless) })).faults).toEqual(gone)
  })

  test('a chain that nothing may begin, begun by an entry', async () => {
    const chain = buildChain('study#mesa-33333333', 2, root)
    expect((await verify([...all, ...chain])).faults).toEqual([
      { kind: 'without-root', chain: 'study#mesa-33333333' },
    ])
  })

  test('a record that nothing was entered about, whose root does not exist', async () => {
    const heads = { [SURVEY]: surveyHead, [`${OWN}#week-4`]: { sequence: 0, hash: 'f'.repeat(64) } }
    expect((await verify(all, heads)).faults).toEqual([{ kind: 'without-root', chain: `${OWN}#week-4` }])
  })

  test('an older head that names another entry, or another root', async () => {
    const expected = (sequence: number) => [{ kind: 'not-as-recorded', chain: SURVEY, sequence }]
    expect((await verify(all, { [SURVEY]: { sequence: 3, hash: 'f'.repeat(64) } })).faults).toEqual(
      expected(3),
    )
    expect((await verify(all, { [SURVEY]: { sequence: 0, hash: own[0]?.hash ?? '' } })).faults).toEqual(
      expected(1),
    )
  })

  test('of more chains than are looked at one by one, the others are named whole', async () => {
    const broken = Array.from({ length: 1_002 }, (_, at) => without(buildChain(`study#p-${at}`, 3), 2)).flat()
    const { faults } = await verify([...all, ...broken])
    expect(faults.filter(({ kind }) => kind === 'missing')).toHaveLength(1_000)
    expect(faults.filter(({ kind }) => kind === 'broken')).toHaveLength(2)
  })
})

describe('beside an archive', () => {
  const compare = async (entries: readonly AuditEntry[], heads = {}, archive: readonly AuditEntry[] = all) =>
    (await verify(entries, heads, undefined, archive)).faults

  test('a chain that was written anew together with its head is found', async () => {
    const anew = rewriteFrom(4)
    expect(await compare([...anew, ...others], { [SURVEY]: headOf(anew) })).toEqual([
      { kind: 'not-as-recorded', chain: SURVEY, sequence: 4 },
      { kind: 'not-as-recorded', chain: SURVEY, sequence: 5 },
    ])
  })

  test('the end of a chain is found cut off though no record says so, and a whole chain gone', async () => {
    expect(await compare([...survey, ...own, ...other, ...ledger.slice(0, 1)])).toEqual([
      { kind: 'cut-off', chain: 'study#ERASURES', sequence: 2, through: 2 },
    ])
    expect(await compare([...survey, ...own, ...other])).toEqual([
      { kind: 'cut-off', chain: 'study#ERASURES', sequence: 1, through: 2 },
    ])
  })

  test('an end that record and archive both miss is named once', async () => {
    expect(await compare([...survey.slice(0, 3), ...others], { [SURVEY]: headOf(survey, 4) })).toEqual([
      { kind: 'cut-off', chain: SURVEY, sequence: 4, through: 5 },
    ])
  })

  test('an entry that the archive never got is named', async () => {
    expect(await compare(all, {}, without(all, 2))).toContainEqual({
      ...{ kind: 'not-archived', chain: SURVEY, sequence: 2 },
    })
  })

  test('entries that were archived twice, and those that are newer than the archive, are no fault', async () => {
    expect(await compare(all, {}, [...all, ...survey])).toEqual([])
    expect(await compare(all, {}, survey.slice(0, 2))).toEqual([])
  })
})

describe('a sound trail', () => {
  test('has no fault, in any order', async () => {
    for (const entries of [all, all.toReversed(), all.toSorted((a, b) => (a.hash < b.hash ? -1 : 1))])
      expect(await verify(entries)).toEqual({
        faults: [],
        summary: { chains: 4, entries: 14, heads: 1, olderHeads: 0, faults: 0 },
      })
  })

  test('counts a record that is older than its chain, which is no fault', async () => {
    expect(await verify(all, { [SURVEY]: headOf(survey, 2) })).toMatchObject({
      faults: [],
      summary: { olderHeads: 1 },
    })
    expect((await verify(all, { [SURVEY]: root })).summary.olderHeads).toBe(1)
  })

  test('begins what a person read on a day with nothing', async () => {
    expect((await verify([...all, ...buildChain('study#READS#sub#2026-03-02', 2)])).faults).toEqual([])
  })

  test('without entries or records is one', async () => {
    expect((await verify([], {})).faults).toEqual([])
  })
})

test('each fault is one line with chain and number', () => {
  const chain = SURVEY
  const faults: AuditFault[] = [
    { kind: 'changed', chain, sequence: 3 },
    { kind: 'replaced', chain, sequence: 3 },
    { kind: 'inserted', chain, sequence: 3 },
    { kind: 'not-as-recorded', chain, sequence: 3 },
    { kind: 'not-archived', chain, sequence: 3 },
    { kind: 'missing', chain, sequence: 2, through: 3 },
    { kind: 'cut-off', chain, sequence: 5, through: 5 },
    { kind: 'without-root', chain },
    { kind: 'unreadable', chain, position: '0000000004' },
    { kind: 'unreadable', chain },
    { kind: 'broken', chain },
    { kind: 'not-signed', chain: 'anchors/a' },
    { kind: 'anchor-missing', chain: 'anchors/a' },
    { kind: 'not-as-anchored', chain: 'entries/a' },
  ]
  expect(faults.map(formatAuditFault)).toEqual([
    `${chain} 3: changed`,
    `${chain} 3: not the entry that entry 4 was written after`,
    `${chain} 3: inserted`,
    `${chain} 3: not the entry that is recorded elsewhere`,
    `${chain} 3: not in the archive`,
    `${chain} 2–3: missing`,
    `${chain} 5: cut off from the end of the chain`,
    `${chain}: begins after an entry that does not exist`,
    `${chain} 0000000004: not an audit entry`,
    `${chain}: the record’s head cannot be read`,
    `${chain}: broken`,
    'anchors/a: not signed by the key',
    'anchors/a: an anchor before it is missing or was changed',
    'entries/a: missing, or not as it was anchored',
  ])
})

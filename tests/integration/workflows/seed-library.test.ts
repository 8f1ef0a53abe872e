import { PutItemCommand } from '@aws-sdk/client-dynamodb'
import { beforeAll, describe, expect, test } from 'vitest'
import { toItem } from '../../../functions/platform/aws/dynamodb.ts'
import { formatLibraryChain, formatStudyChain } from '../../../functions/records/audit/audit.store.ts'
import {
  PublishedOtherwiseError,
  publishDefinitions,
} from '../../../functions/workflows/library/publish-definitions.ts'
import { seedLibrary } from '../../../functions/workflows/library/seed-library.ts'
import peg from '../../../surveys/instruments/peg-1.0.0.json' with { type: 'json' }
import pgic from '../../../surveys/instruments/pgic-1.0.0.json' with { type: 'json' }
import { openShippedLibrary } from '../../../surveys/library/library.ts'
import { readDefinition } from '../../../surveys/library/list-definitions.ts'
import publishedHashes from '../../../surveys/library/published-hashes.json' with { type: 'json' }
import { shippedDefinitions } from '../../../surveys/library/shipped.ts'
import { formatCanonicalJson } from '../../../surveys/values/canonical.ts'
import { ADAPTIVE, adaptiveForm } from '../../support/adaptive-form.ts'
import { createCrashingTables } from '../../support/crashing-tables.ts'
import { wirePublishing } from '../../support/seeding.ts'
import { createTables, type TestTables } from '../../support/tables.ts'

const NONE = { instruments: [], studies: [], calibrations: [], responderDefinitions: [] }
const REGISTRY = 'ketamine-infusion-registry'
const COUNT = Object.values(shippedDefinitions).flat().length

/** A study of two sites that asks one instrument, twice. */
const buildStudy = (version: string, battery: string, site = 'north') => ({
  ...(shippedDefinitions.studies.at(-1) as object),
  ...{ id: 'small-study', version, title: 'A small study', domains: {}, responderDefinitions: [] },
  ...{ endpoints: undefined, estimands: [], reliability: {}, spacing: [], analysisWindows: [] },
  sites: [{ id: site, name: 'Site', timeZone: 'America/Denver', phone: '+1 303 555 0100' }],
  anchors: [{ id: 'start', kind: 'enrolment' }],
  baseline: 'first',
  timepoints: [
    {
      ...{ id: 'first', title: { en: 'First' }, anchor: 'start', offset: 'P0D', opens: 'P0D', due: 'P2D' },
      ...{ closes: 'P4D', at: '09:00', invite: 'at-once', reminders: [], battery: [battery] },
    },
  ],
})

describe('what ships, seeded into an empty library', () => {
  let tables: TestTables
  let world: ReturnType<typeof wirePublishing>

  beforeAll(async () => {
    tables = await createTables()
    world = wirePublishing(tables)
    expect(await seedLibrary(world.deps, shippedDefinitions)).toEqual({
      ...{ published: COUNT, written: COUNT, leftToPeople: [] },
    })
  })

  test('is read as the checkout has it: every instrument, by its name and by its hash', async () => {
    const { instruments } = openShippedLibrary()
    const stored = await world.openLibrary().openInstruments()
    for (const { definition, hash } of instruments) {
      const found = stored.findInstrument(`${definition.id}@${definition.version}`)
      expect(found).toEqual({ definition, hash })
      expect(stored.findInstrumentByHash(definition.id, hash)).toBe(found)
    }
    expect(stored.instruments).toHaveLength(instruments.length)
    expect(stored.findInstrument('peg@1.0.0')?.hash).toBe(publishedHashes['peg@1.0.0'])
  })

  test('has the newest version of the study in force, with what any version asks and nothing else', async () => {
    const opened = await world.openLibrary().openStudy(REGISTRY)
    expect(opened).toMatchObject(openShippedLibrary().findStudy(REGISTRY) ?? {})
    const asked = (shippedDefinitions.studies as { id: string; timepoints: { battery: string[] }[] }[])
      .filter(({ id }) => id === REGISTRY)
      .flatMap(({ timepoints }) => timepoints)
      .flatMap(({ battery }) => battery)
    const names = opened?.library.instruments.map(({ definition: { id, version } }) => `${id}@${version}`)
    expect(names?.sort()).toEqual([...new Set(asked)].sort())
    expect(names).not.toContain('rand-36@1.0.0')
  })

  test('opens a battery with the instruments that are named, and without one that no version asks', async () => {
    const opened = await world.openLibrary().openBattery(REGISTRY, ['peg@1.0.0', 'rand-36@1.0.0'])
    expect(opened?.library.instruments.map(({ definition }) => definition.id)).toEqual(['peg'])
  })

  test('lists the study with every site and timepoint of any version', async () => {
    expect(await world.openLibrary().listStudies()).toEqual(openShippedLibrary().directory)
  })

  test('knows no study that is not there', async () => {
    expect(await world.openLibrary().openStudy('nothing')).toBeUndefined()
    expect(await world.openLibrary().findStudy('nothing')).toBeUndefined()
  })

  test('is recorded: how many, and each version of the study with its hash', async () => {
    const library = await world.deps.audit.listChain(formatLibraryChain())
    expect(library).toMatchObject([
      { action: 'definitions.published', actor: { kind: 'system' }, about: { definitions: COUNT } },
    ])
    const [entry] = await world.deps.audit.listChain(formatStudyChain(REGISTRY))
    expect(entry).toMatchObject({ action: 'study.published', actor: { kind: 'system' } })
    for (const version of ['1.0.0', '1.4.0'])
      expect(entry?.about?.versions).toContain(
        `${version} ${publishedHashes[`${REGISTRY}@${version}` as never]}`,
      )
  })

  test('is not written again by the same deployment', async () => {
    const before = await tables.everything(tables.library)
    expect(await seedLibrary(world.deps, shippedDefinitions)).toMatchObject({ published: 0, written: 0 })
    expect(await tables.everything(tables.library)).toEqual(before)
    expect(await world.deps.audit.listChain(formatLibraryChain())).toHaveLength(1)
  })

  test('is refused with other content under a version that is published, by its name, and nothing is written', async () => {
    const before = await tables.everything(tables.library)
    const changed = {
      ...NONE,
      instruments: [
        { ...peg, source: 'changed' },
        { ...pgic, id: 'new-one' },
      ],
    }
    await expect(seedLibrary(world.deps, changed)).rejects.toThrow(PublishedOtherwiseError)
    await expect(seedLibrary(world.deps, changed)).rejects.toThrow(
      /^instrument peg@1\.0\.0: it is published with other content, which never changes$/,
    )
    expect(await tables.everything(tables.library)).toEqual(before)
  })
})

test('content that is not what was put there is not read', async () => {
  const tables = await createTables()
  const { deps, openLibrary } = wirePublishing(tables)
  await seedLibrary(deps, { ...NONE, instruments: [peg] })
  const items = await tables.everything(tables.library)
  const item = items.find(({ sk }) => sk === 'FINISHED') as { zipped: string }
  await seedLibrary(deps, { ...NONE, instruments: [pgic] })
  const other = (await tables.everything(tables.library)).find(
    ({ sk, zipped }) => sk === 'FINISHED' && zipped !== item.zipped,
  ) as { zipped: string }
  await tables.dynamo.send(
    new PutItemCommand({ TableName: tables.library, Item: toItem({ ...item, zipped: other.zipped }) }),
  )
  await expect(openLibrary().openInstruments()).rejects.toThrow('other content')
})

test('what people published is completed anew where the program completes it otherwise', async () => {
  const tables = await createTables()
  const { deps, openLibrary } = wirePublishing(tables)
  await seedLibrary(deps, { ...NONE, instruments: [peg] })
  const [peg1] = (await openLibrary().openInstruments()).instruments
  // As a program left it that knew less of the form.
  await deps.definitions.putContent({ source: peg, finished: { id: 'peg' } })
  expect((await openLibrary().openInstruments()).instruments[0]?.definition).toEqual({ id: 'peg' })
  expect(await seedLibrary(deps, NONE)).toMatchObject({ published: 0, written: 1 })
  expect((await openLibrary().openInstruments()).instruments).toEqual([peg1])
})

test('what people published under a name that ships later stays theirs', async () => {
  const { deps, openLibrary } = wirePublishing(await createTables())
  const own = { ...peg, source: 'Our clinic' }
  const publication = { actor: { kind: 'lead', sub: 'lead' }, origin: 'published' } as const
  await publishDefinitions(deps, [readDefinition('instrument', own)], publication)
  const seeded = await seedLibrary(deps, { ...NONE, instruments: [peg, pgic] })
  expect(seeded).toMatchObject({ published: 1, leftToPeople: ['instrument peg@1.0.0'] })
  const found = (await openLibrary().openInstruments()).findInstrument('peg@1.0.0')
  expect(found?.definition.source).toBe('Our clinic')
})

test('of two deployments at once, each definition is published once', async () => {
  const tables = await createTables()
  const { deps, openLibrary } = wirePublishing(tables)
  const [one, other] = await Promise.all([
    seedLibrary(deps, shippedDefinitions),
    seedLibrary(deps, shippedDefinitions),
  ])
  expect([one.published, other.published].sort((a, b) => a - b)).toEqual([0, COUNT])
  expect((await openLibrary().openInstruments()).instruments).toHaveLength(
    openShippedLibrary().instruments.length,
  )
  expect(await deps.audit.listChain(formatLibraryChain())).toHaveLength(1)
})

test('killed between any two of its steps, the next one finishes it', async () => {
  const files = { ...NONE, instruments: [peg, pgic], studies: [buildStudy('1.0.0', 'peg@1.0.0')] }
  const counting = await createCrashingTables()
  const whole = wirePublishing(counting)
  await seedLibrary(whole.deps, files)
  const steps = counting.commands()
  const expected = await counting.everything(counting.library)
  expect(steps).toBeGreaterThan(10)
  for (let step = 0; step < steps; step += 1)
    for (const when of ['before', 'after'] as const) {
      const tables = await createCrashingTables()
      const { deps } = wirePublishing(tables)
      tables.crashDuringStep(step, when)
      await seedLibrary(deps, files).catch(() => undefined)
      tables.live()
      await seedLibrary(deps, files)
      const sort = (items: Record<string, unknown>[]) => items.map((item) => formatCanonicalJson(item)).sort()
      expect(sort(await tables.everything(tables.library))).toEqual(sort(expected))
      await tables.drop()
    }
}, 120_000)

describe('a study', () => {
  const instruments = [peg, pgic]

  test('that asks what is not published is refused', async () => {
    const { deps } = wirePublishing(await createTables())
    const files = { ...NONE, instruments, studies: [buildStudy('1.0.0', 'phq-9@1.0.0')] }
    await expect(seedLibrary(deps, files)).rejects.toThrow('asks phq-9@1.0.0, which is not published')
  })

  test('keeps the sites, timepoints and instruments of its earlier versions', async () => {
    const { deps, openLibrary } = wirePublishing(await createTables())
    await seedLibrary(deps, { ...NONE, instruments, studies: [buildStudy('1.0.0', 'peg@1.0.0')] })
    await seedLibrary(deps, { ...NONE, instruments, studies: [buildStudy('1.1.0', 'pgic@1.0.0', 'south')] })
    expect(await openLibrary().listStudies()).toEqual([
      { study: 'small-study', sites: ['north', 'south'], timepoints: ['first'] },
    ])
    const opened = await openLibrary().openStudy('small-study')
    expect(opened?.definition.version).toBe('1.1.0')
    expect(opened?.library.instruments.map(({ definition }) => definition.id)).toEqual(['peg', 'pgic'])
  })

  test('has the calibration of an instrument that was installed after it', async () => {
    const { deps, openLibrary } = wirePublishing(await createTables())
    const bank = adaptiveForm()
    const files = { ...NONE, instruments: [bank], studies: [buildStudy('1.0.0', 'made-up-bank@1.0.0')] }
    await seedLibrary(deps, files)
    const before = await openLibrary().openStudy('small-study')
    expect(before?.library.findInstrument('made-up-bank@1.0.0')?.calibration).toBeUndefined()
    await seedLibrary(deps, { ...files, calibrations: [ADAPTIVE] })
    const after = await openLibrary().openStudy('small-study')
    expect(after?.library.findInstrument('made-up-bank@1.0.0')?.calibration).toMatchObject(ADAPTIVE)
    const chain = await deps.audit.listChain(formatStudyChain('small-study'))
    expect(chain.map(({ action }) => action)).toEqual(['study.published', 'study.calibrated'])
  })
})

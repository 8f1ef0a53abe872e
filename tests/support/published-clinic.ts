import { grantMembership } from '../../functions/workflows/access/change-members.ts'
import { seedLibrary } from '../../functions/workflows/library/seed-library.ts'
import { openShippedLibrary } from '../../surveys/library/library.ts'
import { shippedDefinitions } from '../../surveys/library/shipped.ts'
import { type Clinic, openClinic, STUDY } from './clinic.ts'

type Source = Readonly<Record<string, unknown>> & {
  readonly id: string
  readonly version: string
  readonly sites: readonly { readonly id: string }[]
  readonly timepoints: readonly object[]
}

const { endpoints: _, ...registry } = (shippedDefinitions.studies as readonly Source[]).findLast(
  ({ id }) => id === STUDY,
) as Source

/** The registry as it ships, without endpoints that name its timepoints: the first version that these clinics have. */
export const FIRST: Source = registry as Source

/** Clinics of a study that is published in the table, in its first version; `study-lead` leads all of them, `harbor-lead` one. */
export async function openPublishedClinic(start = '2026-03-02T15:00:00Z', first = FIRST): Promise<Clinic> {
  const { tables, deps } = await openClinic(start)
  await seedLibrary(deps, { ...shippedDefinitions, studies: [first] })
  const clinic = await openClinic(start, tables, openShippedLibrary(), { published: true })
  const sites = first.sites.map(({ id }) => id)
  for (const [sub, of] of [
    ['study-lead', sites],
    ['harbor-lead', ['harbor']],
  ] as const)
    await grantMembership(
      clinic.deps,
      { kind: 'operator', by: 'test' },
      { sub, name: sub, study: STUDY, role: 'lead', sites: [...of], administers: false, blinded: false },
    )
  return clinic
}

/** Saves a draft and publishes it, as leads do. @param when who follows it when */
export async function publishVersion(clinic: Clinic, source: object, when: object = {}): Promise<void> {
  const path = `/api/studies/${STUDY}/draft`
  const revision = await saveDraft(clinic, source)
  const reply = await clinic.api('study-lead', 'POST', `${path}/publish`, { revision, ...when })
  if (reply.status !== 201) throw new Error(`publishing answered ${reply.status}: ${await reply.text()}`)
}

/** @returns its revision */
export async function saveDraft(clinic: Clinic, definition: object): Promise<number> {
  const path = `/api/studies/${STUDY}/draft`
  const stored = await clinic.deps.drafts.find(STUDY)
  const reply = await clinic.api('study-lead', 'PUT', path, { revision: stored.revision, definition })
  const { revision, problems } = (await reply.json()) as { revision: number; problems: readonly unknown[] }
  if (problems.length > 0) throw new Error(`the draft has problems: ${JSON.stringify(problems)}`)
  return revision
}

/** Minutes of the schedule, until nothing is left to be moved. */
export async function finishRollouts(clinic: Clinic): Promise<void> {
  for (let minute = 0; minute < 4; minute += 1) {
    await clinic.runRollouts()
    clinic.advance('PT1M')
  }
}

/** A timepoint of the first version with something changed. */
export function changeTimepoint(id: string, change: object): readonly object[] {
  return FIRST.timepoints.map((one) => ((one as { id: string }).id === id ? { ...one, ...change } : one))
}

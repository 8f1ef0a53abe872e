import { grantMembership } from '../../functions/workflows/access/change-members.ts'
import { openLibrary, openShippedLibrary } from '../../surveys/library/library.ts'
import type { StudyDefinition } from '../../surveys/study/definition.ts'
import { type Clinic, openClinic, STUDY } from './clinic.ts'
import { withTimepoints } from './other-batteries.ts'
import type { TestTables } from './test-tables.ts'

export const NUMBER = '+12025550123'
export const EARLIER_NUMBER = '+12025550177'
export const NAME = 'Quillon Aldermoor'
/** Words that a participant and the site wrote, each where free text can stand. */
export const WORDS = {
  answer: 'walk to the lighthouse',
  message: 'the blue kettle is broken',
  note: 'prefers mornings at nine',
  conversation: 'how was the kettle today',
}
export const [FIRST, SECOND, LEAD] = ['coordinator-harbor', 'coordinator-two', 'lead-harbor'] as const

/** The shipped study, whose baseline asks for words, and which does this with study data on erasure. */
function openErasingLibrary(studyData: StudyDefinition['erasure']['studyData']) {
  const shipped = openShippedLibrary()
  const study = shipped.findStudy(STUDY)?.definition
  if (!study) throw new Error('the shipped study is not there')
  const timepoints = study.timepoints.map((one) =>
    one.id === 'baseline' ? { ...one, battery: ['own-goal@1.0.0', 'peg@1.0.0'] } : one,
  )
  const definitions = shipped.instruments.map(({ definition }) => definition)
  const erasure = { ...study.erasure, studyData }
  return openLibrary(definitions, [{ ...withTimepoints(study, timepoints), erasure }])
}

/** A clinic with two coordinators and a lead of its own. */
export async function openErasingClinic(
  studyData: StudyDefinition['erasure']['studyData'] = 'detach',
  tables?: TestTables,
): Promise<Clinic> {
  const clinic = await openClinic('2026-03-02T15:00:00.000Z', tables, openErasingLibrary(studyData))
  for (const [sub, role] of [
    [SECOND, 'coordinator'],
    [LEAD, 'lead'],
  ] as const)
    await grantMembership(
      clinic.deps,
      { kind: 'operator', by: 'test' },
      { sub, name: sub, study: STUDY, role, sites: ['harbor'], administers: false, blinded: false },
    )
  return clinic
}

/** Somebody with a name, two numbers, answers, scores, a treatment, and words wherever words can stand. */
export async function enrolSomebody(
  clinic: Clinic,
  number = NUMBER,
  earlier = EARLIER_NUMBER,
): Promise<string> {
  const call = async (method: string, path: string, body: unknown) => {
    const reply = await clinic.api(FIRST, method, `/api/studies/${STUDY}/participants${path}`, body)
    if (!reply.ok) throw new Error(`${method} ${path} answered ${reply.status}: ${await reply.text()}`)
    return (await reply.json()) as Record<string, string>
  }
  const participant = await clinic.enrol('harbor', earlier, { name: NAME, birthYear: 1970 })
  await clinic.tick()
  const link = clinic.newestLink()
  const answers = {
    'own-goal/goal': WORDS.answer,
    ...{ 'peg/pain': '7', 'peg/enjoyment': '6', 'peg/activity': '5' },
  }
  const sent = await clinic.postJson(`${link}/submit`, { answers })
  if (sent.status !== 200) throw new Error(`the submission answered ${sent.status}`)
  await call('PATCH', `/${participant}/contact`, { phone: number })
  await call('POST', `/${participant}/contact-log`, { kind: 'note', text: WORDS.note })
  await clinic.receive(number, WORDS.message)
  await clinic.deps.conversations.put(number, undefined, {
    ...{ study: STUDY, site: 'harbor', participant, timepoint: 'baseline', asked: null },
    ...{ askedAt: '2026-03-02T15:00:00.000Z', message: 'm', reply: WORDS.conversation },
  })
  return participant
}

/** The requests of staff about one participant. */
export function buildErasureRequests(clinic: Clinic, participant: string) {
  const path = `/api/studies/${STUDY}/participants/${participant}/erasure`
  return {
    read: (who: string = FIRST) => clinic.api(who, 'GET', path),
    record: (grade: string, who: string = FIRST) => clinic.api(who, 'PUT', path, { grade }),
    confirm: (grade: string, who: string = SECOND) =>
      clinic.api(who, 'POST', `${path}/confirmation`, { grade }),
    cancel: (reason: string, who: string = FIRST) =>
      clinic.api(who, 'POST', `${path}/cancellation`, { reason }),
  }
}

/** Recorded by one and confirmed by another; not yet carried out. */
export async function decideErasure(clinic: Clinic, participant: string, grade: string): Promise<void> {
  const { record, confirm } = buildErasureRequests(clinic, participant)
  for (const reply of [await record(grade), await confirm(grade)])
    if (reply.status !== 200) throw new Error(`deciding answered ${reply.status}: ${await reply.text()}`)
}

import { formatRef } from '../../../surveys/instrument/vocabulary.ts'
import type { PublishedInstrument } from '../../../surveys/library/library.ts'
import { parseTimepointId } from '../../../surveys/study/occurrence.ts'
import type { AskedResponse } from '../../records/assessment/survey.store.ts'
import { summarizeProvenance } from '../../records/response/provenance.ts'
import { type AnsweredInstrument, type AnswerFact, createAnswerReader } from '../tidy/answer-facts.ts'
import type { TidyPerson, TidySetting } from '../tidy/tidy-person.ts'
import { formatFileOid, formatStudyOid, formatVersionOid } from './dataset-json.ts'
import { createHeldText } from './held-text.ts'
import { formatStudy, type OdmEvent, odmIds, WHY_MISSING } from './odm-metadata.ts'
import { findVisit } from './visit.ts'
import { escapeXml, formatElement, openElement } from './xml.ts'

/** Who gave the answers of a form, as ODM names users. Nobody is named. */
const USERS = { self: 'U.participant', proxy: 'U.proxy', mixed: 'U.participant-and-proxy' } as const

/**
 * An export as one ODM 1.3.2 snapshot with the answers and scores of every questionnaire, and an audit record of each form: who
 * answered, at which clinic, when it was sent. The study’s metadata stand in front, and name what was asked; so what was
 * answered is held until the end, compressed.
 */
export function createOdmFile(setting: TidySetting): {
  add(person: TidyPerson): void
  end(write: (bytes: Uint8Array) => void): { readonly subjects: number }
} {
  const { study, asOf, instruments } = setting
  const readAnswers = createAnswerReader(instruments, 'dates')
  const held = createHeldText()
  const asked = new Map<string, Set<string>>()
  const repeated = new Set<string>()
  const definitions = new Map<string, PublishedInstrument['definition']>()
  const sites = new Set<string>()
  let subjects = 0
  const addForms = (person: TidyPerson, response: AskedResponse): string => {
    const event = parseTimepointId(response.timepoint)
    if (response.timepoint !== event) repeated.add(event)
    const forms = readAnswers(response, person)
    const atEvent = asked.get(event) ?? new Set()
    asked.set(event, atEvent)
    for (const { ref, definition } of forms) {
      atEvent.add(ref)
      definitions.set(ref, definition)
    }
    return formatElement(
      'StudyEventData',
      {
        StudyEventOID: odmIds.event(event),
        StudyEventRepeatKey: response.timepoint === event ? null : response.timepoint.slice(event.length + 1),
      },
      ...forms.map((form) => formatForm(person, response, form)),
    )
  }
  return {
    add(person) {
      subjects += 1
      sites.add(person.site)
      held.add(
        formatElement(
          'SubjectData',
          { SubjectKey: person.participant },
          formatElement('SiteRef', { LocationOID: odmIds.site(person.site) }),
          ...person.responses.map((response) => addForms(person, response)),
        ),
      )
    },
    end(write) {
      const inOrder = [...definitions.values()].sort((a, b) => (formatRef(a) < formatRef(b) ? -1 : 1))
      write(
        Buffer.from(
          [
            '<?xml version="1.0" encoding="UTF-8"?>\n',
            openElement('ODM', {
              xmlns: 'http://www.cdisc.org/ns/odm/v1.3',
              ...{ FileType: 'Snapshot', Granularity: 'AllClinicalData', ODMVersion: '1.3.2' },
              ...{
                FileOID: `${formatFileOid(study.id, asOf)}.odm`,
                CreationDateTime: asOf,
                AsOfDateTime: asOf,
              },
              ...{ Originator: 'Concord', SourceSystem: 'Concord' },
            }),
            formatStudy(setting, listEvents(setting, asked, repeated), asked, inOrder),
            formatAdministration(setting, sites),
            openElement('ClinicalData', {
              ...{ StudyOID: formatStudyOid(study.id), MetaDataVersionOID: formatVersionOid(study) },
            }),
          ].join(''),
        ),
      )
      held.drain(write)
      write(Buffer.from('</ClinicalData></ODM>\n'))
      return { subjects }
    },
  }
}

/**
 * The study’s timepoints, and behind them those that people answered at and the study no longer has. One repeats that repeats
 * in this version of the study, or did when somebody answered.
 */
function listEvents(
  { study }: TidySetting,
  asked: ReadonlyMap<string, unknown>,
  repeated: ReadonlySet<string>,
): readonly OdmEvent[] {
  const eachTime = new Set(
    study.anchors.flatMap((anchor) =>
      anchor.kind === 'treatment' && anchor.occurrence === 'each' ? [anchor.id] : [],
    ),
  )
  const own = study.timepoints.map(({ id, repeat, anchor }) => ({
    ...{ id, title: findVisit(study, id) },
    isRepeating: repeat !== undefined || eachTime.has(anchor) || repeated.has(id),
  }))
  const known = new Set(own.map(({ id }) => id))
  const former = [...asked.keys()].filter((id) => !known.has(id)).sort()
  return [...own, ...former.map((id) => ({ id, title: id, isRepeating: repeated.has(id) }))]
}

function formatAdministration({ study, asOf }: TidySetting, sites: ReadonlySet<string>): string {
  return formatElement(
    'AdminData',
    { StudyOID: formatStudyOid(study.id) },
    ...Object.values(USERS).map((oid) => formatElement('User', { OID: oid, UserType: 'Other' })),
    ...study.sites
      .filter(({ id }) => sites.has(id))
      .map(({ id, name }) =>
        formatElement(
          'Location',
          { OID: odmIds.site(id), Name: name, LocationType: 'Site' },
          formatElement('MetaDataVersionRef', {
            ...{ StudyOID: formatStudyOid(study.id), MetaDataVersionOID: formatVersionOid(study) },
            EffectiveDate: asOf.slice(0, 10),
          }),
        ),
      ),
  )
}

function formatForm(
  person: TidyPerson,
  response: AskedResponse,
  { ref, definition, answers }: AnsweredInstrument,
) {
  const sheet = person.sheets.find(({ timepoint }) => timepoint === response.timepoint)
  const scores = (sheet?.scores ?? []).filter(({ instrument }) => instrument === ref)
  return formatElement(
    'FormData',
    { FormOID: odmIds.form(ref) },
    formatElement(
      'AuditRecord',
      {},
      formatElement('UserRef', { UserOID: USERS[summarizeProvenance(response).answeredBy] }),
      formatElement('LocationRef', { LocationOID: odmIds.site(person.site) }),
      formatElement('DateTimeStamp', {}, response.submittedAt ?? response.savedAt),
    ),
    formatElement(
      'ItemGroupData',
      { ItemGroupOID: odmIds.items(ref) },
      ...answers.map((answer) => formatAnswer(ref, answer)),
    ),
    scores.length === 0
      ? ''
      : formatElement(
          'ItemGroupData',
          { ItemGroupOID: odmIds.scores(ref) },
          ...definition.scales.flatMap(({ id }) => {
            const score = scores.find(({ scale }) => scale === id)
            if (score === undefined) return []
            const ItemOID = odmIds.score(ref, id)
            return score.kind === 'scored'
              ? [formatElement('ItemData', { ItemOID, Value: score.value })]
              : [
                  formatElement(
                    'ItemData',
                    { ItemOID, IsNull: 'Yes' },
                    formatElement('Annotation', { SeqNum: 1 }, formatElement('Comment', {}, score.reason)),
                  ),
                ]
          }),
        ),
  )
}

function formatAnswer(ref: string, { item, code, missing }: AnswerFact): string {
  const ItemOID = odmIds.item(ref, item.id)
  // An option without a score was chosen all the same.
  if (code !== null) return formatElement('ItemData', { ItemOID, Value: code })
  const why = missing ?? 'not-reached'
  return formatElement(
    'ItemData',
    { ItemOID, IsNull: 'Yes' },
    formatElement(
      'Annotation',
      { SeqNum: 1 },
      formatElement('Comment', {}, escapeXml(why)),
      formatElement('Flag', {}, formatElement('FlagValue', { CodeListOID: WHY_MISSING }, escapeXml(why))),
    ),
  )
}

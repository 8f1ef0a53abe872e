import { createHash } from 'node:crypto'
import type { InstrumentDefinition, Scale } from '../../../surveys/instrument/definition.ts'
import type { Item } from '../../../surveys/instrument/item.ts'
import { pickText } from '../../../surveys/instrument/vocabulary.ts'
import type { Instruments } from '../../../surveys/library/library.ts'
import { compareVersions } from '../../../surveys/versions/compare-versions.ts'
import { LABEL_LANGUAGE } from '../tidy/shared-columns.ts'
import { cutText, MAX_LABEL } from './cdisc-dataset.ts'

/** What QSTESTCD and QSTEST say of an item or a scale, and PARAMCD and PARAM of a scale. */
export type TestCode = {
  /** At most 8 capital letters and digits, a letter first. */
  readonly code: string
  /** At most 40 characters. */
  readonly name: string
  /** Code at the NCI of a term of CDISC’s. Left out: the sponsor’s own. */
  readonly nci?: string
  /** The answer’s words are also its standard result, which has no number. */
  readonly isText?: true
}

/**
 * CDISC’s own terms of the PHQ-9 (codes C103481, names C103480, category C103519), by item or scale. Source: the questionnaire
 * in CDISC’s public SDTM example and its define.xml, terminology of 2020-12-18.
 */
const PHQ_9: Readonly<Record<string, TestCode>> = {
  interest: { code: 'PHQ0101', name: 'PHQ01-Little Interest/Pleasure in Things', nci: 'C103705' },
  mood: { code: 'PHQ0102', name: 'PHQ01-Feeling Down Depressed or Hopeless', nci: 'C103706' },
  sleep: { code: 'PHQ0103', name: 'PHQ01-Trouble Falling or Staying Asleep', nci: 'C103707' },
  energy: { code: 'PHQ0104', name: 'PHQ01-Feeling Tired or Little Energy', nci: 'C103708' },
  appetite: { code: 'PHQ0105', name: 'PHQ01-Poor Appetite or Overeating', nci: 'C103709' },
  failure: { code: 'PHQ0106', name: 'PHQ01-Feeling Bad About Yourself', nci: 'C103710' },
  concentration: { code: 'PHQ0107', name: 'PHQ01-Trouble Concentrating on Things', nci: 'C103711' },
  movement: { code: 'PHQ0108', name: 'PHQ01-Moving Slowly or Fidgety/Restless', nci: 'C103712' },
  'self-harm': { code: 'PHQ0109', name: 'PHQ01-Thoughts You Be Better Off Dead', nci: 'C103713' },
  difficulty: {
    ...{ code: 'PHQ0110', name: 'PHQ01-Difficult to Work/Take Care Things', nci: 'C103714' },
    isText: true,
  },
  'scale total': { code: 'PHQ0111', name: 'PHQ01-Total Score', nci: 'C113887' },
}

/** By the instrument’s id. Every other code is the sponsor’s own, and marked so in define.xml. */
const VERIFIED: Readonly<
  Record<string, { readonly category: string; readonly tests: Readonly<Record<string, TestCode>> }>
> = { 'phq-9': { category: 'PHQ-9', tests: PHQ_9 } }

/** What tests, scales and questionnaires are called in an export. */
export type TestNames = {
  /** QSCAT. */
  findCategory(definition: Pick<InstrumentDefinition, 'id'>): string
  findItem(definition: Pick<InstrumentDefinition, 'id'>, item: Item): TestCode
  findScale(
    definition: Pick<InstrumentDefinition, 'id'>,
    scale: Pick<Scale, 'id' | 'title' | 'unit'>,
  ): TestCode
  /** PARAM. */
  findParameter(
    definition: Pick<InstrumentDefinition, 'id'>,
    scale: Pick<Scale, 'id' | 'title' | 'unit'>,
  ): string
}

/**
 * Names by code, one for each: CDISC’s models take two names of one code, or one of two, for a fault. A code is that of all
 * versions of a questionnaire, so that its name is that of the newest one which has it; and since two questions may begin
 * alike, a name of our own begins with its code, as CDISC’s begin with those of their questionnaire.
 */
export function createTestNames({ instruments }: Pick<Instruments, 'instruments'>): TestNames {
  const newest = new Map<string, { item?: Item; scale?: Pick<Scale, 'id' | 'title' | 'unit'> }>()
  const titles = new Map<string, InstrumentDefinition['title']>()
  const oldestLast = instruments
    .map(({ definition }) => definition)
    .sort((a, b) => compareVersions(b.version, a.version))
  for (const { id, title, items, scales } of oldestLast) {
    if (!titles.has(id)) titles.set(id, title)
    for (const item of items) keepFirst(newest, `${id}/${item.id}`, { item })
    for (const scale of scales) keepFirst(newest, `${id}/scale ${scale.id}`, { scale })
  }
  const findNewestScale = (id: string, scale: Pick<Scale, 'id' | 'title' | 'unit'>) =>
    newest.get(`${id}/scale ${scale.id}`)?.scale ?? scale
  return {
    findCategory: ({ id }) =>
      VERIFIED[id]?.category ?? cutText(pickText(titles.get(id), LABEL_LANGUAGE) || id),
    findItem: ({ id }, item) => nameItem(id, newest.get(`${id}/${item.id}`)?.item ?? item),
    findScale: ({ id }, scale) => nameScale(id, findNewestScale(id, scale)),
    findParameter({ id }, scale) {
      const own = findNewestScale(id, scale)
      const { code, name, nci } = nameScale(id, own)
      const words = nci === undefined ? `${code}-${pickText(own.title, LABEL_LANGUAGE) || own.id}` : name
      return cutText(`${words} (${own.unit})`)
    },
  }
}

function keepFirst<Value>(map: Map<string, Value>, key: string, value: Value): void {
  if (!map.has(key)) map.set(key, value)
}

function nameItem(id: string, item: Item): TestCode {
  return (
    VERIFIED[id]?.tests[item.id] ??
    buildOwnTest(buildOwnCode(id, item.id), pickText(item.text, LABEL_LANGUAGE) || `${id} ${item.id}`)
  )
}

function nameScale(id: string, scale: Pick<Scale, 'id' | 'title'>): TestCode {
  const part = `scale ${scale.id}`
  return (
    VERIFIED[id]?.tests[part] ??
    buildOwnTest(buildOwnCode(id, part), pickText(scale.title, LABEL_LANGUAGE) || `${id} ${scale.id}`)
  )
}

function buildOwnTest(code: string, words: string): TestCode {
  return { code, name: cutText(`${code}-${words}`, MAX_LABEL) }
}

/**
 * A code for what CDISC has none for, or none that was verified: three letters of the name and five of the SHA-256 of what it
 * stands for. So it is the same in every export, and two are not alike by chance where their names are.
 *
 * @param name `peg`
 * @param part `q1`
 */
export function buildOwnCode(name: string, part: string): string {
  const letters = name.toUpperCase().replace(/[^A-Z0-9]/g, '')
  const front = (/^[A-Z]/.test(letters) ? letters : `Q${letters}`).slice(0, 3)
  const digest = createHash('sha256').update(`${name}/${part}`).digest('hex')
  const number = BigInt(`0x${digest}`) % OWN_CODES
  return front + number.toString(36).toUpperCase().padStart(5, '0')
}

/** As many as five letters and digits tell apart. */
const OWN_CODES = 36n ** 5n

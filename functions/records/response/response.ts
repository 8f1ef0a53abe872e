import type { Answers } from '../../../surveys/instrument/answers.ts'
import type { InstrumentDefinition } from '../../../surveys/instrument/definition.ts'
import type { Item } from '../../../surveys/instrument/item.ts'
import { findWorstPlace } from '../../../surveys/instrument/safety-codes.ts'
import type { PublishedInstrument } from '../../../surveys/library/library.ts'
import { computeContentHash } from '../../../surveys/values/canonical.ts'

/**
 * All answers of one assessment, keyed `instrument/item`; a code is an answer, `null` is a question that was skipped, no
 * entry is one that was never reached.
 */
export type BatteryAnswers = Readonly<Record<string, string | null>>

/** A response: first a draft that grows answer by answer, then submitted. */
export type QuestionnaireResponse = {
  readonly study: string
  readonly site: string
  readonly participant: string
  readonly timepoint: string
  readonly state: 'draft' | 'submitted'
  /** Pinned `instrument@version` references. */
  readonly battery: readonly string[]
  readonly answers: BatteryAnswers
  /** Hash of the definitions on which the response began, see `hashDefinitions`. */
  readonly definitionsHash: string
  /** Every way in which an answer was given, `self/web`. */
  readonly provenances: ReadonlySet<string>
  /** When the phone says that an answer was given, by key, where it came late: for what it is worth. */
  readonly claimed: Readonly<Record<string, string>>
  readonly startedAt: string
  readonly savedAt: string
  readonly submittedAt?: string | undefined
  /** Of a draft: when its window ends; left out where it was cancelled. */
  readonly closesAt?: string | undefined
  readonly answersHash?: string | undefined
}

/** `not-submitted`: its window has closed on answers that were never sent. @param now ISO 8601 */
export function findResponseState(
  { state, closesAt }: Pick<QuestionnaireResponse, 'state' | 'closesAt'>,
  now: string,
): 'draft' | 'submitted' | 'not-submitted' {
  return state === 'draft' && closesAt !== undefined && now >= closesAt ? 'not-submitted' : state
}

/** An item of a battery, with the key under which its answer is stored. */
export type BatteryItem = {
  readonly key: string
  readonly instrument: InstrumentDefinition
  readonly item: Item
}

export type Battery = {
  readonly instruments: readonly PublishedInstrument[]
  readonly items: readonly BatteryItem[]
}

export function buildBattery(instruments: readonly PublishedInstrument[]): Battery {
  const items = instruments.flatMap(({ definition }) =>
    definition.items.map((item) => ({
      key: `${definition.id}/${item.id}`,
      instrument: definition,
      item,
    })),
  )
  return { instruments, items }
}

/** The answers of one instrument of the battery, keyed by item. */
export function pickAnswers(instrument: InstrumentDefinition, answers: BatteryAnswers): Answers {
  const own: Record<string, string | null> = {}
  for (const item of instrument.items) {
    const code = answers[`${instrument.id}/${item.id}`]
    if (code !== undefined) own[item.id] = code
  }
  return own
}

/**
 * A safety rule of an instrument's own that an answer sets off. `place`: of the answer among the rule's codes, from 1; they
 * stand in the order of how bad they are.
 */
export type ItemSignal = {
  readonly instrument: string
  readonly rule: string
  /** `phq-9/self-harm` */
  readonly item: string
  readonly code: string
  readonly place: number
}

/** Every safety rule that these answers set off, whatever the totals. */
export function listItemSignals(battery: Battery, answers: BatteryAnswers): readonly ItemSignal[] {
  return battery.instruments.flatMap(({ definition: { id: instrument, safety } }) =>
    safety.flatMap(({ id: rule, item, codes }): readonly ItemSignal[] => {
      const code = answers[`${instrument}/${item}`]
      const place = typeof code === 'string' ? findWorstPlace(codes, code) + 1 : 0
      return typeof code !== 'string' || place === 0
        ? []
        : [{ instrument, rule, item: `${instrument}/${item}`, code, place }]
    }),
  )
}

export function hashAnswers(answers: BatteryAnswers): string {
  return computeContentHash(answers)
}

/**
 * One hash for all definitions of a battery: of each instrument's content hash by its id. Kept with the first answer, so
 * that what was asked can be proved without a hash per instrument on an item that every answer writes.
 */
export function hashDefinitions(instruments: readonly PublishedInstrument[]): string {
  return computeContentHash(
    Object.fromEntries(instruments.map(({ definition, hash }) => [definition.id, hash])),
  )
}

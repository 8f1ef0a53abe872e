import * as z from 'zod'
import type { Answers } from '../../../surveys/instrument/answers.ts'
import type { InstrumentDefinition } from '../../../surveys/instrument/definition.ts'
import type { Item } from '../../../surveys/instrument/item.ts'
import type { PublishedInstrument } from '../../../surveys/library/library.ts'
import { computeContentHash } from '../../../surveys/values/canonical.ts'

/**
 * A response: all answers of one assessment, first as a draft that grows answer by answer, then submitted.
 * `answers` is keyed `instrument/item`; a code is an answer, `null` is a question that was skipped, no entry
 * is one that was never reached.
 */
export const responseSchema = z.object({
  study: z.string(),
  site: z.string(),
  participant: z.string(),
  timepoint: z.string(),
  state: z.enum(['draft', 'submitted']),
  answers: z.record(z.string(), z.string().nullable()),
  /** Rises with every saved answer: the submission is of exactly what was read. */
  revision: z.number().int(),
  /** instrument → hash of the definition on which the response began. */
  definitions: z.record(z.string(), z.string()),
  /** Of a draft, whose first answer was; see `answeredIn`. `mixed`: the participant's, and told to a person who entered it. */
  answeredBy: z.enum(['self', 'proxy', 'mixed']),
  /** `text`: by replying to text messages. `phone`: told to a person who entered it. `mixed`: in several of these provenances. */
  mode: z.enum(['web', 'text', 'phone', 'mixed']),
  /** Every way in which an answer was given, `self/web`; responses from before these were kept have none. */
  provenances: z.set(z.string()).optional(),
  /** When the phone says that an answer was given, by key, where it came late: for what it is worth. */
  claimed: z.record(z.string(), z.string()).default({}),
  startedAt: z.string(),
  savedAt: z.string(),
  submittedAt: z.string().optional(),
  answersHash: z.string().optional(),
})

export type QuestionnaireResponse = z.infer<typeof responseSchema>
export type BatteryAnswers = QuestionnaireResponse['answers']

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
  readonly item: string
  readonly place: number
}

/** Every safety rule that these answers set off, whatever the totals. */
export function listItemSignals(battery: Battery, answers: BatteryAnswers): readonly ItemSignal[] {
  return battery.instruments.flatMap(({ definition: { id: instrument, safety } }) =>
    safety.flatMap(({ id: rule, item, codes }): readonly ItemSignal[] => {
      const code = answers[`${instrument}/${item}`]
      const place = typeof code === 'string' ? codes.indexOf(code) + 1 : 0
      return place === 0 ? [] : [{ instrument, rule, item: `${instrument}/${item}`, place }]
    }),
  )
}

export function hashAnswers(answers: BatteryAnswers): string {
  return computeContentHash(answers)
}

export function listDefinitionHashes(battery: Battery): Record<string, string> {
  return Object.fromEntries(battery.instruments.map(({ definition, hash }) => [definition.id, hash]))
}

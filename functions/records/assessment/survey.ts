import * as z from 'zod/mini'
import type { AssessmentScope } from '../../platform/core/scope.ts'
import type { ChainHead } from '../audit/audit.ts'
import { packedHashSchema, packedHeadSchema } from '../audit/packed-hash.ts'
import type { QuestionnaireResponse } from '../response/response.ts'
import { type Assessment, assessmentSchema } from './assessment.ts'
import { packedAnswers, packedInstant, packedWords } from './packed-fields.ts'

/**
 * What a participant opens: the assessment, its response and the head of its audit chain, stored as one item, so that
 * opening it is one read and an answer one write. Its key says whose it is.
 */
export const surveySchema = z.object({
  ...assessmentSchema.shape,
  answers: z.optional(packedAnswers),
  definitionsHash: z.optional(packedHashSchema),
  provenances: z._default(packedWords, []),
  claimed: z._default(z.record(z.string(), z.string()), {}),
  savedAt: z.optional(packedInstant),
  answersHash: z.optional(packedHashSchema),
  /** Rises with every write that an answer must know of. A write is of the very revision that was read. */
  revision: z.int(),
  /** See answer-pace.ts. */
  pace: z.optional(z.int()),
  /** Ids of the safety alerts that its answers have raised. */
  raised: z.optional(z.array(z.string())),
  /** Of the assessment's audit chain. */
  head: packedHeadSchema,
  /** Links made before it was raised no longer open. */
  linkGeneration: z._default(z.int(), 0),
})

export type SurveyItem = z.infer<typeof surveySchema>

export type StoredSurvey = {
  readonly assessment: Assessment
  /** Absent until the first answer. */
  readonly response: QuestionnaireResponse | undefined
  readonly revision: number
  /** See answer-pace.ts; `undefined` before the first answer. */
  readonly pace?: number | undefined
  readonly raised: readonly string[]
  readonly head: ChainHead
  readonly linkGeneration: number
}

/** As much of it as an answer needs: what the page keeps between two answers, see page-state.ts. */
export type OpenedSurvey = Pick<StoredSurvey, 'revision' | 'pace' | 'raised' | 'head' | 'linkGeneration'> & {
  readonly assessment: Pick<
    Assessment,
    | 'locale'
    | 'battery'
    | 'opensAt'
    | 'closesAt'
    | 'progress'
    | 'startedAt'
    | 'completedAt'
    | 'submissionKeyHash'
  > &
    Partial<Pick<Assessment, 'timeZone' | 'lateAnswers'>>
  readonly response: Pick<QuestionnaireResponse, 'answers' | 'provenances'> | undefined
}

/** The item as the rules have it. */
export function buildStoredSurvey(
  { study, site, participant, timepoint }: AssessmentScope,
  item: SurveyItem,
): StoredSurvey {
  const { answers = {}, definitionsHash, provenances, claimed, savedAt, answersHash, ...rest } = item
  const { revision, pace, raised = [], head, linkGeneration, ...assessment } = rest
  const names = { study, site, participant, timepoint }
  const { battery, startedAt, completedAt, closesAt, progress } = assessment
  return {
    assessment: { ...names, ...assessment },
    response:
      startedAt === undefined || savedAt === undefined
        ? undefined
        : {
            ...names,
            ...(completedAt === undefined
              ? { state: 'draft', closesAt: progress === 'cancelled' ? undefined : closesAt }
              : { state: 'submitted' }),
            ...{ battery, answers, claimed, startedAt, savedAt, answersHash },
            provenances: new Set(provenances),
            definitionsHash: definitionsHash ?? '',
            submittedAt: completedAt,
          },
    ...{ revision, pace, raised, head, linkGeneration },
  }
}

import * as z from 'zod/mini'
import { buildKind, count, modelEstimate, share, suppressed } from '../schemas/analysis-schemas.ts'
import type { ValueOf } from '../schemas/contract.ts'
import { ASSUMPTIONS } from './missing-data-assumptions.ts'

/** Imputed data sets combined by Rubin's rules, with the variance within and between them. */
export type PooledImputations = ValueOf<typeof pooledImputations>

const pooledImputations = z.union([
  z.object({
    ...{ kind: buildKind('pooled'), method: z.string(), imputations: count, ...modelEstimate },
    ...{ within: z.number(), between: z.number(), p: share, fractionMissing: z.number(), level: share },
  }),
  z.object({
    kind: buildKind('not-pooled'),
    reason: z.enum([
      'fewer-than-two-imputations',
      'estimate-not-finite',
      'no-variance',
      'nothing-but-imputed',
    ]),
  }),
])

/** Why missing outcomes could not be imputed. */
export type ImputationRefusal = ValueOf<typeof notImputed>

const notImputed = z.object({
  kind: buildKind('not-imputed'),
  reason: z.enum(['too-few-participants', 'a-visit-without-outcomes', 'an-arm-without-participants']),
})

/** The second arm minus the first at the last visit, adjusted for baseline, over imputed data. */
export type ImputedContrast = ValueOf<typeof imputedContrast>

const imputedContrast = z.object({
  assumption: z.enum(ASSUMPTIONS),
  delta: z
    .number()
    .check(z.describe('Shift added to imputed scores after the last answers, in every arm except the first')),
  seed: count,
  result: z.union([...pooledImputations.def.options, notImputed]),
})

/** Shifts of the imputed scores, and the smallest at which the interval includes 0. */
export type TippingPoint = ValueOf<typeof tippingPoint>

const tippingPoint = z.object({ contrasts: z.array(imputedContrast), tipsAt: z.nullable(z.number()) })

/** How much the last visit's difference depends on what is assumed about missing answers. */
export type SensitivityAnalysis = ValueOf<typeof sensitivity>

export const sensitivity = z.union([
  suppressed,
  z.object({ kind: buildKind('not-analysed'), reason: z.enum(['fewer-than-two-arms']) }),
  z.object({
    ...{ kind: buildKind('analysed'), imputations: count, seed: count },
    contrasts: z.array(imputedContrast),
    tippingPoint,
  }),
])

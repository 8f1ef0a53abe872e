import * as z from 'zod/mini'
import type { Condition } from './condition.ts'
import { idSchema } from './vocabulary-schema.ts'

/** A condition as a definition holds it. Apart from condition.ts, which the browser loads: zod stays on the server. */
export const conditionSchema: z.ZodMiniType<Condition> = z.lazy(() =>
  z.union([
    z.strictObject({ item: idSchema, is: z.array(z.string().check(z.minLength(1))).check(z.minLength(1)) }),
    z.strictObject({ item: idSchema, atLeast: z.number() }),
    z.strictObject({ item: idSchema, atMost: z.number() }),
    z.strictObject({ item: idSchema, answered: z.boolean() }),
    z.strictObject({ all: z.array(conditionSchema).check(z.minLength(1)) }),
    z.strictObject({ any: z.array(conditionSchema).check(z.minLength(1)) }),
    z.strictObject({ not: conditionSchema }),
  ]),
)

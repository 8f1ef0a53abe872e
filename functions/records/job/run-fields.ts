import * as z from 'zod/mini'
import { idSchema } from '../../../surveys/instrument/vocabulary-schema.ts'
import { RUN_REASONS, RUN_STATES } from '../../../web/api/jobs/run-states.ts'

/** What every run of the job engine has, whatever it makes. */
export const runFields = {
  /** By which it is known among its kind: never of when somebody came to it, so that two ticks make one run. */
  key: z.string(),
  study: idSchema,
  /** The `sub` of the member whose it is: made as their membership is then, and opened by nobody else. */
  owner: z.string(),
  /** Of which instant the data are. */
  asOf: z.string(),
  state: z.enum(RUN_STATES),
  reason: z.nullable(z.enum(RUN_REASONS)),
  /** Tries to make it. */
  tries: z.int(),
  /** Who works on it, and until when nobody else does. */
  lease: z.nullable(z.object({ by: z.string(), until: z.string() })),
  file: z.nullable(
    z.object({
      ...{ key: z.string(), sha256: z.string(), bytes: z.int() },
      /** Of a report: of what it was made, in this order; left out of one from before this was kept. */
      parts: z.optional(z.array(z.string())),
    }),
  ),
  createdAt: z.string(),
  madeAt: z.nullable(z.string()),
  /** When somebody looks at it next; left out once nothing is left to do. */
  dueAt: z.optional(z.string()),
}

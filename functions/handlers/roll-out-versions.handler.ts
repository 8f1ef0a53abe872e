import * as z from 'zod/mini'
import { createEventHandler } from '../platform/aws/lambda.ts'
import { readEnvironment } from '../platform/core/environment.ts'
import { runRollouts } from '../workflows/rollouts/run-rollouts.ts'
import { wireSchedule } from './wire.ts'
import { wireVersions } from './wire-versions.ts'

/** The next call comes after a minute and goes on where this one stops. */
const SPARE_MILLISECONDS = 10_000

const env = readEnvironment('STUDY_TABLE', 'LIBRARY_TABLE', 'AUDIT_TABLE')
const deps = { ...wireSchedule(env), ...wireVersions(env) }

/** Called every minute. */
export const handler = createEventHandler(deps.log, z.unknown(), (_event, context) =>
  runRollouts(deps, () => context.getRemainingTimeInMillis() > SPARE_MILLISECONDS),
)

import * as z from 'zod/mini'
import { createEventHandler } from '../platform/aws/lambda.ts'
import { readEnvironment } from '../platform/core/environment.ts'
import { makePlannedReleases } from '../workflows/releases/make-planned-releases.ts'
import { log, wireReleaseMaking } from './wire.ts'

const deps = wireReleaseMaking(
  readEnvironment('STUDY_TABLE', 'LIBRARY_TABLE', 'AUDIT_TABLE', 'RELEASES_TABLE', 'PROGRAM_VERSION'),
)

/** Called once a day. */
export const handler = createEventHandler(log, z.looseObject({}), () => makePlannedReleases(deps))

import type { Clients } from './clients.ts'
import { type Deployment, MissingResourceError } from './deployment.ts'
import { type Finding, reportFailed, reportUnknown, type Verdict } from './finding.ts'

/** What a check has to go by. */
export interface Examination {
  readonly deployment: Deployment
  readonly aws: Clients
  readonly now: Date
  /** Version of this checkout. */
  readonly version: string
  /** IDs of the studies that this checkout ships. */
  readonly studies: readonly string[]
}

export interface Check {
  /** Stable, in lowercase with hyphens. */
  readonly id: string
  /** Anchor of a section of the operators’ guide. */
  readonly section: string
  /** What it asks AWS for, as IAM names it. */
  readonly actions: readonly string[]
  examine(examination: Examination): Promise<Verdict>
}

/** Every check at once. None fails another: what AWS refuses is that check’s own `unknown`. */
export function runChecks(checks: readonly Check[], examination: Examination): Promise<Finding[]> {
  return Promise.all(
    checks.map(async (check) => ({
      id: check.id,
      guide: `${examination.deployment.publicUrl}/docs/operators#${check.section}`,
      ...(await examine(check, examination)),
    })),
  )
}

async function examine(check: Check, examination: Examination): Promise<Verdict> {
  try {
    return await check.examine(examination)
  } catch (error) {
    if (error instanceof MissingResourceError)
      return reportFailed(error.message, 'Deploy the stack again from this checkout.')
    return describeRefusal(check, error)
  }
}

const DENIED = /AccessDenied|AuthorizationError|UnauthorizedOperation|NotAuthorized/

/** Never the message itself: it names who asked. */
function describeRefusal({ actions }: Check, error: unknown): Verdict {
  const { name, message } = error instanceof Error ? error : new Error(String(error))
  if (!DENIED.test(name))
    return reportUnknown(`AWS did not answer: ${name}.`, 'Run the doctor again in a minute.')
  const denied = /not authorized to perform:? ([a-z0-9-]+:\w+)/.exec(message)?.[1]
  return reportUnknown(
    `Your credentials may not call ${denied ?? actions.join(' or ')}.`,
    'Use credentials with the policy that npm run doctor -- --policy prints.',
  )
}

/** The exit code: 1 where something failed, else 2 where something is unknown, else 0. */
export function computeExitCode(findings: readonly Finding[]): 0 | 1 | 2 {
  if (findings.some(({ state }) => state === 'failed')) return 1
  return findings.some(({ state }) => state === 'unknown') ? 2 : 0
}

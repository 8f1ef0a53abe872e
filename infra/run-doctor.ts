import { readdirSync, readFileSync } from 'node:fs'
import { parseArgs } from 'node:util'
import { readVersion } from './constructs/source-digest.ts'
import { computeExitCode, runChecks } from './doctor/check.ts'
import { CHECKS } from './doctor/checks/index.ts'
import type { Clients } from './doctor/clients.ts'
import { NotDeployedError, readDeployment } from './doctor/deployment.ts'
import { formatFindings } from './doctor/format-findings.ts'

const USAGE = `npm run doctor -- [--stage NAME] [--region REGION] [--json] [--policy]

  Looks at a deployed service, changes nothing, and says what to do about each thing that is not as it should be.
  Uses your AWS profile. Exit code 0: nothing failed. 1: something failed. 2: nothing failed that
  could be looked at, and something could not, such as a stage that is not deployed.

  --stage NAME       default: production
  --region REGION    default: that of your AWS profile
  --json             one JSON document
  --policy           prints the IAM policy that the doctor needs, and looks at nothing
`

const OPTIONS = {
  stage: { type: 'string' },
  region: { type: 'string' },
  json: { type: 'boolean', default: false },
  policy: { type: 'boolean', default: false },
  help: { type: 'boolean', default: false },
} as const

export interface DoctorDeps {
  readonly createClients: (region: string | undefined) => Clients
  readonly now: () => Date
  readonly out: (text: string) => void
  readonly err: (text: string) => void
  /** Of the terminal. */
  readonly columns?: number | undefined
}

/** @returns the exit code */
export async function runDoctor(args: readonly string[], deps: DoctorDeps): Promise<0 | 1 | 2> {
  const asked = parseOrder(args)
  if (asked === undefined || asked.help) {
    deps.err(USAGE)
    return asked === undefined ? 2 : 0
  }
  if (asked.policy) {
    deps.out(JSON.stringify(buildPolicy(), null, 2))
    return 0
  }
  try {
    const aws = deps.createClients(asked.region)
    const deployment = await readDeployment(aws, asked.stage)
    const now = deps.now()
    const examination = { deployment, aws, now, version: readVersion(), studies: listStudies() }
    const findings = await runChecks(CHECKS, examination)
    const { stage, region } = deployment
    if (asked.json)
      deps.out(JSON.stringify({ stage: stage ?? null, region, at: now.toISOString(), findings }, null, 2))
    else deps.out(formatFindings(findings, deps.columns))
    return computeExitCode(findings)
  } catch (error) {
    deps.err(describeFailure(error))
    return 2
  }
}

function parseOrder(args: readonly string[]) {
  try {
    return parseArgs({ args: [...args], options: OPTIONS }).values
  } catch {
    return undefined
  }
}

/** What a role needs that runs the doctor and nothing else. */
export function buildPolicy() {
  const actions = [...new Set(CHECKS.flatMap((check) => check.actions))].sort()
  return { Version: '2012-10-17', Statement: [{ Effect: 'Allow', Action: actions, Resource: '*' }] }
}

/** Studies that this checkout ships, whose files are data here. */
function listStudies(): string[] {
  const folder = new URL('../surveys/studies/', import.meta.url)
  const ids = readdirSync(folder)
    .filter((file) => file.endsWith('.json'))
    .map((file) => (JSON.parse(readFileSync(new URL(file, folder), 'utf8')) as { readonly id: string }).id)
  return [...new Set(ids)]
}

/** What AWS says of credentials and regions. */
function describeFailure(error: unknown): string {
  if (error instanceof NotDeployedError)
    return `${error.message} Name another with --stage or --region, or deploy it.`
  return error instanceof Error ? `${error.name}: ${error.message}` : 'The deployment could not be read.'
}

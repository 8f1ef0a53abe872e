import { parseArgs } from 'node:util'

const USAGE = `npm run restore -- begin --at INSTANT
npm run restore -- close --operator ARN
npm run restore -- run   --at INSTANT --study-copy TABLE --contacts-copy TABLE --opt-out-list NAME [--archive FOLDER] [--any-source]
npm run restore -- open  [--abandon]

  Takes the Study and Contacts tables of a deployed stage back to an instant of the last 35 days. Exit code 0: done.
  1: refused, or it failed. 2: not understood.

  begin   restores each table into a new one beside it (20 minutes or more), and prints their names
  close   refuses the tables to everybody but ARN, the IAM user or role whose credentials you use
  run     makes the tables hold what the copies hold; then does again opt-outs, withdrawn consent, ended participations,
          erasures and requests for them that came later than five minutes before the instant, and holds back every text that
          is past due. Refused while either table is open, and for a copy that AWS does not call one of that table at that
          instant. Begin it again if it stops
  open    lets everybody in again. Refused until the newest run has finished; --abandon: nothing was run

  --at INSTANT       ISO 8601 with Z, such as 2026-07-05T12:00:00Z
  --study-copy, --contacts-copy   one of them or both
  --opt-out-list NAME   the carrier's, OptOutListName of ConcordService
  --archive FOLDER   a copy of the archive's bucket (aws s3 sync): audit entries that the Audit table has lost are put back
  --any-source       for copies of a backup whose table AWS does not name, or of a stack that this one replaces: you say that
                     they are copies of these tables. Their instant is compared all the same
  --stage NAME       of a deployed stage. Default: production
  --region REGION    default: that of your AWS profile, which is also whose credentials are used
`

const OPTIONS = {
  at: { type: 'string' },
  operator: { type: 'string' },
  'study-copy': { type: 'string' },
  'contacts-copy': { type: 'string' },
  archive: { type: 'string' },
  'opt-out-list': { type: 'string' },
  abandon: { type: 'boolean', default: false },
  'any-source': { type: 'boolean', default: false },
  stage: { type: 'string' },
  region: { type: 'string' },
} as const

export type RestoreStep =
  | { readonly kind: 'begin'; readonly at: string }
  | { readonly kind: 'close'; readonly operator: string }
  | {
      readonly kind: 'run'
      readonly at: string
      readonly copies: { readonly study?: string; readonly contacts?: string }
      readonly optOutList: string
      readonly archive: string | undefined
      /** Copies are taken whatever AWS says of their source. */
      readonly isAnySource: boolean
    }
  | { readonly kind: 'open'; readonly isAbandoned: boolean }

export type RestorePlace = { readonly stage: string | undefined; readonly region: string | undefined }

export type RestoreCommandDeps = {
  /** Carries a step out. @throws Error whose message says why not, and names nobody */
  take(step: RestoreStep, place: RestorePlace): Promise<void>
  readonly err: (line: string) => void
}

/** @returns the exit code */
export async function runRestoreCommand(args: readonly string[], deps: RestoreCommandDeps): Promise<number> {
  const order = parseOrder(args)
  if (order === undefined) {
    deps.err(USAGE)
    return 2
  }
  try {
    await deps.take(order.step, order.place)
    return 0
  } catch (error) {
    deps.err(error instanceof Error ? `${error.name}: ${error.message}` : 'The restore failed.')
    return 1
  }
}

function parseOrder(
  args: readonly string[],
): { readonly step: RestoreStep; readonly place: RestorePlace } | undefined {
  try {
    const { values, positionals } = parseArgs({ args: [...args], allowPositionals: true, options: OPTIONS })
    const step = parseStep(positionals.join(), values)
    return step && { step, place: { stage: values.stage, region: values.region } }
  } catch {
    return undefined
  }
}

type Values = ReturnType<typeof parseArgs<{ options: typeof OPTIONS }>>['values']

function parseStep(kind: string, values: Values): RestoreStep | undefined {
  const at = parseInstant(values.at)
  const { operator, archive, 'study-copy': study, 'contacts-copy': contacts } = values
  const optOutList = values['opt-out-list']
  switch (kind) {
    case 'begin':
      return at === undefined ? undefined : { kind, at }
    case 'close':
      return /^arn:aws[\w-]*:iam::\d{12}:(user|role)\/.+$/.test(operator ?? '')
        ? { kind, operator: operator as string }
        : undefined
    case 'run':
      if (at === undefined || (study ?? contacts) === undefined || !optOutList) return undefined
      return {
        ...{ kind, at, archive, optOutList, isAnySource: values['any-source'] ?? false },
        copies: { ...(study !== undefined && { study }), ...(contacts !== undefined && { contacts }) },
      }
    case 'open':
      return { kind, isAbandoned: values.abandon ?? false }
    default:
      return undefined
  }
}

function parseInstant(text: string | undefined): string | undefined {
  if (text === undefined || !/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d{1,3})?Z$/.test(text)) return undefined
  const at = new Date(text)
  return Number.isNaN(at.getTime()) ? undefined : at.toISOString()
}

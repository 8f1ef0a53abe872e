import { readFileSync } from 'node:fs'
import { parseArgs } from 'node:util'
import { type AuditFault, formatAuditFault } from '../rules/audit/audit-fault.ts'
import { type AuditSource, type AuditSummary, verifyAudit } from '../rules/audit/verify-audit.ts'
import { parsePublicKey, verifyArchiveFolder } from './archive-folder.ts'
import { AuditFileError, openAuditFiles, readArchivedEntries } from './audit-files.ts'

const USAGE = `npm run audit -- verify [WHERE] [--json]

  Verifies the audit trail and names each fault by chain and number. Exit code 0: sound. 1: at least one fault.
  2: it could not be verified.

  WHERE is one of:
    --stage NAME              tables of a deployed stage. Without any WHERE: those of production
    --audit-table NAME --study-table NAME   tables by name, such as restored ones
    --dump FILE               items of all tables, one {"table":…,"item":…} a line
    --audit PATH --study PATH exports of the two tables to S3 (DYNAMODB_JSON): file or folder of .json.gz

  --archive FOLDER --public-key FILE   compares with a copy of the archive's bucket (aws s3 sync), and verifies its
                     signatures by the public key of AuditSigningKey (aws kms get-public-key)
  --region REGION    default: that of your AWS profile, which is also whose credentials are used
  --rate N           read units a second at most. Default 500
  --json             one line of JSON for each fault, and one for the summary
`

const OPTIONS = {
  stage: { type: 'string' },
  region: { type: 'string' },
  'audit-table': { type: 'string' },
  'study-table': { type: 'string' },
  dump: { type: 'string' },
  audit: { type: 'string' },
  study: { type: 'string' },
  archive: { type: 'string' },
  'public-key': { type: 'string' },
  rate: { type: 'string', default: '500' },
  json: { type: 'boolean', default: false },
} as const

export type DeployedTables = {
  readonly region: string | undefined
  readonly unitsPerSecond: number
  readonly names:
    | { readonly kind: 'stage'; readonly stage: string | undefined }
    | { readonly kind: 'tables'; readonly audit: string; readonly study: string }
}

export type AuditCommandDeps = {
  openTables(tables: DeployedTables): Promise<AuditSource>
  readonly out: (line: string) => void
  readonly err: (line: string) => void
}

/** @returns the exit code */
export async function runAuditCommand(args: readonly string[], deps: AuditCommandDeps): Promise<number> {
  const order = parseOrder(args)
  if (order === undefined) {
    deps.err(USAGE)
    return 2
  }
  try {
    const { archive } = order
    const source: AuditSource = {
      ...countItems(await openSource(order, deps), deps.err),
      ...(archive && { readArchive: () => readArchivedEntries(archive.folder) }),
    }
    const format = order.json ? JSON.stringify : formatAuditFault
    const archiveFaults = archive ? verifyArchive(archive) : []
    for (const fault of archiveFaults) deps.out(format(fault))
    const verified = await verifyAudit(source, (fault) => deps.out(format(fault)))
    const summary = { ...verified, faults: verified.faults + archiveFaults.length }
    if (order.json) deps.out(JSON.stringify(summary))
    else for (const line of formatSummary(summary)) deps.err(line)
    // Nothing to verify is more likely the wrong place than a sound trail.
    if (summary.chains === 0 && summary.faults === 0) {
      deps.err('No audit entry was found there.')
      return 2
    }
    return summary.faults === 0 ? 0 : 1
  } catch (error) {
    deps.err(describeFailure(error))
    return 2
  }
}

type Archive = { readonly folder: string; readonly publicKey: string }
type Order = { readonly json: boolean; readonly where: Where; readonly archive: Archive | undefined }
type Where =
  | { readonly kind: 'dump'; readonly path: string }
  | { readonly kind: 'exports'; readonly audit: string; readonly study: string }
  | ({ readonly kind: 'deployed' } & DeployedTables)

function parseOrder(args: readonly string[]): Order | undefined {
  try {
    const { values, positionals } = parseArgs({ args: [...args], allowPositionals: true, options: OPTIONS })
    const where = parseWhere(values)
    if (positionals.join() !== 'verify' || where === undefined) return undefined
    const { archive: folder, 'public-key': publicKey, json } = values
    if (folder === undefined && publicKey === undefined) return { json, where, archive: undefined }
    // An archive that nobody's signature is asked of proves nothing.
    if (folder === undefined || publicKey === undefined) return undefined
    return { json, where, archive: { folder, publicKey } }
  } catch {
    return undefined
  }
}

type Values = ReturnType<typeof parseArgs<{ options: typeof OPTIONS }>>['values']

/** Undefined where two places are named, or half of one. */
function parseWhere(values: Values): Where | undefined {
  const { dump, audit, study, stage, region, 'audit-table': auditTable, 'study-table': studyTable } = values
  const unitsPerSecond = Number(values.rate)
  if (!(unitsPerSecond > 0)) return undefined
  const named = [dump, audit ?? study, stage, auditTable ?? studyTable].filter((one) => one !== undefined)
  if (named.length > 1) return undefined
  if (dump !== undefined) return { kind: 'dump', path: dump }
  if (audit !== undefined || study !== undefined)
    return audit === undefined || study === undefined ? undefined : { kind: 'exports', audit, study }
  const deployed = { kind: 'deployed', region, unitsPerSecond } as const
  if (auditTable === undefined && studyTable === undefined)
    return { ...deployed, names: { kind: 'stage', stage } }
  if (auditTable === undefined || studyTable === undefined) return undefined
  return { ...deployed, names: { kind: 'tables', audit: auditTable, study: studyTable } }
}

function openSource({ where }: Order, deps: AuditCommandDeps): AuditSource | Promise<AuditSource> {
  return where.kind === 'deployed' ? deps.openTables(where) : openAuditFiles(where)
}

function verifyArchive({ folder, publicKey }: Archive): AuditFault[] {
  return verifyArchiveFolder(folder, parsePublicKey(readFileSync(publicKey, 'utf8')))
}

/** Entries between two lines of progress. */
const PROGRESS_STEP = 100_000

function countItems(source: AuditSource, err: (line: string) => void): AuditSource {
  let pass = 0
  return {
    readHeads: () => source.readHeads(),
    async *readEntries() {
      pass += 1
      let count = 0
      for await (const entry of source.readEntries()) {
        yield entry
        count += 1
        if (count % PROGRESS_STEP === 0) err(`pass ${pass} of 2: ${count.toLocaleString('en')} entries`)
      }
    },
  }
}

function formatSummary({ chains, entries, heads, olderHeads, faults }: AuditSummary): string[] {
  const count = (number: number, one: string, many: string) =>
    `${number.toLocaleString('en')} ${number === 1 ? one : many}`
  return [
    `${count(entries, 'entry', 'entries')} in ${count(chains, 'chain', 'chains')}, ${count(heads, 'record', 'records')} with a chain, ${count(faults, 'fault', 'faults')}`,
    ...(olderHeads === 0
      ? []
      : [
          `${count(olderHeads, 'record is', 'records are')} older than its chain: restored, or written to meanwhile`,
        ]),
  ]
}

/** What AWS or the file system says of credentials, tables and paths; never an item. */
function describeFailure(error: unknown): string {
  if (error instanceof AuditFileError) return error.message
  return error instanceof Error ? `${error.name}: ${error.message}` : 'The audit trail could not be read.'
}

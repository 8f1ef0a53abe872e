import { connectAsOperator } from '../platform/aws/operator-clients.ts'
import { findDataTables, scanAuditEntries, scanHeads } from '../records/audit/audit-scan.store.ts'
import type { AuditSource } from '../rules/audit/verify-audit.ts'
import { type DeployedTables, runAuditCommand } from './run-audit-command.ts'

/** `npm run audit -- verify`: verifies the audit trail of a deployed service, or of a backup. */
process.exitCode = await runAuditCommand(process.argv.slice(2), {
  openTables,
  out: (line) => void process.stdout.write(`${line}\n`),
  err: (line) => void process.stderr.write(`${line}\n`),
})

async function openTables({ region, names, unitsPerSecond }: DeployedTables): Promise<AuditSource> {
  const dynamo = connectAsOperator(region)
  const stack = (stage: string | undefined) => (stage === undefined ? 'ConcordData' : `ConcordData-${stage}`)
  const tables = names.kind === 'tables' ? names : await findDataTables(dynamo, stack(names.stage))
  return {
    readHeads: () => scanHeads({ dynamo, table: tables.study, unitsPerSecond }),
    readEntries: () => scanAuditEntries({ dynamo, table: tables.audit, unitsPerSecond }),
  }
}

import { readFileSync } from 'node:fs'
import { openShippedLibrary } from '../../surveys/library/library.ts'
import { checkResponderDefinition } from '../../surveys/publication/check-responder-definition.ts'
import { responderDefinitionSchema } from '../../surveys/responder/definition.ts'
import { describeResponderDefinition, formatRuleText } from '../../web/responder/describe-responder-rule.ts'
import { listFieldFaults } from '../platform/http/contract.ts'
import { type PublishTools, publishResponderDefinitionFile } from './publish-file.ts'
import type { CommandResult } from './run-instrument-command.ts'

const USAGE = `npm run responder-definition -- <command>

  check FILE…   lists every error in definitions, and says in words what each counts as a response
  publish FILE --study ID --url URL   publishes one to a deployment, as whoever signs in there and leads the study
`

/** Runs one command. Pure but for the files that it reads, and what is published. */
export async function runResponderDefinitionCommand(
  args: readonly string[],
  tools: PublishTools,
): Promise<CommandResult> {
  const [command, ...rest] = args
  try {
    switch (command) {
      case 'check':
        return checkFiles(rest)
      case 'publish':
        return await publishResponderDefinitionFile(rest, tools)
      default:
        return { exitCode: command === undefined ? 0 : 2, out: USAGE, err: '' }
    }
  } catch (error) {
    // A file that cannot be read, an option that does not exist: what was asked for cannot be done.
    return { exitCode: 2, out: '', err: `${error instanceof Error ? error.message : String(error)}\n` }
  }
}

function checkFiles(files: readonly string[]): CommandResult {
  if (files.length === 0) return { exitCode: 2, out: '', err: USAGE }
  const results = files.map(checkFile)
  const faults = results.flatMap((result) => result.faults)
  return {
    exitCode: faults.length > 0 ? 1 : 0,
    out: results.map(({ words }) => words).join(''),
    err: faults.join(''),
  }
}

function checkFile(file: string): { readonly words: string; readonly faults: readonly string[] } {
  const read = responderDefinitionSchema.safeParse(JSON.parse(readFileSync(file, 'utf8')))
  const scores = openShippedLibrary().instruments.flatMap(({ definition: { id, scales } }) =>
    scales.map((scale) => `${id}/${scale.id}`),
  )
  const faults = read.success
    ? checkResponderDefinition(read.data, new Set(scores))
    : listFieldFaults(read.error)
  const lines = read.success ? describeResponderDefinition(read.data, new Map(), 'en') : []
  return {
    words: lines.map((line) => `${file}: ${formatRuleText(line)}\n`).join(''),
    faults: faults.map(({ pointer, detail }) => `error\t${file}${pointer}\t${detail}\n`),
  }
}

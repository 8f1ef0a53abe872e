import { execFileSync } from 'node:child_process'
import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Answers } from '../answers.ts'
import { startChild } from '../channel.ts'
import type { Cpu } from '../cpu.ts'
import { createLoad, expectStatus, JSON_HEADERS } from '../load.ts'
import { computeMedians, measureRound, ROUNDS, type Stages } from '../stages.ts'

export type PeerRequest = { readonly kind: 'url' | 'cpu' | 'stop' }

export type Peer =
  | { readonly does: string; readonly doesNot: string; readonly submissions: Stages }
  | { readonly notMeasured: string }

/** All of one release, and what they are built of. They run no script when they are installed. */
const MEDPLUM = ['core', 'definitions', 'fhir-router'].map((name) => `@medplum/${name}@5.2.13`)

/** The same load, sent to servers that do less, each in a process of its own, three times. */
export async function measurePeers(
  answers: Answers,
  folder: string,
  say: (line: string) => void,
): Promise<Record<'floor' | 'medplum', Peer>> {
  say('peer: floor')
  const floor: Peer = {
    does: 'node:http, JSON, one conditional DynamoDB write of the answers by the same client',
    doesNot: 'no link, no validation, no scores, no alert, no audit entry',
    submissions: await measurePeer(
      new URL('./floor.server.ts', import.meta.url),
      [],
      JSON.stringify({ answers }),
    ),
  }
  say('peer: Medplum')
  return { floor, medplum: await measureMedplum(answers, join(folder, 'medplum')) }
}

async function measureMedplum(answers: Answers, folder: string): Promise<Peer> {
  try {
    installMedplum(folder)
  } catch (error) {
    const reason = error instanceof Error ? error.message.split('\n')[0] : String(error)
    return { notMeasured: `Medplum's packages could not be installed from npm: ${reason}` }
  }
  const body = JSON.stringify(buildQuestionnaireResponse(answers))
  return {
    does: `node:http, ${MEDPLUM.join(', ')}: router, validation against FHIR R4, repository in memory`,
    doesNot: 'no database, no link, no access policy, no scores, no alert, no audit entry, nothing kept',
    submissions: await measurePeer(new URL('./medplum.server.ts', import.meta.url), [folder], body),
  }
}

/** Into a folder that is thrown away: they are 116 MB, and nothing of ours needs them. */
function installMedplum(folder: string): void {
  mkdirSync(folder, { recursive: true })
  writeFileSync(join(folder, 'package.json'), JSON.stringify({ private: true }))
  const flags = ['--ignore-scripts', '--no-audit', '--no-fund', '--no-package-lock', '--loglevel=error']
  execFileSync('npm', ['install', ...flags, ...MEDPLUM], { cwd: folder, stdio: ['ignore', 'ignore', 'pipe'] })
}

async function measurePeer(file: URL, args: readonly string[], body: string): Promise<Stages> {
  const rounds: Stages[] = []
  for (let round = 0; round < ROUNDS; round += 1) {
    const child = startChild<PeerRequest>(file, args)
    const load = createLoad()
    try {
      const url = await child.ask<string>({ kind: 'url' })
      const submit = async (): Promise<void> => {
        expectStatus(await load.send(url, { method: 'POST', headers: JSON_HEADERS, body }), 201, 'peer')
      }
      rounds.push(await measureRound({ submit, readCpu: () => child.ask<Cpu>({ kind: 'cpu' }) }))
    } finally {
      load.close()
      await child.ask({ kind: 'stop' })
      child.stop()
    }
  }
  return computeMedians(rounds)
}

function buildQuestionnaireResponse(answers: Answers): object {
  return {
    resourceType: 'QuestionnaireResponse',
    status: 'completed',
    questionnaire: 'https://concord.example/baseline|1.0.0',
    subject: { reference: 'Patient/harbor-7k3f9m2p' },
    authored: '2026-03-02T15:00:00.000Z',
    item: Object.entries(answers).map(([item, code]) => ({
      linkId: item.replace('/', '-'),
      answer: [{ valueCoding: { code } }],
    })),
  }
}

import { createHash } from 'node:crypto'
import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs'
import { join, relative } from 'node:path'
import { fileURLToPath } from 'node:url'

const ROOT = fileURLToPath(new URL('../..', import.meta.url))
/** What the templates and bundles are made from. infra/local and infra/doctor are not: they only read them. */
const SOURCES = ['infra', 'functions', 'surveys', 'web', 'package-lock.json', 'tsconfig.json', 'cdk.json']
const NOT_SOURCES = ['local', 'doctor'].map((folder) => join(ROOT, 'infra', folder))

/** SHA-256, in hexadecimal, of what is deployed from this checkout: file names and contents. */
export function digestSources(): string {
  const hash = createHash('sha256')
  for (const file of SOURCES.flatMap((source) => listFiles(join(ROOT, source))))
    hash.update(relative(ROOT, file)).update('\0').update(readFileSync(file)).update('\0')
  return hash.digest('hex')
}

/** Which version of Concord this checkout is, such as `0.1.0+3f9ac01b22de`: its release, and its sources. */
export function readVersion(): string {
  const { version } = JSON.parse(readFileSync(join(ROOT, 'package.json'), 'utf8')) as { version: string }
  return `${version}+${digestSources().slice(0, 12)}`
}

function listFiles(path: string): string[] {
  if (NOT_SOURCES.includes(path) || !existsSync(path)) return []
  if (!statSync(path).isDirectory()) return [path]
  return readdirSync(path)
    .sort()
    .flatMap((name) => listFiles(join(path, name)))
}

import { execFileSync } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { findUnrecordedReads } from './identified.ts'
import { readImports } from './imports.ts'
import { findFolderCycles, findViolations } from './rooms.ts'
import { findRetiredWords } from './vocabulary.ts'

/** `npm run check`: lists every arrow that breaks a rule of the house, every circle between folders, and every retired word. */
const files = execFileSync('git', ['ls-files', 'surveys', 'web', 'functions', 'infra'], { encoding: 'utf8' })
  .split('\n')
  .filter((path) => /\.tsx?$/.test(path))
const imports = readImports(files)
const faults = [
  ...findViolations(imports).map(({ rule, from, to }) => `${rule}:\n  ${from} imports ${to}`),
  ...findFolderCycles(imports).map(
    (circle) => `folders import each other in a circle:\n  ${circle.join('\n  ')}`,
  ),
  ...files
    .flatMap((path) => findUnrecordedReads(path, readFileSync(path, 'utf8')))
    .map(({ path, text }) => `staff read identified data by identified.open alone:\n  ${path}: ${text}`),
  ...files
    .flatMap((path) => findRetiredWords(path, readFileSync(path, 'utf8')))
    .map(({ path, line, word, now }) => `${path}:${line}: "${word}" is called ${now}`),
]
for (const fault of faults) console.error(fault)
console.log(
  `${files.length} files, ${imports.length} imports, ${faults.length} against the rules of the house`,
)
process.exitCode = faults.length > 0 ? 1 : 0

import { execFileSync } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import { findImports, readImports } from '../../architecture/imports.ts'
import { findFolderCycles, findViolations } from '../../architecture/rooms.ts'

const rulesBroken = (from: string, source: string) =>
  findViolations(findImports(from, source)).map(({ rule }) => rule)

describe('refuses', () => {
  test.each([
    [
      'functions/rules/schedule/plan.ts',
      "import { send } from '../../workflows/texting/send.ts'",
      /rules may not import functions\/workflows/,
    ],
    [
      'functions/analysis/pooling/pool.ts',
      "import type { Route } from '../../api/x.ts'",
      /analysis may not import functions\/api/,
    ],
    [
      'functions/records/score/score.ts',
      "export { plan } from '../../rules/schedule/plan.ts'",
      /records may not import functions\/rules/,
    ],
    [
      'functions/console/today.tsx',
      "import { routes } from '../api/routes.ts'",
      /console may not import functions\/api/,
    ],
    [
      'functions/rules/schedule/plan.ts',
      "const sdk = await import('@aws-sdk/client-sqs')",
      /load no AWS package/,
    ],
    [
      'functions/analysis/cohort/cohort.ts',
      "import { createScoreStore } from '../../records/score/score.store.ts'",
      /no store/,
    ],
    [
      'functions/workflows/enrol.ts',
      "import { DynamoDBClient } from '@aws-sdk/client-dynamodb'",
      /AWS SDK is loaded in/,
    ],
    [
      'functions/api/worklist/x.routes.ts',
      "import { findContact } from '../../records/contact/contact.store.ts'",
      /identified\.open alone/,
    ],
    ['web/console/page.tsx', "import { x } from '../../functions/api/x.ts'", /web\/ imports surveys\/ only/],
    [
      'surveys/study/definition.ts',
      "import { x } from '../../web/text/index.ts'",
      /surveys\/ imports no other folder/,
    ],
    [
      'infra/stacks/service.ts',
      "import { handler } from '../../functions/handlers/x.handler.ts'",
      /names handlers by path/,
    ],
  ])('%s: %s', (from, source, rule) => {
    expect(rulesBroken(from, source)).toContainEqual(expect.stringMatching(rule))
  })

  test('a circle between two folders, by whatever files, and by types alone', () => {
    const there = findImports('functions/rules/a/one.ts', "import { two } from '../b/two.ts'")
    const back = findImports('functions/rules/b/other.ts', "import type { One } from '../a/one.ts'")
    expect(findFolderCycles(there)).toEqual([])
    expect(findFolderCycles([...there, ...back])).toEqual([['functions/rules/a', 'functions/rules/b']])
  })

  test('a circle of three', () => {
    const arrow = (from: string, to: string) => ({
      from: `surveys/${from}/x.ts`,
      to: `surveys/${to}/x.ts`,
      isType: false,
    })
    expect(findFolderCycles([arrow('a', 'b'), arrow('b', 'c'), arrow('c', 'a'), arrow('d', 'a')])).toEqual([
      ['surveys/a', 'surveys/b', 'surveys/c'],
    ])
  })
})

describe('allows', () => {
  test.each([
    ['functions/workflows/enrol.ts', "import { plan } from '../rules/schedule/plan.ts'"],
    [
      'functions/rules/texting/permission.ts',
      "import type { Contact } from '../../records/contact/contact.store.ts'",
    ],
    ['functions/api/x.routes.ts', "import type { Contact } from '../records/contact/contact.store.ts'"],
    ['functions/records/score/score.store.ts', "import { GetItemCommand } from '@aws-sdk/client-dynamodb'"],
    [
      'functions/handlers/serve.handler.ts',
      "import { createScoreStore } from '../records/score/score.store.ts'",
    ],
    ['web/console/page.tsx', "import { textIn } from '../../surveys/instrument/vocabulary.ts'"],
  ])('%s: %s', (from, source) => {
    expect(rulesBroken(from, source)).toEqual([])
  })
})

describe('what a command or a pure room loads, however far the imports lead', () => {
  const files = execFileSync('git', ['ls-files', 'surveys', 'web', 'functions'], { encoding: 'utf8' })
    .split('\n')
    .filter((path) => /\.tsx?$/.test(path))
  const imports = readImports(files).filter(({ isType }) => !isType)
  const loaded = (entries: readonly string[]): ReadonlySet<string> => {
    const found = new Set(entries)
    for (const path of found) for (const { from, to } of imports) if (from === path) found.add(to)
    return found
  }
  const AWS = /^@aws-|^functions\/platform\/aws\/|\.store\.ts$/

  test.each(['functions/cli/instrument.command.ts', 'functions/cli/outcomes.command.ts'])(
    '%s loads no AWS package and no store',
    (command) => {
      const all = [...loaded([command])]
      expect(all.length).toBeGreaterThan(20)
      expect(all.filter((path) => AWS.test(path))).toEqual([])
    },
  )

  test('surveys, rules and analysis load no AWS package and no store', () => {
    const pure = files.filter((path) => /^(surveys|functions\/(rules|analysis))\//.test(path))
    expect(pure.length).toBeGreaterThan(150)
    expect([...loaded(pure)].filter((path) => AWS.test(path))).toEqual([])
  })

  test('only handlers load what makes stores', () => {
    const makers = imports.filter(
      ({ from, to }) => /\/wire(-\w+)?\.ts$/.test(to) && !from.startsWith('functions/handlers/'),
    )
    expect(makers).toEqual([])
    const made = files.filter(
      (path) =>
        !/\.store\.ts$|^functions\/(handlers\/wire(-\w+)?|cli\/wire-\w+\.command)\.ts$/.test(path) &&
        /\bcreate\w*(Store|DailyLimit|DueQueue|Dynamo)\(/.test(readFileSync(path, 'utf8')) &&
        path.startsWith('functions/'),
    )
    expect(made).toEqual(['functions/platform/aws/dynamodb-client.ts'])
  })
})

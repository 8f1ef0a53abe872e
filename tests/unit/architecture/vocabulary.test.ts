import { describe, expect, test } from 'vitest'
import { findRetiredWords } from '../../architecture/vocabulary.ts'

const wordsIn = (source: string, path = 'functions/analysis/x.ts') =>
  findRetiredWords(path, source).map(({ word }) => word)

describe('finds', () => {
  test.each([
    ['const assignment = 1', 'assignment'],
    ['export function listOpenAssignments() {}', 'assignments'],
    ["const kind = 'not-determinable'", 'not-determinable'],
    ['const minimumCell = 11', 'minimumCell'],
    ['const MOST_TRIES = 6', 'MOST'],
    ["path: '/api/studies/{study}/lab',", '/lab'],
    ['type Told = string', 'told'],
  ])('%s', (source, word) => {
    expect(wordsIn(source)).toContain(word)
  })
})

describe('lets pass', () => {
  test.each([
    '/** What a clinic is told of an assignment. */',
    '  // Of course.',
    'if (error instanceof ProblemError) throw error',
    'const minimumCellSize = 11',
    "path: '/api/studies/{study}/analyses/mean-change',",
    "const label = 'A label that said it all'",
  ])('%s', (source) => {
    expect(wordsIn(source)).toEqual([])
  })

  test('a word of another concept, where it stands in its own room', () => {
    expect(wordsIn('const clause = 1', 'functions/rules/reply-intent/plain-words.ts')).toEqual([])
    expect(wordsIn('const clause = 1', 'functions/workflows/enrol.ts')).toEqual(['clause'])
    expect(wordsIn('let courses = 1', 'functions/analysis/course/courses.ts')).toEqual([])
    expect(wordsIn('let courses = 1', 'functions/analysis/timeline/timeline.ts')).toEqual(['courses'])
  })
})

import { describe, expect, test } from 'vitest'
import { formatWeeklySiteCsv } from '../../../functions/interchange/csv/weekly-site-csv.ts'
import { weeklySite } from '../../support/weekly-site.ts'

const lines = formatWeeklySiteCsv([weeklySite]).trimEnd().split('\r\n')

describe('a weekly report as CSV', () => {
  test('has one value a line, under its section', () => {
    expect(lines[0]).toBe('site,section,row,measure,value')
    for (const line of [
      'harbor,needsNow,,openAlerts,3',
      'harbor,calls,harbor-1000,alert-open,Week 4',
      'harbor,completion,Week 4,expected,16',
      'harbor,completion,Week 4,missed-reason:not-recorded,4',
      'harbor,responders,harbor-1001,met,1',
      'harbor,responders,,still-met,4',
      'harbor,nextWeek,Week 4,opening,2',
    ])
      expect(lines).toContain(line)
  })

  test('says which section could not be made', () => {
    expect(lines.filter((line) => line.startsWith('harbor,gaps,'))).toEqual([
      'harbor,gaps,,failed,this section could not be made',
    ])
  })

  test('holds no formula, whatever a timepoint is called', () => {
    const opening = [{ timepoint: '=1+1', count: 2 }]
    const csv = formatWeeklySiteCsv([{ ...weeklySite, nextWeek: { kind: 'made', opening, closing: [] } }])
    expect(csv).not.toMatch(/(^|,)"?=/m)
    expect(csv).toContain("'=1+1")
  })
})

import type { SurvivalTime } from '../survival/life-table.ts'

/**
 * Weeks in remission of 42 children with leukaemia, with 6-mercaptopurine and without; `+` where the remission lasted when
 * the trial ended. E. J. Freireich et al., Blood 21:699, 1963; as in R's MASS::gehan.
 */
const WEEKS = {
  '6-MP': '6 6 6 6+ 7 9+ 10 10+ 11+ 13 16 17+ 19+ 20+ 22 23 25+ 32+ 32+ 34+ 35+',
  control: '1 1 2 2 3 4 4 5 5 8 8 8 8 11 11 12 12 15 17 22 23',
}

export const REMISSIONS: readonly SurvivalTime[] = Object.entries(WEEKS).flatMap(([group, weeks]) =>
  weeks.split(' ').map((time) => ({ group, time: Number.parseInt(time, 10), event: !time.endsWith('+') })),
)

import { findRoundState, type HeldRound } from './panelist.ts'

/** The round that takes ballots now. */
export function findOpenRound<Round extends HeldRound>(
  rounds: readonly Round[],
  now: string,
): Round | undefined {
  return rounds.find((round) => findRoundState(round, now) === 'open')
}

/** The round that somebody is in: the open one, else the last that was opened or is planned. */
export function findPresentRound<Round extends HeldRound>(
  rounds: readonly Round[],
  now: string,
): Round | undefined {
  return findOpenRound(rounds, now) ?? rounds.at(-1)
}

/** Rounds that are closed, in the order of time. */
export function listClosedRounds<Round extends HeldRound>(
  rounds: readonly Round[],
  now: string,
): readonly Round[] {
  return rounds.filter((round) => findRoundState(round, now) === 'closed')
}

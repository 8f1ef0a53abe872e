/** Milliseconds that this thread worked: a limit of it holds on a busy machine too, where the clock on the wall runs on. */
export function measureCpuTime(run: () => void): number {
  const before = process.threadCpuUsage()
  run()
  const { user, system } = process.threadCpuUsage(before)
  return (user + system) / 1000
}

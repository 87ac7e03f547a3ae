export const root: string
export const environment: NodeJS.ProcessEnv
export function at(...parts: string[]): string
export function run(
  command: string,
  args: string[],
  options?: { quiet?: boolean; env?: Record<string, string>; cwd?: string },
): Promise<string>
export function migrate(state: string): Promise<string>
export function bundleWorker(folder: string): Promise<string>
export function startWorker(options: {
  port: number
  state: string
  log?: 'ignore' | 'inherit'
  bundle?: string | null
}): {
  ended: Promise<unknown>
  group: number
  stop(signal?: NodeJS.Signals): Promise<void>
}
export function untilReady(port: number, ended: Promise<unknown>, seconds?: number): Promise<void>

import type { harness } from '../pages/harness.ts'
import type * as works from '../pages/works.ts'

declare global {
  interface Window {
    /** What a contender's page offers; the works are Patchwork's alone. */
    bench: ReturnType<typeof harness<unknown>> & typeof works
  }
}

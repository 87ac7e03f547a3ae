import type { Scoring } from './page.ts'

declare global {
  interface Window {
    scoring: Scoring
  }
}

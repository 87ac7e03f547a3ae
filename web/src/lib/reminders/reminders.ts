import type { ReminderSettings } from '../../../../shared/reminders/settings.ts'
import { api } from '../api.ts'
import { ask } from '../answer.ts'

/** The verbs of how one is reminded. They are kept at the office, and need signal. */
export const readReminders = () => ask((it) => api.reminders.$get({}, it))
export type Wanted = Extract<Awaited<ReturnType<typeof readReminders>>, { ok: true }>['is']

export const saveReminders = (settings: ReminderSettings) =>
  ask((it) => api.reminders.$post({ json: settings }, it))

/** From a letter, by whoever holds it. */
export const stopLetters = (token: string) =>
  ask((it) => api.reminders.stop.$post({ json: { token } }, it))

import { api } from '../api.ts'
import { ask } from '../answer.ts'

/** When the phones at an event were last in touch: only the office knows, and only who leads may ask. */
export const readContacts = (eventId: string) =>
  ask((it) => api.devices.at[':eventId'].$get({ param: { eventId } }, it))

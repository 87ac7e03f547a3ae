import { noticePersonalData } from '../privacy/notice.ts'

/** A file may be called after a person; such a name is shown to who chose it, and not kept. */
export const keptName = (name: string): string =>
  noticePersonalData(name).length > 0 ? 'a file whose name is left out' : name.slice(-300)

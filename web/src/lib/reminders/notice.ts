/**
 * What is shown on the phone when a message comes. Its text has been made of counts and words of ours; what
 * cannot be read is told all the same, because a browser that shows nothing takes the permission away.
 */
export function noticeOf(data: Pick<PushMessageData, 'json'> | null) {
  return {
    body: textOf(data) ?? 'Something waits for you',
    tag: 'reminders',
    icon: '/icon-192.png',
  }
}

const LONGEST = 200

function textOf(data: Pick<PushMessageData, 'json'> | null): string | null {
  try {
    const said: unknown = data?.json()
    const text = typeof said === 'object' && said !== null && 'text' in said ? said.text : null
    return typeof text === 'string' && text !== '' ? text.slice(0, LONGEST) : null
  } catch {
    return null
  }
}

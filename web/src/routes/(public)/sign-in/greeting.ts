/** What the sign-in page says to somebody who was sent here. */
interface Greeting {
  tone: 'info' | 'warn' | 'bad' | 'good'
  title: string
  text: string
}

const byEntra: Record<string, Greeting> = {
  refused: {
    tone: 'warn',
    title: 'Microsoft did not let you through, or it took too long',
    text: 'Try once more, or sign in with a code.',
  },
  'not-linked': {
    tone: 'warn',
    title: 'That Microsoft account is not linked to anybody here yet',
    text: 'Sign in with a code first. Then link it under More, Your account.',
  },
  'linked-elsewhere': {
    tone: 'warn',
    title: 'That Microsoft account cannot be linked',
    text: 'It is linked already, to you or to somebody else here.',
  },
  'signed-out': {
    tone: 'warn',
    title: 'You were signed out meanwhile',
    text: 'Sign in, then link your Microsoft account once more.',
  },
  'proof-needed': {
    tone: 'warn',
    title: 'Sign in with your passkey first',
    text: 'Then you can link your Microsoft account.',
  },
}

export function greetingOf(search: URLSearchParams, isInvited: boolean): Greeting | null {
  if (search.has('left'))
    return {
      tone: 'good',
      title: 'You are signed out',
      text: 'What you had on this device has been taken away.',
    }
  if (search.has('wiped'))
    return {
      tone: 'info',
      title: 'This phone was emptied',
      text: 'Nothing of Patchwork is left on it. Sign in to use it again.',
    }
  if (search.has('ordered'))
    return {
      tone: 'info',
      title: 'This phone was signed out by your partnership',
      text: 'What was on it has been taken away. Sign in again if you still work with them.',
    }
  const entra = byEntra[search.get('entra') ?? '']
  if (entra) return entra
  if (isInvited)
    return {
      tone: 'good',
      title: 'You are invited',
      text: 'Sign in with the address your invitation was sent to, and you are in.',
    }
  return null
}

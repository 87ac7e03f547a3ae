import * as v from 'valibot'
import { Id } from '../../shared/words/schema.ts'
import type { Whose } from '../db/reminders.ts'
import { keyedHash } from '../identity/keyedHash.ts'
import { fromBase64Url, toBase64Url } from './push/bytes.ts'

/**
 * What stops somebody's letters without signing in, and can do nothing else. It is worked out from the
 * deployment's secret, so that the link of an old letter goes on working and none is kept anywhere.
 */
const proofOf = (secret: string, { partnershipId, memberId }: Whose) =>
  keyedHash(secret, `stop letters\n${partnershipId}\n${memberId}`)

export async function stopTokenOf(secret: string, whose: Whose): Promise<string> {
  const said = new TextEncoder().encode(`${whose.partnershipId}\n${whose.memberId}`)
  return `${toBase64Url(said)}.${await proofOf(secret, whose)}`
}

/** Whose letters a token stops; null for one that was not made here. */
export async function readStopToken(secret: string, token: string): Promise<Whose | null> {
  const [said = '', proof = ''] = token.split('.', 2)
  const bytes = fromBase64Url(said)
  const [partnershipId, memberId] = bytes ? new TextDecoder().decode(bytes).split('\n') : []
  if (!v.is(Id, partnershipId) || !v.is(Id, memberId)) return null
  const whose = { partnershipId, memberId }
  return (await isSame(secret, proof, await proofOf(secret, whose))) ? whose : null
}

/** Hashed once more before they are compared, so that the time it takes says nothing of how much was right. */
const isSame = async (secret: string, a: string, b: string) =>
  (await keyedHash(secret, a)) === (await keyedHash(secret, b))

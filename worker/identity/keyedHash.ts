/** HMAC-SHA-256 in hex: what cannot be guessed from a copy of the database without the secret. */
export async function keyedHash(secret: string, text: string): Promise<string> {
  const bytes = new TextEncoder()
  const algorithm = { name: 'HMAC', hash: 'SHA-256' }
  const key = await crypto.subtle.importKey('raw', bytes.encode(secret), algorithm, false, ['sign'])
  const hash = await crypto.subtle.sign('HMAC', key, bytes.encode(text))
  return Array.from(new Uint8Array(hash), (byte) => byte.toString(16).padStart(2, '0')).join('')
}

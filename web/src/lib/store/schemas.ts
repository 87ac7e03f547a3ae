/**
 * The schemas weigh as much as the screens and the first one needs none. They come right behind it, as
 * soon as a store is open: before the first tap, and before the signal goes.
 */
let schemas: Promise<typeof import('./write.ts')> | null = null
export function loadSchemas() {
  schemas ??= import('./write.ts').catch((error: unknown) => {
    schemas = null
    throw error
  })
  return schemas
}

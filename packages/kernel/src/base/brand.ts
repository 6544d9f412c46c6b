/** A value that carries the proof of having been checked: only the file that owns the brand mints it. */
export type Brand<T, Name extends string> = T & { readonly __brand: Name }

/** A file as an answer; only the REST wire can carry it. */
export class Download {
  readonly name: string
  readonly type: string
  readonly body: Uint8Array<ArrayBuffer> | ReadableStream<Uint8Array<ArrayBuffer>>
  readonly inline: boolean
  constructor(file: {
    readonly name: string
    readonly type: string
    readonly body: Uint8Array<ArrayBuffer> | ReadableStream<Uint8Array<ArrayBuffer>>
    readonly inline?: boolean
  }) {
    this.name = file.name
    this.type = file.type
    this.body = file.body
    this.inline = file.inline ?? false
  }
}

/** Kinds that a browser may show itself: they cannot carry a script that runs in our origin. */
const SHOWN = new Set(['application/pdf', 'image/png', 'image/jpeg'])

/** RFC 6266 with the name in UTF-8 (RFC 8187) and an ASCII stand-in; control and direction marks are dropped. */
export const disposition = (name: string, type: string, inline: boolean): string => {
  const clean = name.replace(/[\p{Cc}\p{Cf}\p{Cs}/\\]/gu, '').slice(-120) || 'file'
  const ascii = clean.replace(/[^\x20-\x7e]|["%]/g, '_')
  const encoded = encodeURIComponent(clean).replace(
    /['()*]/g,
    (c) => `%${c.charCodeAt(0).toString(16).toUpperCase()}`,
  )
  const how = inline && SHOWN.has(type) ? 'inline' : 'attachment'
  return `${how}; filename="${ascii}"; filename*=UTF-8''${encoded}`
}

export const downloadResponse = (file: Download): Response =>
  new Response(file.body, {
    headers: {
      'content-type': file.type,
      'content-disposition': disposition(file.name, file.type, file.inline),
      'x-content-type-options': 'nosniff',
      'cache-control': 'private, no-store',
      'content-security-policy': "default-src 'none'; sandbox",
    },
  })

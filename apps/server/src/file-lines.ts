import { type ExtraPaths, REQUEST_ID, UNANSWERED_RESPONSE } from '@qiangji/api/frame/openapi.ts'
import { FILE_KINDS, FileId, FileRef } from '@qiangji/kernel/record/file.ts'
import type { z } from 'zod'

/** How files go in and out, for the document: their bytes pass by no procedure. */
export const fileLines = (write: (schema: z.ZodType) => unknown): ExtraPaths => ({
  '/file': {
    post: {
      operationId: 'record.file.upload',
      tags: ['record'],
      description: `One file; its kind is told by its bytes: ${Object.keys(FILE_KINDS).join(', ')}.`,
      parameters: [REQUEST_ID],
      requestBody: {
        required: true,
        content: {
          'multipart/form-data': {
            schema: {
              type: 'object',
              properties: {
                file: { type: 'string', contentMediaType: 'application/octet-stream' },
              },
              required: ['file'],
            },
          },
        },
      },
      responses: {
        200: {
          description: 'Stored; records name it by its id',
          content: { 'application/json': { schema: write(FileRef) } },
        },
        default: UNANSWERED_RESPONSE,
      },
    },
  },
  '/file/{id}': {
    get: {
      operationId: 'record.file.get',
      tags: ['record'],
      parameters: [{ name: 'id', in: 'path', required: true, schema: write(FileId) }],
      responses: {
        200: {
          description: 'The bytes as they came',
          content: Object.fromEntries(Object.values(FILE_KINDS).map(({ type }) => [type, {}])),
        },
        default: UNANSWERED_RESPONSE,
      },
    },
  },
})

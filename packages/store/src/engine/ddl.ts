import type { Engine } from './act.ts'

/**
 * Translates one table definition for an engine: `integer` is 64 bits wide, text sorts by bytes, tables are
 * strict on both. Statements end with `;` at the end of a line. Only create table, create index, alter table and insert.
 */
export const translate = (text: string, engine: Engine): readonly string[] =>
  text
    .split(/;[ \t]*(?:\r?\n|$)/)
    .map((statement) => statement.trim())
    .filter((statement) => statement !== '')
    .map((statement) => (engine === 'postgres' ? forPostgres(statement) : forSqlite(statement)))

const DEFINES = /^(create table|alter table)\b/i

const forPostgres = (statement: string): string =>
  DEFINES.test(statement)
    ? statement
        .replace(/\b(integer|int)\b/gi, 'bigint')
        .replace(/(?<=[\w"] )text\b/gi, 'text collate "C"')
    : statement

const forSqlite = (statement: string): string =>
  /^create table\b/i.test(statement) ? `${statement} strict` : statement

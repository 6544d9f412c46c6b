import { z } from 'zod'

const DASHES = /[‐‑‒–—―−]/g
const BLANKS = /[\s\p{Cc}\p{Cf}\p{Default_Ignorable_Code_Point}]/gu

/** Half width, one kind of dash, capital letters: the writings of one number look alike. */
export const plainWriting = (text: string): string =>
  text.normalize('NFKC').replace(DASHES, '-').toUpperCase()

/** 凭证号 in one way of writing: 记－０７１３ and 记 -0713 are 记-0713, because it is the key of a row. */
export const voucherNumber = (text: string): string => plainWriting(text).replace(BLANKS, '')

/** 凭证号 in the county's books, such as 记-0713. */
export const VoucherNumber = z.string().overwrite(voucherNumber).min(1).max(30)

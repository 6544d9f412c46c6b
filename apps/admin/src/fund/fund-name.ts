/** 2024年县区专项补助: the year once, also where the name brings it along. */
export const yearly = ({ year, name }: { readonly year: number; readonly name: string }): string =>
  name.startsWith(`${year}年`) ? name : `${year}年${name}`

// biome-ignore lint/suspicious/noEmptyInterface: filled by its mechanism
export interface FundTables {}

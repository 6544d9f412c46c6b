/** Why a file cannot be read as a sheet. */
export type SheetRefusal =
  | 'SHEET_EMPTY'
  | 'SHEET_TOO_LARGE'
  | 'SHEET_NOT_A_WORKBOOK'
  | 'SHEET_OLD_FORMAT'
  | 'SHEET_ENCRYPTED'
  | 'SHEET_OPEN_DOCUMENT'
  | 'SHEET_BINARY_FORMAT'
  | 'SHEET_WEB_PAGE'
  | 'SHEET_HAS_MACROS'
  | 'SHEET_INFLATES_TOO_FAR'
  | 'SHEET_TOO_MANY_PARTS'
  | 'SHEET_DAMAGED'
  | 'SHEET_NO_SUCH_SHEET'
  | 'SHEET_TOO_MANY_ROWS'
  | 'SHEET_TOO_MANY_COLUMNS'
  | 'SHEET_TOO_SLOW'
  | 'SHEET_TOO_HEAVY'
  | 'SHEET_UNREADABLE'

/** What the user is told: what is wrong and what to do. `{…}` are facts of the refusal. */
export const SHEET_REFUSAL_WORDS: Readonly<Record<SheetRefusal, string>> = {
  SHEET_EMPTY: '表格里没有内容，请检查是否选错了文件。',
  SHEET_TOO_LARGE: '文件超过 {megabytes} MB，请删去图片或分成几个文件。',
  SHEET_NOT_A_WORKBOOK: '这不是表格文件，请上传 .xlsx 或 .csv 文件。',
  SHEET_OLD_FORMAT: '这是旧版 Excel 格式，请用 WPS 或 Excel 另存为 .xlsx 后再上传。',
  SHEET_ENCRYPTED: '文件设有打开密码，请取消密码后再上传。',
  SHEET_OPEN_DOCUMENT: '这是 .ods 格式，请用 WPS 或 Excel 另存为 .xlsx 后再上传。',
  SHEET_BINARY_FORMAT: '这是 .xlsb 格式，请用 WPS 或 Excel 另存为 .xlsx 后再上传。',
  SHEET_WEB_PAGE: '这是网页，不是表格，请用 WPS 或 Excel 打开后另存为 .xlsx 再上传。',
  SHEET_HAS_MACROS: '文件带有宏，请另存为不带宏的 .xlsx 后再上传。',
  SHEET_INFLATES_TOO_FAR: '文件解压后过大，请删去多余的工作表和格式后再上传。',
  SHEET_TOO_MANY_PARTS: '文件内部的部件过多，请把数据复制到新表格后再上传。',
  SHEET_DAMAGED: '文件已损坏，请用 WPS 或 Excel 打开并重新保存后再上传。',
  SHEET_NO_SUCH_SHEET: '文件里没有工作表“{name}”。',
  SHEET_TOO_MANY_ROWS: '数据超过 {limit} 行，请分成几个文件。',
  SHEET_TOO_MANY_COLUMNS: '数据超过 {limit} 列（{address}），请删去多余的列。',
  SHEET_TOO_SLOW: '文件读取时间过长，请把数据复制到新表格后再上传。',
  SHEET_TOO_HEAVY: '文件占用内存过多，请分成几个文件。',
  SHEET_UNREADABLE: '文件读不出来，请把数据复制到新表格后再上传。',
}

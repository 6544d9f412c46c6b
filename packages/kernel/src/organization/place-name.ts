/**
 * The name of a union's place as documents print it: 环县, 城关区, 兰州市. Autonomous prefectures and
 * counties take the form people use: 临夏州, 积石山县.
 */
export const placeName = (name: string, shortName: string): string => {
  const place = name.replace(/(总工会|工会)$/, '')
  if (place.endsWith('自治州')) return shortName
  return place.endsWith('自治县') ? `${shortName}县` : place
}

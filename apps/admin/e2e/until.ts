/** Tries until what is looked at is so; the last complaint is thrown when patience ends. */
export const until = async (look: () => Promise<void>, milliseconds = 8_000): Promise<void> => {
  const end = Date.now() + milliseconds
  for (;;) {
    try {
      return await look()
    } catch (complaint) {
      if (Date.now() > end) throw complaint
      await new Promise((resolve) => setTimeout(resolve, 60))
    }
  }
}

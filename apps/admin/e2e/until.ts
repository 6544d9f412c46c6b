/** Tries until what is looked at is so, and gives what was seen; the last complaint is thrown when patience ends. */
export const until = async <Seen>(
  look: () => Promise<Seen>,
  milliseconds = 16_000,
): Promise<Seen> => {
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

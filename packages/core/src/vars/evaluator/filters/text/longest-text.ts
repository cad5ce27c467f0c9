/** The most characters a filter makes: more is refused, so that no expression can fill the memory. */
export const longestText = 10_000_000;

/** The most items a filter makes. */
export const longestList = 100_000;

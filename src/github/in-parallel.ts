/** GitHub's advice is to ask for one thing after the other; a few at once stay below its secondary limits. */
const AT_ONCE = 4;

/** Does something with every item, a few at once; the first failure ends it. */
export async function inParallel<Item>(items: readonly Item[], act: (item: Item) => Promise<void>): Promise<void> {
  let next = 0;
  let failed = false;
  const work = async (): Promise<void> => {
    while (next < items.length && !failed) {
      try {
        await act(items[next++] as Item);
      } catch (error) {
        failed = true;
        throw error;
      }
    }
  };
  await Promise.all(Array.from({ length: Math.min(AT_ONCE, items.length) }, work));
}

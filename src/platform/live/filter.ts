/** The items that are wanted. The source is not read before the first of them is asked for. */
export async function* filter<Item>(
  items: AsyncIterable<Item>,
  isWanted: (item: Item) => boolean,
): AsyncGenerator<Item, void, void> {
  for await (const item of items) if (isWanted(item)) yield item;
}

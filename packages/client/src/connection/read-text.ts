/**
 * The body of a response, read to its end. `onBytes` is called for each piece that arrives: a large body over a slow network takes
 * longer than the time after which silence counts as a loss.
 */
export async function readText(response: Response, onBytes: () => void): Promise<string> {
  // Some implementations of fetch have no streams.
  if (!response.body) return await response.text();
  const reader = response.body.getReader();
  const decoder = new TextDecoder();
  let text = '';
  for (;;) {
    const { done, value } = await reader.read();
    if (done) return text + decoder.decode();
    onBytes();
    text += decoder.decode(value, { stream: true });
  }
}

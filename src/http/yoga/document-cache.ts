/**
 * Documents that were parsed before, least recently used first to go. What is bounded is their text: the parsed form
 * takes up to a few hundred bytes for each character, and anybody can send new documents.
 */
export interface DocumentCache<Document> {
  get(text: string): Document | undefined;
  set(text: string, document: Document): void;
}

export function createDocumentCache<Document>(maxCharacters: number): DocumentCache<Document> {
  const documents = new Map<string, Document>();
  let characters = 0;
  function remove(text: string): void {
    if (documents.delete(text)) characters -= text.length;
  }
  return {
    get(text) {
      const document = documents.get(text);
      if (document === undefined) return undefined;
      documents.delete(text);
      documents.set(text, document);
      return document;
    },
    set(text, document) {
      remove(text);
      documents.set(text, document);
      characters += text.length;
      for (const oldest of documents.keys()) {
        if (characters <= maxCharacters) break;
        remove(oldest);
      }
    },
  };
}

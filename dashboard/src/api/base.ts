/** The path of PUBLIC_URL, with a slash at its end. Vite's development server leaves the placeholder. */
const content = document.querySelector<HTMLMetaElement>('meta[name="gogreen-base"]')?.content ?? './';

export const base = content === './' ? '/' : content;

/** An address of the server, such as `graphql`. */
export function address(path: string): string {
  return `${base}${path}`;
}

export function socketAddress(): string {
  const url = new URL(address('graphql'), location.href);
  url.protocol = url.protocol === 'https:' ? 'wss:' : 'ws:';
  return url.href;
}

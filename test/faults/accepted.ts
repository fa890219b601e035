/** Whether an answer is the success that webhooks ask for. */
export function isAccepted({ status }: { status: number | null }): boolean {
  return status !== null && status >= 200 && status < 300;
}

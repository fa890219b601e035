export function NewIntegration() {
  return null;
}

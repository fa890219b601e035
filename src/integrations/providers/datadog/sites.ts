/** The sites of Datadog, each with its name. Each has its own accounts. Source: docs.datadoghq.com, Getting started, Datadog sites. */
export const sites: Readonly<Record<string, string>> = {
  'datadoghq.com': 'US1',
  'us3.datadoghq.com': 'US3',
  'us5.datadoghq.com': 'US5',
  'datadoghq.eu': 'EU1',
  'ap1.datadoghq.com': 'AP1',
  'ap2.datadoghq.com': 'AP2',
  'uk1.datadoghq.com': 'UK1',
  'ddog-gov.com': 'US1-FED',
  'us2.ddog-gov.com': 'US2-FED',
};

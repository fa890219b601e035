/** Base URLs of NerdGraph by data region. Source: New Relic's documentation of NerdGraph, endpoints. */
export const regions = {
  US: 'https://api.newrelic.com',
  EU: 'https://api.eu.newrelic.com',
  JP: 'https://api.jp.newrelic.com',
  GOV: 'https://gov-api.newrelic.com',
};

/** Where users of each region sign in. */
export const regionMeanings: Record<NewRelicRegion, string> = {
  US: 'United States, one.newrelic.com',
  EU: 'Europe, one.eu.newrelic.com',
  JP: 'Japan, one.jp.newrelic.com',
  GOV: 'FedRAMP accounts in the United States',
};

export type NewRelicRegion = keyof typeof regions;
export const regionNames = Object.keys(regions) as NewRelicRegion[];

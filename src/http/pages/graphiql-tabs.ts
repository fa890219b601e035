/** The tabs that GraphiQL opens with: the first minutes with GoGreen, in order. */

const toggle = `# 1. Switch a flag: press play.
#
#    The link printed at the start signs you in.
#    Without it, put this into Headers below:
#    { "Authorization": "Bearer <token>" }
#
#    Again: no change, so no event. Try false.
mutation ToggleFlag {
  setFlagEnabled(
    input: {
      projectKey: "demo"
      flagKey: "new-checkout"
      environmentKey: "production"
      enabled: true
      comment: "Trying GoGreen out"
    }
  ) {
    __typename
    ... on SetFlagEnabledPayload {
      flag {
        key
        version
        environment(key: "production") {
          enabled
          codeLike
        }
      }
      event {
        sequence
        changes {
          ... on FlagChangeSummary {
            summary
          }
        }
        codeLikeDiff
      }
    }
    ... on Error {
      message
      code
    }
  }
}
`;

const watch = `# 2. Watch live: open this page in two windows,
#    press play here and switch the flag there.
#
#    afterSequence: 0 replays what was before.
#    A client that was away resumes with the last
#    sequence that it saw.
subscription WatchFlags {
  flagChanged(projectKey: "demo", afterSequence: 0) {
    sequence
    type
    flagKey
    environment {
      key
    }
    actor {
      name
    }
    comment
    changes {
      __typename
      ... on FlagChangeSummary {
        summary
      }
    }
    codeLikeDiff
  }
}
`;

const deliveries = `# 3. The latest deliveries: every attempt
#    with its request and its response.
query DeliveryLog {
  project(key: "demo") {
    deliveries(first: 5) {
      edges {
        node {
          id
          status
          integration {
            name
          }
          event {
            sequence
            type
          }
          attempts {
            number
            durationMs
            request {
              method
              url
              headers {
                name
                value
              }
              body
            }
            response {
              status
              body
            }
            error {
              class
              message
            }
            nextAttemptAt
          }
        }
      }
    }
  }
}
`;

const rules = `# 4. Who gets what: rules are tried in order,
#    a percentage rollout splits the rest.
mutation SetRules {
  updateFlagEnvironment(
    input: {
      projectKey: "demo"
      flagKey: "checkout-theme"
      environmentKey: "production"
      rules: [
        {
          description: "Staff see the new theme first"
          clauses: [
            {
              attribute: "email"
              operator: ENDS_WITH
              values: ["@acme.com"]
            }
          ]
          serve: { variation: "midnight" }
        }
      ]
      fallthrough: {
        rollout: {
          bucketBy: "userId"
          weights: [
            { variation: "classic", weight: 90 }
            { variation: "midnight", weight: 10 }
          ]
        }
      }
    }
  ) {
    __typename
    ... on UpdateFlagEnvironmentPayload {
      event {
        sequence
        changes {
          ... on FlagChangeSummary {
            summary
          }
        }
        codeLikeDiff
      }
    }
    ... on InvalidInputError {
      issues {
        path
        message
      }
    }
  }
}
`;

export const graphiqlTabs = [toggle, watch, deliveries, rules].map((query) => ({ query }));

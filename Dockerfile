# One image for every role: set GOGREEN_ROLE to api, worker or all. Settings: .env.example. docs/deploy.md has examples.
FROM node:24-slim AS build
WORKDIR /app
# Installing generates the Prisma client from the schema, and builds the dashboard.
COPY package.json package-lock.json prisma.config.ts tsconfig.json ./
COPY prisma ./prisma
COPY scripts/generate.ts ./scripts/
COPY dashboard ./dashboard
COPY packages ./packages
# The npm package `node` is for machines with another Node; the image has the right one.
RUN npm ci --omit=dev --no-audit --no-fund && rm -r node_modules/node node_modules/.bin/node
# Only what was built is served.
RUN rm -r dashboard/src dashboard/public
COPY src ./src
# Data of embedded mode, if the image runs without DATABASE_URL, and compiled code of the last start, for the next one. With a
# read-only root file system neither is written.
RUN mkdir -p .gogreen node_modules/.cache/gogreen && chown 1000:1000 .gogreen node_modules/.cache/gogreen

FROM node:24-slim
LABEL org.opencontainers.image.title="GoGreen" \
  org.opencontainers.image.description="A self-hosted hub for feature-flag changes" \
  org.opencontainers.image.licenses="MIT"
WORKDIR /app
ENV NODE_ENV=production HOST=0.0.0.0 PORT=4000
COPY --from=build /app ./
VOLUME /app/.gogreen
# The user `node` of the base image. As a number, so that Kubernetes can tell that it is not root.
USER 1000:1000
EXPOSE 4000
HEALTHCHECK --interval=10s --timeout=5s --start-period=60s --start-interval=1s CMD ["node", "-e", "fetch('http://127.0.0.1:' + process.env.PORT + '/health/ready').then((answer) => process.exit(answer.ok ? 0 : 1), () => process.exit(1))"]
# Not through npm, which would not pass on the signals that stop the process.
CMD ["node", "src/main.ts"]

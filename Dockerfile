# One image for every role: set GOGREEN_ROLE to api, worker or all. Settings: .env.example.
FROM node:24-slim AS build
WORKDIR /app
# Installing generates the Prisma client from the schema, and builds the dashboard.
COPY package.json package-lock.json prisma.config.ts tsconfig.json ./
COPY prisma ./prisma
COPY scripts/generate.ts ./scripts/
COPY dashboard ./dashboard
COPY packages ./packages
# The npm package `node` is for machines with another Node; the image has the right one.
RUN npm ci --omit=dev --no-audit --no-fund && rm -r node_modules/node node_modules/.bin/node \
  # Only what was built is served.
  && rm -r dashboard/src dashboard/public
COPY src ./src

FROM node:24-slim
WORKDIR /app
ENV NODE_ENV=production HOST=0.0.0.0 PORT=4000
COPY --from=build /app ./
# Data of embedded mode, if the image runs without DATABASE_URL.
RUN mkdir .gogreen && chown node:node .gogreen
# Compiled code of the last start, for the next one.
RUN mkdir -p node_modules/.cache/gogreen && chown node:node node_modules/.cache/gogreen
VOLUME /app/.gogreen
USER node
EXPOSE 4000
# Not through npm, which would not pass on the signals that stop the process.
CMD ["node", "src/main.ts"]
